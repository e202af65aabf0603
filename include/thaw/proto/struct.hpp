// Nested Python values, as function signatures and type specs have them.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "thaw/proto/tensor.hpp"
#include "thaw/proto/tensor_shape.hpp"
#include "thaw/proto/types.hpp"
#include "thaw/wire/field.hpp"
#include "thaw/wire/map.hpp"
#include "thaw/wire/repeated.hpp"

namespace thaw::proto {

namespace detail {
inline constexpr wire::enum_value type_spec_class_values[] = {
    {0, "UNKNOWN"},
    {1, "SPARSE_TENSOR_SPEC"},
    {2, "INDEXED_SLICES_SPEC"},
    {3, "RAGGED_TENSOR_SPEC"},
    {4, "TENSOR_ARRAY_SPEC"},
    {5, "DATA_DATASET_SPEC"},
    {6, "DATA_ITERATOR_SPEC"},
    {7, "OPTIONAL_SPEC"},
    {8, "PER_REPLICA_SPEC"},
    {9, "VARIABLE_SPEC"},
    {10, "ROW_PARTITION_SPEC"},
    {12, "REGISTERED_TYPE_SPEC"},
    {13, "EXTENSION_TYPE_SPEC"},
};
}  // namespace detail

/// tensorflow.TypeSpecProto.TypeSpecClass
inline constexpr wire::enum_names type_spec_class_names{"tensorflow.TypeSpecProto.TypeSpecClass",
                                                        detail::type_spec_class_values};

struct structured_value;
struct pair_value;
struct type_spec_proto;

/// The same, with least and largest values. tensorflow/core/protobuf/struct.proto
struct bounded_tensor_spec_proto {
  std::string name;
  wire::box<proto::tensor_shape_proto> shape;
  std::int32_t dtype = 0;  ///< the number of a thaw::dtype
  wire::box<proto::tensor_proto> minimum;
  wire::box<proto::tensor_proto> maximum;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.BoundedTensorSpecProto";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::name>(1, "name"),
      wire::field_of<&M::shape>(2, "shape"),
      wire::field_of<&M::dtype, &data_type_names>(3, "dtype"),
      wire::field_of<&M::minimum>(4, "minimum"),
      wire::field_of<&M::maximum>(5, "maximum"),
  };
};

/// None. tensorflow/core/protobuf/struct.proto
struct none_value {
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.NoneValue";
  template <class M>
  static constexpr wire::no_fields rows = {};
};

/// Name, shape and dtype of a tensor. tensorflow/core/protobuf/struct.proto
struct tensor_spec_proto {
  std::string name;
  wire::box<proto::tensor_shape_proto> shape;
  std::int32_t dtype = 0;  ///< the number of a thaw::dtype
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.TensorSpecProto";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::name>(1, "name"),
      wire::field_of<&M::shape>(2, "shape"),
      wire::field_of<&M::dtype, &data_type_names>(3, "dtype"),
  };
};

/// A dict. tensorflow/core/protobuf/struct.proto
struct dict_value {
  wire::map<proto::structured_value> fields;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.DictValue";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::fields>(1, "fields"),
  };
};

/// A list. tensorflow/core/protobuf/struct.proto
struct list_value {
  wire::repeated<proto::structured_value> values;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.ListValue";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::values>(1, "values"),
  };
};

/// A named tuple. tensorflow/core/protobuf/struct.proto
struct named_tuple_value {
  std::string name;
  wire::repeated<proto::pair_value> values;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.NamedTupleValue";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::name>(1, "name"),
      wire::field_of<&M::values>(2, "values"),
  };
};

/// A key and its value. tensorflow/core/protobuf/struct.proto
struct pair_value {
  std::string key;
  wire::box<proto::structured_value> value;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.PairValue";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::key>(1, "key"),
      wire::field_of<&M::value>(2, "value"),
  };
};

/// A tuple. tensorflow/core/protobuf/struct.proto
struct tuple_value {
  wire::repeated<proto::structured_value> values;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.TupleValue";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::values>(1, "values"),
  };
};

