// The same elements under another shape, or the same one: Reshape, ExpandDims, Squeeze, StopGradient, …
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "thaw/ops/array/copies.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

/// At most one size may be -1: what is left (tensorflow/core/kernels/reshape_op.h).
struct Reshape {
  static constexpr unsigned traits = op_alias;
  static constexpr signature def() {
    return {"Reshape(tensor: T, shape: Tshape) -> output: T; T: type; Tshape: {int32, int64} = int32"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const shape& wanted = c.input(1);
    if (wanted.has_rank() && wanted.rank() > 1)
      fail(code::invalid_argument, "the shape must be a list of numbers, it has shape ", wanted);
    const auto sizes = c.ints(1);
    if (sizes)
      c.output(0, detail::inferred_again(solve(c.input(0), *sizes), c.input(0)));
    else if (wanted.is_fully_defined() && wanted.elements() != 0)  // a scalar's shape would count as known
      c.output(0, shape::unknown_of_rank(static_cast<std::size_t>(wanted.elements())));
  }

 private:
  THAW_LAZY static shape solve(const shape& in, const std::vector<std::int64_t>& sizes) {
    shape out(sizes);
    shape known;  // without the -1 and without zeros
    std::size_t open = sizes.size();
    bool has_zero = false;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      if (sizes[i] < -1) fail(code::invalid_argument, "size ", sizes[i], " of the new shape is negative");
      if (sizes[i] == -1 && open != sizes.size()) fail(code::invalid_argument, "only one size may be -1, in ", out);
      if (sizes[i] == -1) open = i;
      has_zero = has_zero || sizes[i] == 0;
      if (sizes[i] > 0) known.push_back(sizes[i]);
    }
    const std::int64_t each = known.elements();
    if (!in.is_fully_defined()) return out;
    const std::int64_t count = in.elements();
    if (open != sizes.size()) {
      // Zeros of both sides are left out, so that [0, 3] fits [0, -1].
      shape rest = in;
      if (has_zero && count == 0)
        std::replace(rest.data(), rest.data() + rest.rank(), std::int64_t{0}, std::int64_t{1});
      out[open] = rest.elements() / each;
    }
    if (out.elements() != count)
      fail(code::invalid_argument, "shape ", in, " has ", count, " elements, which do not make shape ", shape(sizes));
    return out;
  }
};

/// Puts an axis of size 1 before axis `dim`; -1: after the last.
struct ExpandDims {
  static constexpr unsigned traits = op_alias;
  static constexpr signature def() {
    return {"ExpandDims(input: T, dim: Tdim) -> output: T; T: type; Tdim: {int32, int64} = int32"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const auto dim = detail::number_of(c, 1);
    const shape& in = c.input(0);
    if (!in.has_rank()) return;
    if (!dim) return c.output(0, shape::unknown_of_rank(in.rank() + 1));
    const std::size_t at = detail::axis_of(*dim, in.rank() + 1, "dim");
    shape out(in.begin(), in.begin() + at);
    out.push_back(1);
    for (std::size_t i = at; i < in.rank(); ++i) out.push_back(in[i]);
    c.output(0, std::move(out));
  }
};

/// Takes away the axes named, which must have size 1; without names all of size 1.
struct Squeeze {
  static constexpr unsigned traits = op_alias;
  static constexpr signature def() {
    return {"Squeeze(input: T) -> output: T; T: type; squeeze_dims: list(int) >= 0 = []"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const shape& in = c.input(0);
    if (!in.has_rank()) return;
    std::vector<bool> named(in.rank(), false);
    const std::vector<std::int64_t> dims = c.attr_ints("squeeze_dims");
    for (const std::int64_t d : dims) named[detail::axis_of(d, in.rank(), "squeezed axis")] = true;
    shape out;
    for (std::size_t i = 0; i < in.rank(); ++i) {
      if (dims.empty() && in[i] < 0) return;
      if (named[i] && in[i] >= 0 && in[i] != 1)
        fail(code::invalid_argument, "axis ", i, " of shape ", in, " cannot be squeezed: its size is not 1");
      if (dims.empty() ? in[i] != 1 : !named[i]) out.push_back(in[i]);
    }
    c.output(0, detail::inferred_again(std::move(out), in));
  }
};

/// Its input, whose shape must fit attr `shape`.
struct EnsureShape {
  static constexpr unsigned traits = op_alias;
  static constexpr signature def() { return {"EnsureShape(input: T) -> output: T; shape: shape; T: type"}; }
  THAW_SETUP static void infer(infer_context& c) {
    const shape wanted = c.attr_shape("shape");
    if (!c.input(0).is_compatible_with(wanted))
      fail(code::invalid_argument, "shape ", c.input(0), " is not compatible with the expected ", wanted);
    c.output(0, detail::inferred_again(detail::merge(c.input(0), wanted), c.input(0)));
  }
};

/// Its input; it matters to gradients only.
struct StopGradient {
  static constexpr unsigned traits = op_alias;
  static constexpr signature def() { return {"StopGradient(input: T) -> output: T; T: type"}; }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, c.input(0)); }
};
/// Its input.
struct PreventGradient {
  static constexpr unsigned traits = op_alias;
  static constexpr signature def() {
    return {"PreventGradient(input: T) -> output: T; T: type; message: string = \"\""};
  }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, c.input(0)); }
};
/// Its input.
struct Snapshot {
  static constexpr unsigned traits = op_alias;
  static constexpr signature def() { return {"Snapshot(input: T) -> output: T; T: type"}; }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, c.input(0)); }
};

}  // namespace thaw::ops
