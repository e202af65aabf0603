// One axis of a sliding window (convolution, pooling): sizes and padding as TensorFlow counts them.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace thaw::kernels {

/// Output size and padding in front along one axis; what is padded behind follows from them.
struct window_axis {
  std::int64_t out = 0, before = 0;
};

/// SAME: ceil(in / stride) outputs; of the padding the smaller half goes first.
constexpr window_axis same_window(std::int64_t in, std::int64_t k, std::int64_t stride,
                                  std::int64_t dilation = 1) noexcept {
  const std::int64_t out = (in + stride - 1) / stride;
  const std::int64_t pad = (out - 1) * stride + (k - 1) * dilation + 1 - in;
  return {out, pad > 0 && out > 0 ? pad / 2 : 0};
}
/// EXPLICIT, and VALID with no padding: no outputs where the window is larger than the padded input.
constexpr window_axis padded_window(std::int64_t in, std::int64_t k, std::int64_t stride, std::int64_t dilation,
                                    std::int64_t before, std::int64_t after) noexcept {
  const std::int64_t room = in + before + after - ((k - 1) * dilation + 1);
  return {room < 0 ? 0 : room / stride + 1, before};
}

namespace detail {
/// The window positions k in [begin, end) for which start + k * dilation is inside [0, in); start may be negative.
struct inside_range {
  std::size_t begin, end;
};
inline inside_range window_inside(std::int64_t start, std::size_t k, std::int64_t dilation, std::size_t in) noexcept {
  const auto n = static_cast<std::int64_t>(in), positions = static_cast<std::int64_t>(k);
  const std::int64_t first = start >= 0 ? 0 : (-start + dilation - 1) / dilation;
  const std::int64_t last = start >= n ? 0 : (n - 1 - start) / dilation + 1;
  const std::int64_t begin = std::min(first, positions), end = std::max(begin, std::min(last, positions));
  return {static_cast<std::size_t>(begin), static_cast<std::size_t>(end)};
}
}  // namespace detail

}  // namespace thaw::kernels
