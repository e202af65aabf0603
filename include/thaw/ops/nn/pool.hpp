// Pooling over images.
#pragma once
#include <algorithm>
#include <cstddef>

#include "thaw/kernels.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/nn/images.hpp"
#include "thaw/ops/nn/window.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {

struct pool_state {
  window_2d window;
  std::int64_t kernel_h = 1, kernel_w = 1, kernel_depth = 1;
};

/// Throws invalid_argument or unimplemented for windows over batches, and for windows over channels other than
/// TensorFlow's MaxPool takes.
THAW_LAZY pool_state read_pool(const op_context& c, kernels::pooling how) {
  pool_state s;
  s.window.layout = read_layout(c);
  const auto kernel = read_per_axis(c, "ksize", s.window.layout),
             strides = read_per_axis(c, "strides", s.window.layout);
  s.window.stride_h = strides[1];
  s.window.stride_w = strides[2];
  s.window.padding = read_padding(c, s.window.layout, how == kernels::pooling::max);
  s.kernel_h = kernel[1];
  s.kernel_w = kernel[2];
  s.kernel_depth = kernel[3];
  if (kernel[0] != 1 || strides[0] != 1)
    fail(code::unimplemented, "Pooling is not yet supported on the batch dimension.");
  const window_padding& pad = s.window.padding;
  const bool too_large = std::max(pad.top, pad.bottom) >= kernel[1] || std::max(pad.left, pad.right) >= kernel[2];
  if (pad.kind == padding_kind::given && too_large)
    fail(code::invalid_argument, "attr 'explicit_paddings' must be smaller than the window, ", kernel[1], " by ",
         kernel[2]);
  if (kernel[3] == 1 && strides[3] == 1) return s;
  if (how == kernels::pooling::average) fail(code::unimplemented, "Average pooling is not supported over channels.");
  if (kernel[1] != 1 || kernel[2] != 1)
    fail(code::unimplemented,
         "MaxPooling supports exactly one of pooling across depth or pooling across width/height.");
  if (kernel[3] != strides[3])
    fail(code::unimplemented, "Depthwise max pooling requires the depth window to equal the depth stride.");
  return s;
}

THAW_SETUP void infer_pool(infer_context& c, kernels::pooling how) {
  const pool_state s = read_pool(c, how);
  const image_layout& layout = s.window.layout;
  const shape& in = c.with_rank(0, 4);
  if (!in.has_rank()) return c.output(0, shape::unknown_of_rank(4));
  std::int64_t channels = in[layout.channel()];
  if (s.kernel_depth > 1 && channels >= 0) {
    if (channels % s.kernel_depth != 0)
      fail(code::unimplemented, "Depthwise max pooling requires the depth window to evenly divide the input depth.");
    channels /= s.kernel_depth;
  }
  c.output(0, layout.make(in[0], s.window.vertical(in[layout.height()], s.kernel_h).out,
                          s.window.horizontal(in[layout.width()], s.kernel_w).out, channels));
}

THAW_SETUP void prepare_pool(prepare_context& c, kernels::pooling how) {
  if (!is_floating(c.input_dtype(0)) && !is_integer(c.input_dtype(0)))
    fail(code::unimplemented, "pooling of ", c.input_dtype(0), " is not supported");
  c.make_state<pool_state>(read_pool(c, how));
}

THAW_LAZY void run_pool(const run_context& c, kernels::pooling how) {
  const auto& p = c.state<pool_state>();
  const image_layout& layout = p.window.layout;
  const shape &in = c.input_shape(0), &out = c.output(0).shape();
  if (c.output(0).elements() == 0) return;
  kernels::pool_shape s;
  s.h = as_size(in[layout.height()]);
  s.w = as_size(in[layout.width()]);
  s.c = as_size(in[layout.channel()]);
  s.oh = as_size(out[layout.height()]);
  s.ow = as_size(out[layout.width()]);
  s.kh = as_size(p.kernel_h);
  s.kw = as_size(p.kernel_w);
  s.stride_h = as_size(p.window.stride_h);
  s.stride_w = as_size(p.window.stride_w);
  s.pad_top = as_size(p.window.vertical(in[layout.height()], p.kernel_h).before);
  s.pad_left = as_size(p.window.horizontal(in[layout.width()], p.kernel_w).before);
  std::size_t rows = as_size(in[0]) * s.oh;
  if (p.kernel_depth > 1) {  // each pixel is an image of one row, whose pixels are its channels
    rows = as_size(in[0]) * s.h * s.w;
    const std::size_t k = as_size(p.kernel_depth);
    s = {1, s.c, 1, 1, k, 1, k, 0, 0, 1, s.c / k};
  }
  image_io images(c, layout, c.input_dtype(0));
  scratch_parts parts;
  images.reserve(parts);
  parts.allocate(c);
  images.begin(parts);
  kernels::pool2d(how, c.input_dtype(0), s, images.in(), images.out(), 0, rows, c.isa());
  images.end(parts);
}

}  // namespace detail

/// NaN is ignored; a window of only NaN or -inf gives the lowest finite value. Over channels when ksize says so. NCHW
/// works, which TensorFlow's CPU kernel refuses.
struct MaxPool {
  static constexpr signature def() {
    return {
        "MaxPool(input: T) -> output: T; T: {half, bfloat16, float, double, int32, int64, uint8, int16, int8, uint16, "
        "qint8} = float; ksize: list(int) >= 4; strides: list(int) >= 4; padding: {\"SAME\", \"VALID\", \"EXPLICIT\"}; "
        "explicit_paddings: list(int) = []; data_format: {\"NHWC\", \"NCHW\", \"NCHW_VECT_C\"} = \"NHWC\""};
  }
  THAW_SETUP static void infer(infer_context& c) { detail::infer_pool(c, kernels::pooling::max); }
  THAW_SETUP static void prepare(prepare_context& c) { detail::prepare_pool(c, kernels::pooling::max); }
  THAW_LAZY static void run(run_context& c) { detail::run_pool(c, kernels::pooling::max); }
};

/// The mean of the cells inside the image.
struct AvgPool {
  static constexpr signature def() {
    return {
        "AvgPool(value: T) -> output: T; ksize: list(int) >= 4; strides: list(int) >= 4; padding: {\"SAME\", "
        "\"VALID\"}; data_format: {\"NHWC\", \"NCHW\"} = \"NHWC\"; T: {half, bfloat16, float, double}"};
  }
  THAW_SETUP static void infer(infer_context& c) { detail::infer_pool(c, kernels::pooling::average); }
  THAW_SETUP static void prepare(prepare_context& c) { detail::prepare_pool(c, kernels::pooling::average); }
  THAW_LAZY static void run(run_context& c) { detail::run_pool(c, kernels::pooling::average); }
};

}  // namespace thaw::ops
