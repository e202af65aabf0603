// Batch normalisation: y = (x - mean) scale / sqrt(variance + epsilon) + offset per channel, with given statistics or
// those of the batch.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>

#include "thaw/kernels.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/nn/images.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {

/// x as [outer, channels, inner]: inner is 1 where the channels come last.
struct norm_size {
  std::size_t outer = 1, channels = 0, inner = 1;
};

struct norm_args {
  const float* x;
  float* y;
  norm_size size;
  const float *mean, *factor, *offset;  // one for each channel
};
struct norm_kernel {
  template <class Isa>
  static THAW_INLINE void run(const norm_args* g) {
    using V = kernels::vec<float, Isa::bytes>;
    constexpr std::size_t W = V::size;
    const float* x = g->x;
    float* y = g->y;
    const std::size_t n = g->size.channels, inner = g->size.inner;
    for (std::size_t o = 0; o < g->size.outer; ++o) {
      if (inner == 1) {
        std::size_t c = 0;
        for (; c + W <= n; c += W) at(V::load(x + c), *g, c).store(y + c);
        for (; c < n; ++c) y[c] = (x[c] - g->mean[c]) * g->factor[c] + g->offset[c];
        x += n;
        y += n;
        continue;
      }
      for (std::size_t c = 0; c < n; ++c, x += inner, y += inner) {
        const V mean = V::fill(g->mean[c]), factor = V::fill(g->factor[c]), offset = V::fill(g->offset[c]);
        std::size_t i = 0;
        for (; i + W <= inner; i += W) kernels::fma(V::load(x + i) - mean, factor, offset).store(y + i);
        for (; i < inner; ++i) y[i] = (x[i] - g->mean[c]) * g->factor[c] + g->offset[c];
      }
    }
  }
  template <class V>
  static THAW_INLINE V at(const V& x, const norm_args& g, std::size_t c) {
    return kernels::fma(x - V::load(g.mean + c), V::load(g.factor + c), V::load(g.offset + c));
  }
};

/// Mean and biased variance of each channel; NaN of nothing. `sums` has a double for each channel.
THAW_LAZY void batch_statistics(const float* x, const norm_size& s, double* sums, float* mean, float* variance) {
  const auto count = static_cast<double>(s.outer * s.inner);
  const auto add_up = [&](const auto& term) {
    std::fill_n(sums, s.channels, 0.0);
    const float* p = x;
    for (std::size_t o = 0; o < s.outer; ++o)
      for (std::size_t c = 0; c < s.channels; ++c)
        for (std::size_t i = 0; i < s.inner; ++i, ++p) sums[c] += term(static_cast<double>(*p), c);
  };
  add_up([](double v, std::size_t) { return v; });
  for (std::size_t c = 0; c < s.channels; ++c) mean[c] = static_cast<float>(sums[c] / count);
  add_up([&](double v, std::size_t c) {
    const double d = v - static_cast<double>(mean[c]);
    return d * d;
  });
  for (std::size_t c = 0; c < s.channels; ++c) variance[c] = static_cast<float>(sums[c] / count);
}

THAW_LAZY bool norm_channels_first(const op_context& c) { return c.attr_string("data_format").substr(0, 2) == "NC"; }

/// x has as many axes as data_format has letters. Output 5, where there is one, is a scalar.
THAW_SETUP void infer_batch_norm(infer_context& c) {
  const std::string format = c.attr_string("data_format");
  const shape& x = c.with_rank(0, format.size());
  const bool training = c.attr_bool("is_training"), blends = c.attr_float("exponential_avg_factor") != 1.0f;
  std::int64_t channels = x.has_rank() ? x[format.find('C')] : unknown_dim;
  for (std::size_t i = 1; i < 5; ++i) {
    const shape& s = c.with_rank(i, 1);
    if (i >= 3 && training && !blends) continue;  // isn't read
    if (!s.has_rank() || s[0] < 0) continue;
    if (channels >= 0 && s[0] != channels)
      fail(code::invalid_argument, "'", c.node().input_name(i), "' must have one number for each of the ", channels,
           " channels of x, its shape is ", s);
    channels = s[0];
  }
  c.output(0, x.has_rank() ? x : shape::unknown_of_rank(format.size()));
  for (std::size_t i = 1; i < c.outputs(); ++i) c.output(i, i < 5 ? shape{channels} : shape{});
}

THAW_SETUP void prepare_batch_norm(prepare_context& c) {
  for (std::size_t i = 1; i < 5; ++i)
    if (c.input_dtype(i) != dtype::float32)
      fail(code::unimplemented, "statistics in ", c.input_dtype(i), " are not supported");
}

