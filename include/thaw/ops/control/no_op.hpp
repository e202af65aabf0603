// Ops that are there for their edges.
#pragma once
#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

struct NoOp {
  static constexpr unsigned traits = op_nothing;
  static constexpr signature def() { return {"NoOp() -> ()"}; }
  THAW_SETUP static void infer(infer_context&) {}
  THAW_LAZY static void run(run_context&) {}
};

struct Identity {
  static constexpr unsigned traits = op_alias;
  static constexpr signature def() { return {"Identity(input: T) -> output: T; T: type"}; }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, c.input(0)); }
};

}  // namespace thaw::ops
