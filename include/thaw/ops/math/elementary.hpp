// Exponentials, logarithms, roots, trigonometric and hyperbolic functions, the error function; real and complex.
#pragma once
#include <cmath>
#include <complex>
#include <limits>
#include <type_traits>

#include "thaw/ops/elementwise.hpp"

namespace thaw::ops {

namespace detail {

// Complex functions that keep their digits near 0.
THAW_LAZY std::complex<double> log1p(const std::complex<double>& x) {
  const double re = x.real(), im = x.imag();
  if (std::fabs(re) < 0.5 && std::fabs(im) < 0.5)  // |1 + x|² - 1, without the cancellation
    return {0.5 * std::log1p(re * (2.0 + re) + im * im), std::atan2(im, 1.0 + re)};
  return std::log(1.0 + x);
}
THAW_LAZY std::complex<double> expm1(const std::complex<double>& x) {
  if (std::fabs(x.real()) > 1.0) return std::exp(x) - 1.0;
  const double e = std::expm1(x.real()), s = std::sin(x.imag() / 2);
  return {e - 2.0 * (e + 1.0) * s * s, (e + 1.0) * std::sin(x.imag())};
}

}  // namespace detail

struct Exp {
  static constexpr signature def() {
    return {"Exp(x: T) -> y: T; T: {bfloat16, half, float, double, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::exp(x);
  }
};

/// e^x - 1, exact for small x
struct Expm1 {
  static constexpr signature def() {
    return {"Expm1(x: T) -> y: T; T: {bfloat16, half, float, double, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    if constexpr (kernels::detail::is_complex_v<V>)
      return detail::expm1(x);
    else
      return kernels::expm1(x);
  }
};

/// The natural logarithm: -inf for 0, NaN below.
struct Log {
  static constexpr signature def() {
    return {"Log(x: T) -> y: T; T: {bfloat16, half, float, double, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    if constexpr (std::is_same_v<V, double>)  // where subnormals count as zero, the C library's log doesn't know
      return x == 0.0 ? -std::numeric_limits<double>::infinity() : std::log(x);
    else
      return kernels::log(x);
  }
};

/// log(1 + x), exact for small x
struct Log1p {
  static constexpr signature def() {
    return {"Log1p(x: T) -> y: T; T: {bfloat16, half, float, double, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    if constexpr (kernels::detail::is_complex_v<V>)
      return detail::log1p(x);
    else
      return kernels::log1p(x);
  }
};

struct Sqrt {
  static constexpr signature def() {
    return {"Sqrt(x: T) -> y: T; T: {bfloat16, half, float, double, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::sqrt(x);
  }
};

/// 1 / sqrt(x)
struct Rsqrt {
  static constexpr signature def() {
    return {"Rsqrt(x: T) -> y: T; T: {bfloat16, half, float, double, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::rsqrt(x);
  }
};

struct Sin {
  static constexpr signature def() {
    return {"Sin(x: T) -> y: T; T: {bfloat16, half, float, double, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::sin(x);
  }
};

struct Cos {
  static constexpr signature def() {
    return {"Cos(x: T) -> y: T; T: {bfloat16, half, float, double, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::cos(x);
  }
};

struct Tan {
  static constexpr signature def() {
    return {"Tan(x: T) -> y: T; T: {bfloat16, half, float, double, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::each(x, [](auto v) { return std::tan(v); });
  }
};

struct Atan {
  static constexpr signature def() {
    return {"Atan(x: T) -> y: T; T: {bfloat16, half, float, double, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::each(x, [](auto v) { return std::atan(v); });
  }
};

struct Tanh {
  static constexpr signature def() {
    return {"Tanh(x: T) -> y: T; T: {bfloat16, half, float, double, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::tanh(x);
  }
};

/// 1 / (1 + e^-x)
struct Sigmoid {
  static constexpr signature def() {
    return {"Sigmoid(x: T) -> y: T; T: {bfloat16, half, float, double, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::sigmoid(x);
  }
};

struct Erf {
  static constexpr signature def() { return {"Erf(x: T) -> y: T; T: {bfloat16, half, float, double}"}; }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::erf(x);
  }
};

}  // namespace thaw::ops
