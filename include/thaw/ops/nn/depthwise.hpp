// Depthwise convolution: each channel with filters of its own.
#pragma once
#include <cstddef>

#include "thaw/kernels.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/nn/conv.hpp"
#include "thaw/ops/nn/images.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {

THAW_LAZY kernels::depthwise_shape make_depthwise_shape(const window_2d& w, const shape& in, const shape& filter) {
  kernels::depthwise_shape s;
  const auto v = w.vertical(in[w.layout.height()], filter[0]), h = w.horizontal(in[w.layout.width()], filter[1]);
  s.h = as_size(in[w.layout.height()]);
  s.w = as_size(in[w.layout.width()]);
  s.c = as_size(in[w.layout.channel()]);
  s.multiplier = as_size(filter[3]);
  s.kh = as_size(filter[0]);
  s.kw = as_size(filter[1]);
  s.stride_h = as_size(w.stride_h);
  s.stride_w = as_size(w.stride_w);
  s.dilation_h = as_size(w.dilation_h);
  s.dilation_w = as_size(w.dilation_w);
  s.pad_top = as_size(v.before);
  s.pad_left = as_size(h.before);
  s.oh = as_size(v.out);
  s.ow = as_size(h.out);
  return s;
}

struct depthwise_state {
  window_2d window;
  tensor filter;  // in float, when it is constant and stored in something else
};

THAW_LAZY void run_depthwise(const run_context& c, const depthwise_state& state) {
  const kernels::depthwise_shape s = make_depthwise_shape(state.window, c.input_shape(0), c.input_shape(1));
  const dtype d = image_dtype(c.input_dtype(0));
  const bool is_float = d == dtype::float32;
  const tensor& filter = state.filter.empty() ? c.input(1) : state.filter;
  image_io images(c, state.window.layout, d);
  scratch_parts parts;
  images.reserve(parts);
  const std::size_t free = parts.add(is_float ? kernels::depthwise_scratch(s) * sizeof(float) : 0);
  const std::size_t wide = parts.add(filter.dtype() != d ? as_size(filter.elements()) * plain_size(d) : 0);
  parts.allocate(c);
  images.begin(parts);
  const std::size_t batch = as_size(c.input_shape(0)[0]);
  if (is_float)
    kernels::depthwise_conv2d(s, static_cast<const float*>(images.in()), as_floats(filter, parts.at<void>(wide)),
                              static_cast<float*>(images.out()), {}, parts.at<float>(free), 0, batch * s.oh, c.isa());
  else
    kernels::generic_depthwise_conv2d(s, batch, static_cast<const double*>(images.in()), filter.data<double>(),
                                      static_cast<double*>(images.out()));
  images.end(parts);
}

}  // namespace detail

/// Filter [height, width, channels, multiplier]; output channel = input channel * multiplier + m. Vertical and
/// horizontal strides must be equal, as in TensorFlow. Dilations and NCHW work, which TensorFlow's CPU kernel refuses.
struct DepthwiseConv2dNative {
  static constexpr signature def() {
    return {
        "DepthwiseConv2dNative(input: T, filter: T) -> output: T; T: {half, bfloat16, float, double}; strides: "
        "list(int); padding: {\"SAME\", \"VALID\", \"EXPLICIT\"}; explicit_paddings: list(int) = []; data_format: "
        "{\"NHWC\", \"NCHW\"} = \"NHWC\"; dilations: list(int) = [1, 1, 1, 1]"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const detail::window_2d w = detail::read_conv_window(c, code::invalid_argument);
    if (w.stride_h != w.stride_w)
      fail(code::invalid_argument,
           "Current implementation only supports equal length strides in the row and column "
           "dimensions.");
    const shape &in = c.with_rank(0, 4), &filter = c.with_rank(1, 4);
    const bool in_known = in.has_rank(), filter_known = filter.has_rank();
    const auto in_dim = [&](std::size_t i) { return in_known ? in[i] : unknown_dim; };
    const auto filter_dim = [&](std::size_t i) { return filter_known ? filter[i] : unknown_dim; };
    const std::int64_t depth = in_dim(w.layout.channel()), of_filter = filter_dim(2), multiplier = filter_dim(3);
    if (depth >= 0 && of_filter >= 0 && depth != of_filter)
      fail(code::invalid_argument, "input and filter must have the same depth: ", depth, " vs ", of_filter);
    const std::int64_t channels = depth >= 0 ? depth : of_filter;
    const auto v = w.vertical(in_dim(w.layout.height()), filter_dim(0));
    const auto h = w.horizontal(in_dim(w.layout.width()), filter_dim(1));
    const bool known = channels >= 0 && multiplier >= 0;
    if (known && multiplier != 0 && channels > INT64_MAX / multiplier)
      fail(code::invalid_argument, channels, " channels by ", multiplier, " is too many");
    c.output(0, w.layout.make(in_dim(0), v.out, h.out, known ? channels * multiplier : unknown_dim));
  }
  THAW_SETUP static void prepare(prepare_context& c) {
    auto& s = c.make_state<detail::depthwise_state>();
    s.window = detail::read_conv_window(c, code::invalid_argument);
    const tensor* filter = c.value(1);
    if (filter == nullptr || detail::image_dtype(filter->dtype()) == filter->dtype()) return;
    s.filter = tensor(dtype::float32, filter->shape());
    detail::as_floats(*filter, s.filter.raw());
  }
  THAW_LAZY static void run(run_context& c) {
    if (c.output(0).elements() != 0) detail::run_depthwise(c, c.state<detail::depthwise_state>());
  }
};

}  // namespace thaw::ops
