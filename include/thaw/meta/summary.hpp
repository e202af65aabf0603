// A model in words: what `thaw show` prints first, and what printing a model gives.
#pragma once
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "thaw/meta/collection.hpp"
#include "thaw/meta/likely.hpp"
#include "thaw/meta/model.hpp"
#include "thaw/meta/variables.hpp"

namespace thaw {

/// "x: float32 [?,784]".
THAW_SETUP std::string to_string(const tensor_ref& t) {
  return concat(t.index == 0 ? t.node : t.name(), ": ", t.dtype == dtype::invalid ? "?" : name(t.dtype), ' ', t.shape);
}

/// A page about a model: likely inputs and outputs first, signatures, collections, variables. At most `most` lines of
/// each.
THAW_SETUP std::string to_string(const model& m, std::size_t most = 8);

/// Prints `to_string(m)`; <ostream> is the caller's to include.
template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const model& m) {
  return out << to_string(m);
}

namespace meta::detail {

THAW_SETUP void append_likely(std::string& text, std::string_view title, const std::vector<likely_tensor>& list,
                              std::size_t most) {
  if (list.empty()) return;
  text += concat(title, '\n');
  for (std::size_t i = 0; i < list.size() && i < most; ++i) {
    const likely_tensor& t = list[i];
    const std::string tensor = to_string(t.tensor);
    const bool own_name = t.name == (t.tensor.index == 0 ? t.tensor.node : t.tensor.name());
    text += concat("  ", own_name ? std::string() : concat(t.name, " = "), tensor, "   (", t.source,
                   t.usual.empty() ? std::string() : concat("; for inference usually ", t.usual), ")\n");
  }
  if (list.size() > most) text += concat("  and ", list.size() - most, " more\n");
}

}  // namespace meta::detail

template <class>
std::string to_string(const model& m, std::size_t most) {
  std::string text =
      concat(m.path().empty() ? "model" : m.path(), ": ", name(m.kind()), ", ", m.graph().size(), " nodes");
  if (!m.checkpoint().empty()) text += concat(", restored from ", m.checkpoint());
  text += '\n';
  const likely_ends ends = m.ends();
  meta::detail::append_likely(text, "inputs", ends.inputs, most);
  meta::detail::append_likely(text, "outputs", ends.outputs, most);
  std::vector<std::string> keys;
  for (const auto& s : m.signatures())
    if (!meta::detail::is_hidden_signature(s.key)) keys.push_back(s.key);
  if (!keys.empty()) text += concat("signatures: ", join(keys, ", ", most), '\n');
  std::vector<std::string> collections;
  for (const collection_summary& c : list_collections(m.graph()))
    collections.push_back(concat(c.key, " (", c.size, ')'));
  if (!collections.empty()) text += concat("collections: ", join(collections, ", ", most), '\n');
  const std::vector<variable_ref> variables = meta::detail::variables_of(m.graph());
  std::int64_t values = 0;
  for (const variable_ref& v : variables)
    if (v.shape.is_fully_defined()) values += v.shape.elements();
  if (!variables.empty()) text += concat("variables: ", variables.size(), " with ", values, " values\n");
  return text;
}

}  // namespace thaw
