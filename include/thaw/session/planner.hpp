// Making a plan: prune, check, fold, infer, lay out.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "thaw/core/error.hpp"
#include "thaw/graph/graph.hpp"
#include "thaw/ops/op_set.hpp"
#include "thaw/session/layout.hpp"
#include "thaw/session/plan.hpp"
#include "thaw/session/problems.hpp"
#include "thaw/session/prune.hpp"

namespace thaw::session_detail {

/// Values of nodes without inputs (constants, variable handles), kept by the session for all its plans.
using source_cache = std::unordered_map<int, std::vector<tensor>>;

/// A tensor that a run feeds: which, and what will come.
struct fed_tensor {
  endpoint where;
  dtype type = dtype::invalid;
  thaw::shape shape;
};

/// What a plan is asked for.
struct plan_request {
  std::vector<fed_tensor> feeds;
  std::vector<endpoint> fetches;  // index -1: an operation, for its effect
};

/// Folded values larger than this are computed in each run, unless their inputs are as large.
inline constexpr std::size_t fold_limit = std::size_t{16} << 20;

template <class = void>
class planner {
 public:
  planner(const graph& g, const op_index& ops, session_resources& resources, source_cache& sources)
      : graph_(g), ops_(ops), resources_(resources), sources_(sources) {}

  /// Throws, naming all of each: unimplemented for ops that the set lacks, invalid_argument for placeholders that are
  /// not fed and for nodes that do not fit their op's signature, and what the ops' own checks throw.
  std::unique_ptr<plan> make(const plan_request& request) {
    plan_ = std::make_unique<plan>();
    first_slot_.assign(graph_.size(), none);
    infos_.assign(graph_.size(), nullptr);
    for (const fed_tensor& f : request.feeds) add_feed(f);
    prune(request);
    check_ops(request);
    find_written_variables();
    for (const int n : needed_.order) add_node(n);
    add_fetches(request);
    drop_unused_steps(*plan_);
    lay_out(*plan_);
    return std::move(plan_);
  }

 private:
  static constexpr std::uint32_t none = 0xffffffffu;

  static std::uint64_t key(const endpoint& e) {
    return static_cast<std::uint64_t>(e.node) << 32 | static_cast<std::uint32_t>(e.index);
  }

  std::uint32_t add_slot(dtype d, shape s, storage where) {
    plan_slot slot;
    slot.type = d;
    slot.shape = std::move(s);
    slot.where = where;
    slot.root = static_cast<std::uint32_t>(plan_->slots.size());
    plan_->slots.push_back(std::move(slot));
    values_.emplace_back();
    return plan_->slots.back().root;
  }
  std::uint32_t add_constant(tensor value) {
    const std::uint32_t slot = add_slot(value.dtype(), value.shape(), storage::constant);
    values_[slot] = value;
    plan_->constants.emplace_back(slot, std::move(value));
    return slot;
  }

  void add_feed(const fed_tensor& f) {
    const std::uint32_t slot = add_slot(f.type, f.shape, storage::fed);
    plan_->feeds.push_back(slot);
    fed_.emplace(key(f.where), slot);
    fed_nodes_.insert(f.where.node);
  }

  void prune(const plan_request& request) {
    std::vector<int> roots, targets;
    for (const endpoint& e : request.fetches) {
      if (e.index < 0)
        targets.push_back(e.node);
      else if (fed_.count(key(e)) == 0)
        roots.push_back(e.node);
    }
    needed_ = find_needed(
        graph_, roots, targets, [&](const endpoint& e) { return fed_.count(key(e)) != 0; },
        [&](int n) { return fed_nodes_.count(n) != 0; });
  }

