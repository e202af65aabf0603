// Restoring a checkpoint into a session, as the graph's own Saver would.
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/bundle/reader.hpp"
#include "thaw/core/error.hpp"
#include "thaw/graph/graph.hpp"
#include "thaw/meta/restore_request.hpp"
#include "thaw/meta/variables.hpp"
#include "thaw/ops/resources.hpp"
#include "thaw/proto/saver.hpp"
#include "thaw/session/session.hpp"

namespace thaw {

/// Restores checkpoints into sessions of one graph. The operations that `saver_def` names decide which keys go to which
/// variables; a graph without saver_def gets its variables by name.
class saver {
 public:
  saver() = default;
  /// A saver without saver_def.
  explicit saver(graph g) : graph_(std::move(g)) {}
  saver(graph g, proto::saver_def def) : graph_(std::move(g)), def_(std::move(def)) {}

  /// Empty fields when the MetaGraph had none.
  const proto::saver_def& saver_def() const noexcept { return def_; }
  /// The MetaGraph had a saver_def: restoring follows it.
  THAW_SETUP bool has_saver_def() const noexcept { return !def_.restore_op_name.empty(); }

  /// Gives the graph's variables the values of a checkpoint: a prefix, any of a checkpoint's files, or a directory
  /// (its latest). First everything is compared with the checkpoint: one error lists all keys that are missing
  /// (not_found) and those of another dtype or shape (invalid_argument). Throws also what reading gives (data_loss, …)
  /// and, for a session of another graph, invalid_argument.
  THAW_SETUP void restore(session& s, const std::string& checkpoint) const {
    restore(s, bundle::checkpoint_reader::open(checkpoint));
  }
  /// Only the variables that these tensors and operations need; other keys may be missing.
  THAW_SETUP void restore(session& s, const std::string& checkpoint, const std::vector<tensor_key>& fetches) const {
    restore(s, bundle::checkpoint_reader::open(checkpoint), fetches);
  }
  /// From a checkpoint that is open already, perhaps in memory. `feeds`: values that the restore operation needs
  /// besides the file name (the assets of a SavedModel).
  THAW_SETUP void restore(session& s, const bundle::checkpoint_reader& checkpoint,
                          const std::vector<tensor_key>& fetches = {}, std::vector<feed> feeds = {}) const;

 private:
  THAW_SETUP std::vector<int> targets_for(const std::vector<tensor_key>& fetches) const;
  THAW_SETUP void run(session& s, const bundle::checkpoint_reader& checkpoint, const std::vector<int>& targets,
                      std::vector<feed> feeds) const;
  THAW_SETUP void restore_by_name(session& s, const bundle::checkpoint_reader& checkpoint,
                                  const std::vector<tensor_key>& fetches) const;

