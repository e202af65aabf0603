// From messages to protobuf's text format (pbtxt), as TensorFlow's python prints it.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "thaw/core/config.hpp"
#include "thaw/core/error.hpp"
#include "thaw/wire/decimal.hpp"
#include "thaw/wire/decode.hpp"
#include "thaw/wire/equal.hpp"
#include "thaw/wire/field.hpp"
#include "thaw/wire/text_token.hpp"
#include "thaw/wire/utf8.hpp"
#include "thaw/wire/visit.hpp"

namespace thaw::wire::detail {

/// The text in double quotes. `raw_utf8`: characters beyond ASCII stay as they are, where they are well-formed; else
/// they are octal escapes, as control characters always are.
THAW_SETUP void print_quoted(std::string_view text, bool raw_utf8, std::string& out) {
  out += '"';
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    const std::size_t length = raw_utf8 && byte >= 0x80 ? utf8_length(text, i) : 0;
    if (length != 0) {
      out.append(text, i, length);
      i += length;
      continue;
    }
    ++i;
    switch (c) {
      case '\n':
        out += "\\n";
        continue;
      case '\r':
        out += "\\r";
        continue;
      case '\t':
        out += "\\t";
        continue;
      case '"':
        out += "\\\"";
        continue;
      case '\'':
        out += "\\'";
        continue;
      case '\\':
        out += "\\\\";
        continue;
      default:
        break;
    }
    if (byte >= 0x20 && byte < 0x7f) {
      out += c;
      continue;
    }
    out += '\\';
    for (int shift = 6; shift >= 0; shift -= 3) out += static_cast<char>('0' + (byte >> shift & 7));
  }
  out += '"';
}

template <class T>
void print_value(const codec& how, const T& value, std::string& out) {
  if constexpr (std::is_same_v<T, std::string>) {
    print_quoted(value, true, out);
  } else if constexpr (std::is_same_v<T, bytes>) {
    print_quoted(value, false, out);
  } else if constexpr (std::is_floating_point_v<T>) {
    out += to_decimal(value);
  } else if constexpr (std::is_same_v<T, bool>) {
    out += value ? "true" : "false";
  } else {
    if constexpr (std::is_same_v<T, std::int32_t>)
      if (how.names != nullptr)
        for (const enum_value& known : *how.names)
          if (known.number == value) {
            out += known.name;
            return;
          }
    out += std::to_string(value);
  }
}

THAW_SETUP void print(const void* message, const message_type& type, std::size_t indent, std::string& out);

THAW_SETUP void print_block(const void* message, const message_type& type, std::size_t indent, std::string& out) {
  out += " {\n";
  if (message != nullptr) print(message, type, indent + 2, out);
  out.append(indent, ' ') += "}\n";
}

/// An Any that holds a known type, opened: `[type.googleapis.com/tensorflow.AssetFileDef] { … }`. False: it cannot be
/// opened, or its URL could not be read back between brackets. (Without exceptions there is no trying, and none is.)
THAW_SETUP bool print_any(const void* message, const message_type& type, std::size_t indent, std::string& out) {
#if THAW_EXCEPTIONS
  const auto& url = *static_cast<const std::string*>(type.first[0].get(message));
  const auto& value = *static_cast<const bytes*>(type.first[1].get(message));
  const std::size_t slash = url.rfind('/');
  if (slash == std::string::npos || !std::all_of(url.begin(), url.end(), is_url)) return false;
  const any_type inner = type.find_any(std::string_view(url).substr(slash + 1));
  if (inner.type == nullptr) return false;
  const std::shared_ptr<void> held(inner.create(), inner.destroy);
  try {
    const message_type& held_type = inner.type();
    decode(held.get(), held_type, reader(value), {value.owner()}, max_depth, held_type.is_proto2);
  } catch (const error&) {
    return false;
  }
  (out.append(indent, ' ') += '[').append(url) += ']';
  print_block(held.get(), inner.type(), indent, out);
  return true;
#else
  (void)message, (void)type, (void)indent, (void)out;
  return false;
#endif
}

/// The only printer: two spaces for each level, a line for each value, fields by number, maps by key. Unknown fields
/// are left out, as python does.
template <class>
void print(const void* message, const message_type& type, std::size_t indent, std::string& out) {
  if (type.find_any != nullptr && print_any(message, type, indent, out)) return;
  for (const field& f : type) {
    const void* member = f.get(message);
    if (member == nullptr) continue;
    const codec& how = *f.how;
    const auto name = [&] { return &out.append(indent, ' ').append(f.name); };
    if (how.how == form::map) {
      for (const void* entry : sorted_entries(how, member)) {
        name();
        print_block(entry, how.type(), indent, out);
      }
    } else if (how.what == kind::message) {
      const std::size_t n = f.has_presence ? 1 : how.size(member);
      for (std::size_t i = 0; i < n; ++i) {
        name();
        print_block(how.item(member, i), how.type(), indent, out);
      }
    } else {
      visit_kind(how.what, [&](auto t) {
        using T = typename decltype(t)::type;
        const auto line = [&](const T& value) {
          *name() += ": ";
          print_value<T>(how, value, out);
          out += '\n';
        };
        if (how.how == form::many) {
          for (const auto& value : *static_cast<const std::vector<T>*>(member)) line(value);
          return;
        }
        const T& value = *static_cast<const T*>(member);
        if (f.has_presence || !is_default(value)) line(value);
      });
    }
  }
}

}  // namespace thaw::wire::detail
