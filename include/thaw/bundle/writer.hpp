// Writing V2 checkpoints, byte for byte as TensorFlow does for the same calls (core/util/tensor_bundle, BundleWriter).
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "thaw/bundle/crc32c.hpp"
#include "thaw/bundle/index_writer.hpp"
#include "thaw/bundle/prefix.hpp"
#include "thaw/bundle/slice.hpp"
#include "thaw/bundle/string_data.hpp"
#include "thaw/core/atomic_file.hpp"
#include "thaw/core/error.hpp"
#include "thaw/core/tensor.hpp"
#include "thaw/proto/shape_convert.hpp"
#include "thaw/proto/tensor_bundle.hpp"

namespace thaw::bundle {

struct writer_options {
  /// Zeros after each tensor up to a multiple of this, so that all can be read without a copy. TensorFlow's default: 1.
  std::size_t alignment = 1;
};

/// Writes one checkpoint with one data file. Nothing appears under the prefix before `finish`, and a writer that is
/// destroyed without it leaves nothing. `finish` replaces a checkpoint of the same prefix in one step: whoever is
/// killed at any moment leaves the old one or the new one. (The new data file then has a name such as
/// P.data-00001-of-00002, because TensorFlow's usual name is still in use.)
class checkpoint_writer {
 public:
  /// Makes the directory when it is missing. Throws as files do (permission_denied, …).
  THAW_LAZY explicit checkpoint_writer(std::string prefix, writer_options options = {});
  checkpoint_writer(checkpoint_writer&&) noexcept = default;
  checkpoint_writer& operator=(checkpoint_writer&&) = delete;
  ~checkpoint_writer() = default;

  /// Writes a tensor. Throws invalid_argument for an empty or repeated name, unimplemented for resources and variants,
  /// resource_exhausted when the disk is full.
  THAW_LAZY void add(std::string_view name, const tensor& t);
  /// Writes a part of the tensor `name`, whose shape is `full_shape`. Throws invalid_argument, too, when the parts
  /// disagree or `t` has not the slice's shape.
  THAW_LAZY void add_slice(std::string_view name, const shape& full_shape, const tensor_slice& slice, const tensor& t);
  /// The same as the `shape_and_slices` of a SaveV2 op say: "" is a whole tensor.
  THAW_LAZY void add(std::string_view name, std::string_view shape_and_slice, const tensor& t);

  /// Brings everything to the disk and puts it in place: the data, then the index. The writer is done. Throws; then
  /// nothing has changed.
  THAW_LAZY void finish();

  const std::string& prefix() const noexcept { return prefix_; }

 private:
  THAW_LAZY proto::bundle_entry_proto& new_entry(std::string_view key, std::string_view name, dtype d, const shape& s);
  THAW_LAZY void write_data(proto::bundle_entry_proto& entry, const tensor& t);

