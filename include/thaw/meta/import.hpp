// From a MetaGraph to a graph and its saver.
#pragma once
#include <string>
#include <utility>

#include "thaw/core/error.hpp"
#include "thaw/core/file.hpp"
#include "thaw/graph/graph.hpp"
#include "thaw/graph/import.hpp"
#include "thaw/meta/model_file.hpp"
#include "thaw/meta/saver.hpp"
#include "thaw/proto/meta_graph.hpp"

namespace thaw {

/// Adds the nodes and collections of a MetaGraph to `g` (tf.train.import_meta_graph) and returns its saver. Items of a
/// collection that `g` has already are appended to it. Throws invalid_argument for a graph that cannot be imported and
/// for collections whose kinds differ.
THAW_SETUP saver import_meta_graph(graph& g, proto::meta_graph_def meta);
/// From bytes, binary or text; constants become views of them where they have an owner. Throws also data_loss.
THAW_SETUP saver import_meta_graph(graph& g, const shared_bytes& content, const std::string& file = {});
/// From a file, which is mapped, not copied.
THAW_SETUP saver import_meta_graph(graph& g, const std::string& path);

namespace meta::detail {

struct list_appender {
  proto::collection_def& to;
  bool operator()(std::monostate&) const { return true; }
  template <class Box>
  bool operator()(Box& from) const {
    Box* list = std::get_if<Box>(&to.kind);
    if (list == nullptr) return false;
    for (auto& item : from->value) (*list)->value.push_back(std::move(item));
    return true;
  }
};

THAW_SETUP void import_collection(graph& g, const std::string& key, proto::collection_def from) {
  proto::collection_def& to = g.collections()[key];
  if (to.kind.index() == 0) {
    to = std::move(from);
  } else if (!std::visit(list_appender{to}, from.kind)) {
    fail(code::invalid_argument, "collection '", key, "' is a ", kind_name(to), " in the graph and a ", kind_name(from),
         " in the MetaGraph");
  }
}

}  // namespace meta::detail

template <class>
saver import_meta_graph(graph& g, proto::meta_graph_def meta) {
  import_graph_def(g, std::move(*meta.graph_def));
  // A key that a file has twice counts once, with its last value.
  for (auto& entry : meta.collection_def)
    if (meta.collection_def.find(entry.key) == &entry.value)
      meta::detail::import_collection(g, entry.key, std::move(entry.value));
  return saver(g, std::move(*meta.saver_def));
}

template <class>
saver import_meta_graph(graph& g, const shared_bytes& content, const std::string& file) {
  proto::meta_graph_def meta = read_meta_graph(content, file);
  return with_context([&] { return import_meta_graph(g, std::move(meta)); },
                      [&] { return file.empty() ? std::string("meta_graph_def") : file; });
}

template <class>
saver import_meta_graph(graph& g, const std::string& path) {
  return import_meta_graph(g, map_file(path), path);
}

}  // namespace thaw
