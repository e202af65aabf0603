// The largest elements of rows, and whether a class is among them.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

#include "thaw/kernels.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/math/scratch.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {

/// The k of a TopK, from its attribute or its scalar input 1, for rows of n (-1: unknown). Throws invalid_argument.
THAW_LAZY std::int64_t top_k_count(const op_context& c, const tensor* k, std::int64_t n) {
  if (k != nullptr && k->shape().rank() != 0) fail(code::invalid_argument, "k must be scalar, got shape ", k->shape());
  const std::int64_t count = k != nullptr ? integers_of(*k)[0] : c.attr_int("k");
  if (count < 0) fail(code::invalid_argument, "Need k >= 0, got ", count);
  if (n >= 0 && count > n)
    fail(code::invalid_argument, "input must have at least k columns. Had ", n, ", needed ", count);
  return count;
}

THAW_SETUP void infer_top_k(infer_context& c, bool k_is_input) {
  const shape& in = c.with_rank_at_least(0, 1);
  if (k_is_input && c.input(1).has_rank() && c.input(1).rank() != 0)
    fail(code::invalid_argument, "k must be scalar, got shape ", c.input(1));
  const bool known = !k_is_input || c.value(1) != nullptr;
  const std::int64_t k = known ? top_k_count(c, k_is_input ? c.value(1) : nullptr, in.has_rank() ? in.back() : -1) : -1;
  if (!in.has_rank()) return;
  shape out = in;
  out[out.rank() - 1] = k < 0 ? unknown_dim : k;
  c.output(0, out);
  c.output(1, out);
}

/// Numbers that order as the elements do; -0 is 0, NaN is above all.
THAW_LAZY void make_keys(dtype d, const void* in, std::uint64_t* keys, std::size_t n) {
  constexpr std::uint64_t sign = std::uint64_t{1} << 63;
  if (!is_floating(d)) {
    const bool is_signed = d == dtype::int8 || d == dtype::int16 || d == dtype::int32 || d == dtype::int64;
    kernels::cast(d, is_signed ? dtype::int64 : dtype::uint64, in, keys, n);
    for (std::size_t i = 0; is_signed && i < n; ++i) keys[i] ^= sign;
    return;
  }
  kernels::cast(d, dtype::float64, in, keys, n);
  for (std::size_t i = 0; i < n; ++i) {
    double x = 0;
    std::memcpy(&x, keys + i, sizeof x);
    if (x == 0) keys[i] = 0;
    const std::uint64_t bits = keys[i];
    keys[i] = std::isnan(x) ? ~std::uint64_t{0} : (bits & sign) != 0 ? ~bits : bits | sign;
  }
}

/// Largest key first, then lowest index.
struct top_order {
  const std::uint64_t* keys;
  bool operator()(std::int64_t a, std::int64_t b) const noexcept {
    return keys[a] != keys[b] ? keys[a] > keys[b] : a < b;
  }
};

/// Moves the k first in order to the front of `index`, in order.
THAW_LAZY void select_top(const std::uint64_t* keys, std::int64_t* index, std::size_t k, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) index[i] = static_cast<std::int64_t>(i);
  const top_order first{keys};
  if (k == 1)
    index[0] = *std::min_element(index, index + n, first);
  else
    std::partial_sort(index, index + k, index + n, first);
}

/// Moves the k first in order to the front of `index`, 1 < k < n, and leaves them as TensorFlow 2.21 does when TopKV2
/// need not sort: the first k + 1 make a heap that loses its front; each better one takes the front's place in it.
THAW_LAZY void collect_top(const std::uint64_t* keys, std::int64_t* index, std::size_t k, std::size_t n) {
  const top_order first{keys};
  for (std::size_t i = 0; i <= k; ++i) index[i] = static_cast<std::int64_t>(i);
  std::make_heap(index, index + k + 1, first);
  std::pop_heap(index, index + k + 1, first);
  for (std::size_t i = k + 1; i < n; ++i) {
    if (!first(static_cast<std::int64_t>(i), index[0])) continue;
    std::pop_heap(index, index + k, first);
    index[k - 1] = static_cast<std::int64_t>(i);
    std::push_heap(index, index + k, first);
  }
}

