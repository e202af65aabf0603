// A vector of lanes, and the mask that comparing two of them gives: thin structs over the compilers' vector extensions.
//
// Vectors cross function boundaries inside these structs, by const reference: raw vectors by value have an ABI that
// depends on the instruction set. Everything is always_inline: it becomes code of the kernel's entry (simd.hpp).
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

#include "thaw/core/config.hpp"

#if defined(__has_builtin)
#if __has_builtin(__builtin_shufflevector)
#define THAW_HAS_SHUFFLEVECTOR 1
#endif
#endif
#ifndef THAW_HAS_SHUFFLEVECTOR
#define THAW_HAS_SHUFFLEVECTOR 0
#endif

#define THAW_LAMBDA __attribute__((always_inline))
// Before a loop with a constant bound over a register tile: without it g++ -O2 keeps the tile in memory.
#define THAW_UNROLL _Pragma("GCC unroll 16")
// a * b + c may be contracted only in a function that starts with this (clang needs telling, g++ contracts anyway).
#if defined(__clang__)
#define THAW_CONTRACT _Pragma("clang fp contract(fast)")
#else
#define THAW_CONTRACT
#endif

namespace thaw::kernels {

namespace detail {
template <std::size_t Size>
struct lane;
template <>
struct lane<1> {
  using type = std::int8_t;
};
template <>
struct lane<2> {
  using type = std::int16_t;
};
template <>
struct lane<4> {
  using type = std::int32_t;
};
template <>
struct lane<8> {
  using type = std::int64_t;
};
/// The signed integer as wide as T.
template <class T>
using lane_t = typename lane<sizeof(T)>::type;

template <class T, bool = std::is_integral_v<T>>
struct wrapping {
  using type = T;
};
template <class T>
struct wrapping<T, true> {
  using type = std::make_unsigned_t<T>;
};
/// The type in which arithmetic on T is defined for every value: signed integers wrap by way of unsigned ones.
template <class T>
using wrapping_t = typename wrapping<T>::type;

/// The first n < Lanes elements, in pieces of constant size: a call of memcpy would cost more than it copies.
template <std::size_t Lanes, class T>
THAW_INLINE void copy_lanes(T* to, const T* from, std::size_t n) {
  if constexpr (Lanes > 1) {
    constexpr std::size_t piece = Lanes / 2;
    if ((n & piece) != 0) {
      std::memcpy(to, from, piece * sizeof(T));
      to += piece;
      from += piece;
    }
    copy_lanes<piece>(to, from, n);
  }
}

/// x, of which the optimiser knows nothing. g++ 12 joins two comparisons of 64-byte vectors, (a < b) & (c < d), to one
/// operation that it then can only do lane by lane (20 times the code); it must not see both at once.
template <std::size_t Bytes, class Raw>
THAW_INLINE void hide(Raw& x) {
#if defined(__x86_64__) && !defined(__clang__) && !defined(THAW_NO_MULTI_ISA) && !defined(THAW_WIDE_WITHOUT_AVX512)
  if constexpr (Bytes == 64) asm("" : "+v"(x));
#endif
  (void)x;
}
}  // namespace detail

/// Per lane all ones (true) or all zeros (false). `Size` is the size of the lanes that were compared.
template <std::size_t Size, std::size_t Bytes>
struct mask {
  using value_type = typename detail::lane<Size>::type;
  typedef value_type raw __attribute__((vector_size(Bytes)));
  static constexpr std::size_t size = Bytes / Size;
  raw v;

  THAW_INLINE mask hidden() const {
    mask r = *this;
    detail::hide<Bytes>(r.v);
    return r;
  }
  friend THAW_INLINE mask operator&(const mask& a, const mask& b) { return mask{a.hidden().v & b.v}; }
  friend THAW_INLINE mask operator|(const mask& a, const mask& b) { return mask{a.hidden().v | b.v}; }
  friend THAW_INLINE mask operator^(const mask& a, const mask& b) { return mask{a.hidden().v ^ b.v}; }
  // Both sides are evaluated.
  friend THAW_INLINE mask operator&&(const mask& a, const mask& b) { return a & b; }
  friend THAW_INLINE mask operator||(const mask& a, const mask& b) { return a | b; }
  friend THAW_INLINE mask operator!(const mask& a) { return mask{~a.v}; }
};

/// `size` lanes of T.
template <class T, std::size_t Bytes>
struct vec {
  using value_type = T;
  using mask_type = mask<sizeof(T), Bytes>;
  using wrapping = vec<detail::wrapping_t<T>, Bytes>;
  typedef T raw __attribute__((vector_size(Bytes)));
  typedef detail::wrapping_t<T> wrapping_raw __attribute__((vector_size(Bytes)));
  static constexpr std::size_t size = Bytes / sizeof(T);
  raw v;

