// Resizing images to a given height and width: nearest neighbour and bilinear
// (tensorflow/core/kernels/image/resize_bilinear_op.cc, resize_nearest_neighbor_op.cc,
// core/util/image_resizer_state.h).
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>

#include "thaw/kernels/cast.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/math/scratch.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {

/// images: [batch, height, width, channels]; size: {height, width}.
THAW_SETUP void infer_resize(infer_context& c) {
  constexpr std::int64_t largest = std::numeric_limits<std::int32_t>::max();
  if (c.attr_bool("half_pixel_centers") && c.attr_bool("align_corners"))
    fail(code::invalid_argument, "half_pixel_centers and align_corners exclude each other");
  const shape& in = c.with_rank(0, 4);
  const shape& size = c.with_rank(1, 1);
  if (size.has_rank() && size[0] >= 0 && size[0] != 2)
    fail(code::invalid_argument, "the size of an image must be two numbers, its shape is ", size);
  shape out = shape::unknown_of_rank(4);
  if (in.has_rank()) {
    if (in[3] == 0) fail(code::invalid_argument, "an image must have at least one channel, its shape is ", in);
    if (in[1] == 0 || in[2] == 0 || in[1] >= largest || in[2] >= largest)
      fail(code::invalid_argument, "an image to resize has the shape ", in);
    out = shape{in[0], -1, -1, in[3]};
  }
  if (const auto to = c.ints(1)) {
    if ((*to)[0] <= 0 || (*to)[1] <= 0)
      fail(code::invalid_argument, "an image cannot have the size ", (*to)[0], " x ", (*to)[1]);
    out = shape{out[0], (*to)[0], (*to)[1], out[3]};
  }
  c.output(0, out);
}

/// Where the pixels of one axis come from.
struct resize_axis {
  std::int64_t in, out;
  bool half_pixel, align_corners;
  float scale;

  THAW_LAZY static resize_axis of(const run_context& c, std::size_t axis) {
    resize_axis a{c.input_shape(0)[axis], c.output(0).shape()[axis], c.attr_bool("half_pixel_centers"),
                  c.attr_bool("align_corners"), 0.0f};
    a.scale = a.align_corners && a.out > 1 ? static_cast<float>(a.in - 1) / static_cast<float>(a.out - 1)
                                           : static_cast<float>(a.in) / static_cast<float>(a.out);
    return a;
  }
  std::int64_t clamp(float at) const noexcept {
    const auto i = static_cast<std::int64_t>(at);
    return i < 0 ? 0 : i < in ? i : in - 1;
  }
  std::int64_t nearest(std::int64_t i) const noexcept {
    const float at = (half_pixel ? static_cast<float>(i) + 0.5f : static_cast<float>(i)) * scale;
    return clamp(align_corners ? std::round(at) : std::floor(at));
  }
};

/// Between which two pixels an output lies, and how far from the lower one.
struct resize_tap {
  std::int64_t lower, upper;
  float fraction;

  THAW_LAZY static resize_tap of(const resize_axis& a, std::int64_t i) {
    const float x = static_cast<float>(i), at = a.half_pixel ? (x + 0.5f) * a.scale - 0.5f : x * a.scale;
    return {a.clamp(std::floor(at)), a.clamp(std::ceil(at)), at - std::floor(at)};
  }
};

/// A row of `channels` interleaved values, resized.
THAW_LAZY void resize_row(const float* in, float* out, const resize_tap* taps, std::int64_t width,
                          std::int64_t channels) {
  for (std::int64_t x = 0; x < width; ++x, out += channels) {
    const float *left = in + taps[x].lower * channels, *right = in + taps[x].upper * channels;
    const float fraction = taps[x].fraction;
    for (std::int64_t k = 0; k < channels; ++k) out[k] = left[k] + (right[k] - left[k]) * fraction;
  }
}

