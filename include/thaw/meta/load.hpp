// Loading a model: from whatever path, or from memory, to something that runs.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/bundle/reader.hpp"
#include "thaw/core/error.hpp"
#include "thaw/core/file.hpp"
#include "thaw/graph/graph.hpp"
#include "thaw/meta/import.hpp"
#include "thaw/meta/locate.hpp"
#include "thaw/meta/model.hpp"
#include "thaw/meta/model_file.hpp"
#include "thaw/meta/saved_model.hpp"
#include "thaw/ops/op_set.hpp"
#include "thaw/ops/standard.hpp"

namespace thaw {

/// How to load a model.
struct load_options {
  /// The checkpoint to restore, instead of the one beside the graph: a prefix, any of a checkpoint's files, a
  /// directory. With `checkpoint_files`: the prefix among them, "" for the only one.
  std::string checkpoint;
  /// A checkpoint in memory.
  std::vector<bundle::memory_file> checkpoint_files;
  /// The tags of a SavedModel's MetaGraph, all of them; needed only where there are several.
  std::vector<std::string> tags;
  /// The signature whose keys count first as names of feeds and fetches.
  std::string signature;
  /// Restores only the variables that these need; others, such as an optimizer's, may then be missing from the
  /// checkpoint. Empty: all that the graph's saver restores.
  std::vector<std::string> fetches;
  /// Off: variables keep no values, as for looking at a graph; a SavedModel's initialisation is not run either.
  bool restore = true;
  /// Checks the checksums of the checkpoint.
  bool verify = true;
  session_options session;
};

/// Makes models; what `load` is made of.
struct model_builder {
  const op_index& ops;
  const load_options& options;

  THAW_SETUP model from_path(const std::string& path) const;
  /// `directory`: where a SavedModel's assets and variables are.
  THAW_SETUP model from_bytes(const shared_bytes& content, const std::string& file, const std::string& directory,
                              const std::string& checkpoint) const;
  THAW_SETUP model from_meta_graph(proto::meta_graph_def meta, const std::string& directory,
                                   const std::string& checkpoint, model_kind kind) const;

