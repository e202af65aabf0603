// state: variables. Handles, reading and assigning (state/variables.hpp), adding to them (state/assign.hpp).
// May include: core, graph, kernels.
#pragma once
#include "thaw/ops/state/assign.hpp"
#include "thaw/ops/state/variables.hpp"

namespace thaw::ops {
/// The ops of this family.
using state =
    op_set<VariableV2, Variable, VarHandleOp, ReadVariableOp, Assign, AssignVariableOp, AssignAdd, AssignSub,
           AssignAddVariableOp, AssignSubVariableOp, IsVariableInitialized, VarIsInitializedOp, VariableShape>;
}  // namespace thaw::ops