  static THAW_INLINE vec load(const T* p) {
    vec r;
    std::memcpy(&r.v, p, Bytes);
    return r;
  }
  /// The first `n` < size lanes from p, zeros in the others.
  static THAW_INLINE vec load_part(const T* p, std::size_t n) {
    T t[size] = {};
    detail::copy_lanes<size>(t, p, n);
    return load(t);
  }
  /// As load_part, with `other` in the lanes from n on.
  static THAW_INLINE vec load_part(const T* p, std::size_t n, T other) {
    T t[size];
    fill(other).store(t);
    detail::copy_lanes<size>(t, p, n);
    return load(t);
  }
  THAW_INLINE void store(T* p) const { std::memcpy(p, &v, Bytes); }
  THAW_INLINE void store_part(T* p, std::size_t n) const {
    T t[size];
    store(t);
    detail::copy_lanes<size>(p, t, n);
  }
  /// x in every lane. The bits are broadcast as another type: otherwise g++ takes the vector apart, lane by lane.
  static THAW_INLINE vec fill(T x) {
    using bits_type = std::conditional_t<std::is_same_v<T, detail::lane_t<T>>, std::make_unsigned_t<detail::lane_t<T>>,
                                         detail::lane_t<T>>;
    typedef bits_type bits_raw __attribute__((vector_size(Bytes)));
    bits_type b;
    std::memcpy(&b, &x, sizeof b);
    const bits_raw zero = {};
    const bits_raw all = zero | b;
    return vec{reinterpret_cast<raw>(all)};
  }

  friend THAW_INLINE vec operator+(const vec& a, const vec& b) {
    return vec{(raw)((wrapping_raw)a.v + (wrapping_raw)b.v)};
  }
  friend THAW_INLINE vec operator-(const vec& a, const vec& b) {
    return vec{(raw)((wrapping_raw)a.v - (wrapping_raw)b.v)};
  }
  friend THAW_INLINE vec operator*(const vec& a, const vec& b) {
    return vec{(raw)((wrapping_raw)a.v * (wrapping_raw)b.v)};
  }
  friend THAW_INLINE vec operator/(const vec& a, const vec& b) { return vec{a.v / b.v}; }
  friend THAW_INLINE vec operator-(const vec& a) { return vec{(raw)(-(wrapping_raw)a.v)}; }
  // integers only
  friend THAW_INLINE vec operator&(const vec& a, const vec& b) { return vec{a.v & b.v}; }
  friend THAW_INLINE vec operator|(const vec& a, const vec& b) { return vec{a.v | b.v}; }
  friend THAW_INLINE vec operator^(const vec& a, const vec& b) { return vec{a.v ^ b.v}; }
  friend THAW_INLINE vec operator~(const vec& a) { return vec{~a.v}; }
  friend THAW_INLINE vec operator<<(const vec& a, int bits) { return vec{(raw)((wrapping_raw)a.v << bits)}; }
  friend THAW_INLINE vec operator>>(const vec& a, int bits) { return vec{a.v >> bits}; }

