// The vocabulary of elementwise functions that doesn't depend on the instruction set: one `apply(const V&)` written
// with these works for V = vec<float, B> and for the scalars float, double, int32, int64, uint64, bool,
// std::complex<double>.
//
// Use `add`, `sub`, `mul`, `neg` where integers may overflow (they wrap, as TensorFlow's do; a + b on an int is
// undefined then), `minimum`/`maximum` where NaN must pass (TensorFlow's Minimum, Relu, …), `min`/`max` where it
// needn't.
#pragma once
#include <cmath>
#include <complex>
#include <limits>

#include "thaw/kernels/vec.hpp"

namespace thaw::kernels {

namespace detail {
template <class V>
struct vec_traits {
  using value_type = V;
  static constexpr bool is_vec = false;
};
template <class T, std::size_t B>
struct vec_traits<vec<T, B>> {
  using value_type = T;
  static constexpr bool is_vec = true;
};
template <class T>
inline constexpr bool is_complex_v = false;
template <class T>
inline constexpr bool is_complex_v<std::complex<T>> = true;
template <class T>
using if_scalar = std::enable_if_t<std::is_arithmetic_v<T> || is_complex_v<T>, int>;
template <class T>
using if_real = std::enable_if_t<std::is_arithmetic_v<T>, int>;
template <class T>
using if_floating = std::enable_if_t<std::is_floating_point_v<T>, int>;
}  // namespace detail

/// The type of one lane, or V itself.
template <class V>
using value_t = typename detail::vec_traits<V>::value_type;
template <class V>
inline constexpr bool is_vec = detail::vec_traits<V>::is_vec;

/// x, converted, in every lane: `fill<V>(0.5f)`.
template <class V, class X>
THAW_INLINE V fill(const X& x) {
  if constexpr (is_vec<V>)
    return V::fill(static_cast<value_t<V>>(x));
  else
    return static_cast<V>(x);
}

// --- vectors ---

/// The second operand where either is NaN.
template <class T, std::size_t B>
THAW_INLINE vec<T, B> min(const vec<T, B>& a, const vec<T, B>& b) {
  return vec<T, B>{a.v < b.v ? a.v : b.v};
}
template <class T, std::size_t B>
THAW_INLINE vec<T, B> max(const vec<T, B>& a, const vec<T, B>& b) {
  return vec<T, B>{a.v > b.v ? a.v : b.v};
}
template <std::size_t B>
THAW_INLINE vec<float, B> abs(const vec<float, B>& x) {
  return bits<float>(bits<std::int32_t>(x) & vec<std::int32_t, B>::fill(0x7fffffff));
}
/// |magnitude| with the sign of `sign`.
template <std::size_t B>
THAW_INLINE vec<float, B> copysign(const vec<float, B>& magnitude, const vec<float, B>& sign) {
  using I = vec<std::int32_t, B>;
  const I s = I::fill(std::numeric_limits<std::int32_t>::min());
  return bits<float>((bits<std::int32_t>(magnitude) & ~s) | (bits<std::int32_t>(sign) & s));
}
/// f of each lane, one by one: for rare functions. f takes and returns the lane's type.
template <class T, std::size_t B, class F>
THAW_INLINE vec<T, B> each(const vec<T, B>& x, F f) {
  T t[vec<T, B>::size];
  x.store(t);
  for (T& lane : t) lane = f(lane);
  return vec<T, B>::load(t);
}
template <class T, std::size_t B, class F>
THAW_INLINE vec<T, B> each(const vec<T, B>& x, const vec<T, B>& y, F f) {
  constexpr std::size_t n = vec<T, B>::size;
  T t[n], u[n];
  x.store(t);
  y.store(u);
  for (std::size_t i = 0; i < n; ++i) t[i] = f(t[i], u[i]);
  return vec<T, B>::load(t);
}

/// The lanes combined to one, in halves: f(f(0, 2), f(1, 3)) for four.
template <class T, std::size_t B, class F>
THAW_INLINE T across(const vec<T, B>& x, const F& f) {
  if constexpr (B > 16) {
    return across(f(lower_half(x), upper_half(x)), f);
  } else {
    T t[vec<T, B>::size];
    x.store(t);
    for (std::size_t half = vec<T, B>::size / 2; half > 0; half /= 2)
      for (std::size_t j = 0; j < half; ++j) t[j] = f(t[j], t[j + half]);
    return t[0];
  }
}

// --- scalars ---

template <class T, detail::if_scalar<T> = 0>
THAW_INLINE T select(bool m, const T& a, const T& b) {
  return m ? a : b;
}
template <class T, detail::if_real<T> = 0>
THAW_INLINE T min(const T& a, const T& b) {
  return a < b ? a : b;
}
template <class T, detail::if_real<T> = 0>
THAW_INLINE T max(const T& a, const T& b) {
  return a > b ? a : b;
}
template <class T, detail::if_scalar<T> = 0, class F>
THAW_INLINE T each(const T& x, F f) {
  return f(x);
}
template <class T, detail::if_scalar<T> = 0, class F>
THAW_INLINE T each(const T& x, const T& y, F f) {
  return f(x, y);
}
template <class T, detail::if_floating<T> = 0>
THAW_INLINE T fma(const T& a, const T& b, const T& c) {
  return a * b + c;
}
/// The smallest integer's absolute value is itself.
template <class T, detail::if_real<T> = 0>
THAW_INLINE T abs(const T& x) {
  if constexpr (std::is_floating_point_v<T>)
    return std::fabs(x);
  else if constexpr (std::is_signed_v<T>)
    return x < 0 ? static_cast<T>(detail::wrapping_t<T>{0} - static_cast<detail::wrapping_t<T>>(x)) : x;
  else
    return x;
}
template <class T, detail::if_floating<T> = 0>
THAW_INLINE T copysign(const T& magnitude, const T& sign) {
  return std::copysign(magnitude, sign);
}

/// A scalar needs no such help.
template <class T, detail::if_scalar<T> = 0>
THAW_INLINE T hidden(const T& x) {
  return x;
}

// --- both ---

/// a + b, a - b, a * b, -a; integers wrap.
template <class V>
THAW_INLINE V add(const V& a, const V& b) {
  if constexpr (std::is_integral_v<V>)
    return static_cast<V>(static_cast<detail::wrapping_t<V>>(a) + static_cast<detail::wrapping_t<V>>(b));
  else
    return a + b;
}
template <class V>
THAW_INLINE V sub(const V& a, const V& b) {
  if constexpr (std::is_integral_v<V>)
    return static_cast<V>(static_cast<detail::wrapping_t<V>>(a) - static_cast<detail::wrapping_t<V>>(b));
  else
    return a - b;
}
template <class V>
THAW_INLINE V mul(const V& a, const V& b) {
  if constexpr (std::is_integral_v<V>)
    // Times 1u: shorter ones would be multiplied as int, which overflows.
    return static_cast<V>(1u * static_cast<detail::wrapping_t<V>>(a) * static_cast<detail::wrapping_t<V>>(b));
  else
    return a * b;
}
template <class V>
THAW_INLINE V neg(const V& a) {
  if constexpr (std::is_integral_v<V>)
    return static_cast<V>(detail::wrapping_t<V>{0} - static_cast<detail::wrapping_t<V>>(a));
  else
    return -a;
}
/// A mask (bool for scalars); false for integers.
template <class V>
THAW_INLINE auto is_nan(const V& x) {
  return x != x;
}
/// Equal values give the first operand, NaN on either side passes: TensorFlow's Minimum and Maximum.
template <class V>
THAW_INLINE V minimum(const V& a, const V& b) {
  const V c = hidden(b);
  return select(c != c, c, hidden(select(c < a, c, a)));
}
template <class V>
THAW_INLINE V maximum(const V& a, const V& b) {
  const V c = hidden(b);
  return select(c != c, c, hidden(select(c > a, c, a)));
}
/// Neither infinite nor NaN.
template <class V>
THAW_INLINE auto is_finite(const V& x) {
  return abs(x) < fill<V>(std::numeric_limits<value_t<V>>::infinity());
}
template <class V>
THAW_INLINE auto is_inf(const V& x) {
  return abs(x) == fill<V>(std::numeric_limits<value_t<V>>::infinity());
}

}  // namespace thaw::kernels
