// saved_model.pb: MetaGraphs, told apart by their tags.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "thaw/proto/meta_graph.hpp"
#include "thaw/wire/field.hpp"
#include "thaw/wire/repeated.hpp"

namespace thaw::proto {

/// The content of `saved_model.pb`. tensorflow/core/protobuf/saved_model.proto
struct saved_model {
  std::int64_t saved_model_schema_version = 0;  ///< 1
  wire::repeated<proto::meta_graph_def> meta_graphs;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.SavedModel";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::saved_model_schema_version>(1, "saved_model_schema_version"),
      wire::field_of<&M::meta_graphs>(2, "meta_graphs"),
  };
};

}  // namespace thaw::proto