  /// Resolves every needed node, gathering all that is wrong before saying so.
  void check_ops(const plan_request& request) {
    plan_problems problems(graph_);
    for (const int n : needed_.order) {
      const node& source = graph_[n];
      const op_index::entry* op = ops_.find(source.op());
      if (op == nullptr) {
        problems.missing_op(n);
        continue;
      }
      auto info = std::make_unique<node_info>();
      if (std::string problem = ops::detail::resolve(source, op->def, *info); !problem.empty()) {
        problems.bad_node(n, std::move(problem));
        continue;
      }
      if (is_placeholder(source.op())) problems.missing_feed(n, *info);
      infos_[static_cast<std::size_t>(n)] = info.get();
      entries_.emplace(n, op);
      plan_->nodes.push_back(std::move(info));
    }
    for (const int n : needed_.order) check_edges(n, problems);
    for (const endpoint& e : request.fetches)
      if (e.index >= 0 && fed_.count(key(e)) == 0) check_output(e, problems);
    if (!needed_.cycle.empty()) problems.cycle(needed_.cycle);
    problems.raise(needed_.order);
  }
  void check_edges(int n, plan_problems& problems) {
    const node_info* info = infos_[static_cast<std::size_t>(n)];
    if (info == nullptr) return;
    for (std::size_t i = 0; i < info->inputs.size(); ++i) {
      const endpoint e = graph_[n].inputs[i];
      dtype given = dtype::invalid;
      if (const auto fed = fed_.find(key(e)); fed != fed_.end()) {
        given = plan_->slots[fed->second].type;
        if (given != info->inputs[i])
          problems.bad_node(n, concat("takes ", info->inputs[i], " as '", info->input_name(i), "', and ",
                                      graph_.tensor_name_of(e), " is fed with ", given));
        continue;
      }
      if (!check_output(e, problems)) continue;
      given = infos_[static_cast<std::size_t>(e.node)]->outputs[static_cast<std::size_t>(e.index)];
      if (given != info->inputs[i])
        problems.bad_node(n, concat("takes ", info->inputs[i], " as '", info->input_name(i), "', and ",
                                    graph_.tensor_name_of(e), " is ", given));
      else if (info->input_refs[i] &&
               !infos_[static_cast<std::size_t>(e.node)]->output_refs[static_cast<std::size_t>(e.index)])
        problems.bad_node(n, concat("takes a variable as '", info->input_name(i), "', and ", graph_.tensor_name_of(e),
                                    " is a plain value"));
    }
  }
  bool check_output(const endpoint& e, plan_problems& problems) {
    const node_info* from = infos_[static_cast<std::size_t>(e.node)];
    if (from == nullptr) return false;
    if (static_cast<std::size_t>(e.index) < from->outputs.size()) return true;
    problems.bad_node(e.node, concat("has ", from->outputs.size(), " outputs; there is no ", graph_.tensor_name_of(e)));
    return false;
  }

  /// Variables that the plan may assign, whose values are therefore not constants in it: all whose handle goes into an
  /// op that is not known to only read, whatever that op does with it.
  void find_written_variables() {
    for (const int n : needed_.order) {
      const node_info& info = *infos_[static_cast<std::size_t>(n)];
      const op_info& op = entries_.at(n)->info;
      if (op.is(op_reads_variable) || op.is(op_alias)) continue;
      for (std::size_t i = 0; i < info.inputs.size(); ++i) {
        if (!info.input_refs[i] && info.inputs[i] != dtype::resource) continue;
        endpoint e = graph_[n].inputs[i];
        while (entries_.count(e.node) != 0 && !graph_[e.node].inputs.empty() &&
               (entries_.at(e.node)->info.is(op_alias) || infos_[static_cast<std::size_t>(e.node)]->input_refs[0]))
          e = graph_[e.node].inputs[0];
        if (entries_.count(e.node) == 0 || !graph_[e.node].inputs.empty()) continue;
        for (const tensor& t : source_values(e.node))
          if (t.dtype() == dtype::resource && t.elements() == 1) written_.insert(t.scalar<resource_handle>().get());
      }
    }
  }

  /// The outputs of a node without inputs.
  const std::vector<tensor>& source_values(int n) {
    const auto found = sources_.find(n);
    if (found != sources_.end()) return found->second;
    return sources_.emplace(n, evaluate(n, {}, {})).first->second;
  }

  std::uint32_t slot_of(const endpoint& e) const {
    const auto fed = fed_.find(key(e));
    return fed != fed_.end() ? fed->second
                             : first_slot_[static_cast<std::size_t>(e.node)] + static_cast<std::uint32_t>(e.index);
  }

  /// The slot that the consumer reads: a reference is read through a step of its own, unless the consumer wants it.
  std::uint32_t input_slot(const endpoint& e, bool wants_ref) {
    const std::uint32_t slot = slot_of(e);
    if (wants_ref || fed_.count(key(e)) != 0 ||
        !infos_[static_cast<std::size_t>(e.node)]->output_refs[static_cast<std::size_t>(e.index)])
      return slot;
    return add_variable_read(*infos_[static_cast<std::size_t>(e.node)], slot, e.index);
  }

  /// A constant where the variable's value may be folded; else a step that reads it now.
  std::uint32_t add_variable_read(const node_info& info, std::uint32_t handle, int output) {
    shape planned = shape::unknown();
    if (!values_[handle].empty()) {
      const auto var = std::static_pointer_cast<variable>(values_[handle].scalar<resource_handle>());
      if (may_fold(*var)) {
        plan_->variables.push_back({var, var->version(), true});
        return add_constant(var->read());
      }
      plan_->variables.push_back({var, var->shape_version(), false});
      planned = var->current_shape();
    }
    const std::uint32_t slot = add_slot(info.outputs[static_cast<std::size_t>(output)], planned, storage::computed);
    plan_step step;
    step.run = [](run_context& c) {
      c.set_output(0, resource_cast<variable>(c.input(0).scalar<resource_handle>()).read());
    };
    step.reads_variable = true;
    add_step(step, info, {handle}, {slot});
    return slot;
  }
  bool may_fold(const variable& v) const {
    return v.is_initialized() && v.is_worth_folding() && written_.count(&v) == 0;
  }

