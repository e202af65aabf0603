// From whatever a user gives (prefix, file, directory, names in memory) to the files of a checkpoint.
#pragma once
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/bundle/kind.hpp"
#include "thaw/bundle/prefix.hpp"
#include "thaw/bundle/state.hpp"
#include "thaw/bundle/stored.hpp"
#include "thaw/core/error.hpp"
#include "thaw/core/file.hpp"
#include "thaw/core/path.hpp"

namespace thaw::bundle {

/// The checkpoint that `path` means: a prefix, any of its files, the pattern of a sharded V1 checkpoint, a directory or
/// its state file (then the latest), a SavedModel's directory. Throws not_found, saying what is there instead, or
/// data_loss for a file of another kind, saying which.
THAW_SETUP checkpoint_files resolve_checkpoint(const std::string& path);

/// The same among files in memory.
THAW_SETUP checkpoint_files resolve_checkpoint(const detail::file_set& files, std::string prefix);

namespace detail {

THAW_SETUP checkpoint_files latest_of(const std::string& directory, std::string_view state_file) {
  if (const auto latest = latest_checkpoint(directory, state_file))
    if (auto found = find_checkpoint(*latest)) return std::move(*found);
  const std::string variables = join_path(directory, "variables/variables");
  if (auto found = find_checkpoint(variables)) return std::move(*found);
  if (const auto only = only_checkpoint(directory))
    if (auto found = find_checkpoint(*only)) return std::move(*found);
  if (const auto state = get_checkpoint_state(directory, state_file))
    with_context([&] { fail_no_checkpoint(join_path(directory, last_component(state->model_checkpoint_path))); },
                 [&] {
                   return concat(join_path(directory, state_file), " names ", state->model_checkpoint_path,
                                 ", which is not there");
                 });
  fail(code::not_found, "no checkpoint in ", directory, ": there is neither a file \"", state_file,
       "\" nor any .index file, nor a V1 checkpoint with its .meta");
}
}  // namespace detail

template <class>
checkpoint_files resolve_checkpoint(const std::string& path) {
  if (is_file(index_file_name(path))) return {path, {}};
  if (const auto prefix = prefix_of_file(path))
    if (is_file(path) || find_checkpoint(*prefix)) {
      if (auto found = find_checkpoint(*prefix)) return std::move(*found);
      fail_no_checkpoint(*prefix);
    }
  const file_info info = stat_path(path);
  if (info.kind == file_info::directory) return detail::latest_of(path, default_state_file);
  if (info.kind == file_info::missing) {
    if (auto found = find_checkpoint(path)) return std::move(*found);
    std::string slashes = path;  // as Windows writes it
    std::replace(slashes.begin(), slashes.end(), '\\', '/');
    if (slashes != path && (is_directory(slashes) || find_checkpoint(prefix_of_file(slashes).value_or(slashes))))
      return resolve_checkpoint(slashes);
    fail_no_checkpoint(path);
  }
  const shared_bytes content = map_file(path);
  const file_kind kind = sniff(content.bytes);
  if (kind == file_kind::checkpoint_state)
    return detail::latest_of(std::string(directory_of(path)), file_name_of(path));
  if (kind != file_kind::table)
    fail(code::data_loss, path, ": not an sstable (bad magic number): it is ", describe(kind), " (", info.size,
         " bytes); a checkpoint's prefix, .index file or directory was expected");
  // One of several V1 files means all of them.
  const std::size_t shard = detail::find_shard_suffix(path, false);
  if (shard != std::string_view::npos) {
    checkpoint_files all;
    all.prefix = concat(std::string_view(path).substr(0, shard), "-?????", std::string_view(path).substr(shard + 6));
    all.v1_files = detail::matching_files(all.prefix);
    if (!all.v1_files.empty()) return all;
  }
  return {path, {path}};
}

template <class>
checkpoint_files resolve_checkpoint(const detail::file_set& files, std::string prefix) {
  std::vector<std::string> names, tables;
  for (const memory_file& f : files.memory) {
    names.push_back(f.name);
    if (detail::ends_with(f.name, ".index")) tables.push_back(f.name.substr(0, f.name.size() - 6));
  }
  const auto has = [&](const std::string& name) { return std::find(names.begin(), names.end(), name) != names.end(); };
  if (prefix.empty() && !has(".index")) {
    if (tables.size() == 1)
      prefix = tables[0];
    else if (tables.empty() && names.size() == 1)
      prefix = names[0];
    else
      fail(code::invalid_argument, "which checkpoint? Among the files in memory are ", tables.size(),
           " indexes: ", join(tables, ", ", 8));
  }
  if (has(index_file_name(prefix))) return {prefix, {}};
  if (const auto stem = prefix_of_file(prefix); stem && has(index_file_name(*stem))) return {*stem, {}};
  checkpoint_files v1{prefix, {}};
  for (const std::string& name : names) {
    const std::size_t shard = detail::find_shard_suffix(name, false);
    if (name == prefix || detail::matches_pattern(name, prefix) ||
        (shard != std::string_view::npos && std::string_view(name).substr(0, shard) == prefix))
      v1.v1_files.push_back(name);
  }
  if (v1.v1_files.empty())
    fail(code::not_found, "no checkpoint ", prefix, " among the files in memory: ", join(names, ", ", 8));
  return v1;
}

}  // namespace thaw::bundle
