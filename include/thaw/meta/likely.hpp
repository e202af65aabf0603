// Which tensors to feed and to fetch, when nobody says: a graph of thousands of nodes has a handful that matter.
//
// First what the model's makers named: signatures, then collections. Then what the graph looks like once the parts that
// train, save, summarise and evaluate it are taken away: its placeholders, and the tensors that nothing reads.
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/graph/graph.hpp"
#include "thaw/meta/collection.hpp"
#include "thaw/meta/describe.hpp"
#include "thaw/meta/graph_parts.hpp"
#include "thaw/meta/signature.hpp"
#include "thaw/meta/walk.hpp"
#include "thaw/proto/meta_graph.hpp"
#include "thaw/session/problems.hpp"

namespace thaw {

/// A tensor that is likely to be fed or fetched.
struct likely_tensor {
  std::string name;    ///< to feed or fetch it by: a signature's key, or the tensor's name ("x" for "x:0")
  tensor_ref tensor;   ///< what it stands for, with dtype and shape as far as known
  std::string source;  ///< "signature serving_default", "collection inputs", "placeholder", "end of the graph"
  std::string usual;   ///< of inputs: the value usually fed for inference ("1.0" for keep_prob); else ""
};

/// The likeliest first; each tensor once.
struct likely_ends {
  std::vector<likely_tensor> inputs, outputs;
};

/// Ranks inputs and outputs of a graph. `signature`: the one to list first ("": "serving_default").
THAW_SETUP likely_ends find_likely(const graph& g, const wire::map<proto::signature_def>& signatures = {},
                                   std::string_view signature = {});

namespace meta::detail {

/// "x" for the first output, else "x:1".
THAW_SETUP std::string short_name(const tensor_ref& t) { return t.index == 0 ? t.node : t.name(); }

THAW_SETUP void add_likely(std::vector<likely_tensor>& to, likely_tensor t) {
  for (const likely_tensor& other : to)
    if (other.tensor.node == t.tensor.node && other.tensor.index == t.tensor.index) return;
  to.push_back(std::move(t));
}

THAW_SETUP void add_signatures(const graph& g, const wire::map<proto::signature_def>& signatures,
                               std::string_view chosen, likely_ends& ends) {
  const std::string_view first = chosen.empty() ? default_signature : chosen;
  std::vector<std::pair<int, const wire::map<proto::signature_def>::entry*>> order;
  for (const auto& s : signatures)
    if (!is_hidden_signature(s.key)) order.emplace_back(s.key == first ? 0 : 1, &s);
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second->key < b.second->key;
  });
  for (const auto& [rank, s] : order) {
    const auto add = [&, name = concat("signature ", s->key)](const wire::map<proto::tensor_info>& list, auto& to) {
      for (signature_item& item : signature_items(list))
        if (g.find(item.tensor.node) >= 0) add_likely(to, {item.key, std::move(item.tensor), name, {}});
    };
    add(s->value.inputs, ends.inputs);
    add(s->value.outputs, ends.outputs);
  }
}

/// Tensors in collections of the program's own. Only collections whose name says "output" count as such: others hold
/// layers, metrics and the like.
THAW_SETUP void add_collections(const graph& g, likely_ends& ends) {
  for (const std::string& key : collection_keys(g)) {
    const auto* list = wire::as<collection_case::node_list>(g.collections().find(key)->kind);
    if (list == nullptr || is_training_collection(key)) continue;
    for (const std::string& name : list->value) {
      const tensor_name parsed = parse_tensor_name(name);
      if (parsed.node.size() == name.size() || parsed.index > 1000 || g.find(parsed.node) < 0) continue;
      const endpoint e = g.at_tensor(name);
      tensor_ref t = describe_tensor(g, e);
      const bool input = is_placeholder_op(g[e.node].op());
      if (input ? is_label_name(t.node) : !says_output(key)) continue;
      std::string shown = short_name(t);
      add_likely(input ? ends.inputs : ends.outputs, {std::move(shown), std::move(t), concat("collection ", key), {}});
    }
  }
}