THAW_LAZY void run_top_k(const run_context& c) {
  const std::size_t k = static_cast<std::size_t>(c.output(0).shape().back());
  if (c.output(0).elements() == 0) return;
  const tensor& in = c.input(0);
  const bool sorted = c.attr_bool("sorted");
  const std::size_t n = static_cast<std::size_t>(in.shape().back()), rows = static_cast<std::size_t>(in.elements()) / n;
  const std::size_t size = plain_size(in.dtype());
  scratch_parts parts;
  const std::size_t keys_at = parts.add(n * sizeof(std::uint64_t)), index_at = parts.add(n * sizeof(std::int64_t));
  parts.allocate(c);
  auto* index = parts.at<std::int64_t>(index_at);
  const dtype to = c.output_dtype(1);
  const kernels::cast_plan narrow = kernels::make_cast(dtype::int64, to);
  const auto* from = static_cast<const unsigned char*>(in.raw());
  auto* values = static_cast<unsigned char*>(c.output(0).raw());
  auto* indices = static_cast<unsigned char*>(c.output(1).raw());
  for (std::size_t r = 0; r < rows; ++r, from += n * size, values += k * size, indices += k * plain_size(to)) {
    make_keys(in.dtype(), from, parts.at<std::uint64_t>(keys_at), n);
    if (sorted || k == 1 || k == n)
      select_top(parts.at<std::uint64_t>(keys_at), index, k, n);
    else
      collect_top(parts.at<std::uint64_t>(keys_at), index, k, n);
    for (std::size_t i = 0; i < k; ++i)
      std::memcpy(values + i * size, from + static_cast<std::size_t>(index[i]) * size, size);
    kernels::run_cast(narrow, indices, index, k);
  }
}

/// The n of an NthElement for rows of `size` (-1: unknown). Throws invalid_argument.
THAW_LAZY std::size_t nth_place(const tensor& n, std::int64_t size) {
  if (n.shape().rank() != 0) fail(code::invalid_argument, "N must be scalar but has shape ", n.shape());
  const std::int64_t place = integers_of(n)[0];
  if (place < 0) fail(code::invalid_argument, "n must be non-negative but is ", place);
  if (size >= 0 && place >= size)
    fail(code::invalid_argument, "Input must have last dimension > n = ", place, " but has ", size);
  return static_cast<std::size_t>(place);
}

THAW_SETUP void infer_in_top_k(infer_context& c) {
  const shape &predictions = c.with_rank(0, 2), &targets = c.with_rank(1, 1);
  std::int64_t rows = predictions.has_rank() ? predictions[0] : unknown_dim;
  if (targets.has_rank() && targets[0] >= 0) {
    if (rows >= 0 && rows != targets[0])
      fail(code::invalid_argument, "First dimension of predictions ", rows, " must match length of targets ",
           targets[0]);
    rows = targets[0];
  }
  c.output(0, {rows});
}

THAW_LAZY bool is_in_top(const float* row, std::int64_t classes, std::int64_t target, std::int64_t k) {
  if (target < 0 || target >= classes) return false;
  std::int64_t above = 0;
  for (std::int64_t i = 0; i < classes; ++i) {
    if (!std::isfinite(row[i])) return false;
    above += row[i] > row[target] ? 1 : 0;
    if (above > k) return false;  // before a NaN that comes later: no difference
  }
  return above < k;
}

THAW_LAZY void run_in_top_k(const run_context& c, std::int64_t k) {
  const tensor& targets = c.input(1);
  const std::int64_t classes = c.input_shape(0)[1];
  const auto* row = c.in<float>(0);
  bool* out = c.out<bool>(0);
  const bool wide = targets.dtype() == dtype::int64;
  for (std::int64_t i = 0; i < targets.elements(); ++i, row += classes)
    out[i] = is_in_top(row, classes, wide ? targets.data<std::int64_t>()[i] : targets.data<std::int32_t>()[i], k);
}

}  // namespace detail

