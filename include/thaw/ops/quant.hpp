// quant: quantised and fake-quantised values.
// May include: core, graph, kernels.
#pragma once
#include "thaw/ops/op_set.hpp"
#include "thaw/ops/quant/fake_quant.hpp"

namespace thaw::ops {
/// The ops of this family.
using quant = op_set<FakeQuantWithMinMaxArgs, FakeQuantWithMinMaxVars, FakeQuantWithMinMaxVarsPerChannel>;
}  // namespace thaw::ops
