// One source for every instruction set, and the choice between them at run time.
//
// A kernel is a struct with `template <class Isa> static THAW_INLINE void run(args…)`, written over `vec<T,
// Isa::bytes>`. The same source becomes SSE2, AVX2 + FMA or AVX-512 code depending on the one function that it is
// inlined into: an entry below, the only functions with a target attribute. So:
//   1. everything between an entry and the arithmetic is THAW_INLINE (lambdas: THAW_LAMBDA); what isn't becomes
//   baseline
//      code, correct and slow;
//   2. no intrinsics in kernels; what has no spelling as a vector expression is a block function of its own;
//   3. entries share nothing but data.
#pragma once
#include <cstddef>

#include "thaw/core/cpu.hpp"
#include "thaw/kernels/vec.hpp"

#if THAW_X86
#define THAW_TARGET_AVX2 __attribute__((target("avx2,fma,f16c")))
#if defined(THAW_WIDE_WITHOUT_AVX512)  // runs the 64-byte code on machines without AVX-512: each vector is split in two
#define THAW_TARGET_AVX512 THAW_TARGET_AVX2
#else
#define THAW_TARGET_AVX512 __attribute__((target("avx2,fma,f16c,avx512f,avx512bw,avx512vl,avx512dq")))
#endif
#endif

namespace thaw::kernels {

/// What a kernel may know of its instruction set: bytes of a vector, and the register tile of a matrix product
/// (mr rows x nv vectors).
struct isa_base {
  static constexpr isa level = isa::base;
  static constexpr std::size_t bytes = 16;
#if defined(__aarch64__)
  static constexpr std::size_t mr = 8, nv = 2;  // 32 registers
#else
  static constexpr std::size_t mr = 4, nv = 2;  // 16 registers, no fused multiply-add: each product needs one too
#endif
};
struct isa_avx2 {
  static constexpr isa level = isa::avx2;
  static constexpr std::size_t bytes = 32, mr = 6, nv = 2;
};
struct isa_avx512 {
  static constexpr isa level = isa::avx512;
  static constexpr std::size_t bytes = 64, mr = 14, nv = 2;
};

template <class Kernel, class... A>
THAW_NOINLINE void enter_base(A... a) {
  Kernel::template run<isa_base>(a...);
}
#if THAW_X86
template <class Kernel, class... A>
THAW_TARGET_AVX2 THAW_NOINLINE void enter_avx2(A... a) {
  Kernel::template run<isa_avx2>(a...);
}
template <class Kernel, class... A>
THAW_TARGET_AVX512 THAW_NOINLINE void enter_avx512(A... a) {
  Kernel::template run<isa_avx512>(a...);
}
#endif

/// The variant of `Kernel` for `level`, a plain function pointer: resolve once, when planning, and keep it.
template <class Kernel, class... A>
auto resolve(isa level) noexcept -> void (*)(A...) {
#if THAW_X86
  if (level == isa::avx512) return &enter_avx512<Kernel, A...>;
  if (level == isa::avx2) return &enter_avx2<Kernel, A...>;
#endif
  (void)level;
  return &enter_base<Kernel, A...>;
}

}  // namespace thaw::kernels
