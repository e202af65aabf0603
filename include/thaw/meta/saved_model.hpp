// SavedModels: choosing a MetaGraph by its tags, assets, and the operation that initialises it.
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/core/error.hpp"
#include "thaw/core/path.hpp"
#include "thaw/core/text.hpp"
#include "thaw/graph/graph.hpp"
#include "thaw/meta/collection.hpp"
#include "thaw/meta/graph_keys.hpp"
#include "thaw/proto/meta_graph.hpp"
#include "thaw/proto/saved_model.hpp"
#include "thaw/session/feed.hpp"

namespace thaw {

/// The tags of each MetaGraph of a SavedModel, in the order of the file, as "{serve, gpu}".
THAW_LAZY std::vector<std::string> list_tags(const proto::saved_model& m);

/// The MetaGraph whose set of tags is exactly this one (tensorflow/cc/saved_model/loader.cc). Without tags, the only
/// MetaGraph. Throws not_found, listing the tag sets that there are.
THAW_LAZY const proto::meta_graph_def& find_meta_graph(const proto::saved_model& m,
                                                       const std::vector<std::string>& tags);

namespace meta::detail {

THAW_LAZY std::vector<std::string> sorted_unique(std::vector<std::string> list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

/// The files that the graph reads while it is initialised: tensors to be fed with their paths.
THAW_LAZY std::vector<feed> asset_feeds(const graph& g, const wire::repeated<proto::asset_file_def>& listed,
                                        const std::string& directory) {
  std::vector<proto::asset_file_def> assets(listed.begin(), listed.end());
  if (assets.empty() && g.collections().contains(graph_keys::saved_model_assets))
    assets = g.get_collection<proto::asset_file_def>(graph_keys::saved_model_assets);
  std::vector<feed> feeds;
  for (const proto::asset_file_def& a : assets) {
    const auto* tensor_name = wire::as<proto::tensor_info::encoding_case::name>(a.tensor_info->encoding);
    if (tensor_name == nullptr) continue;
    feeds.emplace_back(*tensor_name, tensor(join_path(join_path(directory, "assets"), a.filename)));
  }
  return feeds;
}

/// The operation to run after restoring; "" when there is none.
THAW_LAZY std::string init_operation(const graph& g, const wire::map<proto::signature_def>& signatures) {
  constexpr std::string_view key = "__saved_model_init_op";
  if (const proto::signature_def* s = signatures.find(key))
    if (const proto::tensor_info* info = s->outputs.find(key))
      if (const auto* op = wire::as<proto::tensor_info::encoding_case::name>(info->encoding)) return *op;
  for (const char* collection_key : {graph_keys::saved_model_main_op, graph_keys::legacy_init_op}) {
    if (!g.collections().contains(collection_key)) continue;
    const auto ops = g.get_collection<std::string>(collection_key);
    if (ops.size() != 1)
      fail(code::invalid_argument, "collection '", collection_key, "' has ", ops.size(),
           " operations; one is expected");
    return ops[0];
  }
  return {};
}

}  // namespace meta::detail

template <class>
std::vector<std::string> list_tags(const proto::saved_model& m) {
  std::vector<std::string> all;
  for (const proto::meta_graph_def& g : m.meta_graphs) all.push_back(concat('{', join(g.meta_info_def->tags), '}'));
  return all;
}

template <class>
const proto::meta_graph_def& find_meta_graph(const proto::saved_model& m, const std::vector<std::string>& tags) {
  if (m.meta_graphs.empty()) fail(code::not_found, "the SavedModel has no MetaGraph");
  if (tags.empty() && m.meta_graphs.size() == 1) return m.meta_graphs[0];
  if (tags.empty())
    fail(code::not_found, "the SavedModel has ", m.meta_graphs.size(),
         " MetaGraphs; which one is meant? (load_options::tags, or --tag) Their tags: ", join(list_tags(m)));
  const std::vector<std::string> wanted = meta::detail::sorted_unique(tags);
  for (const proto::meta_graph_def& g : m.meta_graphs)
    if (meta::detail::sorted_unique(g.meta_info_def->tags) == wanted) return g;
  fail(code::not_found, "no MetaGraph of the SavedModel has exactly the tags {", join(tags),
       "}; their tags: ", join(list_tags(m)));
}

}  // namespace thaw
