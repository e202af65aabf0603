// The messages that a google.protobuf.Any may hold and that are then shown opened in text: those that TensorFlow puts
// into collections and meta_info_def. Others stay closed (type_url and value), as protobuf shows what it does not know:
// opening all would make every program that reads a MetaGraph carry every message.
#pragma once
#include <string_view>

#include "thaw/proto/any.hpp"
#include "thaw/wire/field.hpp"

namespace thaw::proto {

// Named here, and completed by the headers below: some of those need `any`.
struct any;
struct asset_file_def;
struct bool_value;
struct bytes_value;
struct double_value;
struct float_value;
struct int32_value;
struct int64_value;
struct string_value;
struct uint32_value;
struct uint64_value;

namespace detail {
struct any_row {
  std::string_view name;
  wire::any_type type;
  template <class M>
  static void* create() {
    return new M();
  }
  template <class M>
  static void destroy(void* message) {
    delete static_cast<M*>(message);
  }
  template <class M>
  static constexpr any_row of(std::string_view name) {
    return {name, {&wire::describe<M>, &create<M>, &destroy<M>}};
  }
};
}  // namespace detail

template <class Row>
wire::any_type any::find_any(std::string_view full_name) {
  static constexpr Row known[] = {
      Row::template of<any>("google.protobuf.Any"),
      Row::template of<bool_value>("google.protobuf.BoolValue"),
      Row::template of<bytes_value>("google.protobuf.BytesValue"),
      Row::template of<double_value>("google.protobuf.DoubleValue"),
      Row::template of<float_value>("google.protobuf.FloatValue"),
      Row::template of<int32_value>("google.protobuf.Int32Value"),
      Row::template of<int64_value>("google.protobuf.Int64Value"),
      Row::template of<string_value>("google.protobuf.StringValue"),
      Row::template of<uint32_value>("google.protobuf.UInt32Value"),
      Row::template of<uint64_value>("google.protobuf.UInt64Value"),
      Row::template of<asset_file_def>("tensorflow.AssetFileDef"),
  };
  for (const Row& row : known)
    if (row.name == full_name) return row.type;
  return {};
}

}  // namespace thaw::proto

#include "thaw/proto/asset_file.hpp"
#include "thaw/proto/wrappers.hpp"