 private:
  THAW_SETUP std::vector<tensor_key> wanted() const { return {options.fetches.begin(), options.fetches.end()}; }
  THAW_SETUP bundle::checkpoint_reader open(const std::string& checkpoint) const;
  THAW_SETUP std::string checkpoint_for(const model& m, const std::string& directory, const std::string& beside) const;
};

/// Loads a model with the ops of `Set` and restores its checkpoint. `path` may be a directory (with a `checkpoint` file
/// or a SavedModel in it), a checkpoint's prefix or any of its files, a `.meta`, a frozen GraphDef or a SavedModel's
/// file, binary or text: contents decide, not names. Throws not_found (nothing there, keys missing from the
/// checkpoint, no such tags), data_loss (damage, or a file of another kind), invalid_argument (a graph or checkpoint
/// that does not fit), unimplemented (ops that a SavedModel's initialisation needs and the set lacks). Ops that no
/// fetch needs do not matter.
template <class Set = ops::standard>
model load(const std::string& path, const load_options& options = {}) {
  return model_builder{index_of<Set>(), options}.from_path(path);
}
/// From memory: the bytes of a MetaGraph, GraphDef or SavedModel, binary or text. Constants become views of them where
/// they have an owner (`thaw::share(std::move(string))` makes one).
template <class Set = ops::standard>
model load(const shared_bytes& content, const load_options& options = {}) {
  return model_builder{index_of<Set>(), options}.from_bytes(content, {}, {}, {});
}
/// From a message.
template <class Set = ops::standard>
model load(proto::meta_graph_def meta, const load_options& options = {}) {
  return model_builder{index_of<Set>(), options}.from_meta_graph(std::move(meta), {}, {}, model_kind::meta_graph);
}
template <class Set = ops::standard>
model load(proto::graph_def graph, const load_options& options = {}) {
  proto::meta_graph_def meta;
  meta.graph_def = std::move(graph);
  return model_builder{index_of<Set>(), options}.from_meta_graph(std::move(meta), {}, {}, model_kind::graph_def);
}

// ---- details ----

template <class>
model model_builder::from_path(const std::string& path) const {
  const model_files files = locate_model(path);
  const shared_bytes content = map_file(files.graph);
  model m = from_bytes(content, files.graph, std::string(directory_of(files.graph)), files.checkpoint);
  m.path_ = files.graph;
  return m;
}

template <class>
model model_builder::from_bytes(const shared_bytes& content, const std::string& file, const std::string& directory,
                                const std::string& checkpoint) const {
  const auto in_file = [&] { return file.empty() ? std::string("model") : file; };
  const model_kind kind = sniff_model(content.bytes);
  proto::meta_graph_def meta;
  switch (kind) {
    case model_kind::meta_graph:
      meta = read_meta_graph(content, file);
      break;
    case model_kind::graph_def:
      meta.graph_def = meta::detail::read_message<proto::graph_def>(content, file);
      break;
    case model_kind::saved_model: {
      const auto all = meta::detail::read_message<proto::saved_model>(content, file);
      meta = with_context([&] { return find_meta_graph(all, options.tags); }, in_file);
      break;
    }
    case model_kind::other:
      meta::detail::fail_wrong_kind(content.bytes, file, "a MetaGraph, GraphDef or SavedModel");
  }
  std::string beside = checkpoint;
  if (kind == model_kind::meta_graph && beside.empty() && !file.empty() && options.checkpoint.empty() &&
      options.restore)
    beside = checkpoint_beside(file);
  return with_context([&] { return from_meta_graph(std::move(meta), directory, beside, kind); }, in_file);
}

template <class>
bundle::checkpoint_reader model_builder::open(const std::string& checkpoint) const {
  bundle::reader_options how;
  how.verify = options.verify;
  return options.checkpoint_files.empty()
             ? bundle::checkpoint_reader::open(checkpoint, how)
             : bundle::checkpoint_reader::open_memory(options.checkpoint_files, options.checkpoint, how);
}

/// The checkpoint to restore; "" when there is none and none is needed.
template <class>
std::string model_builder::checkpoint_for(const model& m, const std::string& directory,
                                          const std::string& beside) const {
  if (!options.checkpoint.empty()) return options.checkpoint;
  if (!beside.empty()) return beside;
  if (m.kind() == model_kind::saved_model) {
    const std::string variables = join_path(join_path(directory, "variables"), "variables");
    return is_file(bundle::index_file_name(variables)) ? variables : std::string();
  }
  if (m.saver().has_saver_def())
    fail(code::not_found,
         "no checkpoint for this graph: there is none of its name, and none in its directory; "
         "load_options::checkpoint names one, load_options::restore = false does without");
  return {};
}

template <class>
model model_builder::from_meta_graph(proto::meta_graph_def meta, const std::string& directory,
                                     const std::string& checkpoint, model_kind kind) const {
  graph g;
  wire::map<proto::signature_def> signatures = std::move(meta.signature_def);
  const wire::repeated<proto::asset_file_def> assets = std::move(meta.asset_file_def);
  thaw::saver saver = import_meta_graph(g, std::move(meta));
  if (!options.signature.empty() && !signatures.contains(options.signature)) {
    std::vector<std::string> keys;
    for (const auto& entry : signatures) keys.push_back(entry.key);
    fail(code::not_found, "no signature '", options.signature,
         "'; the model has: ", keys.empty() ? "none" : join(keys));
  }
  model m(g, ops, options.session);
  m.kind_ = kind;
  m.saver_ = std::move(saver);
  m.signatures_ = std::move(signatures);
  m.signature_ = options.signature;
  if (!options.restore) return m;
  const bool saved = kind == model_kind::saved_model;
  const std::vector<feed> asset_paths = saved ? meta::detail::asset_feeds(g, assets, directory) : std::vector<feed>();
  const bool in_memory = !options.checkpoint_files.empty();
  if (const std::string prefix = in_memory ? std::string() : checkpoint_for(m, directory, checkpoint);
      in_memory || !prefix.empty()) {
    const bundle::checkpoint_reader reader = open(prefix);
    m.saver_.restore(m.session_, reader, wanted(), asset_paths);
    m.checkpoint_ = reader.prefix();
  }
  if (saved)
    if (const std::string init = meta::detail::init_operation(g, m.signatures_); !init.empty())
      with_context([&] { m.session_.run(init, asset_paths); },
                   [&] { return concat("initialising the SavedModel ('", init, "')"); });
  return m;
}

}  // namespace thaw
