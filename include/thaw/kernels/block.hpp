// The loops of elementwise ops: from `struct F { template <class V> static V apply(const V&…); }` to plain functions.
//
// A loop is instantiated per op and compute type: float for every instruction set; double, int32, int64, uint64, bool,
// std::complex<double> once, as scalar code. Everything else (dtypes, broadcasting) is ordinary code in
// elementwise.hpp.
#pragma once
#include <cstring>
#include <type_traits>
#include <utility>

#include "thaw/core/dtype.hpp"
#include "thaw/kernels/math.hpp"
#include "thaw/kernels/simd.hpp"

namespace thaw::kernels {

/// out[i] = f(in[0][i], …) for i < n; an operand whose `is_scalar` is set is one value, in[k][0]. `out` may be one of
/// the operands. Elements have the compute types of the block_kernel. `params` points at the op's `params`, or is null.
using block_fn = void (*)(void* out, const void* const* in, const bool* is_scalar, std::size_t n, const void* params);

/// A block function and the types it works on.
struct block_kernel {
  block_fn fn = nullptr;
  dtype compute_in = dtype::invalid;   // of every operand
  dtype compute_out = dtype::invalid;  // boolean for predicates
};

namespace detail {

template <class F, class = void>
struct params_of {
  using type = void;
};
template <class F>
struct params_of<F, std::void_t<typename F::params>> {
  using type = typename F::params;
};

/// F::apply(x…), with F's parameters when it has some.
template <class F, class... V>
THAW_INLINE auto apply(const void* params, const V&... x) {
  using P = typename params_of<F>::type;
  if constexpr (std::is_void_v<P>)
    return F::apply(x...);
  else
    return F::apply(x..., *static_cast<const P*>(params));
}

template <class T, std::size_t B>
THAW_INLINE void store_lanes(const vec<T, B>& x, void* out, std::size_t at) {
  x.store(static_cast<T*>(out) + at);
}
template <std::size_t S, std::size_t B>
THAW_INLINE void store_lanes(const mask<S, B>& x, void* out, std::size_t at) {
  store_bool(x, static_cast<bool*>(out) + at);
}
template <class R>
inline constexpr std::size_t lane_bytes = sizeof(bool);
template <class T, std::size_t B>
inline constexpr std::size_t lane_bytes<vec<T, B>> = sizeof(T);

/// A scalar operand is one vector that is read again and again: one loop serves every combination.
template <class F, std::size_t Arity>
struct vector_loop {
  template <class Isa>
  static THAW_INLINE void run(void* out, const void* const* in, const bool* is_scalar, std::size_t n,
                              const void* params) {
    run_operands<Isa>(std::make_index_sequence<Arity>{}, out, in, is_scalar, n, params);
  }
  template <class Isa, std::size_t... K>
  static THAW_INLINE void run_operands(std::index_sequence<K...>, void* out, const void* const* in,
                                       const bool* is_scalar, std::size_t n, const void* params) {
    using V = vec<float, Isa::bytes>;
    using R = decltype(detail::apply<F>(params, (static_cast<void>(K), V{})...));
    constexpr std::size_t W = V::size;
    float repeated[Arity][W];
    const float* p[Arity];
    std::size_t step[Arity];
    for (std::size_t k = 0; k < Arity; ++k) {
      p[k] = static_cast<const float*>(in[k]);
      step[k] = W;
      if (!is_scalar[k]) continue;
      V::fill(*p[k]).store(repeated[k]);
      p[k] = repeated[k];
      step[k] = 0;
    }
    std::size_t i = 0;
    for (; i + W <= n; i += W) {
      store_lanes(detail::apply<F>(params, V::load(p[K])...), out, i);
      ((p[K] += step[K]), ...);
    }
    if (i == n) return;
    unsigned char last[sizeof(V)];
    store_lanes(detail::apply<F>(params, (step[K] == 0 ? V::load(p[K]) : V::load_part(p[K], n - i))...), last, 0);
    std::memcpy(static_cast<unsigned char*>(out) + i * lane_bytes<R>, last, (n - i) * lane_bytes<R>);
  }
};

template <class F, class T, std::size_t... K>
void scalar_loop(void* out, const void* const* in, const bool* is_scalar, std::size_t n, const void* params,
                 std::index_sequence<K...>) {
  using R = std::decay_t<decltype(detail::apply<F>(params, (static_cast<void>(K), std::declval<const T&>())...))>;
  auto* to = static_cast<R*>(out);
  const T* const p[] = {static_cast<const T*>(in[K])...};
  const std::size_t step[] = {(is_scalar[K] ? std::size_t{0} : std::size_t{1})...};
  for (std::size_t i = 0; i < n; ++i) to[i] = detail::apply<F>(params, p[K][i * step[K]]...);
}
template <class F, class T, std::size_t Arity>
void scalar_block(void* out, const void* const* in, const bool* is_scalar, std::size_t n, const void* params) {
  scalar_loop<F, T>(out, in, is_scalar, n, params, std::make_index_sequence<Arity>{});
}

}  // namespace detail

/// The loop of F over T, which is a compute type, with `Arity` operands.
template <class F, class T, std::size_t Arity>
block_fn block_loop(isa level = current_isa()) {
  if constexpr (std::is_same_v<T, float>)
    return resolve<detail::vector_loop<F, Arity>, void*, const void* const*, const bool*, std::size_t, const void*>(
        level);
  else
    return &detail::scalar_block<F, T, Arity>;
}

namespace detail {
template <class F, class T, std::size_t... K>
constexpr dtype result_type(std::index_sequence<K...>) {
  return dtype_of<
      std::decay_t<decltype(detail::apply<F>(nullptr, (static_cast<void>(K), std::declval<const T&>())...))>>;
}
}  // namespace detail

/// The block kernel of F for elements computed as T: `make_block_kernel<Add, float, 2>()`.
template <class F, class T, std::size_t Arity>
block_kernel make_block_kernel(isa level = current_isa()) {
  return {block_loop<F, T, Arity>(level), dtype_of<T>, detail::result_type<F, T>(std::make_index_sequence<Arity>{})};
}

}  // namespace thaw::kernels
