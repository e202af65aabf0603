// What restoring asks of a checkpoint, found in the graph before anything runs, and whether the checkpoint has it.
//
// Saver puts into the graph: a file name tensor → RestoreV2 (tensor_names and shape_and_slices are constants; one node
// for all variables, in old files one for each; RestoreSlice in the oldest) → per variable an Assign or
// AssignVariableOp, perhaps through Identity or Reshape → a NoOp behind all of them, which saver_def names.
#pragma once
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/bundle/reader.hpp"
#include "thaw/core/error.hpp"
#include "thaw/core/text.hpp"
#include "thaw/graph/graph.hpp"
#include "thaw/meta/describe.hpp"
#include "thaw/meta/walk.hpp"

namespace thaw::meta::detail {

/// One tensor that is to come out of a checkpoint.
struct restored_tensor {
  endpoint where;     // an output of a restoring node; without saver, the variable itself
  std::string key;    // in the checkpoint
  std::string slice;  // shape_and_slice; "": all
  dtype type = dtype::invalid;
  std::string variable;  // that receives it; "": not found
  shape wanted = shape::unknown();
};

struct restore_request {
  std::vector<restored_tensor> tensors;
  /// Restoring nodes whose keys are not constants: they have to run as they are.
  std::vector<int> opaque;
};

THAW_SETUP bool is_restore_op(std::string_view op) noexcept {
  return is_one_of(op, {"RestoreV2", "RestoreSlice", "Restore"});
}
THAW_SETUP bool is_assign_op(std::string_view op) noexcept { return is_one_of(op, {"Assign", "AssignVariableOp"}); }

/// The values of a string constant; nothing when it is not one.
THAW_SETUP std::optional<std::vector<std::string>> constant_strings(const graph& g, endpoint e) {
  e = past_identities(g, e);
  const proto::attr_value* v = g[e.node].op() == "Const" ? g[e.node].def.attr.find("value") : nullptr;
  const auto* p = v == nullptr ? nullptr : wire::as<attr_case::tensor>(v->value);
  if (p == nullptr || p->dtype != static_cast<int>(dtype::string)) return std::nullopt;
  const tensor t = with_context([&] { return proto::to_tensor(*p); },
                                [&] { return concat("node '", g[e.node].name(), "' (Const)"); });
  const auto* first = t.data<std::string>();
  return std::vector<std::string>(first, first + t.elements());
}

/// What one restoring node reads, an item for each output; nothing when its keys are not constants.
THAW_SETUP std::optional<std::vector<restored_tensor>> keys_of(const graph& g, int number) {
  const node& n = g[number];
  const bool sliced = n.op() != "Restore";
  if (n.inputs.size() < (sliced ? 3u : 2u)) return std::nullopt;
  const auto names = constant_strings(g, n.inputs[1]);
  const auto slices = sliced ? constant_strings(g, n.inputs[2]) : std::vector<std::string>(1);
  if (!names || !slices || names->size() != slices->size()) return std::nullopt;
  std::vector<restored_tensor> found;
  for (std::size_t i = 0; i < names->size(); ++i) {
    restored_tensor t;
    t.where = {number, static_cast<int>(i)};
    t.key = (*names)[i];
    t.slice = (*slices)[i];
    t.type = attr_dtype(n, n.op() == "RestoreV2" ? "dtypes" : "dt", i);
    if (t.type == dtype::invalid) return std::nullopt;
    found.push_back(std::move(t));
  }
  return found;
}

/// The variable node behind the reference or handle that an assignment writes to, or -1.
THAW_SETUP int assigned_variable(const graph& g, const node& assign) {
  if (assign.inputs.size() < 2) return -1;
  const int variable = past_identities(g, assign.inputs[0]).node;
  return is_variable_op(g[variable].op()) ? variable : -1;
}

/// The shape that an assignment demands of its value.
THAW_SETUP shape assigned_shape(const graph& g, const node& assign, int variable) {
  if (const proto::attr_value* v = assign.def.attr.find("validate_shape"))
    if (const auto* check = wire::as<attr_case::b>(v->value); check != nullptr && !*check) return shape::unknown();
  const proto::tensor_shape_proto* declared = attr_shape(g[variable], "shape");
  return declared == nullptr ? shape::unknown() : lenient_shape(*declared);
}

/// What the nodes `targets` (the restore operation, or some of its assignments) read from a checkpoint.
THAW_SETUP restore_request request_of(const graph& g, const std::vector<int>& targets) {
  std::vector<endpoint> used;
  const std::vector<bool> needed = mark_needed(g, targets, [&](const endpoint& e) {
    if (!is_restore_op(g[e.node].op())) return true;
    used.push_back(e);
    return false;
  });
  restore_request request;
  std::vector<std::pair<int, std::vector<restored_tensor>>> by_node;
  for (const endpoint& e : used) {
    const bool seen = std::any_of(by_node.begin(), by_node.end(), [&](const auto& b) { return b.first == e.node; });
    const bool opaque = std::find(request.opaque.begin(), request.opaque.end(), e.node) != request.opaque.end();
    if (seen || opaque) continue;
    if (auto keys = keys_of(g, e.node))
      by_node.emplace_back(e.node, std::move(*keys));
    else
      request.opaque.push_back(e.node);
  }
  const auto find = [&](const endpoint& e) -> restored_tensor* {
    for (auto& [number, keys] : by_node)
      if (number == e.node && static_cast<std::size_t>(e.index) < keys.size())
        return &keys[static_cast<std::size_t>(e.index)];
    return nullptr;
  };
  for (int i = 0; i < static_cast<int>(g.size()); ++i) {
    if (!needed[static_cast<std::size_t>(i)] || !is_assign_op(g[i].op())) continue;
    const int variable = assigned_variable(g, g[i]);
    if (variable < 0) continue;
    if (restored_tensor* t = find(past_identities(g, g[i].inputs[1]))) {
      t->variable = g[variable].name();
      t->wanted = assigned_shape(g, g[i], variable);
    }
  }
  std::sort(used.begin(), used.end(), [](const endpoint& a, const endpoint& b) {
    return a.node != b.node ? a.node < b.node : a.index < b.index;
  });
  used.erase(std::unique(used.begin(), used.end()), used.end());
  for (const endpoint& e : used)
    if (restored_tensor* t = find(e)) request.tensors.push_back(std::move(*t));
  return request;
}

/// Names that TensorFlow's optimizers give to what they remember: "w/Adam", "w/Momentum", "beta1_power", ….
THAW_SETUP bool is_optimizer_slot(std::string_view key) noexcept {
  std::string_view last = key.substr(key.rfind('/') + 1);  // npos + 1 is 0
  const std::size_t underscore = last.rfind('_');
  if (underscore != std::string_view::npos && underscore + 1 < last.size() &&
      last.find_first_not_of("0123456789", underscore + 1) == std::string_view::npos)
    last = last.substr(0, underscore);
  return is_one_of(last, {"Adam", "AdamW", "Momentum", "RMSProp", "Adagrad", "AdagradDA", "Adadelta", "Ftrl", "FTRL",
                          "ProximalAdagrad", "AdaMax", "Nadam", "LazyAdam", "LAMB", "AddSign", "PowerSign",
                          "beta1_power", "beta2_power"});
}

/// Throws one error about everything in `request` that the checkpoint does not have, or has otherwise: not_found when
/// keys are missing, else invalid_argument.
THAW_SETUP void check_request(const restore_request& request, const bundle::checkpoint_reader& reader) {
  std::vector<std::string> missing, wrong;
  bool only_slots = true;
  const auto label = [](const restored_tensor& t) {
    return t.variable.empty() || t.variable == t.key ? concat('\'', t.key, '\'')
                                                     : concat('\'', t.key, "' (for variable '", t.variable, "')");
  };
  for (const restored_tensor& t : request.tensors) {
    const bundle::checkpoint_entry* entry = reader.find(t.key);
    if (entry == nullptr) {
      only_slots = only_slots && is_optimizer_slot(t.key);
      // Looking for near names takes time; an error lists only so many.
      const auto near = missing.size() < 20 ? reader.nearest(t.key, 2) : std::vector<std::string>();
      missing.push_back(near.empty() ? label(t) : concat(label(t), " (it has '", join(near, "', '"), "')"));
      continue;
    }
    if (entry->dtype != t.type)
      wrong.push_back(concat(label(t), " is ", entry->dtype, " in the checkpoint, ", t.type, " in the graph"));
    const bundle::slice_spec spec =
        with_context([&] { return bundle::parse_slice_spec(t.slice); }, [&] { return concat("key '", t.key, '\''); });
    if (!spec.whole && spec.full_shape != entry->shape) {
      wrong.push_back(concat(label(t), " has shape ", entry->shape, " in the checkpoint; the graph reads a part of ",
                             spec.full_shape));
      continue;
    }
    const shape given = spec.whole ? entry->shape : spec.slice.shape_in(spec.full_shape);
    if (!t.wanted.is_compatible_with(given))
      wrong.push_back(concat(label(t), " has shape ", given, " in the checkpoint, ", t.wanted, " in the graph"));
  }
  if (missing.empty() && wrong.empty()) return;
  std::string text = concat("checkpoint ", reader.prefix(), " does not fit the graph: ");
  if (!missing.empty()) {
    text += concat(missing.size(), " of ", request.tensors.size(), missing.size() == 1 ? " keys is" : " keys are",
                   " not in it: ", join(missing, ", ", 20));
    if (only_slots)
      text +=
          "; these are all optimizer slots, which inference does not need: restore only what your fetches need "
          "(load_options::fetches, or the third argument of saver::restore)";
  }
  if (!wrong.empty()) text += concat(missing.empty() ? "" : "; moreover ", join(wrong, "; ", 20));
  fail(missing.empty() ? code::invalid_argument : code::not_found, text);
}

}  // namespace thaw::meta::detail
