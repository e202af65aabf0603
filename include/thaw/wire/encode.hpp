// From messages to bytes.
#pragma once
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "thaw/core/error.hpp"
#include "thaw/wire/decode.hpp"
#include "thaw/wire/field.hpp"
#include "thaw/wire/visit.hpp"
#include "thaw/wire/writer.hpp"

namespace thaw::wire::detail {

template <class T>
void write_value(kind k, const T& value, writer& out) {
  if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, bytes>) {
    out.delimited(value);
  } else if constexpr (std::is_same_v<T, float>) {
    std::uint32_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    out.fixed32(bits);
  } else if constexpr (std::is_same_v<T, double>) {
    std::uint64_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    out.fixed64(bits);
  } else if constexpr (std::is_same_v<T, bool>) {
    out.varint(value ? 1 : 0);
  } else if (k == kind::fixed32) {
    out.fixed32(static_cast<std::uint32_t>(value));
  } else if (k == kind::fixed64) {
    out.fixed64(static_cast<std::uint64_t>(value));
  } else if (k == kind::sint64) {
    const auto bits = static_cast<std::uint64_t>(value);
    out.varint(bits << 1 ^ (0 - (bits >> 63)));
  } else if constexpr (std::is_signed_v<T>) {
    out.varint(static_cast<std::uint64_t>(static_cast<std::int64_t>(value)));  // negative numbers take ten bytes
  } else {
    out.varint(value);
  }
}

/// A value that is not written where a field has no presence. -0.0 is not the default.
template <class T>
bool is_default(const T& value) {
  if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, bytes>)
    return value.empty();
  else if constexpr (std::is_floating_point_v<T>)
    return value == 0 && !std::signbit(value);
  else
    return value == T{};
}

template <class T>
void write_repeated(const field& f, const std::vector<T>& values, writer& out) {
  const kind k = f.how->what;
  if (values.empty()) return;
  if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, bytes>) {
    for (const auto& value : values) {
      out.tag(f.number, wire_type::length);
      write_value<T>(k, value, out);
    }
    return;
  } else {
    out.tag(f.number, wire_type::length);
    out.delimited_by([&] {
      for (const T value : values) write_value<T>(k, value, out);
    });
  }
}

/// The only encoder. Fields in the order of the table, which is by number; maps in their own order; what was unknown
/// comes last.
THAW_LAZY void encode(const void* message, const message_type& type, writer& out) {
  for (const field& f : type) {
    const void* member = f.get(message);
    if (member == nullptr) continue;
    const codec& how = *f.how;
    if (how.what == kind::message) {
      std::size_t n = how.size(member);
      if (n == 0 && f.has_presence) n = 1;  // the set case of a oneof, with nothing in its box
      for (std::size_t i = 0; i < n; ++i) {
        const void* item = how.item(member, i);
        out.tag(f.number, wire_type::length);
        out.delimited_by([&] {
          if (item != nullptr) encode(item, how.type(), out);
        });
      }
      continue;
    }
    visit_kind(how.what, [&](auto t) {
      using T = typename decltype(t)::type;
      if (how.how == form::many) return write_repeated(f, *static_cast<const std::vector<T>*>(member), out);
      const T& value = *static_cast<const T*>(member);
      if (!f.has_presence && !type.is_entry && is_default(value)) return;
      out.tag(f.number, wire_type_of(how.what));
      write_value(how.what, value, out);
    });
  }
  if (type.rest == nullptr) return;
  const std::string& raw = type.rest(const_cast<void*>(message))->raw;
  out.raw(raw.data(), raw.size());
}

/// Throws resource_exhausted when the result would be larger than a protobuf message may be.
THAW_LAZY std::string serialize(const void* message, const message_type& type) {
  writer out;
  encode(message, type, out);
  if (out.size() > max_message_bytes)
    fail(code::resource_exhausted, type.name, " takes ", out.size(), " bytes; a protobuf message is limited to 2 GiB");
  std::string bytes(static_cast<std::size_t>(out.size()), '\0');
  out.write_to(bytes.data());
  encode(message, type, out);
  return bytes;
}

}  // namespace thaw::wire::detail
