// Cross-entropy of softmax, and its gradient.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "thaw/kernels.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/math/scratch.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {

/// x as `d` holds it.
THAW_LAZY double stored_as(dtype d, double x) {
  if (d == dtype::float16) return static_cast<double>(static_cast<float>(half(static_cast<float>(x))));
  if (d == dtype::bfloat16) return static_cast<double>(static_cast<float>(bfloat16(static_cast<float>(x))));
  return x;
}

/// One row, in double; results of steps are rounded where `d` is half or bfloat16, as TensorFlow does. `x` becomes
/// the row without its maximum, `softmax` the softmax. Returns the logarithm of the sum of the exponentials.
THAW_LAZY double softmax_row(dtype d, double* x, double* softmax, std::size_t n) {
  double top = -std::numeric_limits<double>::infinity(), sum = 0;
  for (std::size_t i = 0; i < n; ++i) top = x[i] > top || std::isnan(x[i]) ? x[i] : top;
  for (std::size_t i = 0; i < n; ++i) {
    x[i] = stored_as(d, x[i] - top);
    softmax[i] = stored_as(d, std::exp(x[i]));
    sum += softmax[i];
  }
  sum = stored_as(d, sum);
  for (std::size_t i = 0; i < n; ++i) softmax[i] = stored_as(d, softmax[i] / sum);
  return stored_as(d, std::log(sum));
}

/// The rows of a matrix [rows, n], or of one that stands for it by repeating its row or its column.
struct repeated_rows {
  const tensor* t;
  std::size_t n;
  THAW_LAZY void read(std::size_t row, double* to) const {
    const shape& s = t->shape();
    const std::size_t width = s.rank() == 0 ? 1 : static_cast<std::size_t>(s.back()), size = plain_size(t->dtype());
    const std::size_t at = s.rank() < 2 || s[0] == 1 ? 0 : row * width;
    kernels::cast(t->dtype(), dtype::float64, static_cast<const unsigned char*>(t->raw()) + at * size, to, width);
    if (width == 1) std::fill_n(to, n, to[0]);
  }
};

THAW_LAZY std::int64_t broadcast_size(std::int64_t a, std::int64_t b, const shape& x, const shape& y) {
  if (a == b || b == 1) return a;
  if (a == 1) return b;
  if (a < 0 || b < 0) return std::max(a, b);
  fail(code::invalid_argument, "logits and labels must be broadcastable: logits_size=", x, " labels_size=", y);
}

THAW_LAZY void run_cross_entropy(const run_context& c, bool sparse) {
  const dtype d = c.input_dtype(0);
  const shape& out = c.output(1).shape();
  const std::size_t rows = static_cast<std::size_t>(out[0]), n = static_cast<std::size_t>(out[1]);
  const std::size_t size = plain_size(d);
  scratch_parts parts;
  const std::size_t x_at = parts.add(n * sizeof(double)), softmax_at = parts.add(n * sizeof(double)),
                    labels_at = parts.add(n * sizeof(double));
  parts.allocate(c);
  auto *x = parts.at<double>(x_at), *softmax = parts.at<double>(softmax_at), *labels = parts.at<double>(labels_at);
  auto *losses = static_cast<unsigned char*>(c.output(0).raw()),
       *grads = static_cast<unsigned char*>(c.output(1).raw());
  for (std::size_t r = 0; r < rows; ++r, losses += size, grads += n * size) {
    double loss = 0;
    if (n > 0) {
      repeated_rows{&c.input(0), n}.read(r, x);
      const double log_sum = softmax_row(d, x, softmax, n);
      if (sparse) {
        const std::int64_t label =
            c.input_dtype(1) == dtype::int64 ? c.in<std::int64_t>(1)[r] : c.in<std::int32_t>(1)[r];
        if (label < 0 || static_cast<std::uint64_t>(label) >= n)
          fail(code::invalid_argument, "Received a label value of ", label, " which is outside the valid range of [0, ",
               n, ").");
        loss = log_sum - x[label];
        softmax[label] -= 1;
      } else {
        repeated_rows{&c.input(1), n}.read(r, labels);
        for (std::size_t i = 0; i < n; ++i) {
          loss += stored_as(d, labels[i] * stored_as(d, log_sum - x[i]));
          softmax[i] -= labels[i];
        }
      }
      kernels::cast(dtype::float64, d, softmax, grads, n);
    }
    kernels::cast(dtype::float64, d, &loss, losses, 1);
  }
}

}  // namespace detail

/// Of rows of features and of labels, which broadcast against each other: -sum(labels * log(softmax(features))), and
/// softmax(features) - labels. A class without weight whose logit is infinite makes the loss NaN.
struct SoftmaxCrossEntropyWithLogits {
  static constexpr signature def() {
    return {
        "SoftmaxCrossEntropyWithLogits(features: T, labels: T) -> (loss: T, backprop: T); T: {half, bfloat16, float, "
        "double}"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const shape &x = c.input(0), &y = c.input(1);
    if (!x.has_rank() || !y.has_rank()) return;
    if (x.rank() > 2 || y.rank() > 2 || x.rank() + y.rank() < 2 || (x.rank() != 2 && y.rank() != 2))
      fail(code::invalid_argument,
           "logits and labels must be either 2-dimensional, or broadcasted to be 2-dimensional: ", x, " and ", y);
    const auto size = [](const shape& s, std::size_t back) { return s.rank() < back ? 1 : s[s.rank() - back]; };
    const std::int64_t rows = detail::broadcast_size(size(x, 2), size(y, 2), x, y),
                       n = detail::broadcast_size(size(x, 1), size(y, 1), x, y);
    c.output(0, {rows});
    c.output(1, {rows, n});
  }
  THAW_LAZY static void run(run_context& c) { detail::run_cross_entropy(c, false); }
};

/// The same with the index of one class for each row. Throws invalid_argument for an index out of range.
struct SparseSoftmaxCrossEntropyWithLogits {
  static constexpr signature def() {
    return {
        "SparseSoftmaxCrossEntropyWithLogits(features: T, labels: Tlabels) -> (loss: T, backprop: T); T: {half, "
        "bfloat16, float, double}; Tlabels: {int32, int64} = int64"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const shape &x = c.with_rank(0, 2), &y = c.with_rank(1, 1);
    std::int64_t rows = x.has_rank() ? x[0] : unknown_dim;
    const std::int64_t n = x.has_rank() ? x[1] : unknown_dim, given = y.has_rank() ? y[0] : unknown_dim;
    if (rows >= 0 && given >= 0 && rows != given)
      fail(code::invalid_argument, "logits and labels must have the same first dimension, got logits shape ", x,
           " and labels shape ", y);
    if (n == 0) fail(code::invalid_argument, "Must have at least one class, but got logits shape ", x);
    if (rows < 0) rows = given;
    c.output(0, {rows});
    c.output(1, {rows, n});
  }
  THAW_LAZY static void run(run_context& c) { detail::run_cross_entropy(c, true); }
};

}  // namespace thaw::ops
