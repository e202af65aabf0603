// Convolutions over images, with a filter [height, width, in, out].
#pragma once
#include <array>
#include <cstddef>

#include "thaw/kernels.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/nn/images.hpp"
#include "thaw/ops/nn/window.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {

/// The attributes of Conv2D and DepthwiseConv2dNative. Strides or dilations over batches or channels throw an error
/// with `refusal`.
THAW_LAZY window_2d read_conv_window(const op_context& c, code refusal) {
  window_2d w;
  w.layout = read_layout(c);
  const auto strides = read_per_axis(c, "strides", w.layout), dilations = read_per_axis(c, "dilations", w.layout);
  if (strides[0] != 1 || strides[3] != 1)
    fail(refusal, "Current implementation does not yet support strides in the batch and depth dimensions.");
  if (dilations[0] != 1 || dilations[3] != 1)
    fail(refusal, "Current implementation does not yet support dilations in the batch and depth dimensions.");
  w.stride_h = strides[1];
  w.stride_w = strides[2];
  w.dilation_h = dilations[1];
  w.dilation_w = dilations[2];
  w.padding = read_padding(c, w.layout, true);
  return w;
}

/// Float elements of a tensor of `d`, converted into `space` where needed.
THAW_LAZY const float* as_floats(const tensor& t, void* space) {
  if (t.dtype() == dtype::float32) return t.data<float>();
  kernels::cast(t.dtype(), dtype::float32, t.raw(), space, as_size(t.elements()));
  return static_cast<const float*>(space);
}

struct conv_state {
  window_2d window;
  bool packed_filter = false;
  kernels::packed_conv packed;
};

THAW_LAZY kernels::conv_shape make_conv_shape(const window_2d& w, const shape& in, const shape& filter) {
  kernels::conv_shape s;
  const auto v = w.vertical(in[w.layout.height()], filter[0]), h = w.horizontal(in[w.layout.width()], filter[1]);
  s.batch = as_size(in[0]);
  s.h = as_size(in[w.layout.height()]);
  s.w = as_size(in[w.layout.width()]);
  s.c = as_size(in[w.layout.channel()]);
  s.kh = as_size(filter[0]);
  s.kw = as_size(filter[1]);
  s.n = as_size(filter[3]);
  s.groups = filter[2] > 0 && s.c > 0 ? s.c / as_size(filter[2]) : 1;
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

THAW_LAZY kernels::packed_conv pack_filter(const kernels::conv_shape& s, const tensor& filter, isa level,
                                           const session_resources& r) {
  r.check_memory(s.groups, sizeof(float) * kernels::packed_size(s.kh * s.kw * s.c / s.groups, s.n / s.groups, level));
  tensor wide;
  if (filter.dtype() != dtype::float32) wide = tensor(dtype::float32, filter.shape());
  return kernels::packed_conv(s, as_floats(filter, wide.raw()), level);
}

THAW_LAZY void run_conv(const run_context& c, const window_2d& w, const kernels::packed_conv* packed,
                        const kernels::conv_shape& s) {
  const dtype d = image_dtype(c.input_dtype(0));
  image_io images(c, w.layout, d);
  scratch_parts parts;
  images.reserve(parts);
  const std::size_t free = parts.add(packed != nullptr ? packed->scratch() : 0);
  parts.allocate(c);
  images.begin(parts);
  if (d == dtype::float32)
    kernels::conv2d(*packed, s.batch, static_cast<const float*>(images.in()), static_cast<float*>(images.out()), {},
                    parts.at<void>(free));
  else if (d == dtype::float64)
    kernels::generic_conv2d(s, s.batch, static_cast<const double*>(images.in()), c.in<double>(1),
                            static_cast<double*>(images.out()));
  else
    kernels::generic_conv2d(s, s.batch, static_cast<const std::int32_t*>(images.in()), c.in<std::int32_t>(1),
                            static_cast<std::int32_t*>(images.out()));
  images.end(parts);
}

}  // namespace detail

/// Grouped where the filter is for a fraction of the input's channels. half and bfloat16 are summed in float. NCHW
/// works, which TensorFlow's CPU kernel refuses.
struct Conv2D {
  static constexpr signature def() {
    return {
        "Conv2D(input: T, filter: T) -> output: T; T: {half, bfloat16, float, double, int32}; strides: list(int); "
        "use_cudnn_on_gpu: bool = true; padding: {\"SAME\", \"VALID\", \"EXPLICIT\"}; explicit_paddings: list(int) = "
        "[]; data_format: {\"NHWC\", \"NCHW\"} = \"NHWC\"; dilations: list(int) = [1, 1, 1, 1]"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const detail::window_2d w = detail::read_conv_window(c, code::unimplemented);
    const shape &in = c.with_rank(0, 4), &filter = c.with_rank(1, 4);
    const bool in_known = in.has_rank(), filter_known = filter.has_rank();
    const auto in_dim = [&](std::size_t i) { return in_known ? in[i] : unknown_dim; };
    const auto filter_dim = [&](std::size_t i) { return filter_known ? filter[i] : unknown_dim; };
    const std::int64_t depth = in_dim(w.layout.channel()), per_group = filter_dim(2), n = filter_dim(3);
    if (per_group == 0 && depth != 0) fail(code::invalid_argument, "filter depth must be stricly greater than zero");
    if (depth >= 0 && per_group > 0 && depth % per_group != 0)
      fail(code::invalid_argument, "input depth must be evenly divisible by filter depth: ", depth, " vs ", per_group);
    if (depth > 0 && per_group > 0 && n >= 0 && n % (depth / per_group) != 0)
      fail(code::invalid_argument, "filters, of which there are ", n, ", do not divide into ", depth / per_group,
           " groups");
    const auto v = w.vertical(in_dim(w.layout.height()), filter_dim(0));
    const auto h = w.horizontal(in_dim(w.layout.width()), filter_dim(1));
    c.output(0, w.layout.make(in_dim(0), v.out, h.out, n));
  }
  THAW_SETUP static void prepare(prepare_context& c) {
    auto& s = c.make_state<detail::conv_state>();
    s.window = detail::read_conv_window(c, code::unimplemented);
    const shape& in = c.input(0);
    const tensor* filter = c.value(1);
    if (filter == nullptr || detail::image_dtype(filter->dtype()) != dtype::float32) return;
    // The batch doesn't matter.
    if (!in.has_rank() || in[1] < 0 || in[2] < 0 || in[3] < 0) return;
    shape one = in;
    one[0] = 1;
    if (in[3] == 0 || filter->elements() == 0) return;
    s.packed =
        detail::pack_filter(detail::make_conv_shape(s.window, one, filter->shape()), *filter, c.isa(), c.resources());
    s.packed_filter = true;
  }
  THAW_LAZY static void run(run_context& c) {
    const auto& s = c.state<detail::conv_state>();
    if (c.output(0).elements() == 0) return;
    if (c.input(0).elements() == 0 || c.input(1).elements() == 0) return c.output(0).set_zero();  // sums of nothing
    const kernels::conv_shape size = detail::make_conv_shape(s.window, c.input_shape(0), c.input_shape(1));
    if (s.packed_filter) return detail::run_conv(c, s.window, &s.packed, size);
    if (detail::image_dtype(c.input_dtype(0)) != dtype::float32) return detail::run_conv(c, s.window, nullptr, size);
    const kernels::packed_conv packed = detail::pack_filter(size, c.input(1), c.isa(), c.resources());
    detail::run_conv(c, s.window, &packed, size);
  }
};

}  // namespace thaw::ops
