#include "analysis.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "thaw/meta/restore_request.hpp"
#include "thaw/meta/saved_model.hpp"
#include "thaw/meta/walk.hpp"
#include "thaw/ops/all.hpp"
#include "thaw/ops/node_types.hpp"
#include "thaw/proto/function.hpp"
#include "thaw/wire/visit.hpp"

namespace tool {

namespace {

using thaw::graph;
using thaw::likely_tensor;
namespace meta = thaw::meta::detail;

constexpr std::size_t most_outputs = 3;  // where only the shape of the graph tells

bool starts_with(std::string_view s, std::string_view with) { return s.substr(0, with.size()) == with; }

/// Counts ops, those of called functions included.
class op_counter {
 public:
  op_counter(const graph& g, const thaw::op_index& index) : graph_(g), index_(index) {
    if (!g.library()) return;
    for (const auto& f : g.library()->function) functions_.emplace(f.signature->name, &f);
  }

  void add(int n, bool loading) {
    const thaw::node& source = graph_[n];
    op_use& use = count(source.op(), loading);
    if (use.known && use.problem.empty()) {
      thaw::node_info info;
      use.problem = thaw::ops::detail::resolve(source, index_.find(source.op())->def, info);
    }
    add_functions(source.def, loading);
  }
  void add_function(const thaw::proto::function_def& f, bool loading) {
    if (!seen_.insert(f.signature->name).second) return;
    for (const auto& n : f.node_def) {
      count(n.op, loading);
      add_functions(n, loading);
    }
  }
  void add_all_functions() {
    for (const auto& f : functions_) add_function(*f.second, false);
  }
  std::size_t nodes() const { return nodes_; }
  std::vector<op_use> take() { return std::move(uses_); }

 private:
  op_use& count(const std::string& op, bool loading) {
    nodes_ += loading ? 0 : 1;
    const auto [at, added] = by_name_.emplace(op, uses_.size());
    if (added) uses_.push_back({op, 0, 0, index_.find(op) != nullptr, {}});
    op_use& use = uses_[at->second];
    ++(loading ? use.loading_nodes : use.nodes);
    return use;
  }
  void add_functions(const thaw::proto::node_def& n, bool loading) {
    using kinds = thaw::proto::attr_value::value_case;
    add_called(n.op, loading);
    for (const auto& attr : n.attr) {
      if (const auto* f = thaw::wire::as<kinds::func>(attr.value.value)) add_called(f->name, loading);
      if (const auto* list = thaw::wire::as<kinds::list>(attr.value.value))
        for (const auto& f : list->func) add_called(f.name, loading);
    }
  }
  void add_called(const std::string& name, bool loading) {
    const auto found = functions_.find(name);
    if (found != functions_.end()) add_function(*found->second, loading);
  }

  const graph& graph_;
  const thaw::op_index& index_;
  std::unordered_map<std::string_view, const thaw::proto::function_def*> functions_;
  std::unordered_set<std::string_view> seen_;
  std::unordered_map<std::string, std::size_t> by_name_;
  std::vector<op_use> uses_;
  std::size_t nodes_ = 0;
};

/// The outputs that belong together: of one signature; of collections; else the first few that nothing reads.
bool belongs(const likely_tensor& t, const likely_tensor& first, std::size_t position) {
  if (starts_with(first.source, "signature ")) return t.source == first.source;
  if (starts_with(first.source, "collection ")) return starts_with(t.source, "collection ");
  return position < most_outputs;
}

void split(std::vector<likely_tensor> all, std::vector<likely_tensor>& head, std::vector<likely_tensor>& rest) {
  for (std::size_t i = 0; i < all.size(); ++i) (belongs(all[i], all[0], i) ? head : rest).push_back(all[i]);
}

class pruner {
 public:
  pruner(const graph& g, const std::vector<likely_tensor>& inputs, const std::string& signature) : graph_(g) {
    for (const likely_tensor& t : inputs) {
      // Inputs of other signatures may lie in the middle of what this one computes.
      if (starts_with(t.source, "signature ") && t.source != signature) continue;
      const int n = g.find(t.tensor.node);
      if (n < 0) continue;
      cut_.insert(n);
    }
  }
  std::vector<bool> needed(const std::vector<likely_tensor>& outputs) {
    std::vector<int> roots;
    for (const likely_tensor& t : outputs)
      if (const int n = graph_.find(t.tensor.node); n >= 0) roots.push_back(n);
    return meta::mark_needed(graph_, roots, [&](const thaw::endpoint& e) {
      if (cut_.count(e.node) == 0) return true;
      fed_.insert(e.node);
      return false;
    });
  }
  bool is_fed(const likely_tensor& t) const { return fed_.count(graph_.find(t.tensor.node)) != 0; }

