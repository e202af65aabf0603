// Slices of tensors: boxes given by (start, length) in each dimension, and the strings that Save and Restore use.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/bundle/ordered_code.hpp"
#include "thaw/core/error.hpp"
#include "thaw/core/shape.hpp"

namespace thaw::bundle {

/// Part of one dimension; length -1: all of it.
struct slice_extent {
  std::int64_t start = 0;
  std::int64_t length = -1;
  bool is_full() const noexcept { return length < 0; }
  friend bool operator==(const slice_extent& a, const slice_extent& b) noexcept {
    return a.start == b.start && a.length == b.length;
  }
};

/// A box within a tensor, one extent for each dimension.
struct tensor_slice {
  std::vector<slice_extent> extents;

  /// All of a tensor of this rank: "-:-".
  THAW_SETUP static tensor_slice full(std::size_t rank) { return {std::vector<slice_extent>(rank)}; }
  /// "0,2:-"; "" for rank 0.
  THAW_SETUP std::string to_string() const;
  /// The sizes of the box within a tensor of shape `whole`. Throws internal, as TensorFlow does, when the ranks differ
  /// or the box does not lie within.
  THAW_SETUP shape shape_in(const shape& whole) const;
  /// With every length spelled out. Throws as `shape_in`.
  THAW_SETUP tensor_slice resolved(const shape& whole) const;
  friend bool operator==(const tensor_slice& a, const tensor_slice& b) noexcept { return a.extents == b.extents; }
};

/// Reads "0,2:-". Throws invalid_argument.
THAW_SETUP tensor_slice parse_tensor_slice(std::string_view text);

/// What an element of `shape_and_slices` says: a whole tensor's shape and a part of it.
struct slice_spec {
  bool whole = true;  ///< "": everything, whatever the shape
  thaw::shape full_shape;
  tensor_slice slice;
  /// "6 4 0,2:-", or "".
  THAW_SETUP std::string to_string() const;
};

/// Reads "6 4 0,2:-" or "". Throws invalid_argument, or internal for a slice that does not fit the shape
/// (core/framework/tensor_util, ParseShapeAndSlice).
THAW_SETUP slice_spec parse_slice_spec(std::string_view text);

/// The key of a slice in a table: V2 uses it for parts of partitioned variables, V1 for every tensor.
THAW_SETUP std::string slice_key(std::string_view name, const tensor_slice& slice);

/// Whether two resolved boxes have an element in common.
THAW_SETUP bool slices_overlap(const tensor_slice& a, const tensor_slice& b) noexcept;

/// Copies the elements that two resolved boxes of one tensor share, from the row-major storage of `from_box` to that of
/// `to_box`. Returns their number.
THAW_SETUP std::int64_t copy_overlap(const tensor_slice& from_box, const void* from, const tensor_slice& to_box,
                                     void* to, std::size_t element_size);

namespace detail {

// A decimal int64 and nothing else; false when it is not.
THAW_SETUP bool parse_decimal(std::string_view text, std::int64_t& value) noexcept {
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  if (text.empty()) return false;
  std::uint64_t n = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (n > (static_cast<std::uint64_t>(INT64_MAX) - digit) / 10) return false;
    n = n * 10 + digit;
  }
  value = negative ? -static_cast<std::int64_t>(n) : static_cast<std::int64_t>(n);
  return true;
}

THAW_SETUP std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// [first, last) of what two extents share, in coordinates of the whole.
struct slice_range {
  std::int64_t first, last;
};
THAW_SETUP slice_range common_range(const slice_extent& a, const slice_extent& b) noexcept {
  return {a.start > b.start ? a.start : b.start,
          a.start + a.length < b.start + b.length ? a.start + a.length : b.start + b.length};
}
}  // namespace detail

template <class>
std::string tensor_slice::to_string() const {
  std::string text;
  for (std::size_t i = 0; i < extents.size(); ++i) {
    if (i != 0) text += ':';
    text += extents[i].is_full() ? "-" : concat(extents[i].start, ',', extents[i].length);
  }
  return text;
}

template <class>
tensor_slice tensor_slice::resolved(const shape& whole) const {
  if (whole.rank() != extents.size())
    fail(code::internal, "slice ", to_string(), " has ", extents.size(), " dimensions, the tensor ", whole);
  tensor_slice r = *this;
  for (std::size_t i = 0; i < extents.size(); ++i) {
    slice_extent& e = r.extents[i];
    if (e.is_full()) e = {0, whole[i]};
    // Not `start + length`, which may overflow.
    if (e.start < 0 || e.start > whole[i] || e.length > whole[i] - e.start)
      fail(code::internal, "slice ", to_string(), " does not lie within a tensor of shape ", whole);
  }
  return r;
}

