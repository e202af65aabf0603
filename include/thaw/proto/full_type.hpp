// TensorFlow's type system for values beyond tensors; carried along.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

#include "thaw/wire/field.hpp"
#include "thaw/wire/repeated.hpp"

namespace thaw::proto {

/// tensorflow.FullTypeId
enum full_type_id : std::int32_t {
  tft_unset = 0,
  tft_var = 1,
  tft_any = 2,
  tft_product = 3,
  tft_named = 4,
  tft_for_each = 20,
  tft_callable = 100,
  tft_tensor = 1000,
  tft_array = 1001,
  tft_optional = 1002,
  tft_literal = 1003,
  tft_encoded = 1004,
  tft_shape_tensor = 1005,
  tft_bool = 200,
  tft_uint8 = 201,
  tft_uint16 = 202,
  tft_uint32 = 203,
  tft_uint64 = 204,
  tft_int8 = 205,
  tft_int16 = 206,
  tft_int32 = 207,
  tft_int64 = 208,
  tft_half = 209,
  tft_float = 210,
  tft_double = 211,
  tft_bfloat16 = 215,
  tft_complex64 = 212,
  tft_complex128 = 213,
  tft_string = 214,
  tft_dataset = 10102,
  tft_ragged = 10103,
  tft_iterator = 10104,
  tft_mutex_lock = 10202,
  tft_legacy_variant = 10203
};
namespace detail {
inline constexpr wire::enum_value full_type_id_values[] = {
    {0, "TFT_UNSET"},
    {1, "TFT_VAR"},
    {2, "TFT_ANY"},
    {3, "TFT_PRODUCT"},
    {4, "TFT_NAMED"},
    {20, "TFT_FOR_EACH"},
    {100, "TFT_CALLABLE"},
    {1000, "TFT_TENSOR"},
    {1001, "TFT_ARRAY"},
    {1002, "TFT_OPTIONAL"},
    {1003, "TFT_LITERAL"},
    {1004, "TFT_ENCODED"},
    {1005, "TFT_SHAPE_TENSOR"},
    {200, "TFT_BOOL"},
    {201, "TFT_UINT8"},
    {202, "TFT_UINT16"},
    {203, "TFT_UINT32"},
    {204, "TFT_UINT64"},
    {205, "TFT_INT8"},
    {206, "TFT_INT16"},
    {207, "TFT_INT32"},
    {208, "TFT_INT64"},
    {209, "TFT_HALF"},
    {210, "TFT_FLOAT"},
    {211, "TFT_DOUBLE"},
    {215, "TFT_BFLOAT16"},
    {212, "TFT_COMPLEX64"},
    {213, "TFT_COMPLEX128"},
    {214, "TFT_STRING"},
    {10102, "TFT_DATASET"},
    {10103, "TFT_RAGGED"},
    {10104, "TFT_ITERATOR"},
    {10202, "TFT_MUTEX_LOCK"},
    {10203, "TFT_LEGACY_VARIANT"},
};
}  // namespace detail

/// tensorflow.FullTypeId
inline constexpr wire::enum_names full_type_id_names{"tensorflow.FullTypeId", detail::full_type_id_values};

/// A type with its arguments. tensorflow/core/framework/full_type.proto
struct full_type_def {
  std::int32_t type_id = 0;
  wire::repeated<proto::full_type_def> args;
  /// Indices of `attr`.
  struct attr_case {
    enum : std::size_t { not_set, s, i };
  };
  std::variant<std::monostate, std::string, std::int64_t> attr;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.FullTypeDef";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::type_id, &full_type_id_names>(1, "type_id"),
      wire::field_of<&M::args>(2, "args"),
      wire::case_of<&M::attr, attr_case::s>(3, "s", "attr"),
      wire::case_of<&M::attr, attr_case::i>(4, "i", "attr"),
  };
};

}  // namespace thaw::proto
