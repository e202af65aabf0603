// A message of a type that is only known by name.
#pragma once
#include <string>
#include <string_view>

#include "thaw/wire/field.hpp"

namespace thaw::proto {

namespace detail {
struct any_row;
}

/// A message of any type: its name and its bytes. google/protobuf/any.proto
struct any {
  std::string type_url;  ///< "type.googleapis.com/tensorflow.AssetFileDef"
  wire::bytes value;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "google.protobuf.Any";
  /// The message of that name, or nulls: it is carried along as bytes.
  template <class Row = detail::any_row>  // a template, so that programs that never open an Any do not pay for it
  static wire::any_type find_any(std::string_view full_name);
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::type_url>(1, "type_url"),
      wire::field_of<&M::value>(2, "value"),
  };
};

}  // namespace thaw::proto

// The messages that an Any may hold, some of which hold an Any.
#include "thaw/proto/any_types.hpp"
