// From a GraphDef to a graph, with the checks that TensorFlow makes
// (tensorflow/core/common_runtime/graph_constructor.cc).
#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "thaw/core/error.hpp"
#include "thaw/graph/graph.hpp"

namespace thaw {

/// The GraphDef version that this code understands (tensorflow/core/public/version.h, TensorFlow 2.21).
inline constexpr int graph_def_version = 2474;

namespace graph_detail {

/// Problems of one kind, gathered so that the error shows more than the first.
class problem_list {
 public:
  THAW_SETUP void add(std::string text) {
    if (texts_.size() < 10) texts_.push_back(std::move(text));
    ++count_;
  }
  bool empty() const noexcept { return count_ == 0; }
  THAW_SETUP std::string text() const {
    std::string s = join(texts_, "; ");
    if (count_ > texts_.size()) s += concat("; and ", count_ - texts_.size(), " more");
    return s;
  }

 private:
  std::vector<std::string> texts_;
  std::size_t count_ = 0;
};

THAW_SETUP void check_versions(const proto::version_def& v) {
  if (v.min_consumer > graph_def_version)
    fail(code::invalid_argument, "the graph asks for GraphDef version ", v.min_consumer, " or newer, this program has ",
         graph_def_version);
  for (const auto bad : v.bad_consumers)
    if (bad == graph_def_version)
      fail(code::invalid_argument, "the graph says that GraphDef version ", graph_def_version, " cannot read it");
}

THAW_SETUP void connect(graph& g, int number, const std::unordered_map<std::string_view, int>& by_name,
                        problem_list& problems) {
  node& n = g[number];
  bool controls = false;
  std::unordered_set<int> seen;
  for (const std::string& text : n.def.input) {
    const tensor_name input = parse_tensor_name(text);
    const auto found = by_name.find(input.node);
    if (found == by_name.end()) {
      problems.add(concat("node '", n.name(), "': input '", text, "' is not in the graph"));
    } else if (input.control) {
      controls = true;
      if (seen.insert(found->second).second) n.controls.push_back(found->second);
    } else {
      if (controls) problems.add(concat("node '", n.name(), "': data input '", text, "' after a control input"));
      n.inputs.push_back({found->second, static_cast<int>(input.index > 0x7fffffff ? 0x7fffffff : input.index)});
    }
  }
}

}  // namespace graph_detail

/// Adds the nodes of a GraphDef to `g`, which may have nodes already. Ops are not looked at here: a node that no fetch
/// needs may be of any op. Throws invalid_argument, naming all nodes concerned, for bad or repeated names, inputs that
/// are not there, data inputs after control inputs, and versions that exclude this program.
THAW_SETUP void import_graph_def(graph& g, proto::graph_def def) {
  graph_detail::check_versions(*std::as_const(def.versions));
  graph_detail::problem_list problems;
  std::unordered_map<std::string_view, int> by_name;
  std::unordered_set<std::string_view> names;
  for (const auto& n : def.node) {
    if (!is_node_name(n.name)) problems.add(concat("'", n.name, "' is not a name for a node"));
    if (!names.insert(n.name).second) problems.add(concat("two nodes are called '", n.name, "'"));
    if (g.find(n.name) >= 0) problems.add(concat("there is a node '", n.name, "' in the graph already"));
    if (n.op.empty()) problems.add(concat("node '", n.name, "' has no op"));
  }
  if (!problems.empty()) fail(code::invalid_argument, "graph_def: ", problems.text());
  const int first = static_cast<int>(g.size());
  for (auto& n : def.node) {
    node added;
    added.def = std::move(n);
    const int number = g.add(std::move(added));
    by_name.emplace(g[number].name(), number);
  }
  for (int i = first; i < static_cast<int>(g.size()); ++i) graph_detail::connect(g, i, by_name, problems);
  if (!problems.empty()) fail(code::invalid_argument, "graph_def: ", problems.text());
  if (first == 0) g.versions() = std::move(def.versions);
  if (!def.library) return;
  proto::function_def_library& library = *g.library();
  for (auto& f : def.library->function) library.function.push_back(std::move(f));
  for (auto& f : def.library->gradient) library.gradient.push_back(std::move(f));
}

/// The graph as a GraphDef again: what was read, in the order of the file.
THAW_SETUP proto::graph_def to_graph_def(const graph& g) {
  proto::graph_def def;
  def.versions = g.versions();
  def.library = g.library();
  for (int i = 0; i < static_cast<int>(g.size()); ++i) def.node.push_back(g[i].def);
  return def;
}

}  // namespace thaw
