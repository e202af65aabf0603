// Shapes.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "thaw/wire/field.hpp"
#include "thaw/wire/repeated.hpp"

namespace thaw::proto {

/// A shape; `to_shape` (shape_convert.hpp) makes a thaw::shape of it. tensorflow/core/framework/tensor_shape.proto
struct tensor_shape_proto {
  /// One dimension; size -1 is unknown.
  struct dim_type {
    std::int64_t size = 0;
    std::string name;
    wire::unknown unknown;
    static constexpr std::string_view proto_name = "tensorflow.TensorShapeProto.Dim";
    template <class M>
    static constexpr wire::field rows[] = {
        wire::field_of<&M::size>(1, "size"),
        wire::field_of<&M::name>(2, "name"),
    };
  };

  wire::repeated<proto::tensor_shape_proto::dim_type> dim;
  bool unknown_rank = false;  ///< then `dim` is empty
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.TensorShapeProto";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::dim>(2, "dim"),
      wire::field_of<&M::unknown_rank>(3, "unknown_rank"),
  };
};

}  // namespace thaw::proto
