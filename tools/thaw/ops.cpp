// thaw ops: the ops that this program has; or those that a model needs, and the op set that has just these.
#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "analysis.hpp"
#include "commands.hpp"
#include "table.hpp"
#include "thaw/ops/all.hpp"
#include "thaw/ops/op_def.hpp"
#include "values.hpp"

namespace tool {

namespace {

using json = nlohmann::ordered_json;
using thaw::dtype;
using thaw::ops::detail::dtype_set;

constexpr dtype_set set_of(std::initializer_list<dtype> list) {
  dtype_set set = 0;
  for (const dtype d : list) set |= thaw::ops::detail::bit(d);
  return set;
}

struct dtype_group {
  const char* name;
  dtype_set members;
};
// What a dtype list is shortened to. The first line of the table says it in full.
constexpr dtype_group groups[] = {
    {"floats", set_of({dtype::float16, dtype::bfloat16, dtype::float32, dtype::float64})},
    {"integers", set_of({dtype::int8, dtype::int16, dtype::int32, dtype::int64, dtype::uint8, dtype::uint16,
                         dtype::uint32, dtype::uint64})},
    {"complex", set_of({dtype::complex64, dtype::complex128})},
    {"quantized", set_of({dtype::qint8, dtype::quint8, dtype::qint16, dtype::quint16, dtype::qint32})},
};

std::vector<std::string> names_of(dtype_set set) {
  std::vector<std::string> names;
  for (std::size_t i = 1; i < thaw::dtype_count; ++i)
    if ((set & thaw::ops::detail::bit(static_cast<dtype>(i))) != 0)
      names.emplace_back(thaw::numpy_name(static_cast<dtype>(i)));
  return names;
}

std::string dtypes_text(dtype_set set) {
  constexpr dtype_set all = (dtype_set{1} << thaw::dtype_count) - 2;
  if ((set & all) == all) return "any";
  std::vector<std::string> parts;
  for (const dtype_group& g : groups) {
    if ((set & g.members) != g.members) continue;
    parts.emplace_back(g.name);
    set &= ~g.members;
  }
  for (std::string& name : names_of(set)) parts.push_back(std::move(name));
  return thaw::join(parts);
}

/// "floats" of an op with one type; "T: floats; Tidx: int32, int64" of one with several; else the dtypes of what goes
/// in and out.
std::string types_of(const thaw::op_def& def) {
  std::vector<std::pair<std::string, std::string>> attrs;
  for (const auto& a : def.attrs)
    if (a.kind == "type") attrs.emplace_back(a.name, dtypes_text(a.dtypes));
  if (attrs.size() == 1) return attrs[0].second;
  std::vector<std::string> parts;
  for (const auto& [name, types] : attrs) parts.push_back(name + ": " + types);
  if (!parts.empty()) return thaw::join(parts, "; ");
  dtype_set fixed = 0;
  for (const auto* args : {&def.inputs, &def.outputs})
    for (const auto& arg : *args)
      if (arg.type != dtype::invalid) fixed |= thaw::ops::detail::bit(arg.type);
  return fixed == 0 ? "" : dtypes_text(fixed);
}

std::string legend() {
  std::vector<std::string> lines;
  for (const dtype_group& g : groups) lines.push_back(std::string(g.name) + ": " + thaw::join(names_of(g.members)));
  return thaw::join(lines, "; ");
}

std::string all_as_text(const thaw::op_index& index, const screen& s) {
  table t(0);
  for (const auto& e : index.entries()) t.row({{std::string(e.info.name()), style::name}, types_of(e.def)});
  return paint(s, style::heading, count_of(index.entries().size(), "op")) + "  (" + legend() + ")\n" +
         t.to_string(s.for_table());
}

std::string all_as_markdown(const thaw::op_index& index) {
  std::string text =
      "# Supported ops\n\n"
      "Made by `thaw ops --markdown`; a test compares. " +
      count_of(index.entries().size(), "op") + ", with the dtypes of their type attributes (" + legend() +
      "). Signatures, attributes and defaults are those of TensorFlow's registry.\n\n| op | dtypes |\n|---|---|\n";
  for (const auto& e : index.entries()) text += "| `" + std::string(e.info.name()) + "` | " + types_of(e.def) + " |\n";
  return text;
}

std::string all_as_json(const thaw::op_index& index) {
  json document;
  document["ops"] = json::array();
  for (const auto& e : index.entries()) {
    json item;
    item["name"] = e.info.name();
    item["signature"] = e.info.text;
    item["dtypes"] = json::object();
    for (const auto& a : e.def.attrs)
      if (a.kind == "type") item["dtypes"][std::string(a.name)] = names_of(a.dtypes);
    document["ops"].push_back(std::move(item));
  }
  return json_text(document);
}

std::string needs_as_json(const model_needs& needs) {
  json document;
  document["outputs"] = json::array();
  for (const auto& t : needs.outputs) document["outputs"].push_back(t.name);
  document["ops"] = json::array();
  for (const op_use& use : needs.ops) {
    json item;
    item["name"] = use.op;
    item["nodes"] = use.nodes;
    item["supported"] = use.supported();
    if (!use.problem.empty()) item["problem"] = use.problem;
    item["loading_nodes"] = use.loading_nodes;
    document["ops"].push_back(std::move(item));
  }
  document["op_set"] = op_set_text(needs.ops, 0);
  return json_text(document);
}

std::string needs_as_text(const model_needs& needs, const screen& s) {
  std::vector<std::string> outputs;
  for (const auto& t : needs.outputs) outputs.push_back(printable(t.name));
  std::string text =
      "Ops for " + (outputs.empty() ? "loading" : paint(s, style::name, fit_list(outputs, s.width))) + "\n";
  table t;
  for (const op_use& use : needs.ops) {
    const cell state = !use.known             ? cell("not supported", style::bad)
                       : !use.problem.empty() ? cell(printable(use.problem), style::bad)
                       : use.nodes == 0       ? cell("for loading only", style::dim)
                                              : cell("");
    t.row({{printable(use.op), style::name}, {with_commas(use.nodes + use.loading_nodes), style::normal, true}, state});
  }
  text += t.to_string(s.for_table()) + "\n";
  const std::vector<std::string> missing = unsupported(needs.ops);
  text += missing.empty() ? paint(s, style::good, "all supported") + "\n\n"
                          : paint(s, style::bad, "not supported") + ": " + thaw::join(missing) + "\n\n";
  return text + op_set_text(needs.ops, s.width);
}

}  // namespace

std::string ops(const ops_arguments& a, const screen& s) {
  if (!a.model.path.empty()) {
    const opened_model opened = look_at_model(a.model);
    const model_needs needs = needs_of(opened.model);
    return a.json ? needs_as_json(needs) : needs_as_text(needs, s);
  }
  const thaw::op_index& index = thaw::index_of<thaw::ops::all>();
  if (a.markdown) return all_as_markdown(index);
  return a.json ? all_as_json(index) : all_as_text(index, s);
}

}  // namespace tool
