// Attributes of nodes.
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

struct name_attr_list;

/// The value of an attribute. tensorflow/core/framework/attr_value.proto
struct attr_value {
  /// A list of values, all of one kind.
  struct list_value {
    std::vector<wire::bytes> s;
    std::vector<std::int64_t> i;
    std::vector<float> f;
    std::vector<bool> b;
    std::vector<std::int32_t> type;
    wire::repeated<proto::tensor_shape_proto> shape;
    wire::repeated<proto::tensor_proto> tensor;
    wire::repeated<proto::name_attr_list> func;
    wire::unknown unknown;
    static constexpr std::string_view proto_name = "tensorflow.AttrValue.ListValue";
    template <class M>
    static constexpr wire::field rows[] = {
        wire::field_of<&M::s>(2, "s"),
        wire::field_of<&M::i>(3, "i"),
        wire::field_of<&M::f>(4, "f"),
        wire::field_of<&M::b>(5, "b"),
        wire::field_of<&M::type, &data_type_names>(6, "type"),
        wire::field_of<&M::shape>(7, "shape"),
        wire::field_of<&M::tensor>(8, "tensor"),
        wire::field_of<&M::func>(9, "func"),
    };
  };

  /// Indices of `value`.
  struct value_case {
    enum : std::size_t { not_set, list, s, i, f, b, type, shape, tensor, placeholder, func };
  };
  std::variant<std::monostate, wire::box<proto::attr_value::list_value>, wire::bytes, std::int64_t, float, bool,
               std::int32_t, wire::box<proto::tensor_shape_proto>, wire::box<proto::tensor_proto>, std::string,
               wire::box<proto::name_attr_list>>
      value;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.AttrValue";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::case_of<&M::value, value_case::list>(1, "list", "value"),
      wire::case_of<&M::value, value_case::s>(2, "s", "value"),
      wire::case_of<&M::value, value_case::i>(3, "i", "value"),
      wire::case_of<&M::value, value_case::f>(4, "f", "value"),
      wire::case_of<&M::value, value_case::b>(5, "b", "value"),
      wire::case_of<&M::value, value_case::type, &data_type_names>(6, "type", "value"),
      wire::case_of<&M::value, value_case::shape>(7, "shape", "value"),
      wire::case_of<&M::value, value_case::tensor>(8, "tensor", "value"),
      wire::case_of<&M::value, value_case::placeholder>(9, "placeholder", "value"),
      wire::case_of<&M::value, value_case::func>(10, "func", "value"),
  };
};

/// A function with its attributes. tensorflow/core/framework/attr_value.proto
struct name_attr_list {
  std::string name;
  wire::map<proto::attr_value> attr;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.NameAttrList";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::name>(1, "name"),
      wire::field_of<&M::attr>(2, "attr"),
  };
};

}  // namespace thaw::proto
