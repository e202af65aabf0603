#include "open.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "thaw/bundle/resolve.hpp"
#include "thaw/core/path.hpp"
#include "thaw/meta/locate.hpp"
#include "thaw/meta/model_file.hpp"
#include "thaw/meta/saved_model.hpp"
#include "thaw/ops/all.hpp"

namespace tool {

namespace {

struct found_model {
  std::string file, directory, checkpoint;
  thaw::model_kind kind = thaw::model_kind::other;
  thaw::proto::meta_graph_def meta;
};

template <class F>
decltype(auto) with_file(const std::string& file, F&& f) {
  return thaw::with_context(f, [&] { return file; });
}

/// Where the checkpoint of a model is, if it has one.
std::string checkpoint_of(const model_arguments& a, const found_model& m, const std::string& located) {
  if (!a.checkpoint.empty()) return thaw::bundle::resolve_checkpoint(a.checkpoint).prefix;
  if (!located.empty()) return located;
  if (m.kind == thaw::model_kind::meta_graph) return thaw::checkpoint_beside(m.file);
  if (m.kind != thaw::model_kind::saved_model) return {};
  std::string variables = thaw::join_path(thaw::join_path(m.directory, "variables"), "variables");
  return thaw::is_file(thaw::bundle::index_file_name(variables)) ? variables : std::string();
}

found_model find_model(const model_arguments& a) {
  const thaw::model_files files = thaw::locate_model(a.path);
  found_model m;
  m.file = files.graph;
  m.directory = std::string(thaw::directory_of(files.graph));
  const thaw::shared_bytes content = thaw::map_file(m.file);
  m.kind = thaw::sniff_model(content.bytes);
  using thaw::meta::detail::read_message;
  switch (m.kind) {
    case thaw::model_kind::graph_def:
      m.meta.graph_def = read_message<thaw::proto::graph_def>(content, m.file);
      break;
    case thaw::model_kind::saved_model: {
      const auto all = read_message<thaw::proto::saved_model>(content, m.file);
      m.meta = with_file(
          m.file, [&]() -> const auto& { return thaw::find_meta_graph(all, a.tags); });
      break;
    }
    default:
      m.meta = thaw::read_meta_graph(content, m.file);
  }
  m.checkpoint = checkpoint_of(a, m, files.checkpoint);
  return m;
}

/// All names are of nodes, none is a signature's key.
bool are_nodes(const std::vector<std::string>& names, const thaw::proto::graph_def& g) {
  std::unordered_set<std::string_view> nodes;
  for (const auto& n : g.node) nodes.insert(n.name);
  return std::all_of(names.begin(), names.end(),
                     [&](const std::string& name) { return nodes.count(thaw::parse_tensor_name(name).node) != 0; });
}

thaw::model build(found_model m, const thaw::load_options& options) {
  const thaw::model_builder builder{thaw::index_of<thaw::ops::all>(), options};
  return with_file(m.file,
                   [&] { return builder.from_meta_graph(std::move(m.meta), m.directory, m.checkpoint, m.kind); });
}

}  // namespace

opened_model look_at_model(const model_arguments& a) {
  found_model m = find_model(a);
  const thaw::proto::meta_graph_def::meta_info_def_type info = *std::as_const(m.meta.meta_info_def);
  thaw::load_options options;
  options.restore = false;
  options.signature = a.signature;
  std::string file = m.file, checkpoint = m.checkpoint;
  const thaw::model_kind kind = m.kind;
  return {build(std::move(m), options), kind,      std::move(file),
          std::move(checkpoint),        info.tags, info.tensorflow_version};
}

thaw::model load_model(const model_arguments& a, const std::vector<std::string>& fetches) {
  found_model m = find_model(a);
  thaw::load_options options;
  options.signature = a.signature;
  options.checkpoint = a.checkpoint;
  if (are_nodes(fetches, *std::as_const(m.meta.graph_def))) options.fetches = fetches;
  return build(std::move(m), options);
}

}  // namespace tool
