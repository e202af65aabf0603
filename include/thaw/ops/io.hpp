// io: files. Saving and restoring checkpoints (io/checkpoint.hpp), names of shards (io/filename.hpp).
// May include: core, proto, bundle, graph, kernels.
#pragma once
#include "thaw/ops/io/checkpoint.hpp"
#include "thaw/ops/io/filename.hpp"

namespace thaw::ops {
/// The ops of this family.
using io = op_set<RestoreV2, Restore, RestoreSlice, SaveV2, MergeV2Checkpoints, ShardedFilename, ShardedFilespec>;
}  // namespace thaw::ops
