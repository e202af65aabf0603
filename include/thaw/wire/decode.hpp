// From bytes to messages.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "thaw/core/config.hpp"
#include "thaw/core/error.hpp"
#include "thaw/wire/field.hpp"
#include "thaw/wire/reader.hpp"
#include "thaw/wire/utf8.hpp"
#include "thaw/wire/visit.hpp"

namespace thaw::wire::detail {

/// What stays the same for a whole file.
struct decode_context {
  std::shared_ptr<const void> owner;  // of the bytes; null: payloads are copied
};

/// f(); adds one step (".node[17]") to the path of an error that leaves f(). A
/// message that starts with '.' is a path already.
template <class F, class Step>
void with_step(F&& f, Step&& step) {
#if THAW_EXCEPTIONS
  try {
    f();
  } catch (error& e) {
    const std::string rest = e.message();
    const std::string name = step();
    if (!name.empty()) e = error(e.code(), name + (rest.empty() || rest[0] != '.' ? ": " : "") + rest);
    throw;
  }
#else
  (void)step;
  f();
#endif
}

constexpr wire_type wire_type_of(kind k) noexcept {
  switch (k) {
    case kind::float32:
    case kind::fixed32:
      return wire_type::fixed32;
    case kind::float64:
    case kind::fixed64:
      return wire_type::fixed64;
    case kind::string:
    case kind::bytes:
    case kind::message:
      return wire_type::length;
    default:
      return wire_type::varint;
  }
}

/// One number; what is wider than its type loses the upper bits, as in protobuf.
template <class T>
T read_number(kind k, reader& in) {
  if constexpr (std::is_same_v<T, float>) {
    const std::uint32_t bits = in.fixed32();
    float value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
  } else if constexpr (std::is_same_v<T, double>) {
    const std::uint64_t bits = in.fixed64();
    double value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
  } else if constexpr (std::is_same_v<T, bool>) {
    return in.varint64() != 0;
  } else {
    if (k == kind::fixed32) return static_cast<T>(in.fixed32());
    if (k == kind::fixed64) return static_cast<T>(in.fixed64());
    const std::uint64_t value = in.varint64();
    if (k == kind::sint64) return static_cast<T>(value >> 1 ^ (0 - (value & 1)));  // zigzag
    return static_cast<T>(value);
  }
}

THAW_LAZY void check_utf8(std::string_view text, std::uint64_t end) {
  if (!is_utf8(text)) fail(code::data_loss, "a string is not valid UTF-8, at byte ", end - text.size());
}

template <class T>
T read_value(const field& f, reader& in, const decode_context& context, bool any_string) {
  if constexpr (std::is_same_v<T, std::string>) {
    const std::string_view text = in.bytes(in.length());
    if (!any_string) check_utf8(text, in.position());
    return std::string(text);
  } else if constexpr (std::is_same_v<T, bytes>) {
    const std::string_view text = in.bytes(in.length());
    return context.owner != nullptr && !text.empty() ? bytes(text, context.owner) : bytes::copy(text);
  } else {
    return read_number<T>(f.how->what, in);
  }
}

/// A run of numbers without tags. Room is made for what is there, not for what a length promises.
template <class T>
void read_packed(kind k, std::vector<T>& to, reader in) {
  const std::string_view run = in.rest();
  const wire_type wire = wire_type_of(k);
  const std::size_t size = wire == wire_type::fixed32 ? 4 : wire == wire_type::fixed64 ? 8 : 0;
  if (size != 0 && run.size() % size != 0)
    fail(code::data_loss, "a packed run of ", run.size(), " bytes is not a whole number of values, at byte ",
         in.position());
  std::size_t more = 0;
  if (size != 0)
    more = run.size() / size;
  else
    for (const char c : run) more += static_cast<unsigned char>(c) < 0x80 ? 1 : 0;
  if (to.empty()) to.reserve(more);
  while (!in.done()) to.push_back(read_number<T>(k, in));
}

/// ".node[17]", ".attr["shape"]": how errors name the value that was being read. The value of a map's entry has no name
/// beside that of the entry.
THAW_LAZY std::string step_of(const message_type& type, const field& f, const void* member, const void* item) {
  if (type.is_entry && f.how->what == kind::message) return "";
  std::string step = "." + std::string(f.name);
  if (f.how->how == form::many && item != nullptr) return step + concat("[", f.how->size(member) - 1, "]");
  if (f.how->how != form::map) return step;
  const field& key = f.how->type().first[0];
  visit_kind(key.how->what, [&](auto t) {
    using T = typename decltype(t)::type;
    const T& value = *static_cast<const T*>(key.get(item));
    if constexpr (std::is_same_v<T, std::string>)
      step += concat("[\"", value, "\"]");
    else if constexpr (std::is_integral_v<T>)
      step += concat("[", value, "]");
  });
  return step;
}

THAW_LAZY void decode(void* message, const message_type& type, reader in, const decode_context& context, int depth,
                      bool any_string);

/// The value of a known field whose wire type is the expected one; `item` is the message to fill, or null.
THAW_LAZY void read_field(const field& f, void* member, void* item, reader& in, const decode_context& context,
                          int depth, bool any_string, bool packed) {
  if (item != nullptr) return decode(item, f.how->type(), in.part(in.length()), context, depth - 1, any_string);
  const kind what = f.how->what;
  visit_kind(what, [&](auto t) {
    using T = typename decltype(t)::type;
    if constexpr (!std::is_same_v<T, std::string> && !std::is_same_v<T, bytes>)
      if (packed) return read_packed(what, *static_cast<std::vector<T>*>(member), in.part(in.length()));
    T value = read_value<T>(f, in, context, any_string);
    if (f.how->how == form::many)
      static_cast<std::vector<T>*>(member)->push_back(std::move(value));
    else
      *static_cast<T*>(member) = std::move(value);
  });
}

/// Reads the value of a known field. False: its wire type is not the field's, and nothing was read.
THAW_LAZY bool read_known(void* message, const message_type& type, const field& f, wire_type wire, reader& in,
                          const decode_context& context, int depth, bool any_string) {
  const codec& how = *f.how;
  const bool packed = wire == wire_type::length && how.how == form::many && is_packable(how.what);
  if (!packed && wire != wire_type_of(how.what)) return false;
  if (how.what == kind::message && depth == 0) in.too_deep();
  void* member = f.make(message);
  void* item = how.what == kind::message ? how.add(member) : nullptr;
  with_step([&] { read_field(f, member, item, in, context, depth, any_string, packed); },
            [&] { return step_of(type, f, member, item); });
  return true;
}

/// The row of a field number, or null. Fields usually come in order: the search starts at `hint`.
THAW_LAZY const field* find_row(const message_type& type, std::uint32_t number, const field* hint) noexcept {
  for (const field* f = hint; f != type.end(); ++f)
    if (f->number == number) return f;
  for (const field* f = type.begin(); f != hint; ++f)
    if (f->number == number) return f;
  return nullptr;
}

/// The only decoder: merges the fields of `in` into the message, as protobuf does (scalars: the last counts, messages
/// are merged, repeated fields appended). `depth` is how many levels may still be opened.
template <class>
void decode(void* message, const message_type& type, reader in, const decode_context& context, int depth,
            bool any_string) {
  // The strings of a map's entry follow the rule of the message that has the map.
  if (!type.is_entry) any_string = type.is_proto2;
  const field* hint = type.begin();
  while (!in.done()) {
    const std::string_view before = in.rest();
    const field_tag tag = in.tag();
    const field* f = find_row(type, tag.number, hint);
    if (f != nullptr) {
      hint = f;
      if (read_known(message, type, *f, tag.type, in, context, depth, any_string)) continue;
    }
    in.skip(tag, depth);
    if (type.rest != nullptr) type.rest(message)->raw.append(before.data(), before.size() - in.rest().size());
  }
}

}  // namespace thaw::wire::detail
