// Compares a tensor with TensorFlow's: the project's tolerance, and a description of what differs.
#pragma once
#include <cmath>
#include <complex>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <limits>
#include <string>
#include <type_traits>

#include "case_file.hpp"

namespace thaw_test {

namespace detail {
// What a float type allows: |a − b| <= relative·|b| + steps·(distance of neighbours at b). `subnormals`: they are
// told from zero. TensorFlow flushes those of float, so those of bfloat16 too, but those of half are normal floats.
template <class T>
struct float_rule;
template <>
struct float_rule<float> {
  static constexpr double relative = 1e-5, steps = 4, smallest = 1.1754943508222875e-38;
  static constexpr int digits = 24, lowest_exponent = -126;
  static constexpr bool subnormals = false;
};
template <>
struct float_rule<double> {
  static constexpr double relative = 1e-10, steps = 4, smallest = 2.2250738585072014e-308;
  static constexpr int digits = 53, lowest_exponent = -1022;
  static constexpr bool subnormals = false;
};
template <>
struct float_rule<thaw::half> {
  static constexpr double relative = 0, steps = 2, smallest = 6.103515625e-05;
  static constexpr int digits = 11, lowest_exponent = -14;
  static constexpr bool subnormals = true;
};
template <>
struct float_rule<thaw::bfloat16> {
  static constexpr double relative = 0, steps = 2, smallest = 1.1754943508222875e-38;
  static constexpr int digits = 8, lowest_exponent = -126;
  static constexpr bool subnormals = false;
};

template <class T>
double widened(T x) {
  if constexpr (std::is_same_v<T, double>)
    return x;
  else
    return static_cast<double>(static_cast<float>(x));
}

/// The distance between neighbours of type T at |x|.
template <class T>
double step_at(double x) {
  int e = 0;
  std::frexp(x, &e);
  const int exponent = x == 0 || e - 1 < float_rule<T>::lowest_exponent ? float_rule<T>::lowest_exponent : e - 1;
  return std::ldexp(1.0, exponent - float_rule<T>::digits + 1);
}

/// One real number; `scale` is |b|, or the modulus of the complex number whose part b is.
template <class T>
bool close(double a, double b, double scale, tolerance how) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  if (std::isinf(a) || std::isinf(b)) return a == b;
  if (!float_rule<T>::subnormals) {
    if (std::fabs(a) < float_rule<T>::smallest) a = std::copysign(0.0, a);
    if (std::fabs(b) < float_rule<T>::smallest) b = std::copysign(0.0, b);
  }
  if (how == tolerance::exact || (how == tolerance::signed_zeros && a == 0 && b == 0))
    return a == b && std::signbit(a) == std::signbit(b);
  // A complex number with an infinite part gives the other part no scale.
  const double s = std::isfinite(scale) ? scale : std::fabs(b);
  return std::fabs(a - b) <=
         float_rule<T>::relative * s + (b == 0 && s == 0 ? 0.0 : float_rule<T>::steps * step_at<T>(s));
}

template <class T>
struct element {
  static constexpr bool is_number = false;
  static bool same(const T& a, const T& b, tolerance) { return std::memcmp(&a, &b, sizeof a) == 0; }
  static double error(const T&, const T&) { return 0; }
  static std::string print(const T& x) {
    if constexpr (std::is_same_v<T, bool>) {
      return x ? "true" : "false";
    } else if constexpr (std::is_integral_v<T>) {
      return std::to_string(x);
    } else {
      return std::to_string(x.bits);
    }
  }
};
template <>
struct element<std::string> {
  static constexpr bool is_number = false;
  static bool same(const std::string& a, const std::string& b, tolerance) { return a == b; }
  static double error(const std::string&, const std::string&) { return 0; }
  static std::string print(const std::string& x) { return '"' + x + '"'; }
};

inline std::string print_double(double x) {
  char text[40];
  std::snprintf(text, sizeof text, "%.17g", x);
  return text;
}
/// |a − b| in parts of |b|; 0 where that says nothing.
inline double relative_error(double a, double b) {
  const double e = std::fabs(a - b);
  return std::isfinite(e) ? (b != 0 ? e / std::fabs(b) : e) : 0;
}

template <class T>
struct real_element {
  static constexpr bool is_number = true;
  static bool same(const T& a, const T& b, tolerance how) {
    if (how == tolerance::bits) return std::memcmp(&a, &b, sizeof a) == 0;
    return close<T>(widened(a), widened(b), std::fabs(widened(b)), how);
  }
  static double error(const T& a, const T& b) { return relative_error(widened(a), widened(b)); }
  static std::string print(const T& x) { return print_double(widened(x)); }
};
template <>
struct element<float> : real_element<float> {};
template <>
struct element<double> : real_element<double> {};
template <>
struct element<thaw::half> : real_element<thaw::half> {};
template <>
struct element<thaw::bfloat16> : real_element<thaw::bfloat16> {};

template <class R>
struct element<std::complex<R>> {
  using T = std::complex<R>;
  static constexpr bool is_number = true;
  static bool same(const T& a, const T& b, tolerance how) {
    if (how == tolerance::bits) return std::memcmp(&a, &b, sizeof a) == 0;
    const double scale = std::hypot(widened(b.real()), widened(b.imag()));
    return close<R>(widened(a.real()), widened(b.real()), scale, how) &&
           close<R>(widened(a.imag()), widened(b.imag()), scale, how);
  }
  static double error(const T& a, const T& b) {
    const double scale = std::hypot(widened(b.real()), widened(b.imag()));
    const double e = std::hypot(widened(a.real()) - widened(b.real()), widened(a.imag()) - widened(b.imag()));
    return std::isfinite(e) && std::isfinite(scale) ? (scale != 0 ? e / scale : e) : 0;
  }
  static std::string print(const T& x) {
    return print_double(widened(x.real())) + "+" + print_double(widened(x.imag())) + "i";
  }
};

inline std::string print_index(const thaw::shape& s, std::int64_t flat) {
  std::string text;
  for (std::size_t i = s.rank(); i-- > 0; flat /= s[i])
    text = std::to_string(flat % s[i]) + (text.empty() ? "" : ",") + text;
  return "[" + text + "]";
}

template <class T>
std::string compare_elements(const thaw::tensor& got, const thaw::tensor& expected, tolerance how) {
  const T *a = got.data<T>(), *b = expected.data<T>();
  std::int64_t wrong = 0, first = 0;
  double largest = 0;
  for (std::int64_t i = 0; i < expected.elements(); ++i) {
    if (element<T>::same(a[i], b[i], how)) continue;
    if (wrong++ == 0) first = i;
    largest = std::fmax(largest, element<T>::error(a[i], b[i]));
  }
  if (wrong == 0) return {};
  std::string text = thaw::concat(wrong, " of ", expected.elements(), " elements differ, first at ",
                                  print_index(expected.shape(), first), ": got ", element<T>::print(a[first]),
                                  ", TensorFlow has ", element<T>::print(b[first]));
  if (element<T>::is_number) text += thaw::concat("; the largest relative error is ", largest);
  return text;
}
}  // namespace detail

