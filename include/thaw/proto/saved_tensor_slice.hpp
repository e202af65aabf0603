// The entries of a V1 checkpoint.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "thaw/proto/tensor.hpp"
#include "thaw/proto/tensor_shape.hpp"
#include "thaw/proto/tensor_slice.hpp"
#include "thaw/proto/types.hpp"
#include "thaw/proto/versions.hpp"
#include "thaw/wire/field.hpp"
#include "thaw/wire/repeated.hpp"

namespace thaw::proto {

/// A slice with its values; the tensor has neither dtype nor shape. tensorflow/core/util/saved_tensor_slice.proto
struct saved_slice {
  std::string name;
  wire::box<proto::tensor_slice_proto> slice;
  wire::box<proto::tensor_proto> data;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.SavedSlice";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::name>(1, "name"),
      wire::field_of<&M::slice>(2, "slice"),
      wire::field_of<&M::data>(3, "data"),
  };
};

/// A tensor and the slices in which it is stored. tensorflow/core/util/saved_tensor_slice.proto
struct saved_slice_meta {
  std::string name;
  wire::box<proto::tensor_shape_proto> shape;
  std::int32_t type = 0;  ///< the number of a thaw::dtype
  wire::repeated<proto::tensor_slice_proto> slice;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.SavedSliceMeta";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::name>(1, "name"),
      wire::field_of<&M::shape>(2, "shape"),
      wire::field_of<&M::type, &data_type_names>(3, "type"),
      wire::field_of<&M::slice>(4, "slice"),
  };
};

/// All tensors of a file. tensorflow/core/util/saved_tensor_slice.proto
struct saved_tensor_slice_meta {
  wire::repeated<proto::saved_slice_meta> tensor;
  wire::box<proto::version_def> versions;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.SavedTensorSliceMeta";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::tensor>(1, "tensor"),
      wire::field_of<&M::versions>(2, "versions"),
  };
};

/// An entry: the list under the key "", or a slice. tensorflow/core/util/saved_tensor_slice.proto
struct saved_tensor_slices {
  wire::box<proto::saved_tensor_slice_meta> meta;
  wire::box<proto::saved_slice> data;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.SavedTensorSlices";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::meta>(1, "meta"),
      wire::field_of<&M::data>(2, "data"),
  };
};

}  // namespace thaw::proto
