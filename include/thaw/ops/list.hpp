// list: lists of tensors (list/tensor_array.hpp).
// May include: core, graph, kernels.
#pragma once
#include "thaw/ops/list/tensor_array.hpp"

namespace thaw::ops {
/// The ops of this family.
using list = op_set<TensorArrayV3, TensorArrayWriteV3, TensorArrayReadV3, TensorArrayGatherV3, TensorArrayScatterV3,
                    TensorArraySizeV3>;
}  // namespace thaw::ops