/// Each input row is converted and resized once, kept while output rows lie next to it, and mixed with its neighbour.
THAW_LAZY void run_resize_bilinear(const run_context& c) {
  const shape& in = c.input_shape(0);
  if (c.output(0).elements() == 0) return;
  const resize_axis rows = resize_axis::of(c, 1), columns = resize_axis::of(c, 2);
  const dtype d = c.input_dtype(0);
  if (rows.in == rows.out && columns.in == columns.out)
    return kernels::cast(d, dtype::float32, c.input(0).raw(), c.output(0).raw(),
                         static_cast<std::size_t>(c.input(0).elements()));
  const std::int64_t channels = in[3];
  const auto in_row = static_cast<std::size_t>(columns.in * channels),
             out_row = static_cast<std::size_t>(columns.out * channels);
  scratch_parts parts;
  const std::size_t taps_at = parts.add(static_cast<std::size_t>(columns.out) * sizeof(resize_tap)),
                    source_at = parts.add(in_row * sizeof(float)), first_at = parts.add(out_row * sizeof(float)),
                    second_at = parts.add(out_row * sizeof(float));
  parts.allocate(c);
  auto* taps = parts.at<resize_tap>(taps_at);
  for (std::int64_t x = 0; x < columns.out; ++x) taps[x] = resize_tap::of(columns, x);
  float* lines[] = {parts.at<float>(first_at), parts.at<float>(second_at)};
  const kernels::cast_plan convert = kernels::make_cast(d, dtype::float32);
  const auto* image = static_cast<const unsigned char*>(c.input(0).raw());
  float* out = c.out<float>(0);
  for (std::int64_t b = 0; b < in[0]; ++b) {
    std::int64_t held[] = {-1, -1};
    const auto fill_line = [&](int line, std::int64_t row) {
      if (held[line] == row) return;
      held[line] = row;
      const unsigned char* from = image + static_cast<std::size_t>(b * rows.in + row) * in_row * plain_size(d);
      auto* source = parts.at<float>(source_at);
      kernels::run_cast(convert, source, from, in_row);
      resize_row(source, lines[line], taps, columns.out, channels);
    };
    for (std::int64_t y = 0; y < rows.out; ++y, out += out_row) {
      const resize_tap tap = resize_tap::of(rows, y);
      if (held[1] == tap.lower) {
        std::swap(held[0], held[1]);
        std::swap(lines[0], lines[1]);
      }
      fill_line(0, tap.lower);
      if (tap.upper != tap.lower) fill_line(1, tap.upper);
      const float *top = lines[0], *bottom = tap.upper != tap.lower ? lines[1] : top;
      for (std::size_t i = 0; i < out_row; ++i) out[i] = top[i] + (bottom[i] - top[i]) * tap.fraction;
    }
  }
}

}  // namespace detail

/// In float, whatever the dtype of the images.
struct ResizeBilinear {
  static constexpr signature def() {
    return {
        "ResizeBilinear(images: T, size: int32) -> resized_images: float; T: {int8, uint8, int16, uint16, int32, "
        "int64, bfloat16, half, float, double, bfloat16}; align_corners: bool = false; half_pixel_centers: bool = "
        "false"};
  }
  THAW_SETUP static void infer(infer_context& c) { detail::infer_resize(c); }
  THAW_LAZY static void run(run_context& c) { detail::run_resize_bilinear(c); }
};

struct ResizeNearestNeighbor {
  static constexpr signature def() {
    return {
        "ResizeNearestNeighbor(images: T, size: int32) -> resized_images: T; T: {int8, uint8, int16, uint16, int32, "
        "int64, half, float, double, bfloat16}; align_corners: bool = false; half_pixel_centers: bool = false"};
  }
  THAW_SETUP static void infer(infer_context& c) { detail::infer_resize(c); }
  THAW_LAZY static void run(run_context& c) {
    const shape& in = c.input_shape(0);
    if (in[1] >= 1 << 24 || in[2] >= 1 << 24)
      fail(code::invalid_argument, "images of 2^24 rows or columns cannot be resized, the shape is ", in);
    if (c.output(0).elements() == 0) return;
    const detail::resize_axis rows = detail::resize_axis::of(c, 1), columns = detail::resize_axis::of(c, 2);
    const std::size_t pixel = static_cast<std::size_t>(in[3]) * plain_size(c.input_dtype(0));
    auto* from = c.scratch<std::int64_t>(static_cast<std::size_t>(columns.out));
    for (std::int64_t x = 0; x < columns.out; ++x) from[x] = columns.nearest(x);
    const auto* image = static_cast<const unsigned char*>(c.input(0).raw());
    auto* out = static_cast<unsigned char*>(c.output(0).raw());
    switch (pixel) {  // a known size is copied by a few instructions
      case 1:
        return copy<1>(image, out, in[0], rows, columns.in, columns.out, from, pixel);
      case 3:
        return copy<3>(image, out, in[0], rows, columns.in, columns.out, from, pixel);
      case 4:
        return copy<4>(image, out, in[0], rows, columns.in, columns.out, from, pixel);
      case 12:
        return copy<12>(image, out, in[0], rows, columns.in, columns.out, from, pixel);
      default:
        return copy<0>(image, out, in[0], rows, columns.in, columns.out, from, pixel);
    }
  }

 private:
  template <std::size_t Pixel>
  static void copy(const unsigned char* in, unsigned char* out, std::int64_t batch, const detail::resize_axis& rows,
                   std::int64_t in_width, std::int64_t out_width, const std::int64_t* from, std::size_t pixel) {
    const std::size_t bytes = Pixel != 0 ? Pixel : pixel;
    for (std::int64_t b = 0; b < batch; ++b)
      for (std::int64_t y = 0; y < rows.out; ++y) {
        const unsigned char* row = in + static_cast<std::size_t>((b * rows.in + rows.nearest(y)) * in_width) * bytes;
        for (std::int64_t x = 0; x < out_width; ++x, out += bytes)
          std::memcpy(out, row + static_cast<std::size_t>(from[x]) * bytes, bytes);
      }
  }
};

}  // namespace thaw::ops
