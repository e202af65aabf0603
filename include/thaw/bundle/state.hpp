// The text file `checkpoint`: which checkpoints a directory has, and which is the latest.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/bundle/prefix.hpp"
#include "thaw/core/atomic_file.hpp"
#include "thaw/core/error.hpp"
#include "thaw/core/file.hpp"
#include "thaw/core/path.hpp"
#include "thaw/proto/checkpoint_state.hpp"
#include "thaw/wire/text.hpp"

namespace thaw::bundle {

/// The name of the state file.
inline constexpr std::string_view default_state_file = "checkpoint";

/// What the state file of a directory says, relative paths joined to the directory (tf.train.get_checkpoint_state);
/// nothing when there is no such file. Throws data_loss when it cannot be understood, or names no checkpoint.
THAW_SETUP std::optional<proto::checkpoint_state> get_checkpoint_state(
    const std::string& directory, std::string_view latest_filename = default_state_file);

/// The same from the file's text.
THAW_SETUP proto::checkpoint_state parse_checkpoint_state(std::string_view text, const std::string& directory);

/// The prefix of the latest checkpoint in a directory (tf.train.latest_checkpoint), or nothing.
///
/// More than TensorFlow does: where the recorded path leads nowhere (the directory was moved, or came from another
/// system), the checkpoint of that name in this directory counts; without a state file, the newest `.index` (or, for
/// V1,
/// `.meta`) does: of "model-9" and "model-10" the one with the larger number, else by time. Throws as
/// `get_checkpoint_state`.
THAW_SETUP std::optional<std::string> latest_checkpoint(const std::string& directory,
                                                        std::string_view latest_filename = default_state_file);

/// What `update_checkpoint_state` writes besides the latest checkpoint.
struct checkpoint_state_options {
  std::vector<std::string> all_model_checkpoint_paths;  ///< oldest first; the latest is added when it is not the last
  std::vector<double> all_model_checkpoint_timestamps;  ///< seconds since 1970; one for each path, or none
  double last_preserved_timestamp = 0;                  ///< 0: not written
  std::string latest_filename{default_state_file};
  bool save_relative_paths = false;  ///< so that the directory can be moved
};

/// Writes the state file as TensorFlow does (tf.train.update_checkpoint_state), but so that a crash leaves the old one.
/// Throws invalid_argument when the numbers of paths and timestamps differ or a checkpoint has the state file's name.
THAW_SETUP void update_checkpoint_state(const std::string& directory, const std::string& model_checkpoint_path,
                                        checkpoint_state_options options = {});

namespace detail {

// Windows names, too: a state file may come from there.
THAW_SETUP std::string_view last_component(std::string_view path) noexcept {
  return path.substr(path.find_last_of("/\\") + 1);
}

THAW_SETUP std::optional<std::string> find_recorded(const std::string& directory, const std::string& recorded) {
  std::string slashes = recorded;
  std::replace(slashes.begin(), slashes.end(), '\\', '/');
  for (const std::string& path : {recorded, slashes, join_path(directory, last_component(recorded))})
    if (const auto found = find_checkpoint(path)) return found->prefix;
  return std::nullopt;
}

// "model-10" is the step 10 of "model-".
struct numbered_prefix {
  std::string_view base, digits;
};
THAW_SETUP numbered_prefix split_step(std::string_view prefix) noexcept {
  std::size_t at = prefix.size();
  while (at > 0 && prefix[at - 1] >= '0' && prefix[at - 1] <= '9') --at;
  std::size_t first = at;
  while (first + 1 < prefix.size() && prefix[first] == '0') ++first;
  return {prefix.substr(0, at), prefix.substr(first)};
}

struct dated_checkpoint {
  std::string prefix;
  std::int64_t time;
};
THAW_SETUP std::vector<dated_checkpoint> all_checkpoints(const std::string& directory) {
  std::vector<dated_checkpoint> all;
  if (!is_directory(directory.empty() ? "." : directory)) return all;
  for (const std::string& name : list_directory(directory)) {
    const bool v2 = ends_with(name, ".index");
    if (!v2 && !ends_with(name, ".meta")) continue;
    const std::string path = join_path(directory, name);
    const file_info info = stat_path(path);
    if (info.kind != file_info::file) continue;
    dated_checkpoint c{path.substr(0, path.rfind('.')), info.modified_ns};
    if (!v2) {  // beside a V1 checkpoint, whose own name tells nothing
      auto found = find_checkpoint(c.prefix);
      if (!found || !found->is_v1()) continue;
      c.prefix = std::move(found->prefix);
    }
    all.push_back(std::move(c));
  }
  return all;
}

THAW_SETUP std::optional<std::string> newest_checkpoint(const std::string& directory) {
  std::optional<dated_checkpoint> best;
  for (dated_checkpoint& c : all_checkpoints(directory)) {
    if (best) {
      const numbered_prefix a = split_step(best->prefix), b = split_step(c.prefix);
      const bool same = a.base == b.base && !a.digits.empty() && !b.digits.empty();
      const bool later =
          same ? a.digits.size() != b.digits.size() ? a.digits.size() < b.digits.size() : a.digits < b.digits
               : best->time <= c.time;
      if (same) c.time = best->time = std::max(c.time, best->time);  // the run counts as a whole
      if (!later) continue;
    }
    best = std::move(c);
  }
  if (!best) return std::nullopt;
  return std::move(best->prefix);
}

/// When a directory has exactly one checkpoint, there is no doubt, whatever the state file says.
THAW_SETUP std::optional<std::string> only_checkpoint(const std::string& directory) {
  std::vector<dated_checkpoint> all = all_checkpoints(directory);
  if (all.size() != 1) return std::nullopt;
  return std::move(all[0].prefix);
}
}  // namespace detail

template <class>
proto::checkpoint_state parse_checkpoint_state(std::string_view text, const std::string& directory) {
  auto state = wire::parse_text<proto::checkpoint_state>(text, "checkpoint_state");
  if (state.model_checkpoint_path.empty())
    fail(code::data_loss, "it names no checkpoint (model_checkpoint_path is empty)");
  const auto join = [&](std::string& p) { p = join_path(directory, p); };
  join(state.model_checkpoint_path);
  for (std::string& p : state.all_model_checkpoint_paths) join(p);
  return state;
}

template <class>
std::optional<proto::checkpoint_state> get_checkpoint_state(const std::string& directory,
                                                            std::string_view latest_filename) {
  const std::string path = join_path(directory, latest_filename);
  if (!is_file(path)) return std::nullopt;
  const std::string text = read_file(path);
  return with_context([&] { return parse_checkpoint_state(text, directory); }, [&] { return path; });
}

template <class>
std::optional<std::string> latest_checkpoint(const std::string& directory, std::string_view latest_filename) {
  const auto state = get_checkpoint_state(directory, latest_filename);
  return state ? detail::find_recorded(directory, state->model_checkpoint_path) : detail::newest_checkpoint(directory);
}

template <class>
void update_checkpoint_state(const std::string& directory, const std::string& model_checkpoint_path,
                             checkpoint_state_options options) {
  proto::checkpoint_state state;
  state.model_checkpoint_path = model_checkpoint_path;
  state.all_model_checkpoint_paths = std::move(options.all_model_checkpoint_paths);
  auto& all = state.all_model_checkpoint_paths;
  if (all.empty() || all.back() != model_checkpoint_path) all.push_back(model_checkpoint_path);
  if (!options.all_model_checkpoint_timestamps.empty() && options.all_model_checkpoint_timestamps.size() != all.size())
    fail(code::invalid_argument, options.all_model_checkpoint_timestamps.size(), " timestamps for ", all.size(),
         " checkpoints");
  state.all_model_checkpoint_timestamps = std::move(options.all_model_checkpoint_timestamps);
  state.last_preserved_timestamp = options.last_preserved_timestamp;
  // Paths relative to the working directory become relative to the file, because that is how they are read.
  const auto localize = [&](std::string& p) {
    if (is_absolute_path(p) ? options.save_relative_paths : !is_absolute_path(directory))
      p = relative_path(p, directory);
  };
  localize(state.model_checkpoint_path);
  for (std::string& p : all) localize(p);
  const std::string path = join_path(directory, options.latest_filename);
  if (path == model_checkpoint_path || path == state.model_checkpoint_path)
    fail(code::invalid_argument, "the checkpoint ", path, " has the name of the state file");
  write_file(path, wire::to_text(state));
}

}  // namespace thaw::bundle
