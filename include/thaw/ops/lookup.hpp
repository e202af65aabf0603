// lookup: tables: keys to values.
// May include: core, graph, kernels.
#pragma once
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {
/// The ops of this family.
using lookup = op_set<>;
}  // namespace thaw::ops
