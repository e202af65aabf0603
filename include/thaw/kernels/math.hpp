// Elementary functions: on f32 vectors branch-free, without tables, within 2.5 ulp of the exact value; on scalars,
// std's.
//
// Subnormal results come out right (TensorFlow flushes them to zero). `sin`, `cos`, `pow` of a vector go through its
// lanes one by one.
#pragma once
#include "thaw/kernels/generic.hpp"

#if defined(__SSE__) && (!defined(__clang__) || __has_builtin(__builtin_ia32_sqrtps))
#define THAW_KERNELS_SSE_SQRT 1
#else
#define THAW_KERNELS_SSE_SQRT 0
#endif

namespace thaw::kernels {

namespace detail {
/// c[0] + c[1] x + …
template <class V, std::size_t N>
THAW_INLINE V horner(const V& x, const float (&c)[N]) {
  V r = V::fill(c[N - 1]);
  THAW_UNROLL
  for (std::size_t i = 1; i < N; ++i) r = fma(r, x, V::fill(c[N - 1 - i]));
  return r;
}
/// e^r - 1 = r + r^2 (p[0] + p[1] r + …) for |r| <= ln(2) / 2; minimax.
inline constexpr float exp_poly[] = {5.000000083e-01f, 1.666666686e-01f, 4.166625315e-02f,
                                     8.333265153e-03f, 1.394725672e-03f, 1.991808996e-04f};
/// x = n ln(2) + r
template <std::size_t B>
THAW_INLINE void reduce_exp(const vec<float, B>& x, vec<float, B>& n, vec<float, B>& r) {
  using V = vec<float, B>;
  const V magic = V::fill(12582912.0f);  // 1.5 * 2^23: adding it rounds to an integer
  n = fma(x, V::fill(1.44269504f), magic) - magic;
  r = fma(n, V::fill(-0.693359375f), x);  // ln(2) in two parts; the product with the first is exact
  r = fma(n, V::fill(2.12194440e-4f), r);
}
/// 2^n for integers n in [-126, 127]
template <std::size_t B>
THAW_INLINE vec<float, B> exp2_int(const vec<std::int32_t, B>& n) {
  return bits<float>((n + vec<std::int32_t, B>::fill(127)) << 23);
}
}  // namespace detail

// --- vectors ---

template <std::size_t B>
THAW_INLINE vec<float, B> exp(const vec<float, B>& x) {
  using V = vec<float, B>;
  V n, r;
  // The operand order keeps NaN: min and max give their second operand then.
  detail::reduce_exp(max(V::fill(-104.0f), min(V::fill(89.0f), x)), n, r);
  const V y = fma(r * r, detail::horner(r, detail::exp_poly), r) + V::fill(1.0f);
  // 2^n in two halves, so that subnormal results and overflow come out right
  const auto k = convert<std::int32_t>(n), half = k >> 1;
  return y * detail::exp2_int(half) * detail::exp2_int(k - half);
}

/// e^x - 1, exact for small x
template <std::size_t B>
THAW_INLINE vec<float, B> expm1(const vec<float, B>& x) {
  using V = vec<float, B>;
  V n, r;
  detail::reduce_exp(max(V::fill(-18.0f), min(V::fill(89.0f), x)), n, r);
  const V p = fma(r * r, detail::horner(r, detail::exp_poly), r);
  const V s = detail::exp2_int(convert<std::int32_t>(n) - vec<std::int32_t, B>::fill(1));  // 2^n / 2: n may be 128
  const V y = fma(s, p, s - V::fill(0.5f));
  return select(abs(x) < V::fill(1e-10f), x, y + y);
}

/// The natural logarithm: -inf for 0, NaN below; subnormals as TensorFlow.
template <std::size_t B>
THAW_INLINE vec<float, B> log(const vec<float, B>& x) {
  using V = vec<float, B>;
  using I = vec<std::int32_t, B>;
  // minimax on [sqrt(1/2) - 1, sqrt(2) - 1] (Cephes, logf)
  static constexpr float p[] = {3.3333331174e-1f,  -2.4999993993e-1f, 2.0000714765e-1f,
                                -1.6668057665e-1f, 1.4249322787e-1f,  -1.2420140846e-1f,
                                1.1676998740e-1f,  -1.1514610310e-1f, 7.0376836292e-2f};
  // All tests are on the bits: where subnormals count as zero, comparing floats would not tell them from it.
  const I x_bits = bits<std::int32_t>(x);
  const auto positive = x_bits > I{} && x_bits < I::fill(0x7f800000);
  const auto subnormal = x_bits < I::fill(0x00800000);
  // The exponent such that the rest is in [sqrt(1/2), sqrt(2))
  const I e = (x_bits - I::fill(0x3f3504f3)) >> 23;
  const V f = bits<float>(x_bits - (e << 23)) - V::fill(1.0f);
  const V k = convert<float>(e);
  const V z = f * f;
  V y = f * z * detail::horner(f, p);
  y = fma(k, V::fill(-2.12194440e-4f), y);
  y = fma(V::fill(-0.5f), z, y);
  const V r = fma(k, V::fill(0.693359375f), f + y);
  const V infinity = V::fill(std::numeric_limits<float>::infinity());
  const auto zero = (x_bits & I::fill(0x7fffffff)) == I{};
  const V special = select(zero, -infinity, V::fill(std::numeric_limits<float>::quiet_NaN()));
  const V flushed = V::fill(-103.972077f);  // what TensorFlow gives for every subnormal: 2^-150
  return select(positive, select(subnormal, flushed, r), select(x == infinity, x, special));
}

/// log(1 + x), exact for small x
template <std::size_t B>
THAW_INLINE vec<float, B> log1p(const vec<float, B>& x) {
  using V = vec<float, B>;
  const V one = V::fill(1.0f), u = one + x, lost = x - (u - one);
  const V y = log(u);
  const auto plain = u > V{} && u < V::fill(std::numeric_limits<float>::infinity());
  return select(abs(x) < V::fill(1e-10f), x, select(plain, y + lost / u, y));
}

template <std::size_t B>
THAW_INLINE vec<float, B> tanh(const vec<float, B>& x) {
  using V = vec<float, B>;
  static constexpr float p[] = {-3.333328392e-01f, 1.333149120e-01f, -5.374349168e-02f, 2.065056849e-02f,
                                -5.717025822e-03f};
  const V a = abs(x), u = a * a, one = V::fill(1.0f);
  const V small = fma(a * u, detail::horner(u, p), a);
  const V large = one - V::fill(2.0f) / (exp(a + a) + one);
  return copysign(select(a < V::fill(0.625f), small, large), x);
}

/// 1 / (1 + e^-x); keeps the small tail
template <std::size_t B>
THAW_INLINE vec<float, B> sigmoid(const vec<float, B>& x) {
  using V = vec<float, B>;
  const V e = exp(-abs(x)), one = V::fill(1.0f), d = one + e;  // never overflows
  return select(x < V{}, e, one) / d;
}

template <std::size_t B>
THAW_INLINE vec<float, B> erf(const vec<float, B>& x) {
  using V = vec<float, B>;
  static constexpr float p[] = {1.128379166e+00f, -3.761262582e-01f, 1.128358515e-01f, -2.685381179e-02f,
                                5.188327407e-03f, -8.010191179e-04f, 7.853853279e-05f};
  // erf(a) = 1 - e^-(a q(a))
  static constexpr float q[] = {1.128453791e+00f,  6.361561190e-01f, 1.040295705e-01f,
                                -2.107165693e-02f, 1.656854579e-03f, 5.834960180e-04f,
                                -2.378301251e-04f, 3.752643593e-05f, -2.360236172e-06f};
  const V magnitude = abs(x), a = min(V::fill(4.0f), magnitude), u = a * a;
  const V small = a * detail::horner(u, p);
  const V large = V::fill(1.0f) - exp(-(a * detail::horner(a, q)));
  return copysign(select(magnitude < V::fill(0.95f), small, large), x);
}

/// Correctly rounded.
template <std::size_t B>
THAW_INLINE vec<float, B> sqrt(const vec<float, B>& x) {
#if THAW_KERNELS_SSE_SQRT
  // SSE's instruction may be used whatever the entry's instruction set is, 16 bytes at a time.
  if constexpr (B == 16)
    return vec<float, B>{__builtin_ia32_sqrtps(x.v)};
  else
    return join(sqrt(lower_half(x)), sqrt(upper_half(x)));
#else
  return each(x, [](float v) { return std::sqrt(v); });
#endif
}
template <std::size_t B>
THAW_INLINE vec<float, B> rsqrt(const vec<float, B>& x) {
  return vec<float, B>::fill(1.0f) / sqrt(x);
}

namespace detail {
/// |x| rounded to an integer, half to even; right for |x| < 2^23
template <class V>
THAW_INLINE V round_magnitude(const V& a) {
  const V big = V::fill(8388608.0f);
  return (a + big) - big;
}
/// Large values and NaN are integers already; the sign of zero is that of x.
template <class V>
THAW_INLINE V keep_integers(const V& x, const V& rounded) {
  return select(abs(x) < V::fill(8388608.0f), copysign(rounded, x), x);
}
}  // namespace detail

/// Half to even.
template <std::size_t B>
THAW_INLINE vec<float, B> rint(const vec<float, B>& x) {
  return detail::keep_integers(x, detail::round_magnitude(abs(x)));
}
template <std::size_t B>
THAW_INLINE vec<float, B> floor(const vec<float, B>& x) {
  using V = vec<float, B>;
  const V n = copysign(detail::round_magnitude(abs(x)), x);
  return detail::keep_integers(x, select(n > x, n - V::fill(1.0f), n));
}
template <std::size_t B>
THAW_INLINE vec<float, B> ceil(const vec<float, B>& x) {
  using V = vec<float, B>;
  const V n = copysign(detail::round_magnitude(abs(x)), x);
  return detail::keep_integers(x, select(n < x, n + V::fill(1.0f), n));
}
template <std::size_t B>
THAW_INLINE vec<float, B> trunc(const vec<float, B>& x) {
  using V = vec<float, B>;
  const V a = abs(x), n = detail::round_magnitude(a);
  return detail::keep_integers(x, select(n > a, n - V::fill(1.0f), n));
}

template <std::size_t B>
THAW_INLINE vec<float, B> sin(const vec<float, B>& x) {
  return each(x, [](float v) { return std::sin(v); });
}
template <std::size_t B>
THAW_INLINE vec<float, B> cos(const vec<float, B>& x) {
  return each(x, [](float v) { return std::cos(v); });
}
template <std::size_t B>
THAW_INLINE vec<float, B> pow(const vec<float, B>& x, const vec<float, B>& y) {
  return each(x, y, [](float a, float b) { return std::pow(a, b); });
}

// --- scalars ---

#define THAW_SCALAR_FUNCTION(F)                  \
  template <class T, detail::if_floating<T> = 0> \
  THAW_INLINE T F(const T& x) {                  \
    return std::F(x);                            \
  }
#define THAW_COMPLEX_FUNCTION(F) \
  inline std::complex<double> F(const std::complex<double>& x) { return std::F(x); }
THAW_SCALAR_FUNCTION(exp)
THAW_SCALAR_FUNCTION(expm1)
THAW_SCALAR_FUNCTION(log)
THAW_SCALAR_FUNCTION(log1p)
THAW_SCALAR_FUNCTION(tanh)
THAW_SCALAR_FUNCTION(erf)
THAW_SCALAR_FUNCTION(sqrt)
THAW_SCALAR_FUNCTION(floor)
THAW_SCALAR_FUNCTION(ceil)
THAW_SCALAR_FUNCTION(trunc)
THAW_SCALAR_FUNCTION(sin)
THAW_SCALAR_FUNCTION(cos)
THAW_COMPLEX_FUNCTION(exp)
THAW_COMPLEX_FUNCTION(log)
THAW_COMPLEX_FUNCTION(tanh)
THAW_COMPLEX_FUNCTION(sqrt)
THAW_COMPLEX_FUNCTION(sin)
THAW_COMPLEX_FUNCTION(cos)
#undef THAW_SCALAR_FUNCTION
#undef THAW_COMPLEX_FUNCTION
template <class T, detail::if_floating<T> = 0>
THAW_INLINE T rint(const T& x) {
  return std::nearbyint(x);
}
template <class T, detail::if_floating<T> = 0>
THAW_INLINE T rsqrt(const T& x) {
  return T{1} / std::sqrt(x);
}
template <class T, detail::if_floating<T> = 0>
THAW_INLINE T sigmoid(const T& x) {
  const T e = std::exp(-std::fabs(x));
  return (x < T{0} ? e : T{1}) / (T{1} + e);
}
template <class T, detail::if_floating<T> = 0>
THAW_INLINE T pow(const T& x, const T& y) {
  return std::pow(x, y);
}
inline std::complex<double> pow(const std::complex<double>& x, const std::complex<double>& y) { return std::pow(x, y); }
inline std::complex<double> rsqrt(const std::complex<double>& x) { return 1.0 / std::sqrt(x); }
inline std::complex<double> sigmoid(const std::complex<double>& x) { return 1.0 / (1.0 + std::exp(-x)); }

}  // namespace thaw::kernels
