// Listing and reading a checkpoint of 400 MB that lies in the page cache.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "thaw/bundle.hpp"

namespace {

namespace bundle = thaw::bundle;

// 1000 tensors of 400 KB, as small models have many and large ones have larger ones. With `odd`, a string in front
// moves all of them to odd places, so that none can be used as it lies.
class big_checkpoint {
 public:
  explicit big_checkpoint(bool odd) {
    const char* base = std::getenv("TMPDIR");
    prefix_ = thaw::join_path(base != nullptr ? base : "/tmp", odd ? "thaw_benchmark_odd" : "thaw_benchmark_even");
    thaw::tensor t(thaw::dtype::float32, {100, 1000});
    auto* values = t.data<float>();
    for (std::int64_t i = 0; i < t.elements(); ++i) values[i] = static_cast<float>(i);
    thaw::checkpoint_writer w(prefix_);
    if (odd) w.add("first", "odd");
    for (int i = 0; i < 1000; ++i) w.add(thaw::concat("layer_", i, "/kernel"), t);
    w.finish();
  }
  big_checkpoint(const big_checkpoint&) = delete;
  big_checkpoint& operator=(const big_checkpoint&) = delete;
  ~big_checkpoint() {
    thaw::remove_path(prefix_ + ".index");
    thaw::remove_path(prefix_ + ".data-00000-of-00001");
  }
  const std::string& prefix() const { return prefix_; }

 private:
  std::string prefix_;
};
const std::string& prefix_of(bool odd) {
  static const big_checkpoint even_one(false), odd_one(true);
  return (odd ? odd_one : even_one).prefix();
}

void list(benchmark::State& state) {
  const std::string& prefix = prefix_of(false);
  for (auto _ : state) benchmark::DoNotOptimize(thaw::checkpoint_reader::open(prefix).entries().size());
}
BENCHMARK(list)->Unit(benchmark::kMillisecond);

void read(benchmark::State& state, bool odd, bool verify) {
  const std::string& prefix = prefix_of(odd);
  std::int64_t bytes = 0;
  for (auto _ : state) {
    const auto reader = thaw::checkpoint_reader::open(prefix, {verify, true});
    for (const auto& e : reader.entries()) {
      const thaw::tensor t = reader.read(e.name);
      bytes += static_cast<std::int64_t>(t.bytes());
      benchmark::DoNotOptimize(t.raw());
    }
  }
  state.SetBytesProcessed(bytes);
}
BENCHMARK_CAPTURE(read, views, false, true)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read, views_unverified, false, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read, copies, true, true)->Unit(benchmark::kMillisecond);

void crc32c(benchmark::State& state) {
  const auto& variant = bundle::detail::crc32c_variants[state.range(0)];
  state.SetLabel(variant.name);
  if (!variant.supported()) return state.SkipWithError("not on this CPU");
  const std::string bytes(static_cast<std::size_t>(state.range(1)), 'x');
  for (auto _ : state) benchmark::DoNotOptimize(variant.extend(0, bytes.data(), bytes.size()));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * state.range(1));
}
BENCHMARK(crc32c)->Apply([](benchmark::internal::Benchmark* b) {
  for (std::size_t i = 0; i < sizeof bundle::detail::crc32c_variants / sizeof *bundle::detail::crc32c_variants; ++i)
    for (const std::int64_t bytes : {64, 4096, 1 << 20, 64 << 20}) b->Args({static_cast<std::int64_t>(i), bytes});
});

}  // namespace
