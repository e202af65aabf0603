// thaw/bundle: TensorFlow's checkpoints, read and written without TensorFlow.
//
// A checkpoint is known by its prefix, "dir/model.ckpt-500": V2 has dir/model.ckpt-500.index (a table: which tensor
// lies where) and dir/model.ckpt-500.data-00000-of-00001, …; V1 has the tensors in the table itself. The file
// `checkpoint` beside them says which is the latest.
//
// Start with reader.hpp (checkpoint_reader: list, read, verify) and state.hpp (latest_checkpoint); then writer.hpp.
// Below them: resolve.hpp and prefix.hpp (names to files), v2.hpp and v1.hpp (the two formats), table.hpp, slice.hpp,
// crc32c.hpp. May include: core, wire, proto.
#pragma once
#include "thaw/bundle/crc32c.hpp"
#include "thaw/bundle/kind.hpp"
#include "thaw/bundle/merge.hpp"
#include "thaw/bundle/object_graph.hpp"
#include "thaw/bundle/prefix.hpp"
#include "thaw/bundle/reader.hpp"
#include "thaw/bundle/resolve.hpp"
#include "thaw/bundle/slice.hpp"
#include "thaw/bundle/state.hpp"
#include "thaw/bundle/table.hpp"
#include "thaw/bundle/table_writer.hpp"
#include "thaw/bundle/writer.hpp"

namespace thaw {
using bundle::checkpoint_reader;
using bundle::checkpoint_writer;
using bundle::get_checkpoint_state;
using bundle::latest_checkpoint;
}  // namespace thaw
