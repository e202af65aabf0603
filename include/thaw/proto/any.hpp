// A message of a type that is only known by name.
#pragma once
#include <string>
#include <string_view>

#include "thaw/proto/wrappers.hpp"
#include "thaw/wire/field.hpp"

namespace thaw::proto {

/// google/protobuf/any.proto
struct any {
  std::string type_url;
  wire::bytes value;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "google.protobuf.Any";
  /// The types that TensorFlow's own files hold, and that are shown opened in text; others are carried along as bytes.
  static wire::any_type find_any(std::string_view full_name);
  static constexpr wire::field rows[] = {
      wire::field_of<&any::type_url>(1, "type_url"),
      wire::field_of<&any::value>(2, "value"),
  };
};
struct asset_file_def;

namespace detail {
template <class M>
void* create() {
  return new M();
}
template <class M>
void destroy(void* message) {
  delete static_cast<M*>(message);
}
}  // namespace detail

inline wire::any_type any::find_any(std::string_view full_name) {
  struct named {
    std::string_view name;
    wire::any_type type;
  };
  static constexpr named known[] = {
      {"google.protobuf.BoolValue",
       {&wire::describe<bool_value>, &detail::create<bool_value>, &detail::destroy<bool_value>}},
      {"google.protobuf.BytesValue",
       {&wire::describe<bytes_value>, &detail::create<bytes_value>, &detail::destroy<bytes_value>}},
      {"google.protobuf.DoubleValue",
       {&wire::describe<double_value>, &detail::create<double_value>, &detail::destroy<double_value>}},
      {"google.protobuf.FloatValue",
       {&wire::describe<float_value>, &detail::create<float_value>, &detail::destroy<float_value>}},
      {"google.protobuf.Int32Value",
       {&wire::describe<int32_value>, &detail::create<int32_value>, &detail::destroy<int32_value>}},
      {"google.protobuf.Int64Value",
       {&wire::describe<int64_value>, &detail::create<int64_value>, &detail::destroy<int64_value>}},
      {"google.protobuf.StringValue",
       {&wire::describe<string_value>, &detail::create<string_value>, &detail::destroy<string_value>}},
      {"google.protobuf.UInt32Value",
       {&wire::describe<uint32_value>, &detail::create<uint32_value>, &detail::destroy<uint32_value>}},
      {"google.protobuf.UInt64Value",
       {&wire::describe<uint64_value>, &detail::create<uint64_value>, &detail::destroy<uint64_value>}},
      {"tensorflow.AssetFileDef",
       {&wire::describe<asset_file_def>, &detail::create<asset_file_def>, &detail::destroy<asset_file_def>}},
  };
  for (const named& row : known)
    if (row.name == full_name) return row.type;
  return {};
}

}  // namespace thaw::proto

// Completes asset_file_def, which is only named above; it comes last because its header needs `any`.
#include "thaw/proto/meta_graph.hpp"
