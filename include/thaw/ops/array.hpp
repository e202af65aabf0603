// array: ops that make, shape, move and pick elements, whatever their dtype.
//
// May include: core, graph, kernels. Start reading at array/runs.hpp (the one engine that copies) and array/copies.hpp
// (how an op becomes a list of copies); array/join.hpp and array/slice.hpp show ops on it.
#pragma once
#include "thaw/ops/array/bitcast.hpp"
#include "thaw/ops/array/constant.hpp"
#include "thaw/ops/array/fill.hpp"
#include "thaw/ops/array/gather.hpp"
#include "thaw/ops/array/join.hpp"
#include "thaw/ops/array/pad.hpp"
#include "thaw/ops/array/range.hpp"
#include "thaw/ops/array/reshape.hpp"
#include "thaw/ops/array/select.hpp"
#include "thaw/ops/array/shape_of.hpp"
#include "thaw/ops/array/slice.hpp"
#include "thaw/ops/array/space_batch.hpp"
#include "thaw/ops/array/space_depth.hpp"
#include "thaw/ops/array/split.hpp"
#include "thaw/ops/array/tile.hpp"
#include "thaw/ops/array/transpose.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {
/// The ops of this family.
using array =
    op_set<Const, Placeholder, PlaceholderWithDefault, Reshape, ExpandDims, Squeeze, EnsureShape, StopGradient,
           PreventGradient, Snapshot, Bitcast, IdentityN, Shape, ShapeN, Rank, Size, BroadcastArgs, Fill, ZerosLike,
           OnesLike, OneHot, Pack, ConcatV2, Concat, Unpack, Split, SplitV, Slice, StridedSlice, Transpose,
           InvertPermutation, Tile, BroadcastTo, ReverseV2, Roll, Pad, PadV2, MirrorPad, Gather, GatherV2, GatherNd,
           Range, LinSpace, Select, SelectV2, Where, SpaceToBatchND, BatchToSpaceND, DepthToSpace, SpaceToDepth>;
}  // namespace thaw::ops
