// The index of a V2 checkpoint, and putting a new checkpoint in the place of an old one under the same prefix.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/bundle/prefix.hpp"
#include "thaw/bundle/table_writer.hpp"
#include "thaw/core/error.hpp"
#include "thaw/core/file.hpp"
#include "thaw/proto/tensor_bundle.hpp"
#include "thaw/wire/message.hpp"

namespace thaw::bundle::detail {

using named_entry = std::pair<std::string, proto::bundle_entry_proto>;

/// The bytes of an index; sorts the entries.
THAW_LAZY std::string make_index(const proto::bundle_header_proto& header, std::vector<named_entry>& entries) {
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  table_writer table;
  table.add("", wire::serialize(header));
  for (const auto& [key, entry] : entries) table.add(key, wire::serialize(entry));
  return table.finish();
}

/// All data files that lie under a prefix.
THAW_LAZY std::vector<std::string> data_files(const std::string& prefix) {
  std::vector<std::string> found;
  const std::string start = concat(file_name_of(prefix), ".data-");
  for (const std::string& name : names_beside(prefix))
    if (starts_with(name, start) && find_shard_suffix(name, false) == start.size() - 1)
      found.push_back(join_path(directory_of(prefix), name));
  return found;
}

/// The number of shards to claim for data files `first_shard`…`first_shard + count - 1`.
///
/// While an index is there, its data files must stay as they are until the new index takes its place: that rename makes
/// the new checkpoint valid in one step. So the new data files need other names, which the number of shards gives them;
/// a shard that no entry refers to may be missing.
struct shard_names {
  std::int64_t first = 0, total = 1;
};
THAW_LAZY shard_names free_shard_names(const std::string& prefix, std::int64_t count) {
  shard_names n{0, count};
  if (!path_exists(index_file_name(prefix))) return n;
  const std::vector<std::string> taken = data_files(prefix);
  const auto is_taken = [&](std::int64_t shard) {
    return std::binary_search(taken.begin(), taken.end(), data_file_name(prefix, shard, n.total));
  };
  for (;; ++n.total) {
    n.first = n.total - count;
    bool free = true;
    for (std::int64_t k = n.first; k < n.total; ++k) free = free && !is_taken(k);
    if (free) return n;
  }
}

/// After the new index is in place: what the old one referred to.
THAW_LAZY void remove_stale_data(const std::string& prefix, shard_names keep) {
  for (const std::string& path : data_files(prefix)) {
    bool used = false;
    for (std::int64_t k = keep.first; k < keep.total; ++k) used = used || path == data_file_name(prefix, k, keep.total);
    if (!used) remove_path(path);
  }
}

}  // namespace thaw::bundle::detail
