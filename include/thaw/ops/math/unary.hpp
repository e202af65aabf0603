// Signs, rounding, reciprocals, tests for what isn't a number.
#pragma once
#include "thaw/ops/elementwise.hpp"
#include "thaw/ops/math/dtype_sets.hpp"

namespace thaw::ops {

/// The smallest integer stays what it is.
struct Abs {
  static constexpr signature def() {
    return {"Abs(x: T) -> y: T; T: {bfloat16, half, float, double, int8, int16, int32, int64}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::abs(x);
  }
};

struct Neg {
  static constexpr signature def() {
    return {"Neg(x: T) -> y: T; T: {bfloat16, half, float, double, int8, int16, int32, int64, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::neg(x);
  }
};

/// -1, 0, 1; NaN for NaN; of complex numbers x / |x|, and 0 for 0.
struct Sign {
  static constexpr signature def() {
    return {"Sign(x: T) -> y: T; T: {bfloat16, half, float, double, int8, int16, int32, int64, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    if constexpr (kernels::detail::is_complex_v<V>) {
      return x == V{} ? V{} : x / std::abs(x);
    } else {
      const V zero = kernels::fill<V>(0);
      const V of_rest = kernels::select(x < zero, kernels::fill<V>(-1), kernels::select(x == zero, zero, x));
      return kernels::select(x > zero, kernels::fill<V>(1), of_rest);
    }
  }
};

struct Reciprocal {
  static constexpr signature def() {
    return {
        "Reciprocal(x: T) -> y: T; T: {bfloat16, half, float, double, int8, int16, int32, int64, complex64, "
        "complex128}"};
  }
  static constexpr detail::dtype_set kernel_dtypes = detail::real_floats | detail::complex_floats;
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::fill<V>(1) / x;
  }
};
struct Inv : Reciprocal {
  static constexpr signature def() {
    return {"Inv(x: T) -> y: T; T: {bfloat16, half, float, double, int8, int16, int32, int64, complex64, complex128}"};
  }
};

struct Floor {
  static constexpr signature def() { return {"Floor(x: T) -> y: T; T: {bfloat16, half, float, double}"}; }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::floor(x);
  }
};

struct Ceil {
  static constexpr signature def() { return {"Ceil(x: T) -> y: T; T: {bfloat16, half, float, double}"}; }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::ceil(x);
  }
};

/// Half to even; -0 stays. Integers stay what they are (TensorFlow 2.21 returns zeros, a bug that its Python hides).
struct Round {
  static constexpr signature def() {
    return {
        "Round(x: T) -> y: T; T: {bfloat16, half, float, double, int8, int16, int32, int64, complex64, complex128}"};
  }
  static constexpr detail::dtype_set kernel_dtypes = detail::real_floats | detail::whole_numbers;
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    if constexpr (std::is_integral_v<V>)
      return x;
    else
      return kernels::rint(x);
  }
};
struct Rint {
  static constexpr signature def() { return {"Rint(x: T) -> y: T; T: {bfloat16, half, float, double}"}; }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::rint(x);
  }
};

struct IsNan {
  static constexpr signature def() { return {"IsNan(x: T) -> y: bool; T: {bfloat16, half, float, double}"}; }
  template <class V>
  static THAW_INLINE auto apply(const V& x) {
    return kernels::is_nan(x);
  }
};

struct IsInf {
  static constexpr signature def() { return {"IsInf(x: T) -> y: bool; T: {bfloat16, half, float, double}"}; }
  template <class V>
  static THAW_INLINE auto apply(const V& x) {
    return kernels::is_inf(x);
  }
};

struct IsFinite {
  static constexpr signature def() { return {"IsFinite(x: T) -> y: bool; T: {bfloat16, half, float, double}"}; }
  template <class V>
  static THAW_INLINE auto apply(const V& x) {
    return kernels::is_finite(x);
  }
};

}  // namespace thaw::ops
