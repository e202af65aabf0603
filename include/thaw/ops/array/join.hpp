// Tensors put together: Pack, ConcatV2, Concat.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "thaw/ops/array/copies.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

/// Stacks N tensors of one shape along a new axis.
struct Pack : detail::copying<Pack> {
  static constexpr signature def() { return {"Pack(values: N*T) -> output: T; N: int >= 1; T: type; axis: int = 0"}; }
  THAW_SETUP static void infer(infer_context& c) {
    shape in = c.input(0);
    for (std::size_t i = 1; i < c.inputs(); ++i) in = detail::merge(in, c.input(i));
    if (!in.has_rank()) return;
    const std::size_t at = axis(c, in);
    shape out(in.begin(), in.begin() + at);
    out.push_back(static_cast<std::int64_t>(c.inputs()));
    for (std::size_t i = at; i < in.rank(); ++i) out.push_back(in[i]);
    c.output(0, std::move(out));
  }
  static bool plan(const infer_context& c, detail::copy_job& job) {
    const shape& in = c.input(0);
    if (in.elements() == 0) return true;
    const std::size_t at = axis(c, in);
    const std::int64_t inner = detail::elements_of(in, at, in.rank());
    const auto n = static_cast<std::int64_t>(c.inputs());
    for (std::int64_t i = 0; i < n; ++i) {
      detail::copy_plan& p = job.add(0, static_cast<std::size_t>(i));
      p.to = i * inner;
      p.add({detail::elements_of(in, 0, at), n * inner, inner});
      p.add({inner, 1, 1});
    }
    return true;
  }

 private:
  THAW_LAZY static std::size_t axis(const infer_context& c, const shape& in) {
    return detail::axis_of(c.attr_int("axis"), in.rank() + 1);
  }
};

namespace detail {
/// ConcatV2 and Concat: inputs [first, first + n) along the axis that input `axis_input` names.
struct concatenation {
  std::size_t first, n, axis_input;

  THAW_SETUP void infer(const infer_context& c) const {
    const auto given = axis(c);
    std::size_t rank = 0;
    bool has_rank = false;
    for (std::size_t i = 0; i < n; ++i) {
      const shape& s = c.input(first + i);
      if (!s.has_rank()) continue;
      if (s.rank() == 0) fail(code::invalid_argument, "scalars cannot be concatenated (Pack stacks them)");
      if (has_rank && s.rank() != rank)
        fail(code::invalid_argument, "the ranks differ: shape ", s, " comes with one of rank ", rank);
      rank = s.rank();
      has_rank = true;
    }
    if (!has_rank) return;
    if (!given) return c.output(0, shape::unknown_of_rank(rank));
    const std::size_t at = axis_of(*given, rank);
    shape out = shape::unknown_of_rank(rank);
    std::int64_t total = 0;
    for (std::size_t i = 0; i < n; ++i) {
      shape s = c.input(first + i).has_rank() ? c.input(first + i) : shape::unknown_of_rank(rank);
      if (total >= 0 && s[at] > max_size - total)
        fail(code::invalid_argument, "the sizes of axis ", at, " add up to too many");
      total = total < 0 || s[at] < 0 ? unknown_dim : total + s[at];
      s[at] = unknown_dim;
      out = merge(out, s);
    }
    out[at] = total;
    c.output(0, std::move(out));
  }
  bool plan(const infer_context& c, copy_job& job) const {
    const auto given = axis(c);
    if (!given) return false;
    const std::size_t rank = c.input(first).rank(), at = axis_of(*given, rank);
    std::int64_t total = 0, done = 0;
    for (std::size_t i = 0; i < n; ++i)
      if (c.input(first + i).elements() != 0) total += c.input(first + i)[at];
    for (std::size_t i = 0; i < n; ++i) {
      const shape& s = c.input(first + i);
      if (s.elements() == 0) continue;
      const std::int64_t inner = elements_of(s, at + 1, rank);
      copy_plan& p = job.add(0, first + i);
      p.to = done * inner;
      p.add({elements_of(s, 0, at), total * inner, s[at] * inner});
      p.add({s[at] * inner, 1, 1});
      done += s[at];
    }
    return true;
  }

 private:
  static constexpr std::int64_t max_size = std::int64_t{1} << 62;
  THAW_LAZY std::optional<std::int64_t> axis(const infer_context& c) const {
    const shape& s = c.input(axis_input);
    if (s.has_rank() && s.rank() > 1) fail(code::invalid_argument, "the axis must be one number, its shape is ", s);
    return number_of(c, axis_input);
  }
};
}  // namespace detail

/// One after the other along an axis; all other sizes are equal.
struct ConcatV2 : detail::copying<ConcatV2> {
  static constexpr signature def() {
    return {"ConcatV2(values: N*T, axis: Tidx) -> output: T; N: int >= 2; T: type; Tidx: {int32, int64} = int32"};
  }
  THAW_SETUP static void infer(infer_context& c) { parts(c).infer(c); }
  static bool plan(const infer_context& c, detail::copy_job& job) { return parts(c).plan(c, job); }

 private:
  THAW_LAZY static detail::concatenation parts(const op_context& c) { return {0, c.inputs() - 1, c.inputs() - 1}; }
};

/// ConcatV2 of older graphs: the axis comes first.
struct Concat : detail::copying<Concat> {
  static constexpr signature def() {
    return {"Concat(concat_dim: int32, values: N*T) -> output: T; N: int >= 2; T: type"};
  }
  THAW_SETUP static void infer(infer_context& c) { parts(c).infer(c); }
  static bool plan(const infer_context& c, detail::copy_job& job) { return parts(c).plan(c, job); }

 private:
  THAW_LAZY static detail::concatenation parts(const op_context& c) { return {1, c.inputs() - 1, 0}; }
};

}  // namespace thaw::ops
