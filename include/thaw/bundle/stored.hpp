// What a checkpoint says about its tensors, whichever version it has: the list, and where each part lies.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/bundle/kind.hpp"
#include "thaw/bundle/slice.hpp"
#include "thaw/bundle/table.hpp"
#include "thaw/core/dtype.hpp"
#include "thaw/core/error.hpp"
#include "thaw/core/file.hpp"
#include "thaw/core/shape.hpp"
#include "thaw/core/tensor.hpp"
#include "thaw/proto/tensor_shape.hpp"
#include "thaw/proto/tensor_slice.hpp"
#include "thaw/proto/versions.hpp"

namespace thaw::bundle {

/// A tensor in a checkpoint.
struct checkpoint_entry {
  std::string name;
  thaw::dtype dtype = thaw::dtype::invalid;  ///< invalid: a type that this version does not know
  thaw::shape shape;                         ///< of the whole tensor
  bool sliced = false;                       ///< stored in parts (a partitioned variable)
};

/// A file given as bytes, for checkpoints that do not lie on a disk.
struct memory_file {
  std::string name;
  shared_bytes content;
};

namespace detail {

/// Where the files come from: the disk, or memory.
struct file_set {
  std::vector<memory_file> memory;
  bool on_disk = true;
  bool map = true;  ///< else read: safe against programs that overwrite files in place

  THAW_LAZY shared_bytes load(const std::string& path) const {
    if (on_disk) return map ? map_file(path) : share(read_file(path));
    for (const memory_file& f : memory)
      if (f.name == path) return f.content;
    fail(code::not_found, path, "; not among the ", memory.size(), " files given");
  }
};

struct stored_part {
  tensor_slice box;         // resolved against the shape of the whole
  std::int64_t file = 0;    // V2: shard; V1: number of the table
  std::int64_t offset = 0;  // V2 only, like the next two
  std::int64_t size = 0;
  std::uint32_t masked_crc = 0;
  std::string key;  // V1 only
};

struct stored_tensor {
  checkpoint_entry entry;
  std::int32_t dtype_number = 0;
  std::vector<stored_part> parts;
};

/// The files of one checkpoint, opened as far as needed. Reading from several threads is fine.
class source {
 public:
  source() = default;
  source(const source&) = delete;
  source& operator=(const source&) = delete;
  virtual ~source() = default;
  /// Throws unless the part's bytes are there, as far as sizes tell: called before memory is asked for.
  virtual void check(const stored_tensor& t, const stored_part& p) = 0;
  /// The elements of a part, possibly a view of the file.
  virtual tensor read(const stored_tensor& t, const stored_part& p, bool verify) = 0;

  std::vector<stored_tensor> tensors;  // sorted by name
};

/// Opens a table, or says what the file is instead.
THAW_LAZY table open_table(const file_set& files, const std::string& path) {
  shared_bytes file = files.load(path);
  const std::string_view b = file.bytes;
  if (b.size() < 8 || b.substr(b.size() - 8) != table_magic) {
    const file_kind kind = sniff(b);
    fail(code::data_loss, path,
         b.size() < table_footer_size ? ": file is too short to be an sstable: "
                                      : ": not an sstable (bad magic number): ",
         kind == file_kind::binary ? "it is truncated, damaged or another kind of file"
                                   : concat("it is ", describe(kind)),
         " (", b.size(), " bytes)");
  }
  return table::open(std::move(file), path);
}

/// The shape of a message. Throws data_loss for sizes that a stored tensor cannot have.
THAW_LAZY shape shape_of(const proto::tensor_shape_proto& p) {
  if (p.unknown_rank || p.dim.size() > max_rank)
    fail(code::data_loss, "the stored shape ", p.unknown_rank ? "has an unknown rank" : "has too many dimensions");
  shape s;
  bool zero = false;
  std::uint64_t n = 1;
  for (const auto& d : p.dim) {
    if (d.size < 0) fail(code::data_loss, "the stored shape has a negative size, ", d.size);
    const auto size = static_cast<std::uint64_t>(d.size);
    zero = zero || size == 0;
    if (size != 0 && n > static_cast<std::uint64_t>(INT64_MAX) / size)
      fail(code::data_loss, "the stored shape has more than 2^63 - 1 elements");
    if (size != 0) n *= size;
    s.push_back(d.size);
  }
  return s;
}

/// Throws data_loss for a negative length; a dimension without a length is whole.
THAW_LAZY tensor_slice slice_of(const proto::tensor_slice_proto& p) {
  tensor_slice s;
  for (const auto& e : p.extent) {
    if (e.length && *e.length < 0) fail(code::data_loss, "a stored slice has the length ", *e.length);
    s.extents.push_back({e.start, e.length.value_or(-1)});
  }
  return s;
}

THAW_LAZY void check_version(const proto::version_def& v, std::string_view what) {
  constexpr std::int32_t ours = 1;
  if (v.min_consumer > ours)
    fail(code::invalid_argument, what, ": Checkpoint min consumer version ", v.min_consumer, " above current version ",
         ours, ": it was written by a newer TensorFlow");
  for (const std::int32_t bad : v.bad_consumers)
    if (bad == ours) fail(code::invalid_argument, what, ": Checkpoint disallows consumer version ", ours);
}

/// Checks that a dtype can be read at all.
THAW_LAZY void check_readable(const stored_tensor& t) {
  if (t.entry.dtype == dtype::invalid)
    fail(code::unimplemented, "dtype number ", t.dtype_number, " is not known to this version");
  if (t.entry.dtype == dtype::variant || t.entry.dtype == dtype::resource)
    fail(code::unimplemented, "tensors of dtype ", t.entry.dtype, " cannot be read from a checkpoint");
}

}  // namespace detail
}  // namespace thaw::bundle
