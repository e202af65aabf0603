// Max and average pooling, NHWC.
#pragma once
#include <algorithm>
#include <cstddef>
#include <limits>

#include "thaw/core/dtype.hpp"
#include "thaw/core/error.hpp"
#include "thaw/kernels/generic.hpp"
#include "thaw/kernels/simd.hpp"
#include "thaw/kernels/window.hpp"

namespace thaw::kernels {

/// Input [batch, h, w, c], output [batch, oh, ow, c]. Padding behind follows from oh, ow.
struct pool_shape {
  std::size_t h = 0, w = 0, c = 0, kh = 1, kw = 1, stride_h = 1, stride_w = 1, pad_top = 0, pad_left = 0, oh = 0,
              ow = 0;
};
/// max: NaN is ignored; a window of only NaN or -inf gives the lowest finite value (TensorFlow's MaxPool on CPU).
/// average: over the cells inside the image.
enum class pooling { max, average };

namespace detail {

struct pool_window {
  inside_range ys, xs;
  const void* first;  // the pixel at (ys.begin, xs.begin), channel 0
  std::size_t pixels() const noexcept { return (ys.end - ys.begin) * (xs.end - xs.begin); }
};
template <class T>
pool_window window_of(const pool_shape& s, const T* image, std::size_t oy, std::size_t ox) noexcept {
  const std::int64_t y0 = static_cast<std::int64_t>(oy * s.stride_h) - static_cast<std::int64_t>(s.pad_top);
  const std::int64_t x0 = static_cast<std::int64_t>(ox * s.stride_w) - static_cast<std::int64_t>(s.pad_left);
  const inside_range ys = window_inside(y0, s.kh, 1, s.h), xs = window_inside(x0, s.kw, 1, s.w);
  const std::int64_t y = y0 + static_cast<std::int64_t>(ys.begin), x = x0 + static_cast<std::int64_t>(xs.begin);
  const bool empty = ys.begin == ys.end || xs.begin == xs.end;
  return {ys, xs, empty ? image : image + (static_cast<std::size_t>(y) * s.w + static_cast<std::size_t>(x)) * s.c};
}

struct pool_pixel {
  const pool_shape* s;
  const pool_window* window;
  float* out;
};
template <pooling How>
struct pool_kernel {
  template <class Isa>
  static THAW_INLINE void run(const pool_pixel* g) {
    constexpr std::size_t W = Isa::bytes / sizeof(float);
    const std::size_t c = g->s->c;
    std::size_t i = 0;
    for (; i + W <= c; i += W) channels<vec<float, Isa::bytes>, false>(*g, i, W);
    if (i == c) return;
    if (c >= W) return channels<vec<float, Isa::bytes>, false>(*g, c - W, W);
    channels<vec<float, Isa::bytes>, true>(*g, i, c - i);
  }
  template <class V, bool Part>
  static THAW_INLINE void channels(const pool_pixel& g, std::size_t c, std::size_t n) {
    const pool_window& w = *g.window;
    V acc = V::fill(How == pooling::max ? std::numeric_limits<float>::lowest() : 0.0f);
    for (std::size_t y = 0; y < w.ys.end - w.ys.begin; ++y) {
      const float* p = static_cast<const float*>(w.first) + y * g.s->w * g.s->c + c;
      for (std::size_t x = 0; x < w.xs.end - w.xs.begin; ++x, p += g.s->c) {
        const V v = Part ? V::load_part(p, n) : V::load(p);
        acc = How == pooling::max ? max(v, acc) : acc + v;
      }
    }
    if (How == pooling::average) acc = acc / V::fill(static_cast<float>(w.pixels()));
    if (Part)
      acc.store_part(g.out + c, n);
    else
      acc.store(g.out + c);
  }
};

// Arithmetic of other types. half and bfloat16 round after every addition, as TensorFlow's do.
template <class T>
struct pool_element {
  static T lowest() noexcept { return std::numeric_limits<T>::lowest(); }
  static bool greater(const T& a, const T& b) noexcept { return a > b; }
  static T plus(const T& a, const T& b) noexcept { return add(a, b); }
  static T over(const T& a, std::size_t n) noexcept { return static_cast<T>(a / static_cast<T>(n)); }
};
template <class T>
struct pool_small_float {
  static T lowest() noexcept { return T(std::is_same_v<T, half> ? -65504.0f : -3.38953139e38f); }
  static bool greater(const T& a, const T& b) noexcept { return static_cast<float>(a) > static_cast<float>(b); }
  static T plus(const T& a, const T& b) noexcept { return T(static_cast<float>(a) + static_cast<float>(b)); }
  static T over(const T& a, std::size_t n) noexcept {
    return T(static_cast<float>(a) / static_cast<float>(T(static_cast<float>(n))));
  }
};
template <>
struct pool_element<half> : pool_small_float<half> {};
template <>
struct pool_element<bfloat16> : pool_small_float<bfloat16> {};

template <class T>
void pool_rows(pooling how, const pool_shape& s, const void* in, void* out, std::size_t begin, std::size_t end) {
  using E = pool_element<T>;
  T* to = static_cast<T*>(out) + begin * s.ow * s.c;
  for (std::size_t row = begin; row < end; ++row)
    for (std::size_t ox = 0; ox < s.ow; ++ox, to += s.c) {
      const pool_window w = window_of(s, static_cast<const T*>(in) + row / s.oh * s.h * s.w * s.c, row % s.oh, ox);
      std::fill_n(to, s.c, how == pooling::max ? E::lowest() : T{});
      for (std::size_t y = 0; y < w.ys.end - w.ys.begin; ++y) {
        const T* p = static_cast<const T*>(w.first) + y * s.w * s.c;
        for (std::size_t x = 0; x < w.xs.end - w.xs.begin; ++x, p += s.c)
          for (std::size_t c = 0; c < s.c; ++c) {
            if (how == pooling::average)
              to[c] = E::plus(to[c], p[c]);
            else if (E::greater(p[c], to[c]))
              to[c] = p[c];
          }
      }
      if (how == pooling::average && w.pixels() != 0)
        for (std::size_t c = 0; c < s.c; ++c) to[c] = E::over(to[c], w.pixels());
    }
}
inline void pool_rows_f32(pooling how, const pool_shape& s, const float* in, float* out, std::size_t begin,
                          std::size_t end, isa level) {
  const auto run = how == pooling::max ? resolve<pool_kernel<pooling::max>, const pool_pixel*>(level)
                                       : resolve<pool_kernel<pooling::average>, const pool_pixel*>(level);
  for (std::size_t row = begin; row < end; ++row)
    for (std::size_t ox = 0; ox < s.ow; ++ox) {
      const pool_window w = window_of(s, in + row / s.oh * s.h * s.w * s.c, row % s.oh, ox);
      const pool_pixel g{&s, &w, out + (row * s.ow + ox) * s.c};
      run(&g);
    }
}
}  // namespace detail

/// Rows [begin, end) of the batch * oh output rows, for every real dtype. Throws unimplemented for others.
inline void pool2d(pooling how, dtype d, const pool_shape& s, const void* in, void* out, std::size_t begin,
                   std::size_t end, isa level = current_isa()) {
  switch (d) {
    case dtype::float32:
      return detail::pool_rows_f32(how, s, static_cast<const float*>(in), static_cast<float*>(out), begin, end, level);
    case dtype::float64:
      return detail::pool_rows<double>(how, s, in, out, begin, end);
    case dtype::float16:
      return detail::pool_rows<half>(how, s, in, out, begin, end);
    case dtype::bfloat16:
      return detail::pool_rows<bfloat16>(how, s, in, out, begin, end);
    case dtype::int8:
      return detail::pool_rows<std::int8_t>(how, s, in, out, begin, end);
    case dtype::uint8:
      return detail::pool_rows<std::uint8_t>(how, s, in, out, begin, end);
    case dtype::int16:
      return detail::pool_rows<std::int16_t>(how, s, in, out, begin, end);
    case dtype::uint16:
      return detail::pool_rows<std::uint16_t>(how, s, in, out, begin, end);
    case dtype::int32:
      return detail::pool_rows<std::int32_t>(how, s, in, out, begin, end);
    case dtype::int64:
      return detail::pool_rows<std::int64_t>(how, s, in, out, begin, end);
    default:
      fail(code::unimplemented, "pooling of ", d, " is not supported");
  }
}

}  // namespace thaw::kernels
