// Values that are given: constants and placeholders.
#pragma once
#include <algorithm>
#include <cstdint>

#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

struct Const {
  static constexpr signature def() { return {"Const() -> output: dtype; value: tensor; dtype: type"}; }
  THAW_SETUP static void infer(infer_context&) {}  // the value brings its own storage
  THAW_LAZY static void run(run_context& c) {
    const std::uint64_t limit = c.resources().memory_limit();
    tensor value =
        proto::to_tensor(c.node().attr("value").get_tensor(),
                         limit != 0 ? std::min(limit, proto::max_repeated_bytes) : proto::max_repeated_bytes);
    if (value.dtype() != c.output_dtype(0))
      fail(code::invalid_argument, "the value is ", value.dtype(), ", attr 'dtype' says ", c.output_dtype(0));
    c.set_output(0, std::move(value));
  }
};

/// Has no value of its own; the planner asks for a feed.
struct Placeholder {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() { return {"Placeholder() -> output: dtype; dtype: type; shape: shape = ?"}; }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, c.attr_shape("shape")); }
  THAW_LAZY static void run(run_context&) { fail(code::invalid_argument, "no value is fed"); }
};

/// Its input, where it is not fed.
struct PlaceholderWithDefault {
  static constexpr unsigned traits = op_alias;
  static constexpr signature def() {
    return {"PlaceholderWithDefault(input: dtype) -> output: dtype; dtype: type; shape: shape"};
  }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, c.input(0)); }
};

}  // namespace thaw::ops
