// One node of a graph.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "thaw/proto/attr_value.hpp"
#include "thaw/proto/full_type.hpp"
#include "thaw/wire/field.hpp"
#include "thaw/wire/map.hpp"

namespace thaw::proto {

/// A node: an op applied to outputs of other nodes. tensorflow/core/framework/node_def.proto
struct node_def {
  /// The nodes that a rewritten node came from.
  struct experimental_debug_info_type {
    std::vector<std::string> original_node_names;
    std::vector<std::string> original_func_names;
    wire::unknown unknown;
    static constexpr std::string_view proto_name = "tensorflow.NodeDef.ExperimentalDebugInfo";
    template <class M>
    static constexpr wire::field rows[] = {
        wire::field_of<&M::original_node_names>(1, "original_node_names"),
        wire::field_of<&M::original_func_names>(2, "original_func_names"),
    };
  };

  std::string name;  ///< unique in the graph
  std::string op;
  std::vector<std::string> input;  ///< "x", "x:1", "^control" (last)
  std::string device;              ///< "/device:CPU:0", partial or empty
  wire::map<proto::attr_value> attr;
  wire::box<proto::node_def::experimental_debug_info_type> experimental_debug_info;
  wire::box<proto::full_type_def> experimental_type;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.NodeDef";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::name>(1, "name"),
      wire::field_of<&M::op>(2, "op"),
      wire::field_of<&M::input>(3, "input"),
      wire::field_of<&M::device>(4, "device"),
      wire::field_of<&M::attr>(5, "attr"),
      wire::field_of<&M::experimental_debug_info>(6, "experimental_debug_info"),
      wire::field_of<&M::experimental_type>(7, "experimental_type"),
  };
};

}  // namespace thaw::proto
