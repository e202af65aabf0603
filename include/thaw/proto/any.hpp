// A message of a type that is only known by name.
#pragma once
#include <string>
#include <string_view>

#include "thaw/wire/field.hpp"

namespace thaw::proto {

/// google/protobuf/any.proto
struct any {
  std::string type_url;
  wire::bytes value;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "google.protobuf.Any";
  static constexpr wire::field rows[] = {
      wire::field_of<&any::type_url>(1, "type_url"),
      wire::field_of<&any::value>(2, "value"),
  };
};
}  // namespace thaw::proto
