// From protobuf's text format (pbtxt) to messages: what both of protobuf's runtimes accept.
//
//   message = { field [";" | ","] }
//   field   = name [":"] ( block | "[" [block {"," block}] "]" )
//           | name ":" ( scalar | "[" [scalar {"," scalar}] "]" )
//           | "[" type_url "]" [":"] block                            in a google.protobuf.Any
//   block   = "{" message "}" | "<" message ">"
//   scalar  = string {string} | ["-"] number | identifier
#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "thaw/core/error.hpp"
#include "thaw/core/text.hpp"
#include "thaw/wire/decimal.hpp"
#include "thaw/wire/encode.hpp"
#include "thaw/wire/field.hpp"
#include "thaw/wire/reader.hpp"
#include "thaw/wire/text_token.hpp"
#include "thaw/wire/utf8.hpp"
#include "thaw/wire/visit.hpp"

namespace thaw::wire::detail {

class text_parser {
 public:
  text_parser(std::string_view text, std::string_view what) : in_(text, what) {}

  THAW_SETUP void parse(void* message, const message_type& type) {
    fields(message, type, '\0', max_depth, type.is_proto2);
  }

 private:
  /// Fields up to the closing character, or to the end of the text.
  THAW_SETUP void fields(void* message, const message_type& type, char close, int depth, bool any_string) {
    if (!type.is_entry) any_string = type.is_proto2;
    std::uint64_t seen = 0;  // a bit for each row
    for (;;) {
      if (close == '\0' ? in_.done() : in_.at(close)) break;
      if (in_.at('['))
        any(message, type, seen, depth);
      else
        field_value(message, type, seen, depth, any_string);
      if (!in_.take(';')) in_.take(',');
    }
    if (close != '\0') in_.next();
  }

  THAW_SETUP void field_value(void* message, const message_type& type, std::uint64_t& seen, int depth,
                              bool any_string) {
    const field& f = row(type);
    if (f.how->how == form::one) once(type, f, seen);
    in_.next();
    const bool is_message = f.how->what == kind::message;
    if (is_message)
      in_.take(':');
    else
      in_.expect(':');
    const auto value = [&] {
      if (is_message)
        block(f.how->add(f.make(message)), f.how->type(), depth, any_string);
      else
        scalar(f, f.make(message), any_string);
    };
    if (f.how->how == form::one || !in_.at('[')) return value();
    in_.next();
    if (in_.take(']')) return;
    do value();
    while (in_.take(','));
    in_.expect(']');
  }

  /// The row of the name that comes next.
  THAW_SETUP const field& row(const message_type& type) const {
    const std::string_view name = in_.current().text;
    if (in_.current().what != token_kind::identifier)
      in_.fail_here("the name of a field was expected, not ", in_.shown());
    std::vector<std::string_view> names;
    for (const field& f : type) {
      if (f.name == name) return f;
      names.push_back(f.name);
    }
    const std::vector<std::string> meant = nearest(name, names);
    in_.fail_here(type.is_entry ? "a map entry" : type.name, " has no field ", in_.shown(),
                  meant.empty() ? "" : "; did you mean " + join(meant, " or ") + "?");
  }

  /// A field that is not repeated, or another member of its oneof, must not have been given before.
  THAW_SETUP void once(const message_type& type, const field& f, std::uint64_t& seen) const {
    std::uint64_t bit = 1;
    for (const field& other : type) {
      const bool same = &other == &f;
      if ((seen & bit) != 0 && (same || (!f.oneof.empty() && f.oneof == other.oneof)))
        in_.fail_here("'", f.name, same ? "' is given twice" : "' excludes '", same ? "" : other.name, same ? "" : "'");
      if (same) seen |= bit;
      bit <<= 1;
    }
  }

  THAW_SETUP void block(void* message, const message_type& type, int depth, bool any_string) {
    if (depth == 0) in_.fail_here("messages are nested more than ", max_depth, " deep");
    const char close = in_.at('<') ? '>' : '}';
    if (!in_.take('<')) in_.expect('{');
    fields(message, type, close, depth - 1, any_string);
  }

  /// `[type.googleapis.com/tensorflow.AssetFileDef] { … }`: the message is written to the Any's bytes.
  THAW_SETUP void any(void* message, const message_type& type, std::uint64_t& seen, int depth) {
    if (type.find_any == nullptr) in_.fail_here("extensions are not supported");
    once(type, type.first[0], seen);
    once(type, type.first[1], seen);
    in_.next();
    const std::string url = in_.take_url();
    in_.expect(']');
    const std::size_t slash = url.rfind('/');
    const any_type inner = type.find_any(std::string_view(url).substr(slash == std::string::npos ? 0 : slash + 1));
    if (slash == std::string::npos || inner.type == nullptr)
      in_.fail_here("the type ", url, " is not known; it can be given as type_url and value");
    in_.take(':');
    const std::shared_ptr<void> held(inner.create(), inner.destroy);
    block(held.get(), inner.type(), depth, false);
    *static_cast<std::string*>(type.first[0].make(message)) = url;
    *static_cast<bytes*>(type.first[1].make(message)) = serialize(held.get(), inner.type());
  }

