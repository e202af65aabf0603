// Tensors by name, and files that go into them: the part of meta_graph.proto that an Any may hold (any_types.hpp).
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "thaw/proto/struct.hpp"
#include "thaw/proto/tensor_shape.hpp"
#include "thaw/proto/types.hpp"
#include "thaw/wire/field.hpp"
#include "thaw/wire/map.hpp"
#include "thaw/wire/repeated.hpp"

namespace thaw::proto {

/// A tensor of a signature. tensorflow/core/protobuf/meta_graph.proto
struct tensor_info {
  /// A tensor of several parts.
  struct composite_tensor {
    wire::box<proto::type_spec_proto> type_spec;
    wire::repeated<proto::tensor_info> components;
    wire::unknown unknown;
    static constexpr std::string_view proto_name = "tensorflow.TensorInfo.CompositeTensor";
    template <class M>
    static constexpr wire::field rows[] = {
        wire::field_of<&M::type_spec>(1, "type_spec"),
        wire::field_of<&M::components>(2, "components"),
    };
  };

  /// A sparse tensor: the names of its three parts.
  struct coo_sparse {
    std::string values_tensor_name;
    std::string indices_tensor_name;
    std::string dense_shape_tensor_name;
    wire::unknown unknown;
    static constexpr std::string_view proto_name = "tensorflow.TensorInfo.CooSparse";
    template <class M>
    static constexpr wire::field rows[] = {
        wire::field_of<&M::values_tensor_name>(1, "values_tensor_name"),
        wire::field_of<&M::indices_tensor_name>(2, "indices_tensor_name"),
        wire::field_of<&M::dense_shape_tensor_name>(3, "dense_shape_tensor_name"),
    };
  };

  /// Indices of `encoding`.
  struct encoding_case {
    enum : std::size_t { not_set, name, coo_sparse, composite_tensor };
  };
  std::variant<std::monostate, std::string, wire::box<proto::tensor_info::coo_sparse>,
               wire::box<proto::tensor_info::composite_tensor>>
      encoding;
  std::int32_t dtype = 0;  ///< the number of a thaw::dtype
  wire::box<proto::tensor_shape_proto> tensor_shape;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.TensorInfo";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::case_of<&M::encoding, encoding_case::name>(1, "name", "encoding"),
      wire::field_of<&M::dtype, &data_type_names>(2, "dtype"),
      wire::field_of<&M::tensor_shape>(3, "tensor_shape"),
      wire::case_of<&M::encoding, encoding_case::coo_sparse>(4, "coo_sparse", "encoding"),
      wire::case_of<&M::encoding, encoding_case::composite_tensor>(5, "composite_tensor", "encoding"),
  };
};

/// A file that a graph needs, and the tensor that takes its path. tensorflow/core/protobuf/meta_graph.proto
struct asset_file_def {
  wire::box<proto::tensor_info> tensor_info;
  std::string filename;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.AssetFileDef";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::tensor_info>(1, "tensor_info"),
      wire::field_of<&M::filename>(2, "filename"),
  };
};

}  // namespace thaw::proto
