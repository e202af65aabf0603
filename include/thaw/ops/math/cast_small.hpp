// Types of eight and fewer bits that only Cast knows: their values, from and to double (floats) and int32 (integers).
#pragma once
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "thaw/core/config.hpp"
#include "thaw/core/dtype.hpp"

namespace thaw::ops::detail {

/// How a float of eight bits or fewer spells its values.
struct small_float {
  int mantissa, bias, bits;
  bool infinite;     // the largest exponent is for infinities and NaN, as in IEEE 754
  bool one_nan;      // NaN is the bits of -0, and there is no -0
  double largest;    // finite
  std::uint8_t nan;  // as TensorFlow writes it, without the sign
};
THAW_LAZY const small_float* small_float_of(dtype d) noexcept {
  static constexpr small_float e5m2{2, 15, 8, true, false, 57344.0, 0x7e}, e4m3fn{3, 7, 8, false, false, 448.0, 0x7f},
      e4m3fnuz{3, 8, 8, false, true, 240.0, 0x80}, e4m3b11fnuz{3, 11, 8, false, true, 30.0, 0x80},
      e5m2fnuz{2, 16, 8, false, true, 57344.0, 0x80};
  switch (d) {
    case dtype::float8_e5m2:
      return &e5m2;
    case dtype::float8_e4m3fn:
      return &e4m3fn;
    case dtype::float8_e4m3fnuz:
      return &e4m3fnuz;
    case dtype::float8_e4m3b11fnuz:
      return &e4m3b11fnuz;
    case dtype::float8_e5m2fnuz:
      return &e5m2fnuz;
    default:
      return nullptr;
  }
}
/// The bits of a small integer, and whether it has a sign; 0 for other types.
constexpr int small_integer_bits(dtype d) noexcept {
  return d == dtype::int4 || d == dtype::uint4 ? 4 : d == dtype::int2 || d == dtype::uint2 ? 2 : 0;
}
/// The arithmetic type that holds every value of a small type; `invalid` for other types.
THAW_LAZY dtype small_hub(dtype d) noexcept {
  return small_float_of(d) != nullptr ? dtype::float64 : small_integer_bits(d) != 0 ? dtype::int32 : dtype::invalid;
}

THAW_LAZY double decode_float(const small_float& f, std::uint8_t b) noexcept {
  const int magnitude = b & 0x7f, exponent = magnitude >> f.mantissa, fraction = magnitude & ((1 << f.mantissa) - 1);
  const bool negative = (b & 0x80) != 0;
  const double nan = std::numeric_limits<double>::quiet_NaN();
  double x = 0;
  if (f.one_nan && b == 0x80) return nan;
  if (f.infinite && exponent == 0x7f >> f.mantissa)
    x = fraction == 0 ? std::numeric_limits<double>::infinity() : nan;
  else if (!f.infinite && !f.one_nan && magnitude == 0x7f)
    x = nan;
  else if (exponent == 0)
    x = std::ldexp(fraction, 1 - f.bias - f.mantissa);
  else
    x = std::ldexp(fraction + (1 << f.mantissa), exponent - f.bias - f.mantissa);
  return negative ? -x : x;
}

/// To the nearest, half to even; what is too large becomes infinite, or NaN where there are no infinities.
THAW_LAZY std::uint8_t encode_float(const small_float& f, double x) noexcept {
  const auto sign = static_cast<std::uint8_t>(std::signbit(x) ? 0x80 : 0);
  const auto nan = static_cast<std::uint8_t>(f.nan | sign);
  if (std::isnan(x)) return nan;
  const double a = std::fabs(x);
  const auto too_large = static_cast<std::uint8_t>(f.infinite ? sign | (0x7f >> f.mantissa << f.mantissa) : nan);
  if (std::isinf(a)) return too_large;
  int exponent = a == 0 ? -f.bias : std::ilogb(a);
  if (exponent < 1 - f.bias) exponent = 1 - f.bias;
  double units = std::nearbyint(std::ldexp(a, f.mantissa - exponent));
  if (std::ldexp(units, exponent - f.mantissa) > f.largest) return too_large;
  if (units >= 2 << f.mantissa) {
    units /= 2;
    ++exponent;
  }
  const int n = static_cast<int>(units);
  const int magnitude = n < 1 << f.mantissa ? n : ((exponent + f.bias - 1) << f.mantissa) + n;
  if (f.one_nan && magnitude == 0) return 0;
  return static_cast<std::uint8_t>(sign | magnitude);
}

/// n elements of a small type to its hub.
THAW_LAZY void decode_small(dtype d, void* to, const void* from, std::size_t n) {
  const auto* in = static_cast<const std::uint8_t*>(from);
  if (const small_float* f = small_float_of(d)) {
    for (std::size_t i = 0; i < n; ++i) static_cast<double*>(to)[i] = decode_float(*f, in[i]);
    return;
  }
  const int bits = small_integer_bits(d), sign = d == dtype::int4 || d == dtype::int2 ? 1 << (bits - 1) : 0;
  for (std::size_t i = 0; i < n; ++i) static_cast<std::int32_t*>(to)[i] = ((in[i] & ((1 << bits) - 1)) ^ sign) - sign;
}
/// n elements of its hub to a small type; integers keep their low bits.
THAW_LAZY void encode_small(dtype d, void* to, const void* from, std::size_t n) {
  auto* out = static_cast<std::uint8_t*>(to);
  if (const small_float* f = small_float_of(d)) {
    for (std::size_t i = 0; i < n; ++i) out[i] = encode_float(*f, static_cast<const double*>(from)[i]);
    return;
  }
  const int bits = small_integer_bits(d), sign = d == dtype::int4 || d == dtype::int2 ? 1 << (bits - 1) : 0;
  for (std::size_t i = 0; i < n; ++i)
    out[i] = static_cast<std::uint8_t>(((static_cast<const std::int32_t*>(from)[i] & ((1 << bits) - 1)) ^ sign) - sign);
}

}  // namespace thaw::ops::detail
