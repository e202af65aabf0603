// Softmax and log-softmax over rows: [rows, n], n classes each.
#pragma once
#include <cmath>
#include <cstddef>
#include <limits>

#include "thaw/core/float16.hpp"
#include "thaw/kernels/math.hpp"
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
// T: double, or a type that rounds to half or bfloat16 after every operation, as TensorFlow computes these.
template <class T, class Round>
void softmax_rows(bool log, const T* in, T* out, std::size_t rows, std::size_t n, const Round& round) {
  for (std::size_t r = 0; r < rows; ++r, in += n, out += n) {
    using wide = decltype(round(0.0f));
    wide top = -std::numeric_limits<wide>::infinity(), sum = 0;
    for (std::size_t i = 0; i < n; ++i) top = maximum(top, static_cast<wide>(in[i]));
    for (std::size_t i = 0; i < n; ++i) {
      const wide shifted = round(static_cast<wide>(in[i]) - top), e = round(std::exp(shifted));
      sum = round(sum + e);
      out[i] = T(log ? shifted : e);
    }
    const wide scale = round(log ? std::log(sum) : wide{1} / sum);
    for (std::size_t i = 0; i < n; ++i)
      out[i] = T(log ? static_cast<wide>(out[i]) - scale : static_cast<wide>(out[i]) * scale);
  }
}
}  // namespace detail

inline void softmax(bool log, const double* in, double* out, std::size_t rows, std::size_t n) {
  detail::softmax_rows(log, in, out, rows, n, [](double x) { return x; });
}
/// Every intermediate result is rounded to half, as TensorFlow does: the middle of [1, 2, 3] is 0.24463, not 0.24475.
inline void softmax(bool log, const half* in, half* out, std::size_t rows, std::size_t n) {
  detail::softmax_rows(log, in, out, rows, n, [](float x) { return static_cast<float>(half(x)); });
}
inline void softmax(bool log, const bfloat16* in, bfloat16* out, std::size_t rows, std::size_t n) {
  detail::softmax_rows(log, in, out, rows, n, [](float x) { return static_cast<float>(bfloat16(x)); });
}

}  // namespace thaw::kernels
