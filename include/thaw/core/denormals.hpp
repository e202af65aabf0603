// Subnormal floats count as zero while ops run, as in TensorFlow (tsl/platform/denormal.h).
#pragma once
#include <cstdint>

namespace thaw {

/// Sets the processor to flush subnormal results to zero and to read subnormal operands as zero; the destructor puts
/// the thread's setting back. On processors other than x86-64 and AArch64 it does nothing.
class flush_denormals {
 public:
  flush_denormals() noexcept : before_(get()) { set(before_ | bits); }
  ~flush_denormals() { set(before_); }
  flush_denormals(const flush_denormals&) = delete;
  flush_denormals& operator=(const flush_denormals&) = delete;

 private:
#if defined(__x86_64__)
  using control = std::uint32_t;
  static constexpr control bits = 0x8040;  // MXCSR: flush to zero, denormals are zero
  static control get() noexcept { return __builtin_ia32_stmxcsr(); }
  static void set(control c) noexcept { __builtin_ia32_ldmxcsr(c); }
#elif defined(__aarch64__)
  using control = std::uint64_t;
  static constexpr control bits = std::uint64_t{1} << 24;  // FPCR.FZ
  static control get() noexcept {
    control c;
    __asm__ volatile("mrs %0, fpcr" : "=r"(c));
    return c;
  }
  static void set(control c) noexcept { __asm__ volatile("msr fpcr, %0" : : "r"(c)); }
#else
  using control = std::uint32_t;
  static constexpr control bits = 0;
  static control get() noexcept { return 0; }
  static void set(control) noexcept {}
#endif
  control before_;
};

}  // namespace thaw