/// A nested Python value. tensorflow/core/protobuf/struct.proto
struct structured_value {
  /// Indices of `kind`.
  struct kind_case {
    enum : std::size_t {
      not_set,
      none_value,
      float64_value,
      int64_value,
      string_value,
      bool_value,
      tensor_shape_value,
      tensor_dtype_value,
      tensor_spec_value,
      type_spec_value,
      bounded_tensor_spec_value,
      list_value,
      tuple_value,
      dict_value,
      named_tuple_value,
      tensor_value,
      numpy_value
    };
  };
  std::variant<std::monostate, wire::box<proto::none_value>, double, std::int64_t, std::string, bool,
               wire::box<proto::tensor_shape_proto>, std::int32_t, wire::box<proto::tensor_spec_proto>,
               wire::box<proto::type_spec_proto>, wire::box<proto::bounded_tensor_spec_proto>,
               wire::box<proto::list_value>, wire::box<proto::tuple_value>, wire::box<proto::dict_value>,
               wire::box<proto::named_tuple_value>, wire::box<proto::tensor_proto>, wire::box<proto::tensor_proto>>
      kind;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.StructuredValue";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::case_of<&M::kind, kind_case::none_value>(1, "none_value", "kind"),
      wire::case_of<&M::kind, kind_case::float64_value>(11, "float64_value", "kind"),
      wire::case_of<&M::kind, kind_case::int64_value, wire::kind::sint64>(12, "int64_value", "kind"),
      wire::case_of<&M::kind, kind_case::string_value>(13, "string_value", "kind"),
      wire::case_of<&M::kind, kind_case::bool_value>(14, "bool_value", "kind"),
      wire::case_of<&M::kind, kind_case::tensor_shape_value>(31, "tensor_shape_value", "kind"),
      wire::case_of<&M::kind, kind_case::tensor_dtype_value, &data_type_names>(32, "tensor_dtype_value", "kind"),
      wire::case_of<&M::kind, kind_case::tensor_spec_value>(33, "tensor_spec_value", "kind"),
      wire::case_of<&M::kind, kind_case::type_spec_value>(34, "type_spec_value", "kind"),
      wire::case_of<&M::kind, kind_case::bounded_tensor_spec_value>(35, "bounded_tensor_spec_value", "kind"),
      wire::case_of<&M::kind, kind_case::list_value>(51, "list_value", "kind"),
      wire::case_of<&M::kind, kind_case::tuple_value>(52, "tuple_value", "kind"),
      wire::case_of<&M::kind, kind_case::dict_value>(53, "dict_value", "kind"),
      wire::case_of<&M::kind, kind_case::named_tuple_value>(54, "named_tuple_value", "kind"),
      wire::case_of<&M::kind, kind_case::tensor_value>(55, "tensor_value", "kind"),
      wire::case_of<&M::kind, kind_case::numpy_value>(56, "numpy_value", "kind"),
  };
};

/// The type of a composite tensor. tensorflow/core/protobuf/struct.proto
struct type_spec_proto {
  /// tensorflow.TypeSpecProto.TypeSpecClass
  enum type_spec_class : std::int32_t {
    unknown_ = 0,
    sparse_tensor_spec = 1,
    indexed_slices_spec = 2,
    ragged_tensor_spec = 3,
    tensor_array_spec = 4,
    data_dataset_spec = 5,
    data_iterator_spec = 6,
    optional_spec = 7,
    per_replica_spec = 8,
    variable_spec = 9,
    row_partition_spec = 10,
    registered_type_spec = 12,
    extension_type_spec = 13
  };
  std::int32_t type_spec_class = 0;
  wire::box<proto::structured_value> type_state;
  std::string type_spec_class_name;
  std::int32_t num_flat_components = 0;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.TypeSpecProto";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::type_spec_class, &type_spec_class_names>(1, "type_spec_class"),
      wire::field_of<&M::type_state>(2, "type_state"),
      wire::field_of<&M::type_spec_class_name>(3, "type_spec_class_name"),
      wire::field_of<&M::num_flat_components>(4, "num_flat_components"),
  };
};

}  // namespace thaw::proto