/// How likely a tensor that nothing reads is what the model is for.
THAW_SETUP int output_score(const graph& g, int n) {
  const node& source = g[n];
  const std::string low = lower(source.name());
  const std::string_view leaf = std::string_view(low).substr(low.rfind('/') + 1);
  int score = 0;
  if (is_one_of(source.op(), {"Softmax", "Sigmoid", "ArgMax", "TopKV2", "Tanh", "CTCGreedyDecoder"})) score += 3;
  if (is_one_of(source.op(), {"BiasAdd", "Add", "AddV2", "Identity", "MatMul", "Reshape", "Squeeze"})) score += 1;
  if (source.op() == "StatefulPartitionedCall" || source.op() == "PartitionedCall") score += 2;
  for (const std::string_view word : {"output", "predict", "softmax", "prob", "logit", "result", "final", "score"})
    if (leaf.find(word) != std::string_view::npos)
      score += 4;
    else if (low.find(word) != std::string::npos)
      score += 2;
  if (is_one_of(source.op(), {"Switch", "Merge", "Exit", "Min", "Max"})) score -= 2;
  const shape s = output_shape(g, {n, 0});
  if (s.has_rank() && s.rank() == 0) score -= 3;  // a mean, a loss, a count
  if (output_dtype(source, 0) == dtype::resource) score -= 2;
  return score;
}

THAW_SETUP int input_score(const graph& g, int n, const std::vector<bool>& needed, bool label) {
  const node& source = g[n];
  int score = needed[static_cast<std::size_t>(n)] ? 10 : 0;
  if (label) score -= 5;
  if (!session_detail::plan_problems::usual_value(source.name()).empty()) score -= 3;
  const shape s = output_shape(g, {n, 0});
  if (s.has_rank() && s.rank() > 0) score += 2;
  if (source.op() == "PlaceholderWithDefault") score -= 4;
  return score;
}

THAW_SETUP void add_by_shape_of_graph(const graph& g, likely_ends& ends) {
  const graph_parts parts(g);
  std::vector<std::pair<int, int>> sinks;  // score, node
  for (int n : parts.sinks()) {
    sinks.emplace_back(output_score(g, n), n);
    // A loss or a metric starts with steps like these: what they were applied to is the output.
    for (int steps = 0; steps < 4 &&
                        is_one_of(g[n].op(), {"ArgMax", "Cast", "Reshape", "Log", "Square", "Neg", "Sub", "Maximum",
                                              "Minimum", "RealDiv", "StopGradient", "Mul"}) &&
                        !g[n].inputs.empty() && parts.depends_on_input(g[n].inputs[0].node);
         ++steps) {
      n = g[n].inputs[0].node;
      sinks.emplace_back(output_score(g, n), n);
    }
  }
  std::stable_sort(sinks.begin(), sinks.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second > b.second;  // later nodes are nearer to the end
  });
  for (const auto& [score, n] : sinks) {
    tensor_ref t = describe_tensor(g, {n, 0});
    std::string shown = short_name(t);
    add_likely(ends.outputs, {std::move(shown), std::move(t), "end of the graph", {}});
  }
  std::vector<int> roots;
  for (std::size_t i = 0; i < ends.outputs.size() && i < 3; ++i) roots.push_back(g.at(ends.outputs[i].tensor.node));
  const std::vector<bool> needed = mark_needed(g, roots);
  std::vector<std::pair<int, int>> sources;
  for (const int n : parts.sources()) sources.emplace_back(input_score(g, n, needed, parts.is_label(n)), n);
  std::stable_sort(sources.begin(), sources.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (const auto& [score, n] : sources) {
    tensor_ref t = describe_tensor(g, {n, 0});
    std::string shown = short_name(t);
    add_likely(ends.inputs, {std::move(shown),
                             std::move(t),
                             is_placeholder_op(g[n].op()) ? "placeholder" : "end of the input pipeline",
                             {}});
  }
}

}  // namespace meta::detail

template <class>
likely_ends find_likely(const graph& g, const wire::map<proto::signature_def>& signatures, std::string_view signature) {
  likely_ends ends;
  meta::detail::add_signatures(g, signatures, signature, ends);
  meta::detail::add_collections(g, ends);
  meta::detail::add_by_shape_of_graph(g, ends);
  for (likely_tensor& t : ends.inputs) {
    if (t.tensor.dtype == dtype::invalid || !t.tensor.shape.has_rank()) {
      const tensor_ref known = describe_tensor(g, {g.at(t.tensor.node), t.tensor.index});
      if (t.tensor.dtype == dtype::invalid) t.tensor.dtype = known.dtype;
      if (!t.tensor.shape.has_rank()) t.tensor.shape = known.shape;
    }
    t.usual = std::string(session_detail::plan_problems::usual_value(t.tensor.node));
  }
  return ends;
}

}  // namespace thaw
