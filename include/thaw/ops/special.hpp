// special: special functions of mathematics.
// May include: core, graph, kernels.
#pragma once
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {
/// The ops of this family.
using special = op_set<>;
}  // namespace thaw::ops