  std::string prefix_;
  writer_options options_;
  std::optional<atomic_file> data_;
  std::vector<detail::named_entry> entries_;
  std::unordered_map<std::string, std::size_t> positions_;
};

// ---- details ----

namespace detail {
THAW_LAZY bool shape_is(const proto::bundle_entry_proto& entry, const shape& s) {
  const auto& dims = entry.shape->dim;
  return dims.size() == s.rank() &&
         std::equal(s.begin(), s.end(), dims.begin(), [](std::int64_t a, const auto& b) { return a == b.size; });
}
/// Whole dimensions have an empty extent, as in TensorSlice::AsProto.
THAW_LAZY proto::tensor_slice_proto slice_proto(const tensor_slice& slice) {
  proto::tensor_slice_proto p;
  for (const slice_extent& e : slice.extents) {
    auto& extent = p.extent.emplace_back();
    if (e.is_full()) continue;
    extent.start = e.start;
    extent.length = e.length;
  }
  return p;
}
}  // namespace detail

template <class>
checkpoint_writer::checkpoint_writer(std::string prefix, writer_options options)
    : prefix_(std::move(prefix)), options_(options) {
  make_directories(std::string(directory_of(prefix_)));
  data_.emplace(data_file_name(prefix_, 0, 1));
}

template <class>
proto::bundle_entry_proto& checkpoint_writer::new_entry(std::string_view key, std::string_view name, dtype d,
                                                        const shape& s) {
  if (d == dtype::invalid || d == dtype::resource || d == dtype::variant)
    fail(d == dtype::invalid ? code::invalid_argument : code::unimplemented, "tensor ", name, ": dtype ", d,
         " cannot be written to a checkpoint");
  if (!positions_.emplace(key, entries_.size()).second)
    fail(code::invalid_argument, "Adding duplicate key: ", key == name ? key : name);
  entries_.emplace_back(key, proto::bundle_entry_proto{});
  proto::bundle_entry_proto& entry = entries_.back().second;
  entry.dtype = static_cast<std::int32_t>(d);
  entry.shape = proto::to_proto(s);  // present even for a scalar
  return entry;
}

template <class>
void checkpoint_writer::write_data(proto::bundle_entry_proto& entry, const tensor& t) {
  entry.offset = static_cast<std::int64_t>(data_->written());
  std::uint32_t crc = 0;
  if (t.dtype() == dtype::string) {
    const auto* strings = t.data<std::string>();
    const auto count = static_cast<std::size_t>(t.elements());
    const string_data d = encode_strings(strings, count);
    data_->write(d.lengths);
    for (std::size_t i = 0; i < count; ++i) data_->write(strings[i]);
    crc = d.crc;
  } else {
    const std::string_view bytes(static_cast<const char*>(t.raw()), t.bytes());
    crc = crc32c(bytes);
    data_->write(bytes);
  }
  entry.size = static_cast<std::int64_t>(data_->written()) - entry.offset;
  entry.crc32c = crc32c_mask(crc);
  if (options_.alignment > 1)
    if (const std::size_t over = static_cast<std::size_t>(data_->written() % options_.alignment); over != 0)
      data_->write(std::string(options_.alignment - over, '\0'));
}

template <class>
void checkpoint_writer::add(std::string_view name, const tensor& t) {
  if (name.empty()) fail(code::invalid_argument, "a tensor in a checkpoint needs a name");
  write_data(new_entry(name, name, t.dtype(), t.shape()), t);
}

template <class>
void checkpoint_writer::add_slice(std::string_view name, const shape& full_shape, const tensor_slice& slice,
                                  const tensor& t) {
  const shape expected = slice.shape_in(full_shape);
  if (t.shape() != expected)
    fail(code::invalid_argument, "tensor ", name, ": slice ", slice.to_string(), " of ", full_shape, " has shape ",
         expected, ", but a tensor of shape ", t.shape(), " was given");
  if (expected == full_shape) return add(name, t);
  if (name.empty()) fail(code::invalid_argument, "a tensor in a checkpoint needs a name");
  if (t.dtype() == dtype::string)
    fail(code::invalid_argument, "tensor ", name, ": Dtype string not supported in slices");
  const std::string key = slice_key(name, slice);
  if (positions_.count(key) != 0)
    fail(code::invalid_argument, "Adding duplicate key: ", name, ", slice ", slice.to_string());
  if (const auto at = positions_.find(std::string(name)); at == positions_.end()) {
    new_entry(name, name, t.dtype(), full_shape).slices.push_back(detail::slice_proto(slice));
  } else {
    proto::bundle_entry_proto& whole = entries_[at->second].second;
    if (whole.slices.empty()) fail(code::invalid_argument, "Adding duplicate key: ", name);
    if (whole.dtype != static_cast<std::int32_t>(t.dtype()) || !detail::shape_is(whole, full_shape))
      fail(code::invalid_argument, "tensor ", name, ": its slices disagree about dtype or shape");
    whole.slices.push_back(detail::slice_proto(slice));
  }
  write_data(new_entry(key, name, t.dtype(), t.shape()), t);
}

template <class>
void checkpoint_writer::add(std::string_view name, std::string_view shape_and_slice, const tensor& t) {
  const slice_spec spec = parse_slice_spec(shape_and_slice);
  if (spec.whole)
    add(name, t);
  else
    add_slice(name, spec.full_shape, spec.slice, t);
}

template <class>
void checkpoint_writer::finish() {
  const detail::shard_names names = detail::free_shard_names(prefix_, 1);
  proto::bundle_header_proto header;
  header.num_shards = static_cast<std::int32_t>(names.total);
  header.version->producer = 1;
  for (auto& [key, entry] : entries_)
    if (entry.slices.empty()) entry.shard_id = static_cast<std::int32_t>(names.first);
  atomic_file index(index_file_name(prefix_));
  index.write(detail::make_index(header, entries_));
  index.finish();
  const std::string data_path = data_file_name(prefix_, names.first, names.total);
  data_->commit_as(data_path);
#if THAW_EXCEPTIONS
  try {
    index.commit();
  } catch (const error&) {
    remove_path(data_path);  // nobody refers to it
    throw;
  }
#else
  index.commit();
#endif
  data_.reset();
  detail::remove_stale_data(prefix_, names);
}

}  // namespace thaw::bundle
