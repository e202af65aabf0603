// A vector of lanes, and the mask that comparing two of them gives: thin structs over the compilers' vector extensions.
//
// Vectors cross function boundaries inside these structs, by const reference: raw vectors by value have an ABI that
// depends on the instruction set. Everything is always_inline: it becomes code of the kernel's entry (simd.hpp).
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "thaw/core/config.hpp"

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
}  // namespace detail

/// Per lane all ones (true) or all zeros (false). `Size` is the size of the lanes that were compared.
template <std::size_t Size, std::size_t Bytes>
struct mask {
  using value_type = typename detail::lane<Size>::type;
  typedef value_type raw __attribute__((vector_size(Bytes)));
  static constexpr std::size_t size = Bytes / Size;
  raw v;

  friend THAW_INLINE mask operator&(const mask& a, const mask& b) { return mask{a.v & b.v}; }
  friend THAW_INLINE mask operator|(const mask& a, const mask& b) { return mask{a.v | b.v}; }
  friend THAW_INLINE mask operator^(const mask& a, const mask& b) { return mask{a.v ^ b.v}; }
  // Both sides are evaluated; so they are for scalars, whose sides have no effects.
  friend THAW_INLINE mask operator&&(const mask& a, const mask& b) { return mask{a.v & b.v}; }
  friend THAW_INLINE mask operator||(const mask& a, const mask& b) { return mask{a.v | b.v}; }
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
    std::memcpy(t, p, n * sizeof(T));
    return load(t);
  }
  THAW_INLINE void store(T* p) const { std::memcpy(p, &v, Bytes); }
  THAW_INLINE void store_part(T* p, std::size_t n) const {
    T t[size];
    store(t);
    std::memcpy(p, t, n * sizeof(T));
  }
  /// x in every lane. Its bits are broadcast: a float constructor is taken apart lane by lane by g++.
  static THAW_INLINE vec fill(T x) {
    detail::lane_t<T> b;
    std::memcpy(&b, &x, sizeof b);
    const typename mask_type::raw zero = {};
    const typename mask_type::raw all = zero | b;
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
/// Per lane m ? a : b.
template <class T, std::size_t B>
THAW_INLINE vec<T, B> select(const mask<sizeof(T), B>& m, const vec<T, B>& a, const vec<T, B>& b) {
  return vec<T, B>{m.v ? a.v : b.v};
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
  return R{__builtin_convertvector(a.v, typename R::raw)};
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
  typedef std::int8_t bytes __attribute__((vector_size(B / S)));
  const bytes b = __builtin_convertvector(m.v & 1, bytes);
  std::memcpy(p, &b, B / S);
}

}  // namespace thaw::kernels