/// The k largest of each row and where they are; the first of equals; NaN is larger than anything. Largest first, but
/// with `sorted` false (and 1 < k < the row's length) in the order that TensorFlow leaves them in.
struct TopKV2 {
  static constexpr signature def() {
    return {
        "TopKV2(input: T, k: Tk) -> (values: T, indices: index_type); sorted: bool = true; T: {float, double, int32, "
        "uint8, int16, int8, int64, bfloat16, uint16, half, uint32, uint64}; Tk: {int16, int32, int64} = int32; "
        "index_type: {int16, int32, int64} = int32"};
  }
  THAW_SETUP static void infer(infer_context& c) { detail::infer_top_k(c, true); }
  THAW_LAZY static void run(run_context& c) { detail::run_top_k(c); }
};
/// As TopKV2, with an attribute k.
struct TopK {
  static constexpr signature def() {
    return {
        "TopK(input: T) -> (values: T, indices: int32); k: int >= 0; sorted: bool = true; T: {float, double, int32, "
        "uint8, int16, int8, int64, bfloat16, uint16, half, uint32, uint64}"};
  }
  THAW_SETUP static void infer(infer_context& c) { detail::infer_top_k(c, false); }
  THAW_LAZY static void run(run_context& c) { detail::run_top_k(c); }
};

/// The element of each row that would be at place n if the row were sorted; `reverse`: largest first. NaN is larger
/// than anything.
struct NthElement {
  static constexpr signature def() {
    return {
        "NthElement(input: T, n: int32) -> values: T; reverse: bool = false; T: {float, double, int32, uint8, int16, "
        "int8, int64, bfloat16, uint16, half, uint32, uint64}"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const shape& in = c.with_rank_at_least(0, 1);
    c.with_rank(1, 0);
    if (c.value(1) != nullptr) detail::nth_place(*c.value(1), in.has_rank() ? in.back() : unknown_dim);
    if (!in.has_rank()) return;
    shape out;
    for (std::size_t i = 0; i + 1 < in.rank(); ++i) out.push_back(in[i]);
    c.output(0, std::move(out));
  }
  THAW_LAZY static void run(run_context& c) {
    const tensor& in = c.input(0);
    if (c.output(0).elements() == 0) return;
    const std::size_t n = static_cast<std::size_t>(in.shape().back()), size = plain_size(in.dtype());
    const std::size_t place = detail::nth_place(c.input(1), in.shape().back());
    const std::size_t k = c.attr_bool("reverse") ? place + 1 : n - place;
    detail::scratch_parts parts;
    const std::size_t keys = parts.add(n * sizeof(std::uint64_t)), index = parts.add(n * sizeof(std::int64_t));
    parts.allocate(c);
    const auto* from = static_cast<const unsigned char*>(in.raw());
    auto* to = static_cast<unsigned char*>(c.output(0).raw());
    for (std::int64_t r = 0; r < c.output(0).elements(); ++r, from += n * size, to += size) {
      detail::make_keys(in.dtype(), from, parts.at<std::uint64_t>(keys), n);
      detail::select_top(parts.at<std::uint64_t>(keys), parts.at<std::int64_t>(index), k, n);
      std::memcpy(to, from + static_cast<std::size_t>(parts.at<std::int64_t>(index)[k - 1]) * size, size);
    }
  }
};

/// Whether fewer than k classes of a row are above the target class: ties are in. False for a row with NaN or an
/// infinity, and for a target out of range.
struct InTopKV2 {
  static constexpr signature def() {
    return {"InTopKV2(predictions: float, targets: T, k: T) -> precision: bool; T: {int32, int64} = int32"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    c.with_rank(2, 0);
    detail::infer_in_top_k(c);
  }
  THAW_LAZY static void run(run_context& c) { detail::run_in_top_k(c, c.ints(2)[0]); }
};
struct InTopK {
  static constexpr signature def() {
    return {"InTopK(predictions: float, targets: T) -> precision: bool; k: int; T: {int32, int64} = int32"};
  }
  THAW_SETUP static void infer(infer_context& c) { detail::infer_in_top_k(c); }
  THAW_LAZY static void run(run_context& c) { detail::run_in_top_k(c, c.attr_int("k")); }
};

}  // namespace thaw::ops
