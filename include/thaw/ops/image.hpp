// image: resizing, colours, boxes. Start at image/resize.hpp.
// May include: core, graph, kernels.
#pragma once
#include "thaw/ops/image/resize.hpp"

namespace thaw::ops {
/// The ops of this family.
using image = op_set<ResizeBilinear, ResizeNearestNeighbor>;
}  // namespace thaw::ops
