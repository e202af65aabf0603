// Sliding windows of convolutions and pooling, as attributes describe them: data_format, padding, strides; used when
// shapes are inferred and when the op runs. Images inside are NHWC; NCHW is transposed around the kernels.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "thaw/kernels.hpp"
#include "thaw/ops/context.hpp"

namespace thaw::ops::detail {

/// Where the axes of an image batch of rank 4 are.
struct image_layout {
  bool channels_first = false;
  std::size_t channel() const noexcept { return channels_first ? 1 : 3; }
  std::size_t height() const noexcept { return channels_first ? 2 : 1; }
  std::size_t width() const noexcept { return channels_first ? 3 : 2; }
  /// The shape of a batch in this layout.
  shape make(std::int64_t n, std::int64_t h, std::int64_t w, std::int64_t c) const {
    return channels_first ? shape{n, c, h, w} : shape{n, h, w, c};
  }
};
/// From attr data_format. Throws unimplemented for formats other than NHWC and NCHW.
THAW_LAZY image_layout read_layout(const op_context& c) {
  const std::string format = c.attr_string("data_format");
  if (format != "NHWC" && format != "NCHW")
    fail(code::unimplemented, "data_format ", format, " is not supported, only NHWC and NCHW are");
  return {format == "NCHW"};
}

/// A list attribute with one number per axis, as {batch, height, width, channels}. Throws invalid_argument when it has
/// not four numbers, or one below 1.
THAW_LAZY std::array<std::int64_t, 4> read_per_axis(const op_context& c, const char* attr, const image_layout& layout) {
  const std::vector<std::int64_t> v = c.attr_ints(attr);
  if (v.size() != 4) fail(code::invalid_argument, "attr '", attr, "' must have 4 numbers, not ", v.size());
  for (const std::int64_t x : v)
    if (x < 1 || x > 0x7fffffff) fail(code::invalid_argument, "attr '", attr, "' has ", x, ", which is not positive");
  return {v[0], v[layout.height()], v[layout.width()], v[layout.channel()]};
}

enum class padding_kind { same, valid, given };
struct window_padding {
  padding_kind kind = padding_kind::valid;
  std::int64_t top = 0, bottom = 0, left = 0, right = 0;  // of padding_kind::given
};
/// From the attrs padding and explicit_paddings (where the op has it). Throws invalid_argument when they don't fit
/// together.
THAW_LAZY window_padding read_padding(const op_context& c, const image_layout& layout, bool has_explicit) {
  const std::string name = c.attr_string("padding");
  const std::vector<std::int64_t> v = has_explicit ? c.attr_ints("explicit_paddings") : std::vector<std::int64_t>{};
  if (name != "EXPLICIT") {
    if (!v.empty())
      fail(code::invalid_argument, "attr 'explicit_paddings' must be empty if padding is not EXPLICIT, but ", name);
    return {name == "SAME" ? padding_kind::same : padding_kind::valid};
  }
  if (v.size() != 8) fail(code::invalid_argument, "attr 'explicit_paddings' must have 8 numbers, not ", v.size());
  for (const std::int64_t x : v)
    if (x < 0 || x > 0x7fffffff) fail(code::invalid_argument, "attr 'explicit_paddings' has the negative number ", x);
  const std::size_t h = 2 * layout.height(), w = 2 * layout.width(), d = 2 * layout.channel();
  if (v[0] != 0 || v[1] != 0 || v[d] != 0 || v[d + 1] != 0)
    fail(code::invalid_argument, "attr 'explicit_paddings' pads batches or channels");
  return {padding_kind::given, v[h], v[h + 1], v[w], v[w + 1]};
}

/// One axis; `in` may be unknown (-1), `out` then is. Throws invalid_argument when the window is larger than the padded
/// input by a stride or more.
THAW_LAZY kernels::window_axis window_along(std::int64_t in, std::int64_t k, std::int64_t stride, std::int64_t dilation,
                                            const window_padding& p, std::int64_t before, std::int64_t after) {
  if (in < 0 || k < 0) return {unknown_dim, 0};
  if (k == 0) fail(code::invalid_argument, "a window has size 0");
  constexpr std::int64_t most_in = std::int64_t{1} << 40, most_k = std::int64_t{1} << 30;  // so that sums fit
  if (in > most_in || k > most_k)
    fail(code::invalid_argument, "a window of size ", k, " over a size of ", in, " is too large");
  if (p.kind == padding_kind::same) return kernels::same_window(in, k, stride, dilation);
  // As TensorFlow rounds it: towards zero (tensorflow/core/framework/kernel_shape_util.cc).
  const std::int64_t out = (in + before + after - ((k - 1) * dilation + 1) + stride) / stride;
  if (out < 0)
    fail(code::invalid_argument, "Computed output size would be negative: ", out, " [input_size: ", in,
         ", effective_filter_size: ", (k - 1) * dilation + 1, ", stride: ", stride, "]");
  return {out, before};
}

/// Both axes of a window over images.
struct window_2d {
  image_layout layout;
  std::int64_t stride_h = 1, stride_w = 1, dilation_h = 1, dilation_w = 1;
  window_padding padding;

  THAW_LAZY kernels::window_axis vertical(std::int64_t in, std::int64_t k) const {
    return window_along(in, k, stride_h, dilation_h, padding, padding.top, padding.bottom);
  }
  THAW_LAZY kernels::window_axis horizontal(std::int64_t in, std::int64_t k) const {
    return window_along(in, k, stride_w, dilation_w, padding, padding.left, padding.right);
  }
};

constexpr std::size_t as_size(std::int64_t n) noexcept { return static_cast<std::size_t>(n); }

/// [n, c, h, w] → [n, h, w, c].
THAW_LAZY void to_channels_last(void* to, const void* from, const shape& nchw, std::size_t element_size) {
  const std::int64_t perm[] = {0, 2, 3, 1};
  kernels::run_transpose(kernels::make_transpose(nchw, perm), element_size, to, from);
}
/// [n, h, w, c] → [n, c, h, w].
THAW_LAZY void to_channels_first(void* to, const void* from, const shape& nhwc, std::size_t element_size) {
  const std::int64_t perm[] = {0, 3, 1, 2};
  kernels::run_transpose(kernels::make_transpose(nhwc, perm), element_size, to, from);
}

}  // namespace thaw::ops::detail
