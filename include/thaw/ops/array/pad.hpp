// Borders: Pad, PadV2, MirrorPad.
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
/// The output's shape for input 1, `paddings`: for each axis, entries before and after. `most`: how much of an axis of
/// size n may be mirrored is n - `most`; -1: no limit.
THAW_SETUP void infer_padding(infer_context& c, std::int64_t unmirrored = -1) {
  const shape& paddings = c.with_rank(1, 2);
  if (!paddings.is_compatible_with({unknown_dim, 2}))
    fail(code::invalid_argument, "the paddings must have shape [rank,2], not ", paddings);
  shape in = c.input(0);
  if (paddings.is_fully_defined()) {
    if (!in.has_rank()) in = shape::unknown_of_rank(static_cast<std::size_t>(paddings[0]));
    if (paddings[0] != static_cast<std::int64_t>(in.rank()))
      fail(code::invalid_argument, "paddings of shape ", paddings, " for an input of shape ", in);
  }
  if (!in.has_rank()) return;
  shape out = same_rank(in);
  if (const auto p = c.ints(1))
    for (std::size_t i = 0; i < in.rank(); ++i) {
      const std::int64_t before = (*p)[2 * i], after = (*p)[2 * i + 1];
      constexpr std::int64_t most = std::int64_t{1} << 61;  // so that three sizes can be added
      if (before < 0 || after < 0)
        fail(code::invalid_argument, "the paddings of axis ", i, " are ", before, " and ", after,
             "; they must not be negative");
      if (in[i] < 0) continue;
      if (unmirrored >= 0 && (before > in[i] - unmirrored || after > in[i] - unmirrored))
        fail(code::invalid_argument, "the paddings of axis ", i, ", ", before, " and ", after,
             ", must not be larger than ", in[i] - unmirrored, " for the size ", in[i]);
      if (before > most || after > most || in[i] > most)
        fail(code::invalid_argument, "the paddings of axis ", i, ", ", before, " and ", after, ", are too large");
      out[i] = before + in[i] + after;
    }
  if (out.is_fully_defined()) out.elements();
  c.output(0, std::move(out));
}

THAW_LAZY shape padded(const shape& in, const std::vector<std::int64_t>& paddings) {
  shape out = in;
  for (std::size_t i = 0; i < in.rank(); ++i) out[i] += paddings[2 * i] + paddings[2 * i + 1];
  return out;
}

/// The input, in the middle of the output.
THAW_LAZY void plan_middle(copy_job& job, const shape& in, const shape& out,
                           const std::vector<std::int64_t>& paddings) {
  if (in.elements() == 0) return;
  const std::vector<std::int64_t> from = strides_of(in), to = strides_of(out);
  copy_plan& p = job.add(0, 0);
  for (std::size_t i = 0; i < in.rank(); ++i) {
    p.to += paddings[2 * i] * to[i];
    p.add({in[i], to[i], from[i]});
  }
}

THAW_LAZY bool plan_constant_padding(const infer_context& c, copy_job& job) {
  const auto paddings = c.ints(1);
  if (!paddings) return false;
  const shape& in = c.input(0);
  const shape out = padded(in, *paddings);
  if (in == out) job.fill = copy_job::filling::none;
  plan_middle(job, in, out, *paddings);
  return true;
}
}  // namespace detail

/// Zeros around the input.
struct Pad : detail::copying<Pad> {
  static constexpr signature def() {
    return {"Pad(input: T, paddings: Tpaddings) -> output: T; T: type; Tpaddings: {int32, int64} = int32"};
  }
  THAW_SETUP static void infer(infer_context& c) { detail::infer_padding(c); }
  static bool plan(const infer_context& c, detail::copy_job& job) {
    job.fill = detail::copy_job::filling::zeros;
    return detail::plan_constant_padding(c, job);
  }
};

/// A value around the input.
struct PadV2 : detail::copying<PadV2> {
  static constexpr signature def() {
    return {
        "PadV2(input: T, paddings: Tpaddings, constant_values: T) -> output: T; T: type; Tpaddings: {int32, int64} = "
        "int32"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    c.with_rank(2, 0);
    detail::infer_padding(c);
  }
  static bool plan(const infer_context& c, detail::copy_job& job) {
    job.fill = detail::copy_job::filling::value;
    job.fill_value = 2;
    return detail::plan_constant_padding(c, job);
  }
};

/// The input mirrored at its borders: REFLECT leaves the border itself out, SYMMETRIC repeats it.
struct MirrorPad : detail::copying<MirrorPad> {
  static constexpr signature def() {
    return {
        "MirrorPad(input: T, paddings: Tpaddings) -> output: T; T: type; Tpaddings: {int32, int64} = int32; mode: "
        "{\"REFLECT\", \"SYMMETRIC\"}"};
  }
  THAW_SETUP static void infer(infer_context& c) { detail::infer_padding(c, unmirrored(c)); }
  static bool plan(const infer_context& c, detail::copy_job& job) {
    const auto paddings = c.ints(1);
    if (!paddings) return false;
    const shape& in = c.input(0);
    const shape out = detail::padded(in, *paddings);
    if (out.elements() == 0) return true;
    detail::plan_middle(job, in, out, *paddings);
    // From the last axis to the first, each border is copied from what the output has already.
    for (std::size_t a = in.rank(); a-- > 0;) {
      const std::int64_t before = (*paddings)[2 * a], after = (*paddings)[2 * a + 1], skip = unmirrored(c);
      if (before > 0) plan_border(job, in, out, *paddings, a, {before, before - 1, before + skip});
      if (after > 0) plan_border(job, in, out, *paddings, a, {after, before + in[a], before + in[a] - 1 - skip});
    }
    return true;
  }

 private:
  THAW_LAZY static std::int64_t unmirrored(const op_context& c) { return c.attr_string("mode") == "REFLECT" ? 1 : 0; }

  struct border {
    std::int64_t size, to, from;  // entries of the axis; before the middle both go down and up, after it the other way
  };
  THAW_LAZY static void plan_border(detail::copy_job& job, const shape& in, const shape& out,
                                    const std::vector<std::int64_t>& paddings, std::size_t axis, border b) {
    const std::vector<std::int64_t> stride = detail::strides_of(out);
    detail::copy_plan& p = job.add_within_output();
    for (std::size_t i = 0; i < in.rank(); ++i) {
      if (i == axis) {
        const std::int64_t step = b.from > b.to ? stride[i] : -stride[i];
        p.to += b.to * stride[i];
        p.from += b.from * stride[i];
        p.add({b.size, -step, step});
      } else if (i < axis) {
        p.to += paddings[2 * i] * stride[i];
        p.from += paddings[2 * i] * stride[i];
        p.add({in[i], stride[i], stride[i]});
      } else {
        p.add({out[i], stride[i], stride[i]});
      }
    }
  }
};

}  // namespace thaw::ops
