// What keeps a graph from being planned, gathered so that one error says it all.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/core/error.hpp"
#include "thaw/core/text.hpp"
#include "thaw/graph/graph.hpp"
#include "thaw/ops/node_types.hpp"

namespace thaw::session_detail {

/// The ops that stand for a value to be fed.
THAW_SETUP bool is_placeholder(std::string_view op) noexcept { return op == "Placeholder" || op == "PlaceholderV2"; }

template <class = void>
class basic_plan_problems {
 public:
  explicit basic_plan_problems(const graph& g) : graph_(g) {}

  void missing_op(int n) {
    for (auto& [op, nodes] : ops_)
      if (op == graph_[n].op()) return nodes.push_back(concat('\'', graph_[n].name(), '\''));
    ops_.push_back({graph_[n].op(), {concat('\'', graph_[n].name(), '\'')}});
  }
  void missing_feed(int n, const node_info& info) {
    feeds_.push_back(n);
    infos_.push_back(&info);
  }
  void bad_node(int n, std::string what) {
    nodes_.push_back(concat("node '", graph_[n].name(), "' (", graph_[n].op(), ") ", what));
  }
  void cycle(const std::vector<int>& nodes) {
    std::vector<std::string_view> names;
    for (const int n : nodes) names.push_back(graph_[n].name());
    nodes_.push_back(concat("the graph has a cycle: ", join(names, " <- ", 8)));
  }

  /// Throws when there was any: missing ops first, then nodes that do not fit their op, then missing feeds.
  void raise(const std::vector<int>& needed) const {
    if (!ops_.empty()) raise_ops();
    if (!nodes_.empty()) fail(code::invalid_argument, join(nodes_, "; ", 10));
    if (!feeds_.empty()) raise_feeds(needed);
  }

 private:
  [[noreturn]] void raise_ops() const {
    std::vector<std::string> items;
    for (const auto& [op, nodes] : ops_)
      items.push_back(concat(op, nodes.size() == 1 ? " (node " : " (nodes ", join(nodes, ", ", 3), ")"));
    fail(code::unimplemented, ops_.size() == 1 ? "op " : concat(ops_.size(), " ops "), join(items, ", "),
         ops_.size() == 1 ? " is" : " are", " needed, but not in this program's op set");
  }
  [[noreturn]] void raise_feeds(const std::vector<int>& needed) const {
    std::vector<std::string> items;
    for (std::size_t i = 0; i < feeds_.size(); ++i)
      items.push_back(concat("'", graph_[feeds_[i]].name(), "' (", infos_[i]->outputs[0], ", shape ",
                             infos_[i]->attr("shape").get_shape(), ", used by ", users(feeds_[i], needed), ")"));
    fail(code::invalid_argument, feeds_.size() == 1 ? "no value is fed for placeholder " : "no values are fed for ",
         feeds_.size() == 1 ? "" : concat(feeds_.size(), " placeholders: "), join(items, ", "), hint());
  }
  std::string users(int placeholder, const std::vector<int>& needed) const {
    std::vector<std::string> names;
    for (const int n : needed) {
      for (const endpoint& e : graph_[n].inputs)
        if (e.node == placeholder) {
          names.push_back(concat("'", graph_[n].name(), "'"));
          break;
        }
      for (const int c : graph_[n].controls)
        if (c == placeholder) names.push_back(concat("'^", graph_[n].name(), "'"));
    }
    return join(names, ", ", 3);
  }
  /// The usual value for inference of the placeholders that people forget.
  std::string hint() const {
    std::vector<std::string> hints;
    for (const int n : feeds_)
      if (const std::string_view value = usual_value(graph_[n].name()); !value.empty())
        hints.push_back(concat("'", graph_[n].name(), "' is usually ", value, " for inference"));
    return hints.empty() ? std::string() : concat("; ", join(hints, ", "));
  }

 public:
  /// What is usually fed for inference to a placeholder of this name, or nothing.
  static std::string_view usual_value(std::string_view name) {
    const std::string_view last = name.substr(name.rfind('/') == std::string_view::npos ? 0 : name.rfind('/') + 1);
    for (const std::string_view part : {"keep_prob", "keep_rate", "dropout_keep"})
      if (last.find(part) != std::string_view::npos) return "1.0";
    for (const std::string_view part : {"dropout", "drop_rate"})
      if (last.find(part) != std::string_view::npos) return "0.0 (or 1.0 where it is the share that is kept)";
    for (const std::string_view part : {"is_train", "phase_train", "training", "train_mode", "is_training"})
      if (last.find(part) != std::string_view::npos) return "false";
    return {};
  }

 private:
  const graph& graph_;
  std::vector<std::pair<std::string, std::vector<std::string>>> ops_;
  std::vector<std::string> nodes_;
  std::vector<int> feeds_;
  std::vector<const node_info*> infos_;
};
using plan_problems = basic_plan_problems<>;

}  // namespace thaw::session_detail