  graph graph_;
  proto::saver_def def_;
};

namespace meta::detail {

/// The nodes that fetches need, nothing being fed.
THAW_SETUP std::vector<bool> needed_by_fetches(const graph& g, const std::vector<tensor_key>& fetches) {
  std::vector<int> roots;
  for (const tensor_key& f : fetches) {
    const std::string& name = f.name();
    roots.push_back(!name.empty() && name[0] == '^' ? g.at(name.substr(1)) : g.at_tensor(name).node);
  }
  return mark_needed(g, roots);
}

/// All variables of a graph: those in its collection, else all nodes that are one.
THAW_SETUP std::vector<variable_ref> variables_of(const graph& g) {
  std::vector<variable_ref> all = global_variables(g);
  if (!all.empty()) return all;
  for (int i = 0; i < static_cast<int>(g.size()); ++i) {
    if (!is_variable_op(g[i].op())) continue;
    proto::variable_def def;
    def.variable_name = g[i].name() + ":0";
    def.is_resource = g[i].op() == "VarHandleOp";
    all.push_back(to_variable_ref(def, g));
  }
  return all;
}

/// The variable of a session that a node stands for, as the ops in ops/state/variables.hpp find it.
THAW_SETUP std::shared_ptr<variable> session_variable(session& s, const variable_ref& v) {
  const node& n = s.graph()[s.graph().at(v.node)];
  const auto text = [&](std::string_view attr) {
    const proto::attr_value* value = n.def.attr.find(attr);
    const auto* t = value == nullptr ? nullptr : wire::as<attr_case::s>(value->value);
    return t == nullptr ? std::string() : t->str();
  };
  std::string name = text("shared_name");
  if (name.empty()) name = n.name();
  const std::string key = variable_key(n.op() == "VarHandleOp", name);
  return s.resources().get<variable>(text("container"), key,
                                     [&] { return std::make_shared<variable>(name, v.dtype, v.shape); });
}

}  // namespace meta::detail

// ---- details ----

template <class>
void saver::restore(session& s, const bundle::checkpoint_reader& checkpoint, const std::vector<tensor_key>& fetches,
                    std::vector<feed> feeds) const {
  if (!s.graph().is(graph_))
    fail(code::invalid_argument, "restore: the session runs another graph than the one the saver was imported into");
  if (has_saver_def())
    run(s, checkpoint, targets_for(fetches), std::move(feeds));
  else
    restore_by_name(s, checkpoint, fetches);
}

/// The restore operation, or those assignments behind it whose variables the fetches need.
template <class>
std::vector<int> saver::targets_for(const std::vector<tensor_key>& fetches) const {
  const int all = with_context([&] { return graph_.at(parse_tensor_name(def_.restore_op_name).node); },
                               [] { return "saver_def.restore_op_name"; });
  if (fetches.empty()) return {all};
  const std::vector<bool> wanted = meta::detail::needed_by_fetches(graph_, fetches);
  const std::vector<bool> restoring = meta::detail::mark_needed(graph_, {all});
  std::vector<int> targets;
  for (int i = 0; i < static_cast<int>(graph_.size()); ++i) {
    if (!restoring[static_cast<std::size_t>(i)] || !meta::detail::is_assign_op(graph_[i].op())) continue;
    const int variable = meta::detail::assigned_variable(graph_, graph_[i]);
    if (variable >= 0 && wanted[static_cast<std::size_t>(variable)]) targets.push_back(i);
  }
  return targets;
}

/// Runs the graph's own operations. The tensors that come out of the checkpoint are fed: it is opened once, however
/// many nodes read from it, and may lie in memory.
template <class>
void saver::run(session& s, const bundle::checkpoint_reader& checkpoint, const std::vector<int>& targets,
                std::vector<feed> feeds) const {
  if (targets.empty()) return;
  const meta::detail::restore_request request = meta::detail::request_of(graph_, targets);
  meta::detail::check_request(request, checkpoint);
  for (const meta::detail::restored_tensor& t : request.tensors)
    feeds.emplace_back(graph_.tensor_name_of(t.where), checkpoint.read_slice(t.key, t.slice));
  if (!def_.filename_tensor_name.empty()) feeds.emplace_back(def_.filename_tensor_name, tensor(checkpoint.prefix()));
  std::vector<tensor_key> fetches;
  for (const int t : targets) fetches.emplace_back("^" + graph_[t].name());
  with_context([&] { s.run(fetches, feeds); }, [&] { return concat("restoring ", checkpoint.prefix()); });
}

template <class>
void saver::restore_by_name(session& s, const bundle::checkpoint_reader& checkpoint,
                            const std::vector<tensor_key>& fetches) const {
  std::vector<bool> wanted(graph_.size(), true);
  if (!fetches.empty()) wanted = meta::detail::needed_by_fetches(graph_, fetches);
  std::vector<variable_ref> variables;
  meta::detail::restore_request request;
  for (variable_ref& v : meta::detail::variables_of(graph_)) {
    const int number = graph_.at(v.node);
    if (!wanted[static_cast<std::size_t>(number)]) continue;
    request.tensors.push_back({{number, 0}, v.checkpoint_key, v.slice, v.dtype, v.node, v.shape});
    variables.push_back(std::move(v));
  }
  meta::detail::check_request(request, checkpoint);
  for (const variable_ref& v : variables)
    meta::detail::session_variable(s, v)->assign(checkpoint.read_slice(v.checkpoint_key, v.slice), false);
}

}  // namespace thaw
