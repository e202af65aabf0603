// Metadata of a composite tensor inside a variant tensor.
#pragma once
#include <string_view>

#include "thaw/proto/struct.hpp"
#include "thaw/wire/field.hpp"

namespace thaw::proto {

/// The type of the value. tensorflow/core/protobuf/composite_tensor_variant.proto
struct composite_tensor_variant_metadata {
  wire::box<proto::type_spec_proto> type_spec_proto;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.CompositeTensorVariantMetadata";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::type_spec_proto>(1, "type_spec_proto"),
  };
};

}  // namespace thaw::proto
