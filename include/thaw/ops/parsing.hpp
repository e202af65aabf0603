// parsing: tf.Example, CSV, raw bytes.
// May include: core, graph, kernels.
#pragma once
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {
/// The ops of this family.
using parsing = op_set<>;
}  // namespace thaw::ops