/// In training: statistics of the batch to outputs 1 to 4, blended with the given ones; y uses the biased variance.
THAW_LAZY void train_statistics(const run_context& c, const float* x, const norm_size& s, double* sums) {
  float *mean = c.out<float>(1), *variance = c.out<float>(2), *batch_mean = c.out<float>(3),
        *batch_variance = c.out<float>(4);
  batch_statistics(x, s, sums, batch_mean, batch_variance);
  const std::size_t count = s.outer * s.inner;
  const float unbiased = static_cast<float>(count) / static_cast<float>(count > 1 ? count - 1 : 1);
  const float f = c.attr_float("exponential_avg_factor");
  for (std::size_t i = 0; i < s.channels; ++i) {
    mean[i] = batch_mean[i];
    variance[i] = batch_variance[i] * unbiased;
    if (f == 1.0f || count == 0) continue;
    mean[i] = (1.0f - f) * c.in<float>(3)[i] + f * mean[i];
    variance[i] = (1.0f - f) * c.in<float>(4)[i] + f * variance[i];
  }
}

/// Not in training: the given statistics, or NaN where there is nothing in the batch, as TensorFlow has it.
THAW_LAZY void echo_statistics(const run_context& c) {
  for (std::size_t i = 1; i < 5; ++i) {
    tensor& out = c.output(i);
    out.copy_from(c.input(i % 2 == 1 ? 3 : 4));
    if (c.input(0).elements() == 0)
      std::fill_n(out.data<float>(), out.elements(), std::numeric_limits<float>::quiet_NaN());
  }
}

THAW_LAZY void run_batch_norm(const run_context& c) {
  const shape& in = c.input_shape(0);
  const bool training = c.attr_bool("is_training"), first = norm_channels_first(c);
  norm_size s;
  s.channels = as_size(first ? in[1] : in.back());
  s.outer = as_size(in[0]);
  for (std::size_t i = 1; i < in.rank(); ++i) {
    if (i == (first ? 1 : in.rank() - 1)) continue;
    (first ? s.inner : s.outer) *= as_size(in[i]);
  }
  image_io images(c, {}, dtype::float32);
  scratch_parts parts;
  images.reserve(parts);
  const std::size_t factor_at = parts.add(s.channels * sizeof(float)), sums_at = parts.add(s.channels * sizeof(double));
  parts.allocate(c);
  images.begin(parts);
  const auto* x = static_cast<const float*>(images.in());
  if (training)
    train_statistics(c, x, s, parts.at<double>(sums_at));
  else
    echo_statistics(c);
  if (c.outputs() > 5) c.output(5).set_zero();
  const float *mean = c.out<float>(training ? 3 : 1), *variance = c.out<float>(training ? 4 : 2);
  auto* factor = parts.at<float>(factor_at);
  const float epsilon = c.attr_float("epsilon");
  for (std::size_t i = 0; i < s.channels; ++i) factor[i] = c.in<float>(1)[i] / std::sqrt(variance[i] + epsilon);
  if (c.input(0).elements() == 0) return;
  const norm_args args{x, static_cast<float*>(images.out()), s, mean, factor, c.in<float>(2)};
  kernels::resolve<norm_kernel, const norm_args*>(c.isa())(&args);
  images.end(parts);
}

struct batch_norm {
  THAW_SETUP static void infer(infer_context& c) { infer_batch_norm(c); }
  THAW_SETUP static void prepare(prepare_context& c) { prepare_batch_norm(c); }
  THAW_LAZY static void run(run_context& c) { run_batch_norm(c); }
};

}  // namespace detail

/// Outputs 1 and 2: mean and variance (in training of the batch, the variance unbiased, blended by
/// exponential_avg_factor; else as given). Outputs 3 and 4 are what y was computed with, for a gradient.
struct FusedBatchNorm : detail::batch_norm {
  static constexpr signature def() {
    return {
        "FusedBatchNorm(x: T, scale: T, offset: T, mean: T, variance: T) -> (y: T, batch_mean: T, batch_variance: T, "
        "reserve_space_1: T, reserve_space_2: T); T: {float}; epsilon: float = 1e-04; exponential_avg_factor: float = "
        "1.0; data_format: {\"NHWC\", \"NCHW\"} = \"NHWC\"; is_training: bool = true"};
  }
};
struct FusedBatchNormV2 : detail::batch_norm {
  static constexpr signature def() {
    return {
        "FusedBatchNormV2(x: T, scale: U, offset: U, mean: U, variance: U) -> (y: T, batch_mean: U, batch_variance: U, "
        "reserve_space_1: U, reserve_space_2: U); T: {half, bfloat16, float}; U: {float}; epsilon: float = 1e-04; "
        "exponential_avg_factor: float = 1.0; data_format: {\"NHWC\", \"NCHW\"} = \"NHWC\"; is_training: bool = true"};
  }
};
/// As FusedBatchNormV2, also over volumes; output 5 is a scalar without meaning, 0.
struct FusedBatchNormV3 : detail::batch_norm {
  static constexpr signature def() {
    return {
        "FusedBatchNormV3(x: T, scale: U, offset: U, mean: U, variance: U) -> (y: T, batch_mean: U, batch_variance: U, "
        "reserve_space_1: U, reserve_space_2: U, reserve_space_3: U); T: {half, bfloat16, float}; U: {bfloat16, "
        "float}; epsilon: float = 1e-04; exponential_avg_factor: float = 1.0; data_format: {\"NHWC\", \"NCHW\", "
        "\"NDHWC\", \"NCDHW\"} = \"NHWC\"; is_training: bool = true"};
  }
};

}  // namespace thaw::ops
