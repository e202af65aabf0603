// Quotients and remainders. Integers: division by zero is an error, the smallest by -1 wraps.
#pragma once
#include <cmath>
#include <type_traits>

#include "thaw/ops/elementwise.hpp"
#include "thaw/ops/math/dtype_sets.hpp"
#include "thaw/ops/math/storage.hpp"

namespace thaw::ops {

namespace detail {

template <class Word>
bool has_zero(const tensor& t) {
  const auto* p = static_cast<const Word*>(t.raw());
  return std::find(p, p + t.elements(), Word{0}) != p + t.elements();
}
/// Integer divisors must not be zero, where something is divided.
THAW_LAZY void check_divisor(const run_context& c, code error_code) {
  const tensor& y = c.input(1);
  if (!is_integer(y.dtype()) || c.output(0).elements() == 0) return;
  const std::size_t size = plain_size(y.dtype());
  const bool zero = size == 1   ? has_zero<std::uint8_t>(y)
                    : size == 2 ? has_zero<std::uint16_t>(y)
                    : size == 4 ? has_zero<std::uint32_t>(y)
                                : has_zero<std::uint64_t>(y);
  if (zero) fail(error_code, "Integer division by zero");
}

template <class T>
inline constexpr bool is_signed_integer = std::is_integral_v<T>&& std::is_signed_v<T>;

// Integers; y isn't 0.
template <class T>
THAW_INLINE T quotient(const T& x, const T& y) {
  if constexpr (is_signed_integer<T>)
    if (y == T{-1}) return kernels::neg(x);
  return static_cast<T>(x / y);
}
template <class T>
THAW_INLINE T remainder(const T& x, const T& y) {
  if constexpr (is_signed_integer<T>)
    if (y == T{-1}) return T{0};
  return static_cast<T>(x % y);
}
/// The C library's fmod, lane by lane.
template <class V>
THAW_INLINE V float_remainder(const V& x, const V& y) {
  return kernels::each(x, y, [](auto a, auto b) { return std::fmod(a, b); });
}

}  // namespace detail

/// x / y of numbers that have a quotient: no integers.
struct RealDiv {
  static constexpr signature def() {
    return {
        "RealDiv(x: T, y: T) -> z: T; T: {bfloat16, half, float, double, uint8, int8, uint16, int16, int32, uint32, "
        "uint64, int64, complex64, complex128}"};
  }
  static constexpr detail::dtype_set kernel_dtypes = detail::real_floats | detail::complex_floats;
  template <class V>
  static THAW_INLINE V apply(const V& x, const V& y) {
    return x / y;
  }
};

/// Integers are divided towards zero.
struct Div {
  static constexpr signature def() {
    return {
        "Div(x: T, y: T) -> z: T; T: {bfloat16, half, float, double, uint8, int8, uint16, int16, int32, uint32, "
        "uint64, int64, complex64, complex128}"};
  }
  static void check(const run_context& c) { detail::check_divisor(c, code::invalid_argument); }
  template <class V>
  static THAW_INLINE V apply(const V& x, const V& y) {
    if constexpr (std::is_integral_v<V>)
      return detail::quotient(x, y);
    else
      return x / y;
  }
};

/// Towards zero. Division by zero has the code `internal`, as in TensorFlow
/// (tensorflow/core/kernels/cwise_ops_common.cc: only Div, Mod, FloorDiv and FloorMod are known to fail).
struct TruncateDiv {
  static constexpr signature def() {
    return {
        "TruncateDiv(x: T, y: T) -> z: T; T: {bfloat16, half, float, double, uint8, int8, uint16, int16, int32, "
        "uint32, uint64, int64, complex64, complex128}"};
  }
  static constexpr detail::dtype_set kernel_dtypes = detail::real_floats | detail::whole_numbers;
  using params = detail::storage_params;
  THAW_LAZY static params read(const op_context& c) { return detail::read_storage(c); }
  static void check(const run_context& c) { detail::check_divisor(c, code::internal); }
  template <class V>
  static THAW_INLINE V apply(const V& x, const V& y, const params& p) {
    if constexpr (std::is_integral_v<V>) {
      (void)p;
      return detail::quotient(x, y);
    } else {
      return kernels::trunc(detail::round_to(p.stored, x / y));
    }
  }
};

/// Towards minus infinity.
struct FloorDiv {
  static constexpr signature def() {
    return {
        "FloorDiv(x: T, y: T) -> z: T; T: {bfloat16, half, float, double, uint8, int8, uint16, int16, int32, uint32, "
        "uint64, int64, complex64, complex128}"};
  }
  static constexpr detail::dtype_set kernel_dtypes = detail::real_floats | detail::whole_numbers;
  using params = detail::storage_params;
  THAW_LAZY static params read(const op_context& c) { return detail::read_storage(c); }
  static void check(const run_context& c) { detail::check_divisor(c, code::invalid_argument); }
  template <class V>
  static THAW_INLINE V apply(const V& x, const V& y, const params& p) {
    if constexpr (detail::is_signed_integer<V>) {
      const V q = detail::quotient(x, y);
      return (x < 0) != (y < 0) && detail::remainder(x, y) != 0 ? static_cast<V>(q - 1) : q;
    } else if constexpr (std::is_integral_v<V>) {
      (void)p;
      return static_cast<V>(x / y);
    } else {
      return kernels::floor(detail::round_to(p.stored, x / y));
    }
  }
};

/// What FloorDiv leaves: it has the sign of y.
struct FloorMod {
  static constexpr signature def() {
    return {
        "FloorMod(x: T, y: T) -> z: T; T: {int8, int16, int32, int64, uint8, uint16, uint32, uint64, bfloat16, half, "
        "float, double}"};
  }
  static void check(const run_context& c) { detail::check_divisor(c, code::invalid_argument); }
  template <class V>
  static THAW_INLINE V apply(const V& x, const V& y) {
    if constexpr (std::is_integral_v<V>) {
      const V r = detail::remainder(x, y);
      return r != 0 && (r < 0) != (y < 0) ? static_cast<V>(r + y) : r;
    } else {
      const V r = detail::float_remainder(x, y), zero = kernels::fill<V>(0);
      return kernels::select(r != zero && ((r < zero) ^ (y < zero)), r + y, r);
    }
  }
};

/// What truncating division leaves: it has the sign of x.
struct Mod {
  static constexpr signature def() {
    return {"Mod(x: T, y: T) -> z: T; T: {int32, int64, half, half, bfloat16, float, double}"};
  }
  static void check(const run_context& c) { detail::check_divisor(c, code::invalid_argument); }
  template <class V>
  static THAW_INLINE V apply(const V& x, const V& y) {
    if constexpr (std::is_integral_v<V>)
      return detail::remainder(x, y);
    else
      return detail::float_remainder(x, y);
  }
};

/// As Mod; but the code of division by zero is `internal`.
struct TruncateMod : Mod {
  static constexpr signature def() {
    return {"TruncateMod(x: T, y: T) -> z: T; T: {int32, int64, bfloat16, half, float, double}"};
  }
  static void check(const run_context& c) { detail::check_divisor(c, code::internal); }
};

}  // namespace thaw::ops
