// The parts of a training graph that inference does not need, told by ops and names: what trains, saves, summarises,
// initialises and evaluates. What is left has sources and sinks.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "thaw/graph/graph.hpp"
#include "thaw/meta/describe.hpp"
#include "thaw/meta/graph_keys.hpp"
#include "thaw/meta/walk.hpp"

namespace thaw::meta::detail {

THAW_SETUP std::string lower(std::string_view s) {
  std::string low(s);
  for (char& c : low)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return low;
}
THAW_SETUP bool starts_with(std::string_view s, std::string_view with) noexcept {
  return s.substr(0, with.size()) == with;
}

/// Collections that TensorFlow and its trainers fill for themselves.
THAW_SETUP bool is_training_collection(std::string_view key) noexcept {
  using namespace graph_keys;
  return is_one_of(key, {losses,
                         regularization_losses,
                         summaries,
                         train_op,
                         update_ops,
                         table_initializers,
                         init_op,
                         local_init_op,
                         ready_op,
                         ready_for_local_init_op,
                         summary_op,
                         asset_filepaths,
                         weights,
                         biases,
                         activations,
                         global_step,
                         saved_model_main_op,
                         legacy_init_op,
                         eval_step,
                         concatenated_variables,
                         "targets",
                         "training_ops",
                         "trainops",
                         "report_uninitialized"}) ||
         starts_with(key, "__") || key.find("variables") != std::string_view::npos ||
         key.find("layer") != std::string_view::npos;
}
THAW_SETUP bool says_output(std::string_view key) {
  const std::string low = lower(key);
  for (const std::string_view word : {"output", "predict", "prob", "logit", "softmax", "result", "fetch"})
    if (low.find(word) != std::string::npos) return true;
  return false;
}
/// A placeholder for what a model is to learn.
THAW_SETUP bool is_label_name(std::string_view name) {
  const std::string low = lower(name.substr(name.rfind('/') + 1));
  for (const std::string_view word : {"label", "target", "y_true", "ground_truth", "groundtruth"})
    if (low.find(word) != std::string::npos) return true;
  return low == "y_" || low == "y" || low == "gt" || low == "ytrue";
}

/// Nodes of a graph by what they are for.
class graph_parts {
 public:
  THAW_SETUP explicit graph_parts(const graph& g)
      : graph_(g),
        readers_(consumers_of(g)),
        beside_(g.size(), false),
        evaluates_(g.size(), false),
        from_input_(g.size(), false),
        label_(g.size(), false) {
    for (int n = 0; n < static_cast<int>(g.size()); ++n) beside_[at(n)] = is_beside(g[n]);
    mark_labels();
    for (int n = 0; n < static_cast<int>(g.size()); ++n)
      if (is_source(n)) mark_forward(n, from_input_);
  }

  /// Placeholders, and ends of input pipelines, of the part that infers.
  THAW_SETUP std::vector<int> sources() const {
    std::vector<int> list;
    for (int n = 0; n < static_cast<int>(graph_.size()); ++n)
      if (is_source(n)) list.push_back(n);
    return list;
  }
  /// Computed from a source, and no source itself.
  THAW_SETUP bool depends_on_input(int n) const { return from_input_[at(n)] && !is_source(n) && !beside_[at(n)]; }
  /// A source that inference does not need.
  THAW_SETUP bool is_label(int n) const { return label_[at(n)]; }
  /// Nodes that depend on a source and that nothing reads but the parts that inference does not need.
  THAW_SETUP std::vector<int> sinks() const {
    std::vector<int> list;
    for (int n = 0; n < static_cast<int>(graph_.size()); ++n) {
      if (!from_input_[at(n)] || beside_[at(n)] || evaluates_[at(n)] || is_source(n)) continue;
      bool read = false;
      for (const int r : readers_[at(n)]) read = read || (!beside_[at(r)] && !evaluates_[at(r)]);
      if (!read) list.push_back(n);
    }
    return list;
  }

 private:
  static std::size_t at(int n) noexcept { return static_cast<std::size_t>(n); }

