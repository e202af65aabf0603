// Arg max and arg min along one axis.
#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>

#include "thaw/kernels/cast.hpp"
#include "thaw/kernels/reduce.hpp"

namespace thaw::kernels {

namespace detail {

template <bool Largest, class V>
THAW_INLINE auto is_better(const V& x, const V& best) {
  if constexpr (Largest)
    return x > best;
  else
    return x < best;
}

/// in [count, inner] → out [inner], for one outer index.
template <bool Largest>
struct arg_f32_kernel {
  template <class Isa>
  static THAW_INLINE void run(const float* in, std::int64_t* out, std::size_t count, std::size_t inner) {
    using V = vec<float, Isa::bytes>;
    if (inner == 1)
      row<V>(in, out, count);
    else
      columns<V>(in, out, count, inner);
  }
  static constexpr float worst() {
    return Largest ? -std::numeric_limits<float>::infinity() : std::numeric_limits<float>::infinity();
  }
  // First the extreme value (NaN is never better), then where it stands first.
  template <class V>
  static THAW_INLINE void row(const float* in, std::int64_t* out, std::size_t count) {
    constexpr std::size_t W = V::size, N = 4;
    V best[N];
    THAW_UNROLL
    for (std::size_t j = 0; j < N; ++j) best[j] = V::fill(worst());
    const auto better = [](const auto& a, const auto& b) THAW_LAMBDA { return select(is_better<Largest>(b, a), b, a); };
    std::size_t i = 0;
    for (; i + N * W <= count; i += N * W) THAW_UNROLL
    for (std::size_t j = 0; j < N; ++j) best[j] = better(best[j], V::load(in + i + j * W));
    float top = across(better(better(best[0], best[1]), better(best[2], best[3])), better);
    for (; i < count; ++i) top = better(top, in[i]);
    *out = 0;
    if (top == worst()) return;
    const V wanted = V::fill(top);
    for (i = 0; i + W <= count && !any(V::load(in + i) == wanted);) i += W;
    while (!(in[i] == top)) ++i;
    *out = static_cast<std::int64_t>(i);
  }
  template <class V>
  static THAW_INLINE void columns(const float* in, std::int64_t* out, std::size_t count, std::size_t inner) {
    using I = vec<std::int32_t, V::size * sizeof(float)>;
    constexpr std::size_t W = V::size;
    const std::size_t all = count * inner;
    for (std::size_t c = 0; c < inner; c += W) {
      const std::size_t n = inner - c < W ? inner - c : W;
      V best = V::fill(worst());
      I index = I::fill(0);
      for (std::size_t r = 0; r < count; ++r) {
        const std::size_t at = r * inner + c;  // a vector may reach into the next row, not past the last
        const V x = at + W <= all ? V::load(in + at) : V::load_part(in + at, n);
        const auto m = is_better<Largest>(x, best);
        best = select(m, x, best);
        index = select(m, I::fill(static_cast<std::int32_t>(r)), index);
      }
      std::int32_t t[W];
      index.store(t);
      for (std::size_t j = 0; j < n; ++j) out[c + j] = t[j];
    }
  }
};

template <class T>
void arg_loop(bool largest, const void* in, std::int64_t* out, std::size_t count, std::size_t inner) {
  const T* from = static_cast<const T*>(in);
  for (std::size_t i = 0; i < inner; ++i) {
    T best = largest ? max_op::first<T>() : min_op::first<T>();
    out[i] = 0;
    for (std::size_t r = 0; r < count; ++r) {
      const T x = from[r * inner + i];
      if (largest ? !(x > best) : !(x < best)) continue;
      best = x;
      out[i] = static_cast<std::int64_t>(r);
    }
  }
}
inline void arg_rows(bool largest, dtype d, const void* in, std::int64_t* out, std::size_t count, std::size_t inner,
                     isa level) {
  switch (d) {
    case dtype::float32: {
      if (count > std::size_t{std::numeric_limits<std::int32_t>::max()} && inner != 1)
        return arg_loop<float>(largest, in, out, count, inner);
      const auto run =
          largest ? resolve<arg_f32_kernel<true>, const float*, std::int64_t*, std::size_t, std::size_t>(level)
                  : resolve<arg_f32_kernel<false>, const float*, std::int64_t*, std::size_t, std::size_t>(level);
      return run(static_cast<const float*>(in), out, count, inner);
    }
    case dtype::float64:
      return arg_loop<double>(largest, in, out, count, inner);
    case dtype::int32:
      return arg_loop<std::int32_t>(largest, in, out, count, inner);
    case dtype::int64:
      return arg_loop<std::int64_t>(largest, in, out, count, inner);
    case dtype::uint64:
      return arg_loop<std::uint64_t>(largest, in, out, count, inner);
    case dtype::boolean:
      return arg_loop<std::uint8_t>(largest, in, out, count, inner);
    default:
      fail(code::unimplemented, "arg max of ", d, " is not supported");
  }
}
}  // namespace detail

/// Bytes of scratch that `arg_reduce` needs.
inline std::size_t arg_scratch(const reduce_plan& p, dtype d) {
  return compute_type(d) == d ? 0 : static_cast<std::size_t>(p.inputs()) * plain_size(compute_type(d));
}

/// The index along the reduced axis of the largest (smallest) element, for each of the plan's outputs: the first of
/// equals; NaN is skipped; 0 where nothing is better than the infinity that is worst. One axis is reduced. Its size
/// must not be 0 unless there are no outputs. Throws unimplemented for complex dtypes and those without arithmetic.
inline void arg_reduce(const reduce_plan& p, bool largest, dtype d, const void* in, std::int64_t* out, void* scratch,
                       isa level = current_isa()) {
  const dtype c = compute_type(d);
  if (p.inputs() == 0) return;
  if (c != d) {
    run_cast(make_cast(d, c, false, level), scratch, in, static_cast<std::size_t>(p.inputs()));
    in = scratch;
  }
  const std::size_t step = static_cast<std::size_t>(p.count * p.inner) * plain_size(c);
  for (std::int64_t o = 0; o < p.outer; ++o)
    detail::arg_rows(largest, c, static_cast<const unsigned char*>(in) + static_cast<std::size_t>(o) * step,
                     out + o * p.inner, static_cast<std::size_t>(p.count), static_cast<std::size_t>(p.inner), level);
}

}  // namespace thaw::kernels