  void add_step(plan_step step, const node_info& info, const std::vector<std::uint32_t>& in,
                const std::vector<std::uint32_t>& out) {
    step.node = &info;
    step.in = static_cast<std::uint32_t>(plan_->operands.size());
    step.ins = static_cast<std::uint32_t>(in.size());
    plan_->operands.insert(plan_->operands.end(), in.begin(), in.end());
    step.out = static_cast<std::uint32_t>(plan_->operands.size());
    step.outs = static_cast<std::uint32_t>(out.size());
    plan_->operands.insert(plan_->operands.end(), out.begin(), out.end());
    plan_->steps.push_back(step);
  }

  void add_node(int n) {
    const node_info& info = *infos_[static_cast<std::size_t>(n)];
    const op_info& op = entries_.at(n)->info;
    if (op.is(op_nothing)) return;
    if (info.inputs.empty() && !op.is(op_stateful)) {
      with_context([&] { add_outputs(n, source_values(n)); }, [&] { return info.label(); });
      return;
    }
    std::vector<std::uint32_t> in;
    for (std::size_t i = 0; i < info.inputs.size(); ++i)
      in.push_back(input_slot(graph_[n].inputs[i], info.input_refs[i]));
    with_context([&] { add_op(n, info, op, in); }, [&] { return info.label(); });
  }
  void add_outputs(int n, const std::vector<tensor>& values) {
    first_slot_[static_cast<std::size_t>(n)] = static_cast<std::uint32_t>(plan_->slots.size());
    for (const tensor& t : values) add_constant(t);
  }

  void add_op(int n, const node_info& info, const op_info& op, const std::vector<std::uint32_t>& in) {
    std::vector<shape> in_shapes, out_shapes(info.outputs.size(), shape::unknown());
    std::vector<const tensor*> in_values;
    for (const std::uint32_t slot : in) {
      in_shapes.push_back(plan_->slots[slot].shape);
      in_values.push_back(values_[slot].empty() ? nullptr : &values_[slot]);
    }
    infer_context c(info, in_shapes.data(), in_values.data(), out_shapes.data());
    if (op.infer != nullptr) op.infer(c);
    if (may_fold(op, info, in_shapes, in_values, out_shapes)) {
      add_outputs(n, evaluate(n, in_shapes, in_values));
      return;
    }
    if (op.is(op_reads_variable)) note_variable(in_values[0]);
    first_slot_[static_cast<std::size_t>(n)] = static_cast<std::uint32_t>(plan_->slots.size());
    std::vector<std::uint32_t> out;
    for (std::size_t i = 0; i < out_shapes.size(); ++i)
      out.push_back(add_slot(info.slot_dtype(i), out_shapes[i], storage::computed));
    plan_step step;
    step.run = op.run;
    step.reads_variable = op.is(op_reads_variable) && out.size() == 1;
    const auto known = [](const std::vector<shape>& shapes) {
      return std::all_of(shapes.begin(), shapes.end(), [](const shape& s) { return s.is_fully_defined(); });
    };
    // Where an input's shape is not known, `infer` has not made all its checks, even if it knows the outputs'.
    if (!known(in_shapes) || !known(out_shapes)) step.infer = op.infer;
    const bool allocates = !op.is(op_alias) && !op.is(op_reads_variable);
    for (std::size_t i = 0; i < out_shapes.size(); ++i)  // before `prepare`, which may allocate in proportion
      if (allocates && out_shapes[i].is_fully_defined()) resources_.check_memory(info.slot_dtype(i), out_shapes[i]);
    if (op.prepare != nullptr) {
      std::shared_ptr<void> state;
      prepare_context p(info, in_shapes.data(), in_values.data(), out_shapes.data(), resources_, state);
      op.prepare(p);
      step.state = state.get();
      plan_->states.push_back(std::move(state));
    }
    step.keep = op.is(op_stateful) || needed_.must_run[static_cast<std::size_t>(n)];
    step.in_place = op.is(op_in_place);
    add_step(step, info, in, out);
  }

  void note_variable(const tensor* handle) {
    if (handle == nullptr) return;
    auto var = std::static_pointer_cast<variable>(handle->scalar<resource_handle>());
    const std::uint64_t version = var->shape_version();
    plan_->variables.push_back({std::move(var), version, false});
  }

