// fingerprint.pb of a SavedModel.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "thaw/proto/versions.hpp"
#include "thaw/wire/field.hpp"

namespace thaw::proto {

/// Hashes of a SavedModel. tensorflow/core/protobuf/fingerprint.proto
struct fingerprint_def {
  std::uint64_t saved_model_checksum = 0;
  std::uint64_t graph_def_program_hash = 0;
  std::uint64_t signature_def_hash = 0;
  std::uint64_t saved_object_graph_hash = 0;
  std::uint64_t checkpoint_hash = 0;
  wire::box<proto::version_def> version;
  std::string uuid;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.FingerprintDef";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::saved_model_checksum>(1, "saved_model_checksum"),
      wire::field_of<&M::graph_def_program_hash>(2, "graph_def_program_hash"),
      wire::field_of<&M::signature_def_hash>(3, "signature_def_hash"),
      wire::field_of<&M::saved_object_graph_hash>(4, "saved_object_graph_hash"),
      wire::field_of<&M::checkpoint_hash>(5, "checkpoint_hash"),
      wire::field_of<&M::version>(6, "version"),
      wire::field_of<&M::uuid>(7, "uuid"),
  };
};

}  // namespace thaw::proto
