// Messages from and to bytes.
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "thaw/core/error.hpp"
#include "thaw/wire/decode.hpp"
#include "thaw/wire/encode.hpp"
#include "thaw/wire/equal.hpp"
#include "thaw/wire/field.hpp"

namespace thaw::wire {

/// Bytes to read a message from.
struct source {
  std::string_view data;
  /// Keeps `data` alive: `bytes` fields become views of it. Null: they are copied, and `data` is not needed afterwards.
  std::shared_ptr<const void> owner = nullptr;
  /// The file, for errors.
  std::string name = {};
};

namespace detail {
/// "tensorflow.NodeDef" → "node_def", as errors spell it.
THAW_LAZY std::string snake_case(std::string_view full_name) {
  std::string name;
  for (const char c : full_name.substr(full_name.rfind('.') + 1)) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper && !name.empty()) name += '_';
    name += static_cast<char>(upper ? c - 'A' + 'a' : c);
  }
  return name;
}

/// "FILE: graph_def", the start of the path in an error.
THAW_LAZY std::string root_of(std::string_view file, const message_type& type) {
  return (file.empty() ? std::string() : std::string(file) + ": ") + snake_case(type.name);
}

THAW_LAZY void parse(void* message, const message_type& type, const source& from) {
  const decode_context context{from.owner};
  with_step(
      [&] {
        if (from.data.size() > max_message_bytes)
          fail(code::data_loss, from.data.size(), " bytes are more than a protobuf message may have");
        decode(message, type, reader(from.data), context, max_depth, type.is_proto2);
      },
      [&] { return root_of(from.name, type); });
}
}  // namespace detail

/// The message in protobuf's binary format. Throws data_loss with file, path and position:
/// "FILE: graph_def.node[17].attr["shape"]: length 300 runs past the end (12 bytes left), at byte 4102".
template <class M>
M parse(const source& from) {
  M message;
  detail::parse(&message, describe<M>(), from);
  return message;
}
/// The same from bytes that are not needed afterwards; `what` names them in errors.
template <class M>
M parse(std::string_view bytes, std::string_view what = "") {
  return parse<M>(source{bytes, nullptr, std::string(what)});
}

/// The message in protobuf's binary format: fields by number, maps in the order in which they are stored, unknown
/// fields last. The same message gives the same bytes. Throws resource_exhausted at 2 GiB.
template <class M>
std::string serialize(const M& message) {
  return detail::serialize(&message, describe<M>());
}

/// Both hold the same: maps are compared as maps, floats by their bits, unknown fields by their bytes.
template <class M>
bool equal(const M& a, const M& b) {
  return detail::equal(&a, &b, describe<M>());
}

}  // namespace thaw::wire
