// Softmax and log-softmax over rows: [rows, n], n classes each.
#pragma once
#include <cmath>
#include <cstddef>
#include <limits>

#include "thaw/core/float16.hpp"
#include "thaw/kernels/math.hpp"
#include "thaw/kernels/reduce_half.hpp"
#include "thaw/kernels/simd.hpp"

namespace thaw::kernels {

namespace detail {

// NaN or +inf in a row, or nothing but -inf, makes the whole row NaN by itself: x - max is NaN somewhere, and so is the
// sum.
template <bool Log>
struct softmax_kernel {
  template <class Isa>
  static THAW_INLINE void run(const float* in, float* out, std::size_t rows, std::size_t n) {
    using V = vec<float, Isa::bytes>;
    for (std::size_t r = 0; r < rows; ++r, in += n, out += n) row<V>(in, out, n);
  }
  template <class V>
  static THAW_INLINE void row(const float* in, float* out, std::size_t n) {
    constexpr std::size_t W = V::size;
    const float lowest = -std::numeric_limits<float>::infinity();
    const std::size_t full = n / W * W;
    V m = V::fill(lowest);
    for (std::size_t i = 0; i < full; i += W) m = maximum(m, V::load(in + i));
    if (full < n) m = maximum(m, V::load_part(in + full, n - full, lowest));
    const V top = V::fill(across(m, [](const auto& a, const auto& b) THAW_LAMBDA { return maximum(a, b); }));
    // Sums of sums, so that long rows don't lose digits.
    V total = V::fill(0.0f), part = V::fill(0.0f), last = V::fill(0.0f);
    for (std::size_t i = 0, k = 0; i < full; i += W) {
      const V shifted = V::load(in + i) - top, e = exp(shifted);
      (Log ? shifted : e).store(out + i);
      part = part + e;
      if (++k % 64 != 0) continue;
      total = total + part;
      part = V::fill(0.0f);
    }
    total = total + part;
    if (full < n) {
      const V shifted = V::load_part(in + full, n - full, lowest) - top, e = exp(shifted);
      last = Log ? shifted : e;
      total = total + e;  // e^-inf in the lanes beyond
    }
    const float sum = across(total, [](const auto& a, const auto& b) THAW_LAMBDA { return a + b; });
    const V scale = V::fill(Log ? std::log(sum) : 1.0f / sum);
    for (std::size_t i = 0; i < full; i += W) finish(V::load(out + i), scale).store(out + i);
    if (full < n) finish(last, scale).store_part(out + full, n - full);
  }
  template <class V>
  static THAW_INLINE V finish(const V& x, const V& scale) {
    return Log ? x - scale : x * scale;
  }
};

}  // namespace detail

/// out = softmax(in) or its logarithm per row; `out` may be `in`. The maximum of the row is subtracted first; a row
/// with NaN or +inf, or of -inf only, becomes NaN.
inline void softmax(bool log, const float* in, float* out, std::size_t rows, std::size_t n, isa level = current_isa()) {
  if (n == 0) return;
  const auto run = log ? resolve<detail::softmax_kernel<true>, const float*, float*, std::size_t, std::size_t>(level)
                       : resolve<detail::softmax_kernel<false>, const float*, float*, std::size_t, std::size_t>(level);
  run(in, out, rows, n);
}

namespace detail {
inline float round_as(const half&, float x) noexcept { return static_cast<float>(half(x)); }
inline float round_as(const bfloat16&, float x) noexcept { return static_cast<float>(bfloat16(x)); }
inline double round_as(const double&, double x) noexcept { return x; }

// As sums over axes are in TensorFlow: of half rounded at every step, of bfloat16 once.
inline float sum_row(const half* p, std::size_t n, std::size_t offset) noexcept {
  return static_cast<float>(reduce_half_range(false, p, n, offset));
}
template <class T>
auto sum_row(const T* p, std::size_t n, std::size_t) noexcept {
  decltype(round_as(T{}, 0.0f)) sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += static_cast<decltype(sum)>(p[i]);
  return round_as(T{}, sum);
}

// T: double, or half or bfloat16, for which every intermediate result is rounded, as in TensorFlow.
template <class T>
void softmax_rows(bool log, const T* in, T* out, std::size_t rows, std::size_t n) {
  using wide = decltype(round_as(T{}, 0.0f));
  for (std::size_t r = 0; r < rows; ++r, in += n, out += n) {
    wide top = -std::numeric_limits<wide>::infinity();
    for (std::size_t i = 0; i < n; ++i) top = maximum(top, static_cast<wide>(in[i]));
    const auto shifted = [&](std::size_t i) { return round_as(T{}, static_cast<wide>(in[i]) - top); };
    for (std::size_t i = 0; i < n; ++i) out[i] = T(std::exp(shifted(i)));
    const wide sum = sum_row(out, n, r * n), scale = round_as(T{}, log ? std::log(sum) : wide{1} / sum);
    for (std::size_t i = 0; i < n; ++i) out[i] = T(log ? shifted(i) - scale : static_cast<wide>(out[i]) * scale);
  }
}
}  // namespace detail

/// The same in double; `out` must not be `in`.
inline void softmax(bool log, const double* in, double* out, std::size_t rows, std::size_t n) {
  detail::softmax_rows(log, in, out, rows, n);
}
/// Every intermediate result is rounded to half, as TensorFlow does: the middle of [1, 2, 3] is 0.24463, not 0.24475.
/// `out` must not be `in`.
inline void softmax(bool log, const half* in, half* out, std::size_t rows, std::size_t n) {
  detail::softmax_rows(log, in, out, rows, n);
}
inline void softmax(bool log, const bfloat16* in, bfloat16* out, std::size_t rows, std::size_t n) {
  detail::softmax_rows(log, in, out, rows, n);
}

}  // namespace thaw::kernels
