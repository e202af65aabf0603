// linalg: matrices: diagonals, factorisations.
// May include: core, graph, kernels.
#pragma once
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {
/// The ops of this family.
using linalg = op_set<>;
}  // namespace thaw::ops