 private:
  const graph& graph_;
  std::unordered_set<int> cut_, fed_;
};

/// What restoring and initialising run.
std::vector<bool> needed_for_loading(const thaw::model& m) {
  const graph& g = m.graph();
  std::vector<int> roots;
  const auto add = [&](const std::string& operation) {
    if (const int n = g.find(thaw::parse_tensor_name(operation).node); n >= 0) roots.push_back(n);
  };
  if (m.saver().has_saver_def()) add(m.saver_def().restore_op_name);
  if (m.kind() == thaw::model_kind::saved_model) add(meta::init_operation(g, m.signatures()));
  return meta::mark_needed(g, roots, [&](const thaw::endpoint& e) { return !meta::is_restore_op(g[e.node].op()); });
}

}  // namespace

model_needs needs_of(const thaw::model& m) {
  const graph& g = m.graph();
  const thaw::op_index& index = thaw::index_of<thaw::ops::all>();
  model_needs needs;
  const thaw::likely_ends ends = m.ends();
  split(ends.outputs, needs.outputs, needs.other_outputs);
  const std::string signature = needs.outputs.empty() ? std::string() : needs.outputs[0].source;

  pruner prune(g, ends.inputs, signature);
  needs.run = prune.needed(needs.outputs);
  for (const likely_tensor& t : ends.inputs) {
    const bool own = starts_with(t.source, "signature ") && t.source == signature;
    (own || prune.is_fed(t) ? needs.inputs : needs.other_inputs).push_back(t);
  }

  const std::vector<bool> load = needed_for_loading(m);
  op_counter needed(g, index), total(g, index);
  for (int n = 0; n < static_cast<int>(g.size()); ++n) {
    const auto i = static_cast<std::size_t>(n);
    if (needs.run[i]) needed.add(n, false);
    if (load[i] && !needs.run[i]) needed.add(n, true);
    total.add(n, false);
  }
  total.add_all_functions();
  needs.nodes = needed.nodes();
  needs.ops = needed.take();
  needs.total = total.take();
  std::sort(needs.ops.begin(), needs.ops.end(), [](const op_use& a, const op_use& b) { return a.op < b.op; });
  std::sort(needs.total.begin(), needs.total.end(),
            [](const op_use& a, const op_use& b) { return a.nodes != b.nodes ? a.nodes > b.nodes : a.op < b.op; });
  return needs;
}

std::string op_set_text(const std::vector<op_use>& ops, std::size_t width) {
  const std::string begin = "using my_ops = thaw::op_set<";
  std::string text = begin, missing;
  std::size_t column = begin.size();
  bool first = true;
  for (const op_use& use : ops) {
    if (!use.known) {
      missing += (missing.empty() ? "" : ", ") + printable(use.op);
      continue;
    }
    const std::string item = "thaw::ops::" + use.op;
    if (!first && width != 0 && column + item.size() + 4 > width) {
      text.append(",\n").append(begin.size(), ' ');
      column = begin.size();
    } else if (!first) {
      text += ", ";
      column += 2;
    }
    text += item;
    column += item.size();
    first = false;
  }
  text += ">;\n";
  if (!missing.empty())
    text = "// not in this version of thaw, to be added as ops of your own: " + missing + "\n" + text;
  return text;
}

std::vector<std::string> unsupported(const std::vector<op_use>& ops) {
  std::vector<std::string> list;
  for (const op_use& use : ops)
    if (!use.supported())
      list.push_back(printable(use.op) + " (" + count_of(use.nodes + use.loading_nodes, "node") +
                     (use.problem.empty() ? "" : ": " + printable(use.problem)) + ")");
  return list;
}

}  // namespace tool
