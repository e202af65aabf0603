// A handle to a resource, as a value.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "thaw/proto/tensor_shape.hpp"
#include "thaw/proto/types.hpp"
#include "thaw/wire/field.hpp"
#include "thaw/wire/repeated.hpp"

namespace thaw::proto {

/// A handle of a resource, as a value. tensorflow/core/framework/resource_handle.proto
struct resource_handle_proto {
  /// What a resource holds.
  struct dtype_and_shape {
    std::int32_t dtype = 0;  ///< the number of a thaw::dtype
    wire::box<proto::tensor_shape_proto> shape;
    wire::unknown unknown;
    static constexpr std::string_view proto_name = "tensorflow.ResourceHandleProto.DtypeAndShape";
    template <class M>
    static constexpr wire::field rows[] = {
        wire::field_of<&M::dtype, &data_type_names>(1, "dtype"),
        wire::field_of<&M::shape>(2, "shape"),
    };
  };

  std::string device;
  std::string container;
  std::string name;
  std::uint64_t hash_code = 0;
  std::string maybe_type_name;
  wire::repeated<proto::resource_handle_proto::dtype_and_shape> dtypes_and_shapes;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.ResourceHandleProto";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::device>(1, "device"),
      wire::field_of<&M::container>(2, "container"),
      wire::field_of<&M::name>(3, "name"),
      wire::field_of<&M::hash_code>(4, "hash_code"),
      wire::field_of<&M::maybe_type_name>(5, "maybe_type_name"),
      wire::field_of<&M::dtypes_and_shapes>(6, "dtypes_and_shapes"),
  };
};

}  // namespace thaw::proto
