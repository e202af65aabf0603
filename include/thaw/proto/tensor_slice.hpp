// A part of a tensor: one extent for each dimension.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "thaw/wire/field.hpp"
#include "thaw/wire/repeated.hpp"

namespace thaw::proto {

/// A part of a tensor. tensorflow/core/framework/tensor_slice.proto
struct tensor_slice_proto {
  /// A range of one dimension; without a length, all of it.
  struct extent_type {
    std::int64_t start = 0;
    std::optional<std::int64_t> length;
    wire::unknown unknown;
    static constexpr std::string_view proto_name = "tensorflow.TensorSliceProto.Extent";
    template <class M>
    static constexpr wire::field rows[] = {
        wire::field_of<&M::start>(1, "start"),
        wire::field_of<&M::length>(2, "length", "has_length_hack"),
    };
  };

  wire::repeated<proto::tensor_slice_proto::extent_type> extent;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.TensorSliceProto";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::extent>(1, "extent"),
  };
};

}  // namespace thaw::proto
