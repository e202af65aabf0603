// From the path that a user gives to the files of a model: where the graph is, and where the checkpoint.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/bundle/kind.hpp"
#include "thaw/bundle/prefix.hpp"
#include "thaw/bundle/resolve.hpp"
#include "thaw/bundle/state.hpp"
#include "thaw/core/error.hpp"
#include "thaw/core/file.hpp"
#include "thaw/core/path.hpp"
#include "thaw/core/text.hpp"
#include "thaw/meta/model_file.hpp"

namespace thaw {

/// The files of a model.
struct model_files {
  std::string graph;       ///< MetaGraphDef, GraphDef or SavedModel
  std::string checkpoint;  ///< prefix; "" when the path named none
};

/// What `path` means: a directory (a SavedModel's, or one with checkpoints: the latest), a checkpoint's prefix or any
/// of its files, a `checkpoint` file, a MetaGraph, GraphDef or SavedModel whatever its name. Throws not_found, saying
/// what is there instead, and data_loss for files of another kind, saying which.
THAW_SETUP model_files locate_model(const std::string& path);

/// The checkpoint that belongs to a MetaGraph's file: of its own name, else (for a graph that is kept once, under a
/// name without a step) the latest in its directory; "" when there is none.
THAW_SETUP std::string checkpoint_beside(const std::string& meta_path);

namespace meta::detail {

THAW_SETUP std::string saved_model_file(const std::string& directory) {
  for (const char* name : {"saved_model.pb", "saved_model.pbtxt"})
    if (std::string file = join_path(directory, name); is_file(file)) return file;
  if (is_file(join_path(directory, "saved_model.cpb")))
    fail(code::unimplemented, directory, ": saved_model.cpb, the format for models beyond 2 GiB, cannot be read");
  return {};
}

THAW_SETUP std::vector<std::string> names_ending(const std::string& directory, std::string_view suffix) {
  std::vector<std::string> found;
  if (!is_directory(directory.empty() ? "." : directory)) return found;
  for (std::string& name : list_directory(directory))
    if (name.size() >= suffix.size() && std::string_view(name).substr(name.size() - suffix.size()) == suffix)
      found.push_back(std::move(name));
  return found;
}

/// In a directory without a checkpoint: its only graph. Throws not_found where there are several; "" for none.
THAW_SETUP std::string only_graph_file(const std::string& directory) {
  if (!names_ending(directory, ".index").empty() || is_file(join_path(directory, bundle::default_state_file)))
    return {};
  std::vector<std::string> graphs;
  for (const std::string_view suffix : {".pb", ".pbtxt"})
    for (std::string& name : names_ending(directory, suffix)) graphs.push_back(std::move(name));
  if (graphs.size() > 1)
    fail(code::not_found, directory, " has several graphs: ", join(graphs, ", ", 8), "; which one is meant?");
  return graphs.empty() ? std::string() : join_path(directory, graphs[0]);
}

/// The graph of a checkpoint.
THAW_SETUP model_files with_prefix(const std::string& prefix) {
  if (std::string own = bundle::meta_file_name(prefix); is_file(own)) return {std::move(own), prefix};
  const std::string directory(directory_of(prefix));
  if (file_name_of(directory) == "variables")
    if (std::string file = saved_model_file(std::string(directory_of(directory))); !file.empty())
      return {std::move(file), prefix};
  const std::vector<std::string> others = names_ending(directory, ".meta");
  if (others.size() == 1) return {join_path(directory, others[0]), prefix};
  fail(code::not_found, "checkpoint ", prefix,
       " has values, but no graph to run: ", file_name_of(bundle::meta_file_name(prefix)), " is not there",
       others.empty()
           ? std::string("; thaw::checkpoint_reader reads values without a graph")
           : concat("; load one of ", join(others, ", ", 8), " with load_options::checkpoint = \"", prefix, "\""));
}

}  // namespace meta::detail

template <class>
model_files locate_model(const std::string& path) {
  using meta::detail::with_prefix;
  if (is_file(bundle::index_file_name(path))) return with_prefix(path);
  const file_info info = stat_path(path);
  if (info.kind == file_info::directory) {
    if (std::string file = meta::detail::saved_model_file(path); !file.empty()) return {std::move(file), {}};
    if (std::string file = meta::detail::only_graph_file(path); !file.empty()) return {std::move(file), {}};
    return with_prefix(bundle::resolve_checkpoint(path).prefix);
  }
  if (info.kind == file_info::missing) {
    const std::string_view extension = std::string_view(path).substr(std::min(path.size(), path.rfind('.')));
    if (meta::detail::is_one_of(extension, {".pb", ".pbtxt"})) {
      const auto beside = meta::detail::names_ending(std::string(directory_of(path)), extension);
      fail(code::not_found, path, ": there is no such file",
           beside.empty() ? std::string() : concat("; beside it: ", join(beside, ", ", 8)));
    }
    return with_prefix(bundle::resolve_checkpoint(path).prefix);
  }
  const auto prefix = bundle::prefix_of_file(path);
  const shared_bytes content = map_file(path);
  const bundle::file_kind kind = bundle::sniff(content.bytes);
  const bool data = prefix && bundle::meta_file_name(*prefix) != path && bundle::find_checkpoint(*prefix);
  if (data || kind == bundle::file_kind::table || kind == bundle::file_kind::checkpoint_state)
    return with_prefix(bundle::resolve_checkpoint(path).prefix);
  if (sniff_model(content.bytes) == model_kind::other)
    meta::detail::fail_wrong_kind(content.bytes, path, "a MetaGraph, GraphDef, SavedModel or checkpoint");
  return {path, {}};
}

template <class>
std::string checkpoint_beside(const std::string& meta_path) {
  const auto stem = bundle::prefix_of_file(meta_path);
  if (stem)
    if (auto own = bundle::find_checkpoint(*stem)) return std::move(own->prefix);
  if (stem) {
    const std::size_t last = stem->find_last_not_of("0123456789");
    if (last != std::string::npos && last + 1 < stem->size() && (*stem)[last] == '-') return {};
  }
  return bundle::latest_checkpoint(std::string(directory_of(meta_path))).value_or(std::string());
}

}  // namespace thaw
