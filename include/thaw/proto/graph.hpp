// Graphs.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "thaw/proto/function.hpp"
#include "thaw/proto/graph_debug_info.hpp"
#include "thaw/proto/node_def.hpp"
#include "thaw/proto/versions.hpp"
#include "thaw/wire/field.hpp"
#include "thaw/wire/repeated.hpp"

namespace thaw::proto {

/// A graph. tensorflow/core/framework/graph.proto
struct graph_def {
  wire::repeated<proto::node_def> node;
  wire::box<proto::function_def_library> library;
  std::int32_t version = 0;  ///< deprecated, of graphs from 2015
  wire::box<proto::version_def> versions;
  wire::box<proto::graph_debug_info> debug_info;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.GraphDef";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::node>(1, "node"),
      wire::field_of<&M::library>(2, "library"),
      wire::field_of<&M::version>(3, "version"),
      wire::field_of<&M::versions>(4, "versions"),
      wire::field_of<&M::debug_info>(5, "debug_info"),
  };
};

}  // namespace thaw::proto