  friend THAW_INLINE mask_type operator<(const vec& a, const vec& b) { return mask_type{a.v < b.v}; }
  friend THAW_INLINE mask_type operator>(const vec& a, const vec& b) { return mask_type{a.v > b.v}; }
  friend THAW_INLINE mask_type operator<=(const vec& a, const vec& b) { return mask_type{a.v <= b.v}; }
  friend THAW_INLINE mask_type operator>=(const vec& a, const vec& b) { return mask_type{a.v >= b.v}; }
  friend THAW_INLINE mask_type operator==(const vec& a, const vec& b) { return mask_type{a.v == b.v}; }
  friend THAW_INLINE mask_type operator!=(const vec& a, const vec& b) { return mask_type{a.v != b.v}; }
};

/// a * b + c, fused where the instruction set has it: results differ in the last bit between base and the others.
template <class T, std::size_t B>
THAW_INLINE vec<T, B> fma(const vec<T, B>& a, const vec<T, B>& b, const vec<T, B>& c) {
  THAW_CONTRACT
  return vec<T, B>{a.v * b.v + c.v};
}
/// Per lane m ? a : b. Where one select is an operand of another *and both share a value*, `hidden` has to stand
/// between them (see detail::hide).
template <class T, std::size_t B>
THAW_INLINE vec<T, B> select(const mask<sizeof(T), B>& m, const vec<T, B>& a, const vec<T, B>& b) {
  return vec<T, B>{m.v ? a.v : b.v};
}
/// x, kept apart from what it is computed from.
template <class T, std::size_t B>
THAW_INLINE vec<T, B> hidden(const vec<T, B>& x) {
  vec<T, B> r = x;
  detail::hide<B>(r.v);
  return r;
}
/// The lanes' bits as another type.
template <class To, class From, std::size_t B>
THAW_INLINE vec<To, B> bits(const vec<From, B>& a) {
  vec<To, B> r;
  std::memcpy(&r.v, &a.v, B);
  return r;
}
/// The lanes converted as by static_cast; the vector grows or shrinks with the type. Out of range is unspecified.
template <class To, class From, std::size_t B>
THAW_INLINE vec<To, B / sizeof(From) * sizeof(To)> convert(const vec<From, B>& a) {
  using R = vec<To, B / sizeof(From) * sizeof(To)>;
  if constexpr (std::is_integral_v<To> && std::is_integral_v<From> && sizeof(From) == 1 && sizeof(To) == 4)
    return convert<To>(
        convert<std::conditional_t<std::is_signed_v<From>, std::int16_t, std::uint16_t>>(a));  // g++ has no single step
  else if constexpr (std::is_integral_v<To> && std::is_integral_v<From> && sizeof(From) == 4 && sizeof(To) == 1)
    return convert<To>(convert<std::uint16_t>(a));
  else
    return R{__builtin_convertvector(a.v, typename R::raw)};
}
namespace detail {
// Lanes I… of a followed by b.
template <class R, class T, std::size_t B, std::size_t... I>
THAW_INLINE R shuffle(const vec<T, B>& a, const vec<T, B>& b, std::index_sequence<I...>) {
#if THAW_HAS_SHUFFLEVECTOR
  return R{__builtin_shufflevector(a.v, b.v, I...)};
#else
  T t[2 * vec<T, B>::size];
  a.store(t);
  b.store(t + vec<T, B>::size);
  const T r[] = {t[I]...};
  return R::load(r);
#endif
}
template <std::size_t First, std::size_t... I>
constexpr std::index_sequence<(First + I)...> counted_from(std::index_sequence<I...>) {
  return {};
}
}  // namespace detail
/// The first and the second half of the lanes, and both put together again.
template <class T, std::size_t B>
THAW_INLINE vec<T, B / 2> lower_half(const vec<T, B>& x) {
  return detail::shuffle<vec<T, B / 2>>(x, x, std::make_index_sequence<B / 2 / sizeof(T)>{});
}
template <class T, std::size_t B>
THAW_INLINE vec<T, B / 2> upper_half(const vec<T, B>& x) {
  constexpr std::size_t n = B / 2 / sizeof(T);
  return detail::shuffle<vec<T, B / 2>>(x, x, decltype(detail::counted_from<n>(std::make_index_sequence<n>{})){});
}
template <class T, std::size_t B>
THAW_INLINE vec<T, B * 2> join(const vec<T, B>& a, const vec<T, B>& b) {
  return detail::shuffle<vec<T, B * 2>>(a, b, std::make_index_sequence<2 * vec<T, B>::size>{});
}
/// Some lane is true.
template <std::size_t S, std::size_t B>
THAW_INLINE bool any(const mask<S, B>& m) {
  constexpr std::size_t words = B / 8;
  std::uint64_t w[words], all = 0;
  std::memcpy(w, &m.v, B);
  THAW_UNROLL
  for (std::size_t i = 0; i < words; ++i) all |= w[i];
  return all != 0;
}
/// One byte per lane: 1 or 0, as bool tensors hold them.
template <std::size_t S, std::size_t B>
THAW_INLINE void store_bool(const mask<S, B>& m, bool* p) {
  static_assert(sizeof(bool) == 1);
  using lane = typename mask<S, B>::value_type;
  const auto b = convert<std::int8_t>(vec<lane, B>{m.v & 1});
  std::memcpy(p, &b.v, B / S);
}

}  // namespace thaw::kernels
