// Putting the checkpoints that several devices wrote together into one (the MergeV2Checkpoints op).
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "thaw/bundle/index_writer.hpp"
#include "thaw/bundle/prefix.hpp"
#include "thaw/bundle/stored.hpp"
#include "thaw/core/atomic_file.hpp"
#include "thaw/core/error.hpp"
#include "thaw/core/file.hpp"
#include "thaw/proto/tensor_bundle.hpp"
#include "thaw/wire/message.hpp"

namespace thaw::bundle {

/// Makes one V2 checkpoint at `destination` of those at `prefixes`: their data files are renamed, their indexes merged
/// and deleted (core/util/tensor_bundle, MergeBundles). With `delete_old_dirs`, their directories go, too, if empty.
/// Everything is read and checked before anything is renamed. Throws not_found for a missing part, invalid_argument for
/// a tensor in two of them ("Duplicate tensor keyed by …") or parts that cannot go together.
THAW_SETUP void merge_v2_checkpoints(const std::vector<std::string>& prefixes, const std::string& destination,
                                     bool delete_old_dirs = true);

namespace detail {

class bundle_merger {
 public:
  THAW_SETUP void read(const std::string& prefix) {
    const std::string path = index_file_name(prefix);
    const table index = open_table({}, path);
    with_context([&] { add_all(index, prefix); }, [&] { return path; });
  }

  THAW_SETUP void write(const std::string& destination) {
    const shard_names names = free_shard_names(destination, static_cast<std::int64_t>(files_.size()));
    header_.num_shards = static_cast<std::int32_t>(names.total);
    for (auto& [key, entry] : entries_) entry.shard_id += static_cast<std::int32_t>(names.first);
    atomic_file index(index_file_name(destination));
    index.write(make_index(header_, entries_));
    index.finish();
    std::vector<std::pair<std::string, std::string>> moved;
    const auto move_all = [&] {
      for (std::size_t i = 0; i < files_.size(); ++i) {
        std::string to = data_file_name(destination, names.first + static_cast<std::int64_t>(i), names.total);
        rename_file(files_[i], to);
        moved.emplace_back(files_[i], std::move(to));
      }
      index.commit();
    };
#if THAW_EXCEPTIONS
    try {
      move_all();
    } catch (const error&) {
      for (const auto& [from, to] : moved) std::rename(to.c_str(), from.c_str());
      throw;
    }
#else
    move_all();
#endif
    remove_stale_data(destination, names);
  }

 private:
  THAW_SETUP void add_all(const table& index, const std::string& prefix) {
    std::int64_t shards = -1;
    index.for_each([&](std::string_view key, std::string_view value, const std::shared_ptr<const void>&) {
      if (shards < 0) {
        shards = read_header(key, value);
        return;
      }
      with_context(
          [&] { add(key, wire::parse<proto::bundle_entry_proto>(value, "bundle_entry_proto"), prefix, shards); },
          [&] { return concat("key ", key); });
    });
    if (shards < 0) fail(code::data_loss, "the index has no header");
  }

  THAW_SETUP std::int64_t read_header(std::string_view key, std::string_view value) {
    if (!key.empty()) fail(code::data_loss, "the index has no header");
    const auto h = wire::parse<proto::bundle_header_proto>(value, "the header of the index");
    check_version(*h.version, "the header of the index");
    if (!any_) {
      header_.endianness = h.endianness;
      header_.version = h.version;
    } else if (header_.endianness != h.endianness) {
      fail(code::invalid_argument, "Merging bundles with conflicting endianness; inputs corrupted?");
    } else if (!wire::equal(*header_.version, *h.version)) {
      fail(code::invalid_argument, "Merging bundles with different format versions");
    }
    any_ = true;
    if (h.num_shards < 0) fail(code::data_loss, "the index claims ", h.num_shards, " shards");
    return h.num_shards;
  }

  THAW_SETUP void add(std::string_view key, proto::bundle_entry_proto entry, const std::string& prefix,
                      std::int64_t shards) {
    const auto [at, fresh] = positions_.emplace(key, entries_.size());
    if (!fresh) {
      // Two devices may each have parts of one variable.
      proto::bundle_entry_proto& known = entries_[at->second].second;
      if (known.slices.empty() || entry.slices.empty())
        fail(code::invalid_argument, "Duplicate tensor keyed by ", key, " encountered, when merging prefix: ", prefix);
      if (known.dtype != entry.dtype || !wire::equal(*known.shape, *entry.shape))
        fail(code::invalid_argument, "the parts of ", key, " disagree about dtype or shape");
      for (const proto::tensor_slice_proto& slice : entry.slices) known.slices.push_back(slice);
      return;
    }
    const std::string file = data_file_name(prefix, entry.shard_id, shards);
    const auto [shard, new_file] = shards_.emplace(file, files_.size());
    if (new_file) {
      if (!is_file(file)) fail(code::not_found, file, "; it is missing, but its index needs it");
      files_.push_back(file);
    }
    entry.shard_id = static_cast<std::int32_t>(shard->second);
    entries_.emplace_back(key, std::move(entry));
  }

  proto::bundle_header_proto header_;
  bool any_ = false;
  std::vector<named_entry> entries_;
  std::unordered_map<std::string, std::size_t> positions_, shards_;
  std::vector<std::string> files_;  // by their new shard number
};
}  // namespace detail

template <class>
void merge_v2_checkpoints(const std::vector<std::string>& prefixes, const std::string& destination,
                          bool delete_old_dirs) {
  if (prefixes.empty()) fail(code::invalid_argument, "no checkpoints to merge into ", destination);
  detail::bundle_merger merger;
  for (const std::string& prefix : prefixes) merger.read(prefix);
  make_directories(std::string(directory_of(destination)));
  merger.write(destination);
  const std::string_view kept = directory_of(destination);
  for (const std::string& prefix : prefixes)
    if (prefix != destination) remove_path(index_file_name(prefix));
  if (delete_old_dirs)
    for (const std::string& prefix : prefixes)
      if (const std::string_view directory = directory_of(prefix); directory != kept && !directory.empty())
        remove_path(std::string(directory));
}

}  // namespace thaw::bundle
