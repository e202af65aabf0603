// The single conversions that casts are made of (cast.hpp): from one type to another, n elements, by a plain function.
#pragma once
#include <cmath>
#include <complex>
#include <cstring>

#include "thaw/core/dtype.hpp"
#include "thaw/kernels/generic.hpp"
#include "thaw/kernels/simd.hpp"

namespace thaw::kernels {

/// Converts n elements; `to` and `from` don't overlap. Alignment doesn't matter for vectorised steps' speed or result.
using cast_fn = void (*)(void* to, const void* from, std::size_t n);

namespace detail {

// --- what one element becomes; TensorFlow's results are those of x86's instructions, out of range too ---

template <class Float>
inline std::int32_t truncate_to_int32(Float x) noexcept {
  const Float whole = std::trunc(x);
  return whole >= static_cast<Float>(-2147483648.0) && whole < static_cast<Float>(2147483648.0)
             ? static_cast<std::int32_t>(whole)
             : std::numeric_limits<std::int32_t>::min();
}
template <class Float>
inline std::int64_t truncate_to_int64(Float x) noexcept {
  constexpr Float limit = static_cast<Float>(9223372036854775808.0);
  return x >= -limit && x < limit ? static_cast<std::int64_t>(x) : std::numeric_limits<std::int64_t>::min();
}
template <class Float>
inline std::uint64_t truncate_to_uint64(Float x) noexcept {
  const auto low = static_cast<std::uint64_t>(truncate_to_int64(x));
  const auto high = static_cast<std::uint64_t>(truncate_to_int64(x - static_cast<Float>(9223372036854775808.0)));
  return (low >> 63) != 0 ? low | high : low;
}

template <class To, class From>
struct element_cast {
  static To apply(From x) noexcept {
    if constexpr (std::is_same_v<To, bool>)
      return x != From{0};
    else if constexpr (is_complex_v<To> && is_complex_v<From>)
      return {static_cast<typename To::value_type>(x.real()), static_cast<typename To::value_type>(x.imag())};
    else if constexpr (is_complex_v<From>)
      return static_cast<To>(x.real());
    else if constexpr (is_complex_v<To>)
      return To{static_cast<typename To::value_type>(x), 0};
    else if constexpr (std::is_floating_point_v<From> && std::is_same_v<To, std::int32_t>)
      return truncate_to_int32(x);
    else if constexpr (std::is_floating_point_v<From> && std::is_same_v<To, std::int64_t>)
      return truncate_to_int64(x);
    else if constexpr (std::is_floating_point_v<From> && std::is_same_v<To, std::uint64_t>)
      return truncate_to_uint64(x);
    else
      return static_cast<To>(x);
  }
};
template <class From, class To>
void cast_elements(void* to, const void* from, std::size_t n) {
  auto* t = static_cast<To*>(to);
  const auto* f = static_cast<const From*>(from);
  for (std::size_t i = 0; i < n; ++i) t[i] = element_cast<To, From>::apply(f[i]);
}

// --- the frequent ones, as vectors ---

template <class From, class To>
struct plain_step {
  using from = From;
  using to = To;
  template <std::size_t B>
  static THAW_INLINE auto apply(const vec<From, B>& x) {
    return convert<To>(x);
  }
};
struct uint8_to_float_step {
  using from = std::uint8_t;
  using to = float;
  template <std::size_t B>
  static THAW_INLINE auto apply(const vec<std::uint8_t, B>& x) {
    return convert<float>(convert<std::int32_t>(x));
  }
};
struct float_to_int32_step {
  using from = float;
  using to = std::int32_t;
  template <std::size_t B>
  static THAW_INLINE vec<std::int32_t, B> apply(const vec<float, B>& x) {
    using V = vec<float, B>;
    const auto inside = x >= V::fill(-2147483648.0f) && x < V::fill(2147483648.0f);
    return select(inside, convert<std::int32_t>(select(inside, x, V{})),
                  vec<std::int32_t, B>::fill(std::numeric_limits<std::int32_t>::min()));
  }
};
struct bfloat16_to_float_step {
  using from = std::uint16_t;
  using to = float;
  template <std::size_t B>
  static THAW_INLINE vec<float, B * 2> apply(const vec<std::uint16_t, B>& x) {
    return bits<float>(convert<std::uint32_t>(x) << 16);
  }
};
struct float_to_bfloat16_step {
  using from = float;
  using to = std::uint16_t;
  template <std::size_t B>
  static THAW_INLINE vec<std::uint16_t, B / 2> apply(const vec<float, B>& x) {
    using U = vec<std::uint32_t, B>;
    const U b = bits<std::uint32_t>(x), one = U::fill(1);
    const U rounded = (b + U::fill(0x7fff) + ((b >> 16) & one)) >> 16;
    return convert<std::uint16_t>(select(x == x, rounded, (b >> 16) | U::fill(0x40)));
  }
};
struct half_to_float_step {
  using from = std::uint16_t;
  using to = float;
  template <std::size_t B>
  static THAW_INLINE vec<float, B * 2> apply(const vec<std::uint16_t, B>& x) {
    using I = vec<std::int32_t, B * 2>;
    using V = vec<float, B * 2>;
    const I h = convert<std::int32_t>(x), sign = (h & I::fill(0x8000)) << 16, rest = h & I::fill(0x7fff);
    // Subnormals by way of an integer: right where the processor reads subnormal floats as zero.
    const V finite = select(rest < I::fill(0x400), convert<float>(rest) * V::fill(0x1p-24f),
                            bits<float>((rest << 13) + I::fill(0x38000000)));
    const I special = I::fill(0x7f800000) | (rest << 13);
    return bits<float>(sign | select(rest >= I::fill(0x7c00), special, bits<std::int32_t>(finite)));
  }
};
struct float_to_half_step {
  using from = float;
  using to = std::uint16_t;
  template <std::size_t B>
  static THAW_INLINE vec<std::uint16_t, B / 2> apply(const vec<float, B>& x) {
    using I = vec<std::int32_t, B>;
    const I b = bits<std::int32_t>(x), magnitude = b & I::fill(0x7fffffff);
    const I sign = (b >> 16) & I::fill(0x8000);
    const I nan = I::fill(0x7e00) | ((magnitude >> 13) & I::fill(0x1ff));
    // Subnormal in half: the float adder rounds at the right bit.
    const I tiny = bits<std::int32_t>(bits<float>(magnitude) + vec<float, B>::fill(0.5f)) - I::fill(0x3f000000);
    const I normal = (magnitude + I::fill(0xfff) + ((magnitude >> 13) & I::fill(1)) - I::fill(0x38000000)) >> 13;
    const I finite = select(magnitude < I::fill(0x38800000), tiny, normal);
    const I large = select(magnitude > I::fill(0x7f800000), nan, I::fill(0x7c00));
    return convert<std::uint16_t>(sign | select(magnitude >= I::fill(0x47800000), large, finite));
  }
};

template <class Step>
struct cast_kernel {
  template <class Isa>
  static THAW_INLINE void run(void* to, const void* from, std::size_t n) {
    using F = typename Step::from;
    using T = typename Step::to;
    constexpr std::size_t lanes = Isa::bytes / (sizeof(F) > sizeof(T) ? sizeof(F) : sizeof(T));
    using V = vec<F, lanes * sizeof(F)>;
    const auto* f = static_cast<const F*>(from);
    auto* t = static_cast<T*>(to);
    std::size_t i = 0;
    for (; i + lanes <= n; i += lanes) Step::apply(V::load(f + i)).store(t + i);
    if (i < n) Step::apply(V::load_part(f + i, n - i)).store_part(t + i, n - i);
  }
};
template <class Step>
cast_fn vector_step(isa level) noexcept {
  return resolve<cast_kernel<Step>, void*, const void*, std::size_t>(level);
}

}  // namespace detail
}  // namespace thaw::kernels
