// Depthwise 2-D convolution, NHWC: each channel with filters of its own, `multiplier` outputs per channel.
#pragma once
#include <algorithm>
#include <cstddef>

#include "thaw/kernels/gemm_tile.hpp"
#include "thaw/kernels/window.hpp"

namespace thaw::kernels {

/// Input [batch, h, w, c], filter [kh, kw, c, multiplier], output [batch, oh, ow, c * multiplier]: output channel =
/// input channel * multiplier + m.
struct depthwise_shape {
  std::size_t h = 0, w = 0, c = 0, multiplier = 1;
  std::size_t kh = 1, kw = 1;
  std::size_t stride_h = 1, stride_w = 1, dilation_h = 1, dilation_w = 1;
  std::size_t pad_top = 0, pad_left = 0, oh = 0, ow = 0;
};

namespace detail {

struct depthwise_row {
  const depthwise_shape* s;
  const float* in;      // the image, or expanded rows of it
  std::size_t in_y0;    // image row of in's first
  const float* filter;  // [kh, kw, channels]
  float* out;           // [ow, channels]
  std::size_t oy, channels;
  const epilogue* ep;
};

struct depthwise_kernel {
  template <class Isa>
  static THAW_INLINE void run(const depthwise_row* g) {
    constexpr std::size_t W = Isa::bytes / sizeof(float), N = 4;
    const std::size_t channels = g->channels;
    std::size_t c = 0;
    for (; c + W <= channels; c += W) run_channels<vec<float, Isa::bytes>>(*g, c);
    // What is left: once more the last full vector, or narrower ones.
    if (c == channels) return;
    if (channels >= W) return run_channels<vec<float, Isa::bytes>>(*g, channels - W);
    if constexpr (Isa::bytes == 64)
      for (; c + 2 * N <= channels; c += 2 * N) run_channels<vec<float, 32>>(*g, c);
    for (; c + N <= channels; c += N) run_channels<vec<float, 16>>(*g, c);
    for (; c < channels; ++c) run_channels<one_lane>(*g, c);
  }