  /// By name and op: no part of what infers.
  THAW_SETUP static bool is_beside(const node& n) {
    const std::string& op = n.op();
    if (is_one_of(op, {"Assign",
                       "AssignAdd",
                       "AssignSub",
                       "AssignVariableOp",
                       "AssignAddVariableOp",
                       "AssignSubVariableOp",
                       "NoOp",
                       "Assert",
                       "Print",
                       "RestoreV2",
                       "SaveV2",
                       "Restore",
                       "Save",
                       "RestoreSlice",
                       "SaveSlices",
                       "ShardedFilename",
                       "MergeV2Checkpoints",
                       "MergeSummary",
                       "VarIsInitializedOp",
                       "IsVariableInitialized",
                       "ScatterUpdate",
                       "Shape",
                       "ShapeN",
                       "Size",
                       "QueueEnqueueV2",
                       "QueueEnqueueManyV2",
                       "QueueCloseV2",
                       "QueueSizeV2",
                       "DynamicStitch",
                       "BroadcastGradientArgs",
                       "CheckNumerics"}))
      return true;
    if (op.find("Summary") != std::string::npos || starts_with(op, "Apply") || starts_with(op, "ResourceApply") ||
        starts_with(op, "SparseApply") || starts_with(op, "ResourceSparseApply") ||
        op.find("CrossEntropy") != std::string::npos || is_one_of(op, {"L2Loss", "CTCLoss", "NceLoss", "InTopK"}))
      return true;
    for (std::string_view rest = n.name(); !rest.empty();) {
      const std::size_t end = rest.find('/');
      std::string part = lower(rest.substr(0, end));
      const std::size_t digits = part.find_last_not_of("0123456789");
      if (digits != std::string::npos && part[digits] == '_') part.resize(digits);
      if (is_one_of(part, {"gradients",
                           "save",
                           "initializer",
                           "report_uninitialized_variables",
                           "init",
                           "summaries",
                           "train",
                           "optimizer",
                           "adam",
                           "momentum",
                           "rmsprop",
                           "gradientdescent",
                           "loss",
                           "losses",
                           "accuracy",
                           "metrics",
                           "exponentialmovingaverage",
                           "assertguard",
                           "assignmovingavg",
                           "assignmovingavg_1",
                           "switch_t",
                           "switch_f",
                           "pred_id",
                           "confusion_matrix"}) &&
          (end != std::string_view::npos || part != "train"))
        return true;
      if (end == std::string_view::npos) break;
      rest.remove_prefix(end + 1);
    }
    return false;
  }

  THAW_SETUP bool is_source(int n) const {
    const std::string& op = graph_[n].op();
    if (is_placeholder_op(op)) return !starts_with(graph_[n].name(), "save") && !beside_[at(n)];
    return is_one_of(op, {"IteratorGetNext", "QueueDequeueV2", "QueueDequeueManyV2", "QueueDequeueUpToV2",
                          "QueueDequeue", "QueueDequeueMany", "QueueDequeueUpTo"});
  }

  /// Reads a variable: a layer.
  THAW_SETUP bool has_weights(int n) const {
    for (endpoint e : graph_[n].inputs) {
      for (int steps = 0; steps < 4; ++steps) {
        const node& from = graph_[e.node];
        if (is_variable_op(from.op())) return true;
        if (from.inputs.empty() || !is_one_of(from.op(), {"Identity", "ReadVariableOp", "Enter", "Switch"})) break;
        e = from.inputs[0];
      }
    }
    return false;
  }
  /// A placeholder that no layer gets to see is no input of the model: it holds labels. What depends on it is loss or
  /// accuracy.
  THAW_SETUP void mark_labels() {
    std::vector<int> labels, others;
    for (int n = 0; n < static_cast<int>(graph_.size()); ++n) {
      if (graph_[n].op() != "Placeholder" || beside_[at(n)]) continue;
      std::vector<bool> reached(graph_.size(), false);
      mark_forward(n, reached);
      bool layer = false;
      for (int r = 0; r < static_cast<int>(graph_.size()) && !layer; ++r)
        layer = reached[at(r)] && r != n && has_weights(r);
      (layer && !is_label_name(graph_[n].name()) ? others : labels).push_back(n);
    }
    for (const int n : labels) {
      if (others.empty() && !is_label_name(graph_[n].name())) continue;  // no layers are known: a frozen graph
      label_[at(n)] = true;
      mark_forward(n, evaluates_);
      evaluates_[at(n)] = false;
    }
  }
  THAW_SETUP void mark_forward(int from, std::vector<bool>& marked) const {
    std::vector<int> todo{from};
    while (!todo.empty()) {
      const int n = todo.back();
      todo.pop_back();
      if (marked[at(n)]) continue;
      marked[at(n)] = true;
      for (const int r : readers_[at(n)])
        if (!beside_[at(r)]) todo.push_back(r);
    }
  }

  const graph& graph_;
  std::vector<std::vector<int>> readers_;
  std::vector<bool> beside_;      // trains, saves, summarises, initialises
  std::vector<bool> evaluates_;   // depends on labels
  std::vector<bool> from_input_;  // depends on a source
  std::vector<bool> label_;       // a placeholder for what is to be learnt, or for how
};

}  // namespace thaw::meta::detail
