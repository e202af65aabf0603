// Finding parts of messages by name.
#pragma once
#include <string_view>

#include "thaw/proto/attr_value.hpp"
#include "thaw/proto/function.hpp"
#include "thaw/proto/node_def.hpp"
#include "thaw/proto/op_def.hpp"

namespace thaw::proto {

/// The attribute of that name, or null.
THAW_LAZY const attr_value* find_attr(const node_def& node, std::string_view name) { return node.attr.find(name); }
THAW_LAZY const attr_value* find_attr(const name_attr_list& function, std::string_view name) {
  return function.attr.find(name);
}
THAW_LAZY const attr_value* find_attr(const function_def& function, std::string_view name) {
  return function.attr.find(name);
}
/// The declaration of the attribute of that name, or null.
THAW_LAZY const op_def::attr_def* find_attr(const op_def& op, std::string_view name) {
  for (const op_def::attr_def& attr : op.attr)
    if (attr.name == name) return &attr;
  return nullptr;
}
/// The function of that name, or null. Linear: who looks up many makes an index.
THAW_LAZY const function_def* find_function(const function_def_library& library, std::string_view name) {
  for (const function_def& f : library.function)
    if (f.signature->name == name) return &f;
  return nullptr;
}

}  // namespace thaw::proto