  // A float that looks like a vector.
  struct one_lane {
    float v;
    static THAW_INLINE one_lane load(const float* p) { return {*p}; }
    static THAW_INLINE one_lane fill(float x) { return {x}; }
    THAW_INLINE void store(float* p) const { *p = v; }
  };
  template <class V>
  static THAW_INLINE V multiply_add(const V& a, const V& b, const V& c) {
    if constexpr (std::is_same_v<V, one_lane>) {
      THAW_CONTRACT
      return {a.v * b.v + c.v};
    } else {
      return fma(a, b, c);
    }
  }
  template <class V>
  static THAW_INLINE void finish(const depthwise_row& g, const V& sum, std::size_t c, std::size_t ox) {
    V r = sum;
    if constexpr (std::is_same_v<V, one_lane>) {
      if (g.ep->bias != nullptr) r.v = r.v + g.ep->bias[c];
      if (g.ep->clamp) r.v = min(g.ep->hi, max(g.ep->lo, r.v));
    } else {
      if (g.ep->bias != nullptr) r = r + V::load(g.ep->bias + c);
      if (g.ep->clamp) r = min(V::fill(g.ep->hi), max(V::fill(g.ep->lo), r));
    }
    r.store(g.out + ox * g.channels + c);
  }
  // Outputs [ox, ox + X) whose windows lie inside the row.
  template <class V, std::size_t X>
  static THAW_INLINE void inside(const depthwise_row& g, std::size_t c, std::size_t ox, const inside_range& ys,
                                 std::int64_t y0) {
    const depthwise_shape& s = *g.s;
    const std::size_t step = s.stride_w * g.channels, tap = s.dilation_w * g.channels;
    V acc[X];
    THAW_UNROLL
    for (std::size_t x = 0; x < X; ++x) acc[x] = V::fill(0.0f);
    for (std::size_t ky = ys.begin; ky < ys.end; ++ky) {
      const auto y = static_cast<std::size_t>(y0 + static_cast<std::int64_t>(ky * s.dilation_h)) - g.in_y0;
      const float* p = g.in + (y * s.w + ox * s.stride_w - s.pad_left) * g.channels + c;
      const float* k = g.filter + ky * s.kw * g.channels + c;
      for (std::size_t kx = 0; kx < s.kw; ++kx, p += tap, k += g.channels) {
        const V weight = V::load(k);
        THAW_UNROLL
        for (std::size_t x = 0; x < X; ++x) acc[x] = multiply_add(V::load(p + x * step), weight, acc[x]);
      }
    }
    THAW_UNROLL
    for (std::size_t x = 0; x < X; ++x) finish(g, acc[x], c, ox + x);
  }
  template <class V>
  static THAW_INLINE void border(const depthwise_row& g, std::size_t c, std::size_t ox, const inside_range& ys,
                                 std::int64_t y0) {
    const depthwise_shape& s = *g.s;
    const std::int64_t x0 = static_cast<std::int64_t>(ox * s.stride_w) - static_cast<std::int64_t>(s.pad_left);
    const inside_range xs = window_inside(x0, s.kw, static_cast<std::int64_t>(s.dilation_w), s.w);
    V acc = V::fill(0.0f);
    for (std::size_t ky = ys.begin; ky < ys.end; ++ky)
      for (std::size_t kx = xs.begin; kx < xs.end; ++kx) {
        const auto y = static_cast<std::size_t>(y0 + static_cast<std::int64_t>(ky * s.dilation_h)) - g.in_y0;
        const auto x = static_cast<std::size_t>(x0 + static_cast<std::int64_t>(kx * s.dilation_w));
        acc = multiply_add(V::load(g.in + (y * s.w + x) * g.channels + c),
                           V::load(g.filter + (ky * s.kw + kx) * g.channels + c), acc);
      }
    finish(g, acc, c, ox);
  }
  template <class V>
  static THAW_INLINE void run_channels(const depthwise_row& g, std::size_t c) {
    constexpr std::size_t X = 4;
    const depthwise_shape& s = *g.s;
    const std::int64_t y0 = static_cast<std::int64_t>(g.oy * s.stride_h) - static_cast<std::int64_t>(s.pad_top);
    const inside_range ys = window_inside(y0, s.kh, static_cast<std::int64_t>(s.dilation_h), s.h);
    // Outputs [left, right) see the row without its borders.
    const std::size_t left = std::min(s.ow, (s.pad_left + s.stride_w - 1) / s.stride_w),
                      reach = (s.kw - 1) * s.dilation_w;
    const std::size_t right =
        s.w + s.pad_left > reach ? std::min(s.ow, (s.w + s.pad_left - reach - 1) / s.stride_w + 1) : 0;
    std::size_t ox = 0;
    for (; ox < left; ++ox) border<V>(g, c, ox, ys, y0);
    for (; ox + X <= right; ox += X) inside<V, X>(g, c, ox, ys, y0);
    for (; ox < s.ow; ++ox) border<V>(g, c, ox, ys, y0);
  }
};
}  // namespace detail

/// Floats of scratch that each concurrent call of depthwise_conv2d needs.
constexpr std::size_t depthwise_scratch(const depthwise_shape& s) noexcept {
  return s.multiplier == 1 ? 0 : std::min(s.h, (s.kh - 1) * s.dilation_h + 1) * s.w * s.c * s.multiplier;
}

/// Rows [begin, end) of the batch * oh output rows. `filter` as in the graph; ep.bias has c * multiplier entries.
inline void depthwise_conv2d(const depthwise_shape& s, const float* in, const float* filter, float* out,
                             const epilogue& ep, float* scratch, std::size_t begin, std::size_t end,
                             isa level = current_isa()) {
  const std::size_t channels = s.c * s.multiplier;
  if (channels == 0 || s.ow == 0) return;
  const auto run = resolve<detail::depthwise_kernel, const detail::depthwise_row*>(level);
  for (std::size_t row = begin; row < end; ++row) {
    const std::size_t image = row / s.oh, oy = row % s.oh;
    detail::depthwise_row g{&s, in + image * s.h * s.w * s.c, 0, filter, out + row * s.ow * channels, oy, channels,
                            &ep};
    if (s.multiplier > 1) {  // each channel repeated: then it is the case without a multiplier
      const std::int64_t y0 = static_cast<std::int64_t>(oy * s.stride_h) - static_cast<std::int64_t>(s.pad_top);
      const std::size_t first = y0 < 0 ? 0 : static_cast<std::size_t>(y0);
      const std::int64_t past = y0 + static_cast<std::int64_t>((s.kh - 1) * s.dilation_h) + 1;
      const std::size_t last = past < 0 ? 0 : std::min(s.h, static_cast<std::size_t>(past));
      float* to = scratch;
      for (std::size_t y = first; y < last; ++y)
        for (std::size_t i = 0; i < s.w * s.c; ++i)
          for (std::size_t m = 0; m < s.multiplier; ++m) *to++ = g.in[y * s.w * s.c + i];
      g.in = scratch;
      g.in_y0 = first;
    }
    run(&g);
  }
}

/// The same in any arithmetic type, by plain loops.
template <class T>
void generic_depthwise_conv2d(const depthwise_shape& s, std::size_t batch, const T* in, const T* filter, T* out) {
  const std::size_t channels = s.c * s.multiplier;
  for (std::size_t m = 0; m < batch * s.oh * s.ow; ++m) {
    const std::size_t ox = m % s.ow, oy = m / s.ow % s.oh, image = m / s.ow / s.oh;
    T* to = out + m * channels;
    std::fill_n(to, channels, T{});
    for (std::size_t ky = 0; ky < s.kh; ++ky)
      for (std::size_t kx = 0; kx < s.kw; ++kx) {
        const std::size_t y = oy * s.stride_h + ky * s.dilation_h - s.pad_top,
                          x = ox * s.stride_w + kx * s.dilation_w - s.pad_left;
        if (y >= s.h || x >= s.w) continue;
        const T* pixel = in + ((image * s.h + y) * s.w + x) * s.c;
        const T* k = filter + (ky * s.kw + kx) * channels;
        for (std::size_t i = 0; i < channels; ++i) to[i] = add(to[i], mul(pixel[i / s.multiplier], k[i]));
      }
  }
}

}  // namespace thaw::kernels
