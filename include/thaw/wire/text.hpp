// Messages from and to text, and files that may be either.
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "thaw/wire/message.hpp"
#include "thaw/wire/text_parse.hpp"
#include "thaw/wire/text_print.hpp"

namespace thaw::wire {

/// The message in protobuf's text format, as TensorFlow's python prints it. Unknown fields are left out.
template <class M>
std::string to_text(const M& message) {
  std::string out;
  detail::print(&message, describe<M>(), 0, out);
  return out;
}

/// The message from protobuf's text format. Throws data_loss with the place: "FILE:12:7: tensorflow.NodeDef has no
/// field 'nmae'; did you mean name?".
template <class M>
M parse_text(std::string_view text, std::string_view what = "") {
  M message;
  detail::text_parser(text, what).parse(&message, describe<M>());
  return message;
}

/// A quick look, without parsing: after spaces and comments there is a name and one of `:`, `{`, `<`, and no control
/// characters are near. Files in the binary format do not look like this, whatever their names are.
THAW_LAZY bool looks_like_text(std::string_view data) noexcept {
  constexpr std::size_t near = 256;
  std::size_t i = data.substr(0, 3) == "\xef\xbb\xbf" ? 3 : 0;
  const auto skip_space = [&] {
    while (i < data.size() && detail::is_space(data[i])) ++i;
  };
  for (skip_space(); i < data.size() && data[i] == '#'; skip_space())
    while (i < data.size() && data[i] != '\n') ++i;
  const std::size_t name = i;
  while (i < data.size() && (detail::is_letter(data[i]) || (i != name && detail::is_digit(data[i])))) ++i;
  if (i == name) return false;
  skip_space();
  if (i == data.size() || (data[i] != ':' && data[i] != '{' && data[i] != '<')) return false;
  const std::string_view head = data.substr(0, std::min(data.size(), i + near));
  return std::all_of(head.begin(), head.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return detail::is_space(c) || (byte >= 0x20 && byte != 0x7f);
  });
}

/// Text or binary, by what the data looks like and not by the file's name.
template <class M>
M parse_any(const source& from) {
  return looks_like_text(from.data) ? parse_text<M>(from.data, from.name) : parse<M>(from);
}

}  // namespace thaw::wire