/// "" when `got` is what TensorFlow gives, or a paragraph that says what differs: dtype, shape, or how many elements,
/// the first of them with both values, and the largest error. Integers, bools and strings must be equal; floats within
/// 1e-5 of the value and 4 ulp (double: 1e-10; half and bfloat16: 2 ulp), subnormals counting as zero (half: not), NaN
/// equal to NaN; complex numbers part by part, within that share of the modulus. See `tolerance`.
inline std::string compare(const thaw::tensor& got, const thaw::tensor& expected, tolerance how = tolerance::values) {
  if (got.dtype() != expected.dtype())
    return thaw::concat("got dtype ", got.dtype(), ", TensorFlow has ", expected.dtype());
  if (got.shape() != expected.shape())
    return thaw::concat("got shape ", got.shape(), ", TensorFlow has ", expected.shape());
  switch (expected.dtype()) {
#define THAW_TEST_COMPARE(D) \
  case thaw::dtype::D:       \
    return detail::compare_elements<thaw::element_t<thaw::dtype::D>>(got, expected, how);
    THAW_TEST_COMPARE(float32)
    THAW_TEST_COMPARE(float64)
    THAW_TEST_COMPARE(float16)
    THAW_TEST_COMPARE(bfloat16)
    THAW_TEST_COMPARE(int8)
    THAW_TEST_COMPARE(int16)
    THAW_TEST_COMPARE(int32)
    THAW_TEST_COMPARE(int64)
    THAW_TEST_COMPARE(uint8)
    THAW_TEST_COMPARE(uint16)
    THAW_TEST_COMPARE(uint32)
    THAW_TEST_COMPARE(uint64)
    THAW_TEST_COMPARE(complex64)
    THAW_TEST_COMPARE(complex128)
    THAW_TEST_COMPARE(boolean)
    THAW_TEST_COMPARE(string)
    THAW_TEST_COMPARE(qint8)
    THAW_TEST_COMPARE(quint8)
    THAW_TEST_COMPARE(qint16)
    THAW_TEST_COMPARE(quint16)
    THAW_TEST_COMPARE(qint32)
    THAW_TEST_COMPARE(float8_e5m2)
    THAW_TEST_COMPARE(float8_e4m3fn)
    THAW_TEST_COMPARE(float8_e4m3fnuz)
    THAW_TEST_COMPARE(float8_e4m3b11fnuz)
    THAW_TEST_COMPARE(float8_e5m2fnuz)
    THAW_TEST_COMPARE(int4)
    THAW_TEST_COMPARE(uint4)
    THAW_TEST_COMPARE(int2)
    THAW_TEST_COMPARE(uint2)
    THAW_TEST_COMPARE(float4_e2m1fn)
#undef THAW_TEST_COMPARE
    default:
      return thaw::concat("tensors of dtype ", expected.dtype(), " cannot be compared");
  }
}

/// As `compare`, for output i of an expectation: an unspecified one must only have the dtype and shape.
inline std::string compare_output(const thaw::tensor& got, const expectation& e, std::size_t i) {
  const thaw::tensor& expected = e.outputs[i];
  if (!e.unspecified[i]) return compare(got, expected, e.how);
  if (got.dtype() != expected.dtype() || got.shape() != expected.shape())
    return thaw::concat("got ", got.dtype(), got.shape(), ", TensorFlow has ", expected.dtype(), expected.shape());
  return {};
}

}  // namespace thaw_test
