// Which files make a checkpoint: from a prefix, or from any of its files, to what has to be opened.
//
//   V2: P.index, P.data-00000-of-00001, …   V1: P, or P-00000-of-00002, …   beside either: P.meta
// A sharded V1 checkpoint goes by the name of a pattern, "P-?????-of-00002"; P alone is understood here, too.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/bundle/kind.hpp"
#include "thaw/core/error.hpp"
#include "thaw/core/file.hpp"
#include "thaw/core/path.hpp"
#include "thaw/core/text.hpp"

namespace thaw::bundle {

/// The files of a checkpoint.
struct checkpoint_files {
  std::string prefix;                 ///< as TensorFlow would be given it; for sharded V1, the pattern
  std::vector<std::string> v1_files;  ///< sorted; empty: V2
  THAW_SETUP bool is_v1() const noexcept { return !v1_files.empty(); }
};

/// `prefix`.data-00000-of-00001
THAW_SETUP std::string data_file_name(std::string_view prefix, std::int64_t shard, std::int64_t shards) {
  char suffix[64];
  std::snprintf(suffix, sizeof suffix, ".data-%05lld-of-%05lld", static_cast<long long>(shard),
                static_cast<long long>(shards));
  return concat(prefix, suffix);
}
THAW_SETUP std::string index_file_name(std::string_view prefix) { return concat(prefix, ".index"); }
/// The MetaGraph saved with a checkpoint: the shard part of a V1 name is dropped (saver's `_meta_graph_filename`).
THAW_SETUP std::string meta_file_name(std::string_view prefix);

/// The files of the checkpoint with this literal prefix (or V1 pattern), if it is there.
THAW_SETUP std::optional<checkpoint_files> find_checkpoint(const std::string& prefix);

/// The prefix that a file belongs to, by its name: without ".index", ".meta", ".data-…-of-…"; else nothing.
THAW_SETUP std::optional<std::string> prefix_of_file(std::string_view path);

/// "NAME: not found; …": what lies beside it, for the message when no checkpoint is there. Throws not_found.
[[noreturn]] void fail_no_checkpoint(const std::string& path);

namespace detail {

// "-00000-of-00002" at the end of a name; with `wild`, question marks count as digits. npos: not there.
THAW_SETUP std::size_t find_shard_suffix(std::string_view name, bool wild) noexcept {
  const auto digits_before = [&](std::size_t end) {
    std::size_t at = end;
    while (at > 0 && ((name[at - 1] >= '0' && name[at - 1] <= '9') || (wild && name[at - 1] == '?'))) --at;
    return at;
  };
  const std::size_t total = digits_before(name.size());
  if (name.size() - total < 5 || total < 4 || name.substr(total - 4, 4) != "-of-") return std::string_view::npos;
  const std::size_t shard = digits_before(total - 4);
  if (total - 4 - shard < 5 || shard < 1 || name[shard - 1] != '-') return std::string_view::npos;
  return shard - 1;
}

// Only "?" and "*" are special: names with brackets or backslashes are literal.
THAW_SETUP bool matches_pattern(std::string_view name, std::string_view pattern) noexcept {
  std::size_t n = 0, p = 0, star = std::string_view::npos, resume = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = n;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == name[n])) {
      ++n, ++p;
    } else if (star != std::string_view::npos) {  // the star takes one more
      p = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

THAW_SETUP std::vector<std::string> names_beside(const std::string& path) {
  const std::string directory(directory_of(path));
  return is_directory(directory.empty() ? "." : directory) ? list_directory(directory) : std::vector<std::string>();
}

THAW_SETUP std::vector<std::string> matching_files(const std::string& pattern) {
  std::vector<std::string> found;
  const std::string_view last = file_name_of(pattern);
  for (const std::string& name : names_beside(pattern))
    if (matches_pattern(name, last)) found.push_back(join_path(directory_of(pattern), name));
  return found;
}

// The shards of `base` as a pattern that fixes their number, which is that of the first.
THAW_SETUP std::optional<checkpoint_files> find_v1_shards(const std::string& base) {
  const std::vector<std::string> first = matching_files(base + "-00000-of-?????");
  if (first.empty()) return std::nullopt;
  checkpoint_files f;
  f.prefix = concat(base, "-?????", std::string_view(first[0]).substr(first[0].size() - 9));
  f.v1_files = matching_files(f.prefix);
  return f;
}
}  // namespace detail

template <class>
std::string meta_file_name(std::string_view prefix) {
  return concat(prefix.substr(0, detail::find_shard_suffix(prefix, true)), ".meta");
}

template <class>
std::optional<std::string> prefix_of_file(std::string_view path) {
  for (const std::string_view suffix : {".index", ".meta"})
    if (detail::ends_with(path, suffix)) return std::string(path.substr(0, path.size() - suffix.size()));
  const std::size_t shard = detail::find_shard_suffix(path, false);
  if (shard != std::string_view::npos && detail::ends_with(path.substr(0, shard), ".data"))
    return std::string(path.substr(0, shard - 5));
  return std::nullopt;
}

template <class>
std::optional<checkpoint_files> find_checkpoint(const std::string& prefix) {
  if (is_file(index_file_name(prefix))) return checkpoint_files{prefix, {}};
  if (!prefix.empty() && is_file(prefix)) return checkpoint_files{prefix, {prefix}};
  if (detail::find_shard_suffix(prefix, true) != std::string_view::npos || prefix.find('*') != std::string::npos) {
    std::vector<std::string> found = detail::matching_files(prefix);
    if (!found.empty()) return checkpoint_files{prefix, std::move(found)};
  }
  return detail::find_v1_shards(prefix);
}

[[noreturn]] inline void fail_no_checkpoint(const std::string& path) {
  std::string text =
      concat("no checkpoint at ", path,
             " (Unsuccessful TensorSliceReader constructor: Failed to find any matching files for ", path, ")");
  std::vector<std::string> prefixes, parts;
  const std::string own(file_name_of(prefix_of_file(path).value_or(path)));
  for (const std::string& name : detail::names_beside(path)) {
    const auto prefix = prefix_of_file(name);
    if (!prefix) continue;
    if (*prefix == own)
      parts.push_back(name);
    else if (detail::ends_with(name, ".index"))
      prefixes.push_back(*prefix);
  }
  const std::string directory(directory_of(path));
  if (!directory.empty() && !is_directory(directory))
    text += concat("; there is no directory ", directory);
  else if (!parts.empty())
    text += concat("; of its files only ", join(parts, ", ", 4), parts.size() == 1 ? " is" : " are", " there, but not ",
                   own, ".index, which says where each tensor is");
  else if (prefixes.empty())
    text += concat("; no other checkpoint lies beside it");
  else
    text += concat("; checkpoints beside it: ", join(prefixes, ", ", 8));
  fail(code::not_found, text);
}

}  // namespace thaw::bundle
