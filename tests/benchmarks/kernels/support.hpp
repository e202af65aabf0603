// What the benchmarks of kernels share: noise, the FMA peak of this core, and a counter that is a fraction of it.
#pragma once
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <random>
#include <vector>

#include "thaw/kernels/simd.hpp"

namespace support {

inline std::vector<float> noise(std::size_t n) {
  static std::mt19937 random(1);
  std::uniform_real_distribution<float> in(-1.0f, 1.0f);
  std::vector<float> v(n);
  for (float& x : v) x = in(random);
  return v;
}

/// Twelve independent chains of multiply-adds: the most that the core can do.
struct peak_kernel {
  static constexpr std::size_t chains = 12;
  template <class Isa>
  static THAW_INLINE void run(float* io, std::size_t n) {
    using V = thaw::kernels::vec<float, Isa::bytes>;
    V a[chains];
    THAW_UNROLL
    for (std::size_t i = 0; i < chains; ++i) a[i] = V::fill(io[i]);
    const V x = V::fill(0.5f), y = V::fill(0.25f);
    for (std::size_t k = 0; k < n; ++k) THAW_UNROLL
    for (std::size_t i = 0; i < chains; ++i) a[i] = fma(a[i], x, y);
    THAW_UNROLL
    for (std::size_t i = 1; i < chains; ++i) a[0] = a[0] + a[i];
    a[0].store(io);
  }
};

/// Floating-point operations per second, measured once per level: the best of many short runs.
inline double peak(thaw::isa level) {
  static double known[3] = {};
  double& best = known[static_cast<int>(level)];
  if (best != 0) return best;
  const std::size_t lanes = level == thaw::isa::avx512 ? 16 : level == thaw::isa::avx2 ? 8 : 4, n = 20000;
  const auto run = thaw::kernels::resolve<peak_kernel, float*, std::size_t>(level);
  float io[16] = {};
  for (int i = 0; i < 100; ++i) {
    const auto start = std::chrono::steady_clock::now();
    run(io, n);
    const std::chrono::duration<double> t = std::chrono::steady_clock::now() - start;
    best = std::max(best, static_cast<double>(2 * lanes * n * peak_kernel::chains) / t.count());
    benchmark::DoNotOptimize(io[0]);
  }
  return best;
}

/// Reports `flop` per iteration as FLOP/s and as a fraction of the peak.
inline void count_flops(benchmark::State& state, double flop, thaw::isa level) {
  const double total = flop * static_cast<double>(state.iterations());
  state.counters["FLOP/s"] = benchmark::Counter(total, benchmark::Counter::kIsRate);
  state.counters["of_peak"] = benchmark::Counter(total / peak(level), benchmark::Counter::kIsRate);
}
/// Reports elements per second.
inline void count_elements(benchmark::State& state, std::size_t n) {
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(n));
}

}  // namespace support