  bool may_fold(const op_info& op, const node_info& info, const std::vector<shape>& in_shapes,
                const std::vector<const tensor*>& in_values, const std::vector<shape>& out_shapes) {
    const bool values_known = std::all_of(in_values.begin(), in_values.end(), [](auto* v) { return v != nullptr; });
    const bool shapes_known =
        std::all_of(in_shapes.begin(), in_shapes.end(), [](const shape& s) { return s.is_fully_defined(); });
    if (op.is(op_stateful) || info.outputs.empty()) return false;
    if (!values_known && !(op.is(op_shape_only) && shapes_known)) return false;
    for (std::size_t i = 0; i < info.inputs.size(); ++i)
      if (info.input_refs[i]) return false;
    if (op.is(op_reads_variable)) {
      const auto& handle = in_values[0]->scalar<resource_handle>();
      if (handle == nullptr || handle->kind() != variable::kind_name) return false;
      auto var = std::static_pointer_cast<variable>(handle);
      if (!may_fold(*var)) return false;
      const std::uint64_t version = var->version();
      plan_->variables.push_back({std::move(var), version, true});
      return true;
    }
    if (op.is(op_alias)) return true;
    if (std::find(info.inputs.begin(), info.inputs.end(), dtype::resource) != info.inputs.end()) return false;
    std::size_t in_bytes = 0, out_bytes = 0;
    for (const tensor* v : in_values) in_bytes += v != nullptr ? v->bytes() : 0;
    for (std::size_t i = 0; i < out_shapes.size(); ++i)
      if (out_shapes[i].is_fully_defined())
        out_bytes += static_cast<std::size_t>(out_shapes[i].elements()) * element_size(info.outputs[i]);
    return out_bytes <= std::max(fold_limit, in_bytes);
  }

  /// Runs one node now.
  std::vector<tensor> evaluate(int n, const std::vector<shape>& in_shapes,
                               const std::vector<const tensor*>& in_values) {
    const node_info& info = *infos_[static_cast<std::size_t>(n)];
    const op_info& op = entries_.at(n)->info;
    std::vector<shape> out_shapes(info.outputs.size(), shape::unknown());
    infer_context c(info, in_shapes.data(), in_values.data(), out_shapes.data());
    if (op.infer != nullptr) op.infer(c);
    if (op.is(op_alias)) return {in_values[0]->reshaped(out_shapes[0])};
    std::vector<tensor> values;
    std::vector<std::uint32_t> slots;
    for (std::size_t i = 0; i < in_shapes.size(); ++i)  // an op that reads only shapes gets no bytes
      values.push_back(in_values[i] != nullptr ? *in_values[i]
                                               : tensor::view(info.inputs[i], in_shapes[i], nullptr, nullptr));
    for (std::size_t i = 0; i < out_shapes.size(); ++i) {
      if (out_shapes[i].is_fully_defined()) resources_.check_memory(info.slot_dtype(i), out_shapes[i]);
      values.push_back(out_shapes[i].is_fully_defined() ? tensor(info.slot_dtype(i), out_shapes[i]) : tensor());
    }
    for (std::size_t i = 0; i < values.size(); ++i) slots.push_back(static_cast<std::uint32_t>(i));
    std::shared_ptr<void> state;
    if (op.prepare != nullptr) {
      prepare_context p(info, in_shapes.data(), in_values.data(), out_shapes.data(), resources_, state);
      op.prepare(p);
    }
    scratch_memory scratch;
    run_context r(info, values.data(), slots.data(), slots.data() + in_shapes.size(), state.get(), scratch, resources_);
    op.run(r);
    return {values.begin() + static_cast<std::ptrdiff_t>(in_shapes.size()), values.end()};
  }

  void add_fetches(const plan_request& request) {
    for (const endpoint& e : request.fetches) {
      plan_->fetch_has_value.push_back(e.index >= 0);
      plan_->fetches.push_back(e.index >= 0 ? input_slot(e, false) : 0);
    }
  }

  const graph& graph_;
  const op_index& ops_;
  session_resources& resources_;
  source_cache& sources_;
  std::unique_ptr<plan> plan_;
  needed_nodes needed_;
  std::unordered_map<std::uint64_t, std::uint32_t> fed_;
  std::unordered_set<int> fed_nodes_;
  std::vector<std::uint32_t> first_slot_;
  std::vector<node_info*> infos_;
  std::unordered_map<int, const op_index::entry*> entries_;
  std::unordered_set<const resource_base*> written_;
  std::deque<tensor> values_;  // by slot: what is known when planning; addresses stay
};

}  // namespace thaw::session_detail
