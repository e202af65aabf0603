// The numbers and masks of StridedSlice and the ops that assign to such slices, resolved to one start, stride and count
// for each axis (tensorflow/core/util/strided_slice_op.cc).
#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "thaw/core/error.hpp"
#include "thaw/core/shape.hpp"
#include "thaw/ops/context.hpp"

namespace thaw::ops::detail {

/// A slice as it is written: one entry for each item between the brackets.
struct sparse_slice {
  const std::vector<std::int64_t>*begin = nullptr, *end = nullptr;  // null: not known yet
  std::vector<std::int64_t> strides;
  std::int64_t begin_mask = 0, end_mask = 0, ellipsis_mask = 0, new_axis_mask = 0, shrink_axis_mask = 0;

  /// The masks of a node; numbers are left out.
  THAW_LAZY static sparse_slice masks_of(const op_context& c) {
    sparse_slice s;
    s.begin_mask = c.attr_int("begin_mask");
    s.end_mask = c.attr_int("end_mask");
    s.ellipsis_mask = c.attr_int("ellipsis_mask");
    s.new_axis_mask = c.attr_int("new_axis_mask");
    s.shrink_axis_mask = c.attr_int("shrink_axis_mask");
    return s;
  }
};

/// What is taken of one axis of the input.
struct dense_axis {
  std::int64_t begin = 0, end = 0, stride = 1;
  bool from_start = false, to_end = false, shrinks = false;
  std::int64_t size = unknown_dim;  // of the slice along this axis; -1: not known yet
};

/// A slice as it is done: one entry for each axis of the input.
struct dense_slice {
  std::vector<dense_axis> axes;
  shape out;  // axes that shrink are gone, new ones are there
};

/// The items, spread over the input's axes: the ellipsis stands for those that no other item names.
THAW_LAZY std::vector<dense_axis> spread(const sparse_slice& s, std::size_t rank, std::vector<std::size_t>& gathered,
                                         std::size_t new_axis) {
  const std::size_t items = s.strides.size();
  constexpr std::size_t most_items = 32;  // bits of a mask
  if (items >= most_items) fail(code::invalid_argument, "a slice of ", items, " items; the masks have 32 bits");
  const auto has = [](std::int64_t mask, std::size_t i) { return ((mask >> i) & 1) != 0; };
  const auto ellipses = static_cast<std::uint64_t>(s.ellipsis_mask);
  if ((ellipses & (ellipses - 1)) != 0)
    fail(code::invalid_argument, "a slice has more than one ellipsis: ellipsis_mask is ", s.ellipsis_mask);
  std::size_t ellipsis = items, named = 0;
  for (std::size_t i = 0; i < items; ++i) {
    if (has(s.ellipsis_mask, i)) {
      ellipsis = i;
    } else if (!has(s.new_axis_mask, i)) {
      ++named;
    }
  }
  if (named > rank) fail(code::invalid_argument, "a slice of ", named, " axes, of an input that has ", rank);
  std::vector<dense_axis> axes;
  for (std::size_t i = 0; i <= items; ++i) {
    if (i == ellipsis) {  // the one that is not written stands at the end
      for (std::size_t rest = rank - named; rest > 0; --rest) {
        gathered.push_back(axes.size());
        axes.emplace_back();
        axes.back().from_start = axes.back().to_end = true;
      }
    } else if (i == items) {
      break;
    } else if (has(s.new_axis_mask, i)) {
      gathered.push_back(new_axis);
    } else {
      dense_axis a;
      if (s.begin != nullptr) a.begin = (*s.begin)[i];
      if (s.end != nullptr) a.end = (*s.end)[i];
      a.stride = s.strides[i];
      a.from_start = has(s.begin_mask, i);
      a.to_end = has(s.end_mask, i);
      a.shrinks = has(s.shrink_axis_mask, i);
      if (!a.shrinks) gathered.push_back(axes.size());
      axes.push_back(a);
    }
  }
  return axes;
}

/// Clamps an axis of size `n` and counts what it takes; `known`: begin and end are given.
THAW_LAZY void resolve_axis(dense_axis& a, std::int64_t n, bool known, std::size_t number) {
  if (a.stride == 0) fail(code::invalid_argument, "stride ", number, " is 0");
  if (a.shrinks && a.stride < 0)
    fail(code::invalid_argument, "axis ", number, " is indexed by one number, so its stride cannot be ", a.stride);
  if (a.shrinks) a.size = 1;
  if (n < 0) return;
  if (a.shrinks) {
    if (!known) return;
    const std::int64_t at = a.begin < 0 ? a.begin + n : a.begin;
    if (at < 0 || at >= n)
      fail(code::invalid_argument, "slice index ", a.begin, " of dimension ", number, " out of bounds: its size is ",
           n);
    a.begin = at;
    a.end = at + 1;
    a.stride = 1;
    return;
  }
  if (!known && !(a.from_start && a.to_end)) return;
  // Backwards, positions go from n - 1 to -1.
  const std::int64_t low = a.stride > 0 ? 0 : -1, high = a.stride > 0 ? n : n - 1;
  const auto clamp = [&](std::int64_t x) {
    if (x < 0) x += n;
    return x < low ? low : x > high ? high : x;
  };
  a.begin = a.from_start ? (a.stride > 0 ? low : high) : clamp(a.begin);
  a.end = a.to_end ? (a.stride > 0 ? high : low) : clamp(a.end);
  const std::int64_t length = a.end - a.begin;
  a.size = length == 0 || (length < 0) != (a.stride < 0) ? 0 : length / a.stride + (length % a.stride != 0 ? 1 : 0);
}

/// The slice of an input of rank known; sizes may be unknown. Throws invalid_argument for stride 0, two ellipses, more
/// items than axes, an index out of range where the axis goes away.
THAW_LAZY dense_slice make_dense_slice(const shape& in, const sparse_slice& s) {
  for (const auto* numbers : {s.begin, s.end})
    if (numbers != nullptr && numbers->size() != s.strides.size())
      fail(code::invalid_argument, "begin, end and strides differ in length");
  const std::size_t new_axis = in.rank();
  std::vector<std::size_t> gathered;  // axes of the output: an axis of the input, or `new_axis`
  dense_slice d;
  d.axes = spread(s, in.rank(), gathered, new_axis);
  for (std::size_t i = 0; i < in.rank(); ++i) resolve_axis(d.axes[i], in[i], s.begin != nullptr && s.end != nullptr, i);
  for (const std::size_t g : gathered) d.out.push_back(g == new_axis ? 1 : d.axes[g].size);
  return d;
}

}  // namespace thaw::ops::detail
