// The loops of reductions over [outer, count, inner], one outer index at a time: f32 for every instruction set, other
// compute types as scalar code.
//
// Sums cascade: 64 terms are added up, 64 such sums, and so on; the error grows with the logarithm of the number of
// terms, and the order depends on `count` and the instruction set only.
#pragma once
#include <cstddef>
#include <limits>

#include "thaw/kernels/generic.hpp"
#include "thaw/kernels/simd.hpp"

namespace thaw::kernels {

/// out[i] = in[0][i] op in[1][i] op …, for in [count, inner] and one outer index.
using reduce_fn = void (*)(void* out, const void* in, std::size_t count, std::size_t inner);

namespace detail {

struct sum_op {
  template <class T>
  static THAW_INLINE T first() {
    return T{};
  }
  template <class V>
  static THAW_INLINE V combine(const V& a, const V& b) {
    return add(a, b);
  }
};
struct prod_op {
  template <class T>
  static THAW_INLINE T first() {
    return T{1};
  }
  template <class V>
  static THAW_INLINE V combine(const V& a, const V& b) {
    return mul(a, b);
  }
};
// NaN wherever it stands gives NaN.
struct max_op {
  template <class T>
  static THAW_INLINE T first() {
    return std::numeric_limits<T>::has_infinity ? -std::numeric_limits<T>::infinity()
                                                : std::numeric_limits<T>::lowest();
  }
  template <class V>
  static THAW_INLINE V combine(const V& a, const V& b) {
    return maximum(a, b);
  }
};
struct min_op {
  template <class T>
  static THAW_INLINE T first() {
    return std::numeric_limits<T>::has_infinity ? std::numeric_limits<T>::infinity() : std::numeric_limits<T>::max();
  }
  template <class V>
  static THAW_INLINE V combine(const V& a, const V& b) {
    return minimum(a, b);
  }
};

// Of bools: 0 or 1 in a byte.
struct any_op {
  template <class T>
  static THAW_INLINE T first() {
    return 0;
  }
  template <class T>
  static THAW_INLINE T combine(const T& a, const T& b) {
    return static_cast<T>(a | b);
  }
};
struct all_op {
  template <class T>
  static THAW_INLINE T first() {
    return 1;
  }
  template <class T>
  static THAW_INLINE T combine(const T& a, const T& b) {
    return static_cast<T>(a & b);
  }
};

inline constexpr std::size_t cascade = 64;

/// `lanes` values side by side (N of V) reduced over steps; load(step, j) gives the j-th of a step.
template <class Op, std::size_t N, class V, class Load>
THAW_INLINE void reduce_steps(V (&result)[N], const V& first, std::size_t steps, const Load& load) {
  V level1[N], level2[N];
  THAW_UNROLL
  for (std::size_t j = 0; j < N; ++j) level1[j] = level2[j] = first;
  for (std::size_t s = 0, folds = 0; s < steps;) {
    const std::size_t end = steps - s < cascade ? steps : s + cascade;
    V level0[N];
    THAW_UNROLL
    for (std::size_t j = 0; j < N; ++j) level0[j] = first;
    for (; s < end; ++s) THAW_UNROLL
    for (std::size_t j = 0; j < N; ++j) level0[j] = Op::combine(level0[j], load(s, j));
    THAW_UNROLL
    for (std::size_t j = 0; j < N; ++j) level1[j] = Op::combine(level1[j], level0[j]);
    if (++folds % cascade != 0) continue;
    THAW_UNROLL
    for (std::size_t j = 0; j < N; ++j) {
      level2[j] = Op::combine(level2[j], level1[j]);
      level1[j] = first;
    }
  }
  THAW_UNROLL
  for (std::size_t j = 0; j < N; ++j) result[j] = Op::combine(level2[j], level1[j]);
}

template <class Op>
struct reduce_f32_kernel {
  template <class Isa>
  static THAW_INLINE void run(void* out, const void* in, std::size_t count, std::size_t inner) {
    if (inner == 1)
      row<vec<float, Isa::bytes>>(static_cast<float*>(out), static_cast<const float*>(in), count);
    else
      columns<vec<float, Isa::bytes>>(static_cast<float*>(out), static_cast<const float*>(in), count, inner);
  }
  template <class V>
  static THAW_INLINE void row(float* out, const float* in, std::size_t count) {
    constexpr std::size_t W = V::size, N = 4;
    using S = vec<float, 16>;
    const float first = Op::template first<float>();
    const auto combine = [](const auto& a, const auto& b) THAW_LAMBDA { return Op::combine(a, b); };
    if (count < N * W) {  // short: what the wide vectors need around the loop would cost more than the loop
      S sum = S::fill(first);
      std::size_t i = 0;
      for (; i + S::size <= count; i += S::size) sum = Op::combine(sum, S::load(in + i));
      float rest = first;
      for (; i < count; ++i) rest = Op::combine(rest, in[i]);
      *out = Op::combine(across(sum, combine), rest);
      return;
    }
    V sums[N];
    const std::size_t steps = count / (N * W);
    reduce_steps<Op>(sums, V::fill(first), steps,
                     [&](std::size_t s, std::size_t j) THAW_LAMBDA { return V::load(in + (s * N + j) * W); });
    V total = Op::combine(Op::combine(sums[0], sums[1]), Op::combine(sums[2], sums[3]));
    std::size_t i = steps * N * W;
    for (; i + W <= count; i += W) total = Op::combine(total, V::load(in + i));
    if (i < count) total = Op::combine(total, V::load_part(in + i, count - i, first));
    *out = across(total, combine);
  }
  template <class V>
  static THAW_INLINE void columns(float* out, const float* in, std::size_t count, std::size_t inner) {
    constexpr std::size_t W = V::size, N = 4;
    const V first = V::fill(Op::template first<float>());
    std::size_t c = 0;
    for (; c + N * W <= inner; c += N * W) {
      V r[N];
      reduce_steps<Op>(r, first, count,
                       [&](std::size_t s, std::size_t j) THAW_LAMBDA { return V::load(in + s * inner + c + j * W); });
      THAW_UNROLL
      for (std::size_t j = 0; j < N; ++j) r[j].store(out + c + j * W);
    }
    for (; c < inner; c += W) {
      // A vector may reach into the next row (its result isn't stored), but not past the last one.
      const std::size_t n = inner - c < W ? inner - c : W, all = count * inner;
      V r[1];
      reduce_steps<Op>(r, first, count, [&](std::size_t s, std::size_t) THAW_LAMBDA {
        const std::size_t at = s * inner + c;
        return at + W <= all ? V::load(in + at) : V::load_part(in + at, n);
      });
      if (n == W)
        r[0].store(out + c);
      else
        r[0].store_part(out + c, n);
    }
  }
};
template <class Op>
reduce_fn reduce_f32(isa level) noexcept {
  return resolve<reduce_f32_kernel<Op>, void*, const void*, std::size_t, std::size_t>(level);
}

// `width` <= 16 values side by side, reduced over steps that lie `stride` apart.
template <class T, class Op>
void reduce_chunk(T* result, const T* in, std::size_t steps, std::size_t stride, std::size_t width) {
  const T first = Op::template first<T>();
  T level0[16], level1[16];
  for (std::size_t j = 0; j < width; ++j) result[j] = level1[j] = first;
  for (std::size_t s = 0, folds = 0; s < steps;) {
    const std::size_t end = steps - s < cascade ? steps : s + cascade;
    for (std::size_t j = 0; j < width; ++j) level0[j] = first;
    for (; s < end; ++s)
      for (std::size_t j = 0; j < width; ++j) level0[j] = Op::combine(level0[j], in[s * stride + j]);
    for (std::size_t j = 0; j < width; ++j) level1[j] = Op::combine(level1[j], level0[j]);
    if (++folds % cascade != 0 && s < steps) continue;
    for (std::size_t j = 0; j < width; ++j) {
      result[j] = Op::combine(result[j], level1[j]);
      level1[j] = first;
    }
  }
}
template <class T, class Op>
void reduce_scalars(void* out, const void* in, std::size_t count, std::size_t inner) {
  constexpr std::size_t width = 16;
  const T* from = static_cast<const T*>(in);
  T* to = static_cast<T*>(out);
  if (inner > 1) {
    for (std::size_t c = 0; c < inner; c += width)
      reduce_chunk<T, Op>(to + c, from + c, count, inner, inner - c < width ? inner - c : width);
    return;
  }
  // A row is 16 columns and what is left.
  T lanes[width];
  const std::size_t steps = count / width;
  reduce_chunk<T, Op>(lanes, from, steps, width, width);
  for (std::size_t half = width / 2; half > 0; half /= 2)
    for (std::size_t j = 0; j < half; ++j) lanes[j] = Op::combine(lanes[j], lanes[j + half]);
  for (std::size_t i = steps * width; i < count; ++i) lanes[0] = Op::combine(lanes[0], from[i]);
  *to = lanes[0];
}

}  // namespace detail
}  // namespace thaw::kernels
