// From the kind of a field, known at run time, to the C++ type that holds its values.
#pragma once
#include <cstdint>
#include <string>
#include <utility>

#include "thaw/core/error.hpp"
#include "thaw/wire/bytes.hpp"
#include "thaw/wire/field.hpp"

namespace thaw::wire::detail {

template <class T>
struct type_tag {
  using type = T;
};

/// visitor(type_tag<T>{}), T being what a value of this kind is stored as; not for messages.
template <class Visitor>
void visit_kind(kind k, Visitor&& visitor) {
  switch (k) {
    case kind::int32:
    case kind::enumeration:
      return visitor(type_tag<std::int32_t>{});
    case kind::int64:
    case kind::sint64:
      return visitor(type_tag<std::int64_t>{});
    case kind::uint32:
    case kind::fixed32:
      return visitor(type_tag<std::uint32_t>{});
    case kind::uint64:
    case kind::fixed64:
      return visitor(type_tag<std::uint64_t>{});
    case kind::boolean:
      return visitor(type_tag<bool>{});
    case kind::float32:
      return visitor(type_tag<float>{});
    case kind::float64:
      return visitor(type_tag<double>{});
    case kind::string:
      return visitor(type_tag<std::string>{});
    case kind::bytes:
      return visitor(type_tag<bytes>{});
    case kind::message:
      break;
  }
}

constexpr bool is_text(kind k) noexcept { return k == kind::string || k == kind::bytes; }
/// Repeated values of this kind may stand in one run, without tags.
constexpr bool is_packable(kind k) noexcept { return !is_text(k) && k != kind::message; }

}  // namespace thaw::wire::detail