template <class>
shape tensor_slice::shape_in(const shape& whole) const {
  shape s;
  for (const slice_extent& e : resolved(whole).extents) s.push_back(e.length);
  return s;
}

template <class>
tensor_slice parse_tensor_slice(std::string_view text) {
  tensor_slice slice;
  if (text.empty()) return slice;
  for (const std::string_view part : detail::split(text, ':')) {
    slice_extent e;
    if (part != "-") {
      const std::size_t comma = part.find(',');
      if (comma == std::string_view::npos || !detail::parse_decimal(part.substr(0, comma), e.start) ||
          !detail::parse_decimal(part.substr(comma + 1), e.length) || e.start < 0 || e.length <= 0)
        fail(code::invalid_argument, "slice \"", text,
             "\": expected \"-\" or \"start,length\" with start >= 0 and length > 0, got \"", part, '"');
    }
    slice.extents.push_back(e);
  }
  return slice;
}

template <class>
std::string slice_spec::to_string() const {
  if (whole) return {};
  std::string text;
  for (const std::int64_t d : full_shape) text += concat(d, ' ');
  return text + slice.to_string();
}

template <class>
slice_spec parse_slice_spec(std::string_view text) {
  slice_spec spec;
  if (text.empty()) return spec;
  const auto fields = detail::split(text, ' ');
  if (fields.size() < 2)
    fail(code::invalid_argument, "shape_and_slice \"", text, "\": expected sizes and a slice, as in \"6 4 0,2:-\"");
  for (std::size_t i = 0; i + 1 < fields.size(); ++i) {
    std::int64_t dim = 0;
    if (!detail::parse_decimal(fields[i], dim) || dim < 0)
      fail(code::invalid_argument, "shape_and_slice \"", text, "\": \"", fields[i], "\" is not a size");
    spec.full_shape.push_back(dim);
  }
  spec.whole = false;
  spec.slice = parse_tensor_slice(fields.back());
  with_context([&] { (void)spec.slice.resolved(spec.full_shape); },
               [&] { return concat("shape_and_slice \"", text, '"'); });
  return spec;
}

template <class>
std::string slice_key(std::string_view name, const tensor_slice& slice) {
  std::string key;
  append_ordered_number(key, 0);
  append_ordered_string(key, name);
  append_ordered_number(key, slice.extents.size());
  for (const slice_extent& e : slice.extents) {
    append_ordered_signed(key, e.start);
    append_ordered_signed(key, e.length);
  }
  return key;
}

template <class>
bool slices_overlap(const tensor_slice& a, const tensor_slice& b) noexcept {
  for (std::size_t i = 0; i < a.extents.size(); ++i) {
    const auto common = detail::common_range(a.extents[i], b.extents[i]);
    if (common.first >= common.last) return false;
  }
  return true;
}

template <class>
std::int64_t copy_overlap(const tensor_slice& from_box, const void* from, const tensor_slice& to_box, void* to,
                          std::size_t element_size) {
  if (!slices_overlap(from_box, to_box)) return 0;
  const std::size_t rank = from_box.extents.size();
  // Offsets and strides in elements; trailing dimensions that are whole in both boxes are copied as one run.
  std::vector<std::int64_t> count(rank), from_stride(rank), to_stride(rank), index(rank, 0);
  std::int64_t from_at = 0, to_at = 0, total = 1, from_step = 1, to_step = 1;
  for (std::size_t i = rank; i-- > 0;) {
    const slice_extent &f = from_box.extents[i], &t = to_box.extents[i];
    const auto common = detail::common_range(f, t);
    count[i] = common.last - common.first;
    from_stride[i] = from_step, to_stride[i] = to_step;
    from_at += (common.first - f.start) * from_step, to_at += (common.first - t.start) * to_step;
    from_step *= f.length, to_step *= t.length;
    total *= count[i];
  }
  std::size_t inner = rank;  // dimensions [inner, rank) make one run
  std::int64_t run = 1;
  while (inner > 0 && from_stride[inner - 1] == run && to_stride[inner - 1] == run) run *= count[--inner];
  const auto bytes = static_cast<std::size_t>(run) * element_size;
  for (;;) {
    std::memcpy(static_cast<char*>(to) + static_cast<std::size_t>(to_at) * element_size,
                static_cast<const char*>(from) + static_cast<std::size_t>(from_at) * element_size, bytes);
    std::size_t i = inner;
    for (; i-- > 0;) {
      from_at += from_stride[i], to_at += to_stride[i];
      if (++index[i] < count[i]) break;
      from_at -= count[i] * from_stride[i], to_at -= count[i] * to_stride[i];
      index[i] = 0;
    }
    if (i == static_cast<std::size_t>(-1)) return total;
  }
}

}  // namespace thaw::bundle
