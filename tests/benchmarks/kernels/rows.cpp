// Reductions, arg max, softmax, transposition.
#include "support.hpp"
#include "thaw/kernels/arg_reduce.hpp"
#include "thaw/kernels/reduce.hpp"
#include "thaw/kernels/softmax.hpp"

namespace k = thaw::kernels;
using thaw::dtype;

static void reduce(benchmark::State& state, k::reduction op) {
  const thaw::shape s{state.range(0), state.range(1)};
  const bool axes[] = {state.range(2) == 0, state.range(2) != 0};
  const k::reduce_plan p = k::make_reduce(s, axes);
  const std::vector<float> in = support::noise(static_cast<std::size_t>(p.inputs()));
  std::vector<float> out(static_cast<std::size_t>(p.outputs()));
  for (auto _ : state) {
    k::reduce(p, op, dtype::float32, dtype::float32, in.data(), out.data(), nullptr);
    benchmark::ClobberMemory();
  }
  support::count_elements(state, in.size());
}
static void arg_max(benchmark::State& state) {
  const bool axes[] = {state.range(2) == 0, state.range(2) != 0};
  const k::reduce_plan p = k::make_reduce({state.range(0), state.range(1)}, axes);
  const std::vector<float> in = support::noise(static_cast<std::size_t>(p.inputs()));
  std::vector<std::int64_t> out(static_cast<std::size_t>(p.outputs()));
  for (auto _ : state) {
    k::arg_reduce(p, true, dtype::float32, in.data(), out.data(), nullptr);
    benchmark::ClobberMemory();
  }
  support::count_elements(state, in.size());
}
static void softmax(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0)), rows = std::size_t{1 << 16} / n;
  const std::vector<float> in = support::noise(rows * n);
  std::vector<float> out(rows * n);
  for (auto _ : state) {
    k::softmax(false, in.data(), out.data(), rows, n);
    benchmark::ClobberMemory();
  }
  support::count_elements(state, in.size());
}
static void transpose(benchmark::State& state) {
  const std::int64_t to_nchw[] = {0, 3, 1, 2};
  const k::transpose_plan p = k::make_transpose({4, 56, 56, 64}, to_nchw);
  const auto size = static_cast<std::size_t>(state.range(0)), n = static_cast<std::size_t>(p.count);
  const std::vector<unsigned char> in(n * size);
  std::vector<unsigned char> out(n * size);
  for (auto _ : state) {
    k::run_transpose(p, size, out.data(), in.data());
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(2 * n * size));
}
BENCHMARK_CAPTURE(reduce, sum, k::reduction::sum)
    ->ArgNames({"rows", "columns", "axis"})
    ->Args({256, 256, 0})
    ->Args({256, 256, 1})
    ->Args({3136, 64, 0})
    ->Args({49, 2048, 0})
    ->Args({1 << 14, 3, 1});
BENCHMARK_CAPTURE(reduce, max, k::reduction::max)
    ->ArgNames({"rows", "columns", "axis"})
    ->Args({256, 256, 0})
    ->Args({256, 256, 1});
BENCHMARK(arg_max)->ArgNames({"rows", "columns", "axis"})->Args({64, 1000, 1})->Args({256, 256, 0});
BENCHMARK(softmax)->ArgName("classes")->Arg(10)->Arg(64)->Arg(1000)->Arg(1 << 16);
BENCHMARK(transpose)->ArgName("bytes")->Arg(1)->Arg(2)->Arg(4)->Arg(8);
