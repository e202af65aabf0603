// Tensors as messages; tensor_convert.hpp turns them into thaw::tensor and back.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "thaw/proto/resource_handle.hpp"
#include "thaw/proto/tensor_shape.hpp"
#include "thaw/proto/types.hpp"
#include "thaw/wire/field.hpp"
#include "thaw/wire/repeated.hpp"

namespace thaw::proto {

struct variant_tensor_data_proto;

/// A tensor; `to_tensor` (tensor_convert.hpp) reads it, `to_proto` (tensor_make.hpp) writes it.
/// tensorflow/core/framework/tensor.proto
struct tensor_proto {
  std::int32_t dtype = 0;  ///< the number of a thaw::dtype
  wire::box<proto::tensor_shape_proto> tensor_shape;
  std::int32_t version_number = 0;
  wire::bytes tensor_content;  ///< all elements as bytes, little-endian; wins over the lists below
  std::vector<float> float_val;
  std::vector<double> double_val;
  std::vector<std::int32_t> int_val;  ///< int32 and all smaller integers, quantized ones too
  std::vector<wire::bytes> string_val;
  std::vector<float> scomplex_val;  ///< pairs: real, imaginary
  std::vector<std::int64_t> int64_val;
  std::vector<bool> bool_val;
  std::vector<double> dcomplex_val;    ///< pairs: real, imaginary
  std::vector<std::int32_t> half_val;  ///< half and bfloat16: 16 bits in the lower half
  wire::repeated<proto::resource_handle_proto> resource_handle_val;
  wire::repeated<proto::variant_tensor_data_proto> variant_val;
  std::vector<std::uint32_t> uint32_val;
  std::vector<std::uint64_t> uint64_val;
  wire::bytes float8_val;  ///< one byte for each element
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.TensorProto";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::dtype, &data_type_names>(1, "dtype"),
      wire::field_of<&M::tensor_shape>(2, "tensor_shape"),
      wire::field_of<&M::version_number>(3, "version_number"),
      wire::field_of<&M::tensor_content>(4, "tensor_content"),
      wire::field_of<&M::float_val>(5, "float_val"),
      wire::field_of<&M::double_val>(6, "double_val"),
      wire::field_of<&M::int_val>(7, "int_val"),
      wire::field_of<&M::string_val>(8, "string_val"),
      wire::field_of<&M::scomplex_val>(9, "scomplex_val"),
      wire::field_of<&M::int64_val>(10, "int64_val"),
      wire::field_of<&M::bool_val>(11, "bool_val"),
      wire::field_of<&M::dcomplex_val>(12, "dcomplex_val"),
      wire::field_of<&M::half_val>(13, "half_val"),
      wire::field_of<&M::resource_handle_val>(14, "resource_handle_val"),
      wire::field_of<&M::variant_val>(15, "variant_val"),
      wire::field_of<&M::uint32_val>(16, "uint32_val"),
      wire::field_of<&M::uint64_val>(17, "uint64_val"),
      wire::field_of<&M::float8_val>(18, "float8_val"),
  };
};

/// A value of a variant tensor: its type, and what it holds. tensorflow/core/framework/tensor.proto
struct variant_tensor_data_proto {
  std::string type_name;
  wire::bytes metadata;
  wire::repeated<proto::tensor_proto> tensors;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.VariantTensorDataProto";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::type_name>(1, "type_name"),
      wire::field_of<&M::metadata>(2, "metadata"),
      wire::field_of<&M::tensors>(3, "tensors"),
  };
};

}  // namespace thaw::proto
