// quant: quantised and fake-quantised values.
// May include: core, graph, kernels.
#pragma once
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {
/// The ops of this family.
using quant = op_set<>;
}  // namespace thaw::ops
