// Tensors taken apart: Unpack, Split, SplitV.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "thaw/ops/array/copies.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {
/// Output i is `sizes[i]` of axis `at` of input `input`, one part after the other.
THAW_LAZY void plan_parts(copy_job& job, std::size_t input, const shape& in, std::size_t at,
                          const std::vector<std::int64_t>& sizes) {
  if (in.elements() == 0) return;
  const std::int64_t inner = elements_of(in, at + 1, in.rank());
  std::int64_t done = 0;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    copy_plan& p = job.add(i, input);
    p.from = done * inner;
    p.add({elements_of(in, 0, at), sizes[i] * inner, in[at] * inner});
    p.add({sizes[i] * inner, 1, 1});
    done += sizes[i];
  }
}
}  // namespace detail

/// The reverse of Pack: output i is index i of the axis, which goes away.
struct Unpack : detail::copying<Unpack> {
  static constexpr signature def() {
    return {"Unpack(value: T) -> output: num*T; num: int >= 0; T: type; axis: int = 0"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const shape& in = c.with_rank_at_least(0, 1);
    if (!in.has_rank()) return;
    const std::size_t at = axis(c);
    const auto n = static_cast<std::int64_t>(c.outputs());
    if (in[at] >= 0 && in[at] != n)
      fail(code::invalid_argument, "axis ", at, " of shape ", in,
           " does not have as many entries as attr 'num' says: ", n);
    shape out;
    for (std::size_t i = 0; i < in.rank(); ++i)
      if (i != at) out.push_back(in[i]);
    // With an axis of unknown size, the check above has to be done again.
    for (std::size_t i = 0; i < c.outputs(); ++i) c.output(i, detail::inferred_again(out, in));
  }
  static bool plan(const infer_context& c, detail::copy_job& job) {
    detail::plan_parts(job, 0, c.input(0), axis(c), std::vector<std::int64_t>(c.outputs(), 1));
    return true;
  }

 private:
  THAW_LAZY static std::size_t axis(const infer_context& c) {
    return detail::axis_of(c.attr_int("axis"), c.input(0).rank());
  }
};

/// Equal parts of an axis, whose size they must divide.
struct Split : detail::copying<Split> {
  static constexpr signature def() {
    return {"Split(split_dim: int32, value: T) -> output: num_split*T; num_split: int >= 1; T: type"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const auto axis = detail::number_of(c, 0);
    const shape& in = c.with_rank_at_least(1, 1);
    shape out = detail::same_rank(in);
    if (in.has_rank() && axis) {
      const std::size_t at = detail::axis_of(*axis, in.rank(), "split_dim");
      const auto n = static_cast<std::int64_t>(c.outputs());
      if (in[at] > 0 && in[at] % n != 0)
        fail(code::invalid_argument, "axis ", at, " of shape ", in, " cannot be split into ", n, " equal parts");
      out = in;
      if (in[at] > 0) out[at] = in[at] / n;
    }
    for (std::size_t i = 0; i < c.outputs(); ++i) c.output(i, out);
  }
  static bool plan(const infer_context& c, detail::copy_job& job) {
    const auto axis = detail::number_of(c, 0);
    if (!axis) return false;
    const shape& in = c.input(1);
    const std::size_t at = detail::axis_of(*axis, in.rank());
    const std::vector<std::int64_t> sizes(c.outputs(), in[at] / static_cast<std::int64_t>(c.outputs()));
    detail::plan_parts(job, 1, in, at, sizes);
    return true;
  }
};

/// Parts of the sizes given, which add up to the axis; one may be -1: what is left.
struct SplitV : detail::copying<SplitV> {
  static constexpr signature def() {
    return {
        "SplitV(value: T, size_splits: Tlen, split_dim: int32) -> output: num_split*T; num_split: int >= 1; T: type; "
        "Tlen: {int8, int32, int64} = int64"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const auto given = detail::numbers_of(c, 1);
    const auto axis = detail::number_of(c, 2);
    const shape& in = c.with_rank_at_least(0, 1);
    if (!in.has_rank()) return;
    shape out = detail::same_rank(in);
    std::optional<std::vector<std::int64_t>> sizes;
    if (axis) {
      const std::size_t at = detail::axis_of(*axis, in.rank(), "split_dim");
      out = in;
      out[at] = unknown_dim;
      if (given && in[at] >= 0) sizes = solve(*given, in[at], c.outputs());
      for (std::size_t i = 0; i < c.outputs(); ++i) {
        if (sizes) out[at] = (*sizes)[i];
        c.output(i, out);
      }
      return;
    }
    for (std::size_t i = 0; i < c.outputs(); ++i) c.output(i, out);
  }
  static bool plan(const infer_context& c, detail::copy_job& job) {
    const auto given = c.ints(1);
    const auto axis = detail::number_of(c, 2);
    if (!given || !axis) return false;
    const shape& in = c.input(0);
    const std::size_t at = detail::axis_of(*axis, in.rank());
    detail::plan_parts(job, 0, in, at, solve(*given, in[at], c.outputs()));
    return true;
  }

 private:
  THAW_LAZY static std::vector<std::int64_t> solve(std::vector<std::int64_t> sizes, std::int64_t total, std::size_t n) {
    if (sizes.size() != n) fail(code::invalid_argument, sizes.size(), " sizes are given for ", n, " parts");
    std::size_t open = n;
    std::int64_t left = total;
    for (std::size_t i = 0; i < n; ++i) {
      if (sizes[i] == -1 && open != n) fail(code::invalid_argument, "only one size may be -1");
      if (sizes[i] < -1) fail(code::invalid_argument, "size ", sizes[i], " is negative");
      if (sizes[i] == -1) {
        open = i;
        continue;
      }
      if (sizes[i] > left)
        fail(code::invalid_argument, "the sizes ", shape(sizes), " add up to more than the axis, ", total);
      left -= sizes[i];
    }
    if (open != n)
      sizes[open] = left;
    else if (left != 0)
      fail(code::invalid_argument, "the sizes ", shape(sizes), " do not add up to the axis, ", total);
    return sizes;
  }
};

}  // namespace thaw::ops
