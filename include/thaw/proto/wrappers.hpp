// Single values as messages, for fields of type Any and for optional scalars.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "thaw/wire/field.hpp"

namespace thaw::proto {

/// A bool that may be absent. google/protobuf/wrappers.proto
struct bool_value {
  bool value = false;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "google.protobuf.BoolValue";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::value>(1, "value"),
  };
};

/// Bytes that may be absent. google/protobuf/wrappers.proto
struct bytes_value {
  wire::bytes value;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "google.protobuf.BytesValue";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::value>(1, "value"),
  };
};

/// A double that may be absent. google/protobuf/wrappers.proto
struct double_value {
  double value = 0;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "google.protobuf.DoubleValue";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::value>(1, "value"),
  };
};

/// A float that may be absent. google/protobuf/wrappers.proto
struct float_value {
  float value = 0;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "google.protobuf.FloatValue";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::value>(1, "value"),
  };
};

/// An int32 that may be absent. google/protobuf/wrappers.proto
struct int32_value {
  std::int32_t value = 0;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "google.protobuf.Int32Value";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::value>(1, "value"),
  };
};

/// An int64 that may be absent. google/protobuf/wrappers.proto
struct int64_value {
  std::int64_t value = 0;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "google.protobuf.Int64Value";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::value>(1, "value"),
  };
};

/// A string that may be absent. google/protobuf/wrappers.proto
struct string_value {
  std::string value;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "google.protobuf.StringValue";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::value>(1, "value"),
  };
};

/// A uint32 that may be absent. google/protobuf/wrappers.proto
struct uint32_value {
  std::uint32_t value = 0;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "google.protobuf.UInt32Value";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::value>(1, "value"),
  };
};

/// A uint64 that may be absent. google/protobuf/wrappers.proto
struct uint64_value {
  std::uint64_t value = 0;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "google.protobuf.UInt64Value";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::value>(1, "value"),
  };
};

}  // namespace thaw::proto
