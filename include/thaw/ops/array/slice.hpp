// Parts of a tensor: Slice, StridedSlice.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "thaw/ops/array/copies.hpp"
#include "thaw/ops/array/dense_slice.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

/// `size` entries from `begin`, for each axis; a size of -1 goes to the end.
struct Slice : detail::copying<Slice> {
  static constexpr signature def() {
    return {"Slice(input: T, begin: Index, size: Index) -> output: T; T: type; Index: {int32, int64}"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const auto begin = detail::numbers_of(c, 1), size = detail::numbers_of(c, 2);
    shape in = c.input(0);
    for (const std::size_t i : {1u, 2u}) {
      if (!c.input(i).is_fully_defined()) continue;
      if (!in.has_rank()) in = shape::unknown_of_rank(static_cast<std::size_t>(c.input(i)[0]));
      if (c.input(i)[0] != static_cast<std::int64_t>(in.rank()))
        fail(code::invalid_argument, "begin and size of shapes ", c.input(1), " and ", c.input(2),
             " for an input of shape ", c.input(0));
    }
    if (!in.has_rank()) return;
    shape out = detail::same_rank(in);
    if (size)
      for (std::size_t i = 0; i < in.rank(); ++i)
        out[i] = one_size(in[i], begin ? &(*begin)[i] : nullptr, (*size)[i], i);
    c.output(0, std::move(out));
  }
  static bool plan(const infer_context& c, detail::copy_job& job) {
    const auto begin = c.ints(1), size = c.ints(2);
    if (!begin || !size) return false;
    const shape& in = c.input(0);
    detail::copy_plan p;
    shape out;
    for (std::size_t i = 0; i < in.rank(); ++i) out.push_back((*size)[i] < 0 ? in[i] - (*begin)[i] : (*size)[i]);
    if (out.elements() == 0) return true;
    const std::vector<std::int64_t> from = detail::strides_of(in), to = detail::strides_of(out);
    for (std::size_t i = 0; i < in.rank(); ++i) {
      p.from += (*begin)[i] * from[i];
      p.add({out[i], to[i], from[i]});
    }
    job.add(0, 0) = std::move(p);
    return true;
  }

 private:
  THAW_LAZY static std::int64_t one_size(std::int64_t dim, const std::int64_t* begin, std::int64_t size,
                                         std::size_t axis) {
    if (size < -1) fail(code::invalid_argument, "size ", size, " of axis ", axis, " is negative");
    if (begin != nullptr && (*begin < 0 || (dim >= 0 && *begin > dim)))
      fail(code::invalid_argument, "begin ", *begin, " of axis ", axis, " is not in [0, ", dim, ']');
    const std::int64_t rest = dim < 0 ? unknown_dim : dim - (begin != nullptr ? *begin : 0);
    if (size == -1) return begin != nullptr ? rest : unknown_dim;
    if (rest >= 0 && size > rest)
      fail(code::invalid_argument, "size ", size, " of axis ", axis, " goes beyond the end: there are ", rest, " from ",
           begin != nullptr ? *begin : 0);
    return size;
  }
};

/// begin:end:stride for each axis, as in Python, with new axes, an ellipsis and single indices by masks.
struct StridedSlice : detail::copying<StridedSlice> {
  static constexpr signature def() {
    return {
        "StridedSlice(input: T, begin: Index, end: Index, strides: Index) -> output: T; T: type; Index: {int16, int32, "
        "int64}; begin_mask: int = 0; end_mask: int = 0; ellipsis_mask: int = 0; new_axis_mask: int = 0; "
        "shrink_axis_mask: int = 0"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    for (const std::size_t i : {1u, 2u, 3u}) {
      c.with_rank(i, 1);
      if (!c.input(i).is_compatible_with(c.input(1)))
        fail(code::invalid_argument, "begin, end and strides must be lists of the same length; their shapes are ",
             c.input(1), ", ", c.input(2), " and ", c.input(3));
    }
    if (!c.input(0).has_rank()) return;
    if (const auto s = resolve(c)) c.output(0, s->out);
  }
  static bool plan(const infer_context& c, detail::copy_job& job) {
    if (c.value(1) == nullptr || c.value(2) == nullptr || c.value(3) == nullptr) return false;
    const detail::dense_slice s = *resolve(c);
    if (s.out.elements() == 0) return true;
    const std::vector<std::int64_t> from = detail::strides_of(c.input(0));
    std::vector<std::int64_t> to(from.size());
    std::int64_t n = 1;
    for (std::size_t i = to.size(); i-- > 0; n *= s.axes[i].size) to[i] = n;
    detail::copy_plan p;
    for (std::size_t i = 0; i < from.size(); ++i) {
      p.from += s.axes[i].begin * from[i];
      // The stride of a single entry is not walked, and may be any number.
      if (s.axes[i].size != 1) p.add({s.axes[i].size, to[i], s.axes[i].stride * from[i]});
    }
    job.add(0, 0) = std::move(p);
    return true;
  }

 private:
  /// Nothing when the strides, and with them the number of items, are not known.
  THAW_LAZY static std::optional<detail::dense_slice> resolve(const infer_context& c) {
    const auto begin = c.ints(1), end = c.ints(2), strides = c.ints(3);
    if (!strides) return std::nullopt;
    detail::sparse_slice s = detail::sparse_slice::masks_of(c);
    if (begin) s.begin = &*begin;
    if (end) s.end = &*end;
    s.strides = *strides;
    return detail::make_dense_slice(c.input(0), s);
  }
};

}  // namespace thaw::ops
