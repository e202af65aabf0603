// A node checked against its op's signature: how many inputs and outputs, of which dtypes, with which attributes.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/core/error.hpp"
#include "thaw/graph/attrs.hpp"
#include "thaw/graph/graph.hpp"
#include "thaw/ops/op_def.hpp"

namespace thaw {

/// What a node's attributes make of its op's signature. Lives as long as the graph and the op index.
struct node_info {
  const thaw::node* source = nullptr;
  const op_def* def = nullptr;
  std::vector<const proto::attr_value*> attrs;  // as in def->attrs; the node's own, or the default
  std::vector<dtype> inputs, outputs;           // one for each tensor
  std::vector<bool> input_refs, output_refs;    // TF1 references

  const std::string& name() const noexcept { return source->name(); }
  /// "node 'conv1' (Conv2D)", for errors.
  THAW_SETUP std::string label() const { return concat("node '", source->name(), "' (", source->op(), ')'); }
  /// The attribute, or its default. A name that the signature doesn't have is a mistake of the op's author.
  THAW_SETUP attr_view attr(std::string_view attr_name) const {
    for (std::size_t i = 0; i < attrs.size(); ++i)
      if (def->attrs[i].name == attr_name) return {attr_name, *attrs[i]};
    fail(code::internal, "op ", def->name, " reads an attribute '", attr_name, "' that its signature does not have");
  }
  /// What a slot for an output holds: a TF1 reference is kept as the variable's handle.
  THAW_SETUP dtype slot_dtype(std::size_t output) const noexcept {
    return output_refs[output] ? dtype::resource : outputs[output];
  }
  /// The name of the argument that input `i` belongs to.
  THAW_SETUP std::string_view input_name(std::size_t i) const;
};

namespace ops::detail {

THAW_SETUP std::string bad_attr(const op_def::attr& a, std::string_view why) {
  return concat("attr '", a.name, "' ", why);
}

THAW_SETUP std::string dtype_names(dtype_set set) {
  std::vector<std::string_view> names;
  for (std::size_t i = 1; i < dtype_count; ++i)
    if ((set & bit(static_cast<dtype>(i))) != 0) names.push_back(name(static_cast<dtype>(i)));
  return join(names);
}

THAW_SETUP std::string check_type(const op_def::attr& a, std::int64_t number) {
  const dtype d = dtype_from_number(number > 100 ? number - 100 : number);
  if (d == dtype::invalid) return bad_attr(a, concat("has the unknown data type ", number));
  if ((a.dtypes & bit(d)) == 0) return bad_attr(a, concat("is ", d, "; the op takes ", dtype_names(a.dtypes)));
  return {};
}

THAW_SETUP std::string check_string(const op_def::attr& a, std::string_view s) {
  if (a.strings.empty() || a.strings.find(concat('"', s, '"')) != std::string_view::npos) return {};
  return bad_attr(a, concat("is \"", s, "\"; the op takes ", a.strings));
}

/// Empty, or what is wrong with the attribute's value.
THAW_SETUP std::string check_attr(const op_def::attr& a, const proto::attr_value& v) {
  if (!has_kind(v, a.kind, a.list))
    return bad_attr(a, concat("is ", describe_kind(v), " where ", a.list ? "a list of " : "", a.kind, " is expected"));
  const attr_view view(a.name, v);
  if (a.list) {
    const auto& list = view.get_list();
    const std::size_t n = list_size(list, a.kind);
    if (a.has_minimum && static_cast<std::int64_t>(n) < a.minimum)
      return bad_attr(a, concat("has ", n, " items; the op needs at least ", a.minimum));
    if (a.kind == "type")
      for (const auto number : list.type)
        if (std::string problem = check_type(a, number); !problem.empty()) return problem;
    return {};
  }
  if (a.kind == "type") return check_type(a, *wire::as<proto::attr_value::value_case::type>(v.value));
  if (a.kind == "string" && !a.strings.empty()) return check_string(a, view.get_s());
  if (a.kind == "int" && a.has_minimum && view.get_i() < a.minimum)
    return bad_attr(a, concat("is ", view.get_i(), "; it must be at least ", a.minimum));
  return {};
}

/// Appends the dtypes of an argument; returns what is wrong, or nothing.
THAW_SETUP std::string add_arg(const node_info& n, const op_def::arg& arg, std::vector<dtype>& types,
                               std::vector<bool>& refs) {
  if (!arg.list_attr.empty()) {
    for (const dtype d : n.attr(arg.list_attr).get_types()) {
      types.push_back(d);
      refs.push_back(arg.ref);
    }
    return {};
  }
  const dtype d = arg.type_attr.empty() ? arg.type : n.attr(arg.type_attr).get_type();
  std::int64_t count = 1;
  if (!arg.number_attr.empty()) count = n.attr(arg.number_attr).get_i();
  constexpr std::int64_t most = 1 << 20;
  if (count < 0 || count > most) return concat("attr '", arg.number_attr, "' is ", count);
  types.insert(types.end(), static_cast<std::size_t>(count), d);
  refs.insert(refs.end(), static_cast<std::size_t>(count), arg.ref);
  return {};
}

/// Checks a node against a signature and fills `to`. Returns what is wrong, or nothing.
THAW_SETUP std::string resolve(const thaw::node& n, const op_def& def, node_info& to) {
  to.source = &n;
  to.def = &def;
  for (const op_def::attr& a : def.attrs) {
    const proto::attr_value* v = n.def.attr.find(a.name);
    if (v == nullptr && a.has_default) v = &a.fallback;
    if (v == nullptr) return concat("has no attr '", a.name, "', which the op needs");
    if (std::string problem = check_attr(a, *v); !problem.empty()) return problem;
    to.attrs.push_back(v);
  }
  for (const op_def::arg& a : def.inputs)
    if (std::string problem = add_arg(to, a, to.inputs, to.input_refs); !problem.empty()) return problem;
  for (const op_def::arg& a : def.outputs)
    if (std::string problem = add_arg(to, a, to.outputs, to.output_refs); !problem.empty()) return problem;
  if (n.inputs.size() != to.inputs.size())
    return concat("has ", n.inputs.size(), " inputs; its op and attributes ask for ", to.inputs.size());
  return {};
}

}  // namespace ops::detail

template <class V>
std::string_view node_info::input_name(std::size_t i) const {
  for (const op_def::arg& a : def->inputs) {
    std::size_t count = 1;
    if (!a.list_attr.empty()) count = attr(a.list_attr).get_types().size();
    if (!a.number_attr.empty()) count = static_cast<std::size_t>(attr(a.number_attr).get_i());
    if (i < count) return a.name;
    i -= count;
  }
  return {};
}

}  // namespace thaw
