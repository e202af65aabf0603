// string: string tensors (string/join.hpp).
// May include: core, graph, kernels.
#pragma once
#include "thaw/ops/string/join.hpp"

namespace thaw::ops {
/// The ops of this family.
using string = op_set<StringJoin>;
}  // namespace thaw::ops