  THAW_SETUP void scalar(const field& f, void* member, bool any_string) {
    visit_kind(f.how->what, [&](auto t) {
      using T = typename decltype(t)::type;
      T value{};
      if constexpr (std::is_same_v<T, std::string>)
        value = text(!any_string);
      else if constexpr (std::is_same_v<T, bytes>)
        value = bytes(text(false));
      else if constexpr (std::is_same_v<T, bool>)
        value = boolean();
      else if constexpr (std::is_same_v<T, float>)
        value = to_float(floating());
      else if constexpr (std::is_same_v<T, double>)
        value = floating();
      else if constexpr (std::is_same_v<T, std::int32_t>)
        value = f.how->names != nullptr ? enumeration(f) : integer<T>();
      else
        value = integer<T>();
      if (f.how->how == form::many)
        static_cast<std::vector<T>*>(member)->push_back(std::move(value));
      else
        *static_cast<T*>(member) = std::move(value);
    });
  }

  THAW_SETUP std::string text(bool must_be_utf8) {
    if (in_.current().what != token_kind::string) in_.fail_here("a string was expected, not ", in_.shown());
    std::string s;
    for (; in_.current().what == token_kind::string; in_.next()) s += in_.unquoted();
    if (must_be_utf8 && !is_utf8(s)) in_.fail_here("the string before this is not valid UTF-8");
    return s;
  }

  THAW_SETUP bool boolean() {
    for (const std::string_view yes : {"true", "True", "t", "1"})
      if (word(yes)) return true;
    for (const std::string_view no : {"false", "False", "f", "0"})
      if (word(no)) return false;
    in_.fail_here("true or false was expected, not ", in_.shown());
  }
  THAW_SETUP bool word(std::string_view w) {
    const token_kind what = in_.current().what;
    if ((what != token_kind::identifier && what != token_kind::number) || in_.current().text != w) return false;
    in_.next();
    return true;
  }

  THAW_SETUP std::int32_t enumeration(const field& f) {
    if (in_.current().what != token_kind::identifier) return integer<std::int32_t>();
    for (const enum_value& v : *f.how->names)
      if (word(v.name)) return v.number;
    in_.fail_here(f.how->names->name, " has no value ", in_.shown());
  }

  template <class T>
  T integer() {
    const bool negative = std::is_signed_v<T> && in_.take('-');
    const std::string_view digits = in_.current().text;
    std::uint64_t value = 0;
    if (in_.current().what != token_kind::number || !parse_integer(digits, value))
      in_.fail_here("an integer was expected, not ", in_.shown());
    const std::uint64_t largest = static_cast<std::uint64_t>(std::numeric_limits<T>::max()) + (negative ? 1 : 0);
    if (value > largest) in_.fail_here(negative ? "-" : "", digits, " is out of range");
    in_.next();
    return static_cast<T>(negative ? 0 - value : value);
  }
  /// Decimal, 0x1F or 017; false when it is none of these or does not fit 64 bits.
  THAW_SETUP static bool parse_integer(std::string_view digits, std::uint64_t& value) noexcept {
    unsigned base = 10;
    if (digits.size() > 1 && digits[0] == '0') {
      base = digits[1] == 'x' || digits[1] == 'X' ? 16 : 8;
      digits.remove_prefix(base == 16 ? 2 : 1);
    }
    if (digits.empty()) return false;
    for (const char c : digits) {
      const int digit = hex_value(c);
      if (digit < 0 || static_cast<unsigned>(digit) >= base) return false;
      if (value > (std::numeric_limits<std::uint64_t>::max() - static_cast<unsigned>(digit)) / base) return false;
      value = value * base + static_cast<unsigned>(digit);
    }
    return true;
  }

  THAW_SETUP double floating() {
    const bool negative = in_.take('-');
    double value = 0;
    const token& t = in_.current();
    if (t.what == token_kind::identifier) {
      const std::string name = thaw::detail::lower_ascii(t.text);
      if (name == "inf" || name == "infinity")
        value = std::numeric_limits<double>::infinity();
      else if (name == "nan")
        value = std::numeric_limits<double>::quiet_NaN();
      else
        in_.fail_here("a number was expected, not ", in_.shown());
    } else if (t.what != token_kind::number || !parse_floating(t.text, value)) {
      in_.fail_here("a number was expected, not ", in_.shown());
    }
    in_.next();
    return negative ? -value : value;
  }
  /// Decimal only: 0x10 and 010 are not taken, lest they be misread.
  THAW_SETUP static bool parse_floating(std::string_view digits, double& value) {
    if (digits.size() > 1 && digits[0] == '0' && is_digit(digits[1])) return false;
    const char last = digits.back();
    if (digits.size() > 1 && (last == 'f' || last == 'F')) digits.remove_suffix(1);
    return parse_decimal(digits, value);
  }

  tokenizer in_;
};

}  // namespace thaw::wire::detail
