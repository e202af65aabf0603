// Names of nodes and tensors: "a/b", "a/b:1", "^a/b".
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "thaw/core/error.hpp"

namespace thaw {

/// A name as it stands in a node's inputs, a feed or a fetch.
struct tensor_name {
  std::string_view node;
  std::int64_t index = 0;
  bool control = false;
};

/// "x", "x:0", "^x" (tensorflow/core/graph/tensor_id.cc): the part after the last ':' is an index when it is a decimal
/// number; "x:a" names a node. An index too large for any node is kept as 2^31.
THAW_SETUP tensor_name parse_tensor_name(std::string_view s) noexcept {
  if (!s.empty() && s[0] == '^') return {s.substr(1), 0, true};
  const std::size_t colon = s.rfind(':');
  if (colon == std::string_view::npos || colon + 1 == s.size()) return {s, 0, false};
  std::int64_t index = 0;
  for (const char c : s.substr(colon + 1)) {
    if (c < '0' || c > '9') return {s, 0, false};
    if (index < std::int64_t{1} << 31) index = index * 10 + (c - '0');
  }
  return {s.substr(0, colon), index < std::int64_t{1} << 31 ? index : std::int64_t{1} << 31, false};
}

/// "x:1", as in Python; every tensor has an index.
THAW_SETUP std::string to_string(const tensor_name& n) {
  return n.control ? concat('^', n.node) : concat(n.node, ':', n.index);
}

/// What TensorFlow takes for a node's name: [A-Za-z0-9.][A-Za-z0-9_>./-]* (tensorflow/core/framework/node_def_util.cc).
THAW_SETUP bool is_node_name(std::string_view s) noexcept {
  const auto alnum = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
  if (s.empty() || !(alnum(s[0]) || s[0] == '.')) return false;
  for (const char c : s)
    if (!alnum(c) && std::string_view("_>./-").find(c) == std::string_view::npos) return false;
  return true;
}

}  // namespace thaw
