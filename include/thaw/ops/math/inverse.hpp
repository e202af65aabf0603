// Inverse and hyperbolic functions, the complement of the error function, and quotients that are 0 for division by 0.
#pragma once
#include <cmath>
#include <complex>

#include "thaw/ops/elementwise.hpp"

namespace thaw::ops {

struct Acos {
  static constexpr signature def() {
    return {"Acos(x: T) -> y: T; T: {bfloat16, half, float, double, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::each(x, [](auto v) { return std::acos(v); });
  }
};

struct Acosh {
  static constexpr signature def() {
    return {"Acosh(x: T) -> y: T; T: {bfloat16, half, float, double, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::each(x, [](auto v) { return std::acosh(v); });
  }
};

struct Asin {
  static constexpr signature def() {
    return {"Asin(x: T) -> y: T; T: {bfloat16, half, float, double, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::each(x, [](auto v) { return std::asin(v); });
  }
};

struct Asinh {
  static constexpr signature def() {
    return {"Asinh(x: T) -> y: T; T: {bfloat16, half, float, double, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::each(x, [](auto v) { return std::asinh(v); });
  }
};

struct Atanh {
  static constexpr signature def() {
    return {"Atanh(x: T) -> y: T; T: {bfloat16, half, float, double, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::each(x, [](auto v) { return std::atanh(v); });
  }
};

struct Cosh {
  static constexpr signature def() {
    return {"Cosh(x: T) -> y: T; T: {bfloat16, half, float, double, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::each(x, [](auto v) { return std::cosh(v); });
  }
};

struct Erfc {
  static constexpr signature def() { return {"Erfc(x: T) -> y: T; T: {bfloat16, half, float, double}"}; }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::each(x, [](auto v) { return std::erfc(v); });
  }
};

struct Sinh {
  static constexpr signature def() {
    return {"Sinh(x: T) -> y: T; T: {bfloat16, half, float, double, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::each(x, [](auto v) { return std::sinh(v); });
  }
};

/// The angle of the point (x, y), in (-π, π].
struct Atan2 {
  static constexpr signature def() { return {"Atan2(y: T, x: T) -> z: T; T: {bfloat16, half, float, double}"}; }
  template <class V>
  static THAW_INLINE V apply(const V& y, const V& x) {
    return kernels::each(y, x, [](auto a, auto b) { return std::atan2(a, b); });
  }
};

/// x / y, but 0 where y is 0.
struct DivNoNan {
  static constexpr signature def() {
    return {"DivNoNan(x: T, y: T) -> z: T; T: {half, float, bfloat16, double, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x, const V& y) {
    return kernels::each(x, y, [](auto a, auto b) { return b == decltype(b)(0) ? decltype(a)(0) : a / b; });
  }
};

/// x * y, but 0 where y is 0, whatever x is.
struct MulNoNan {
  static constexpr signature def() {
    return {"MulNoNan(x: T, y: T) -> z: T; T: {bfloat16, half, float, double, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x, const V& y) {
    return kernels::each(x, y, [](auto a, auto b) { return b == decltype(b)(0) ? decltype(a)(0) : a * b; });
  }
};

}  // namespace thaw::ops
