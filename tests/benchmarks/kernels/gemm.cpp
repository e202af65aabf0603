// Matrix products of the sizes that models have, B packed beforehand; and with packing, for weights that change.
#include "thaw/kernels/gemm.hpp"

#include "support.hpp"

namespace k = thaw::kernels;

static void gemm(benchmark::State& state) {
  const auto m = static_cast<std::size_t>(state.range(0)), depth = static_cast<std::size_t>(state.range(1)),
             n = static_cast<std::size_t>(state.range(2));
  const thaw::isa level = thaw::current_isa();
  const std::vector<float> a = support::noise(m * depth), b = support::noise(depth * n);
  std::vector<float> c(m * n);
  const k::packed_matrix packed(b.data(), depth, n, n, false, level);
  for (auto _ : state) {
    k::gemm(m, a.data(), depth, packed, c.data(), n);
    benchmark::ClobberMemory();
  }
  support::count_flops(state, 2.0 * static_cast<double>(m * depth * n), level);
}
static void gemm_unpacked(benchmark::State& state) {
  const k::gemm_shape s{static_cast<std::size_t>(state.range(0)), static_cast<std::size_t>(state.range(1)),
                        static_cast<std::size_t>(state.range(2)), false, state.range(3) != 0};
  const thaw::isa level = thaw::current_isa();
  const std::vector<float> a = support::noise(s.m * s.k), b = support::noise(s.k * s.n);
  std::vector<float> c(s.m * s.n), scratch(k::gemm_scratch(s, level));
  for (auto _ : state) {
    k::gemm(s, a.data(), b.data(), c.data(), scratch.data(), {}, level);
    benchmark::ClobberMemory();
  }
  support::count_flops(state, 2.0 * static_cast<double>(s.m * s.k * s.n), level);
}
BENCHMARK(gemm)
    ->ArgNames({"m", "k", "n"})
    ->Args({1024, 1024, 1024})
    ->Args({256, 784, 512})
    ->Args({1, 784, 512})
    ->Args({1, 2048, 1000})
    ->Args({8, 768, 768})
    ->Args({49, 512, 512})
    ->Args({196, 1152, 256})
    ->Args({12544, 27, 32})
    ->Args({3136, 64, 64});
BENCHMARK(gemm_unpacked)
    ->ArgNames({"m", "k", "n", "tb"})
    ->Args({256, 256, 256, 0})
    ->Args({256, 256, 256, 1})
    ->Args({1, 1024, 1024, 0})
    ->Args({64, 64, 64, 0});
