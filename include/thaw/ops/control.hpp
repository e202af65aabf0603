// control: ops that are there for their edges (control/no_op.hpp).
// May include: core, graph, kernels.
#pragma once
#include "thaw/ops/control/no_op.hpp"

namespace thaw::ops {
/// The ops of this family.
using control = op_set<NoOp, Identity>;
}  // namespace thaw::ops
