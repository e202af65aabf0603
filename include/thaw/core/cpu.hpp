// Which instruction set kernels use: what the processor offers, lowered by THAW_ISA in the environment or by a call.
#pragma once
#include <atomic>
#include <cstdlib>
#include <string_view>

#include "thaw/core/config.hpp"
#include "thaw/core/error.hpp"

#if defined(__x86_64__) && !defined(THAW_NO_MULTI_ISA)
#define THAW_X86 1
#else
#define THAW_X86 0
#endif

namespace thaw {

/// The variants of each kernel, slowest first. `base` is what the compiler targets without flags (SSE2, NEON).
enum class isa : int { base = 0, avx2 = 1, avx512 = 2 };
inline constexpr isa all_isas[] = {isa::base, isa::avx2, isa::avx512};

/// As THAW_ISA spells them: "base", "avx2", "avx512".
constexpr std::string_view name(isa level) noexcept {
  return level == isa::avx512 ? "avx512" : level == isa::avx2 ? "avx2" : "base";
}
inline void append(std::string& to, isa level) { to.append(name(level)); }

namespace detail {
inline isa detect_isa() noexcept {
#if THAW_X86
  __builtin_cpu_init();
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");  // each of these has F16C too
#if defined(THAW_WIDE_WITHOUT_AVX512)  // the 64-byte code is compiled for AVX2, see kernels/simd.hpp
  if (avx2) return isa::avx512;
#endif
  if (avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq"))
    return isa::avx512;
  if (avx2) return isa::avx2;
#endif
  return isa::base;
}
}  // namespace detail

/// The best instruction set of this processor that kernels have a variant for.
inline isa best_isa() noexcept {
  static const isa level = detail::detect_isa();
  return level;
}

/// The isa of a name. Throws invalid_argument for other names.
inline isa isa_from_name(std::string_view n) {
  for (const isa level : all_isas)
    if (name(level) == n) return level;
  fail(code::invalid_argument, "unknown instruction set \"", n, "\": THAW_ISA can be base, avx2 or avx512");
}

namespace detail {
inline isa isa_at_start() {
  const char* wanted = std::getenv("THAW_ISA");
  if (wanted == nullptr || *wanted == '\0') return best_isa();
  const isa level = isa_from_name(wanted);
  return level < best_isa() ? level : best_isa();
}
inline std::atomic<isa>& isa_in_use() {
  static std::atomic<isa> level{isa_at_start()};
  return level;
}
}  // namespace detail

/// The instruction set that plans made from now on use: the best one, unless THAW_ISA (read once) or `force_isa`
/// lowered it. Throws invalid_argument when THAW_ISA is not a known name; a level that the processor lacks is lowered.
inline isa current_isa() { return detail::isa_in_use().load(std::memory_order_relaxed); }

/// Makes `current_isa` return `level`, lowered to what the processor has; returns the previous level. For tests and
/// benchmarks: plans made before keep theirs.
inline isa force_isa(isa level) {
  return detail::isa_in_use().exchange(level < best_isa() ? level : best_isa(), std::memory_order_relaxed);
}

}  // namespace thaw
