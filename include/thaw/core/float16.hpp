// half (IEEE binary16) and bfloat16 as storage types: they convert to and from float, rounding to nearest even.
#pragma once
#include <cstdint>
#include <cstring>

namespace thaw {

namespace detail {
inline std::uint32_t bits_of(float x) noexcept {
  std::uint32_t b;
  std::memcpy(&b, &x, sizeof b);
  return b;
}
inline float float_of(std::uint32_t b) noexcept {
  float x;
  std::memcpy(&x, &b, sizeof x);
  return x;
}

inline float half_to_float(std::uint16_t h) noexcept {
  const std::uint32_t sign = static_cast<std::uint32_t>(h & 0x8000u) << 16, rest = h & 0x7fffu;
  if (rest >= 0x7c00u) return float_of(sign | 0x7f800000u | (rest & 0x3ffu) << 13);
  // Subnormals (and zero) by way of an integer: no float subnormal occurs, so this is right and fast in any mode of the
  // CPU.
  if (rest < 0x400u) return float_of(sign | bits_of(static_cast<float>(static_cast<std::int32_t>(rest)) * 0x1p-24f));
  return float_of(sign | ((rest << 13) + 0x38000000u));
}

inline std::uint16_t float_to_half(float x) noexcept {
  const std::uint32_t b = bits_of(x), sign = (b >> 16) & 0x8000u, magnitude = b & 0x7fffffffu;
  if (magnitude > 0x7f800000u) return static_cast<std::uint16_t>(sign | 0x7e00u | ((magnitude >> 13) & 0x1ffu));
  if (magnitude >= 0x47800000u) return static_cast<std::uint16_t>(sign | 0x7c00u);
  if (magnitude < 0x38800000u)  // subnormal in half: let the float adder round at the right bit
    return static_cast<std::uint16_t>(sign | ((bits_of(float_of(magnitude) + 0.5f) - 0x3f000000u) & 0xffffu));
  const std::uint32_t rounded = magnitude + 0xfffu + ((magnitude >> 13) & 1u);
  return static_cast<std::uint16_t>(sign | (rounded - 0x38000000u) >> 13);
}

inline float bfloat16_to_float(std::uint16_t h) noexcept { return float_of(static_cast<std::uint32_t>(h) << 16); }

inline std::uint16_t float_to_bfloat16(float x) noexcept {
  const std::uint32_t b = bits_of(x);
  if ((b & 0x7fffffffu) > 0x7f800000u) return static_cast<std::uint16_t>((b >> 16) | 0x40u);
  return static_cast<std::uint16_t>((b + 0x7fffu + ((b >> 16) & 1u)) >> 16);
}
}  // namespace detail

/// IEEE binary16.
struct half {
  std::uint16_t bits = 0;
  half() = default;
  explicit half(float x) noexcept : bits(detail::float_to_half(x)) {}
  explicit operator float() const noexcept { return detail::half_to_float(bits); }
  static half from_bits(std::uint16_t b) noexcept {
    half h;
    h.bits = b;
    return h;
  }
};

/// The upper 16 bits of a float.
struct bfloat16 {
  std::uint16_t bits = 0;
  bfloat16() = default;
  explicit bfloat16(float x) noexcept : bits(detail::float_to_bfloat16(x)) {}
  explicit operator float() const noexcept { return detail::bfloat16_to_float(bits); }
  static bfloat16 from_bits(std::uint16_t b) noexcept {
    bfloat16 h;
    h.bits = b;
    return h;
  }
};

}  // namespace thaw
