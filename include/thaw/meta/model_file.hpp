// Telling MetaGraphs, GraphDefs and SavedModels apart by their bytes, binary or text, and reading them.
//
// Nothing is parsed to find out: only the tags of the top-level fields are looked at, and the first item of some.
//
//   MetaGraphDef  1 meta_info_def  2 graph_def    3 saver_def (all of wire type 2)   4 collection_def  5 …  6 …  7 …
//   GraphDef      1 node*          2 library      3 version (varint)                 4 versions
//   SavedModel    1 saved_model_schema_version (varint)    2 meta_graphs*
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "thaw/bundle/kind.hpp"
#include "thaw/core/error.hpp"
#include "thaw/core/file.hpp"
#include "thaw/graph/names.hpp"
#include "thaw/meta/describe.hpp"
#include "thaw/proto/meta_graph.hpp"
#include "thaw/proto/saved_model.hpp"
#include "thaw/wire/text.hpp"

namespace thaw {

/// What a file of a model holds.
enum class model_kind : std::uint8_t { other, meta_graph, graph_def, saved_model };

constexpr std::string_view name(model_kind k) noexcept {
  constexpr std::string_view names[] = {"something else", "MetaGraphDef", "GraphDef", "SavedModel"};
  return names[static_cast<std::size_t>(k)];
}

/// Looks at the top-level fields of a message, in the binary or the text format. Damage further in is not noticed.
THAW_SETUP model_kind sniff_model(std::string_view bytes) noexcept;

namespace meta::detail {

/// Steps through the fields of a message without ever raising an error; ends where the bytes make no sense.
class field_scan {
 public:
  explicit field_scan(std::string_view bytes) noexcept : rest_(bytes) {}
  std::uint64_t number = 0;
  unsigned type = 0;
  std::string_view payload;  // of wire type 2

  THAW_SETUP bool next() noexcept {
    std::uint64_t tag = 0, length = 0;
    if (rest_.empty() || !varint(tag) || tag >> 32 != 0 || tag >> 3 == 0) return false;
    number = tag >> 3;
    type = tag & 7;
    payload = {};
    switch (type) {
      case 0:
        return varint(length);
      case 1:
        return skip(8);
      case 2:
        if (!varint(length)) return false;
        if (length > rest_.size()) length = rest_.size();  // cut off: what is there tells enough
        payload = rest_.substr(0, static_cast<std::size_t>(length));
        return skip(length);
      case 5:
        return skip(4);
      default:
        return false;
    }
  }
  bool at_end() const noexcept { return rest_.empty(); }

 private:
  THAW_SETUP bool varint(std::uint64_t& value) noexcept {
    value = 0;
    for (unsigned i = 0; i < 10 && i < rest_.size(); ++i) {
      const auto byte = static_cast<unsigned char>(rest_[i]);
      value |= static_cast<std::uint64_t>(byte & 0x7f) << (7 * i);
      if (byte < 0x80) return skip(i + 1);
    }
    return false;
  }
  THAW_SETUP bool skip(std::uint64_t n) noexcept {
    if (n > rest_.size()) return false;
    rest_.remove_prefix(static_cast<std::size_t>(n));
    return true;
  }

  std::string_view rest_;
};

/// A NodeDef: a name and an op that look like such. (Field 2 of a MetaInfoDef is a message, which starts with a tag.)
THAW_SETUP bool looks_like_node(std::string_view bytes) noexcept {
  std::string_view node_name, op;
  field_scan f(bytes);
  while (f.next()) {
    if (f.number == 1 && f.type == 2) node_name = f.payload;
    if (f.number == 2 && f.type == 2) op = f.payload;
  }
  return f.at_end() && is_node_name(node_name) && is_node_name(op);
}
THAW_SETUP bool looks_like_meta_info(std::string_view bytes) noexcept {
  field_scan f(bytes);
  while (f.next())
    if (f.number > 8 || f.type != (f.number == 7 ? 0u : 2u)) return false;
  return f.at_end();
}
THAW_SETUP bool starts_with_node(std::string_view graph_def) noexcept {
  for (field_scan f(graph_def); f.next();)
    if (f.number == 1 && f.type == 2) return looks_like_node(f.payload);
  return false;
}

THAW_SETUP model_kind sniff_binary_model(std::string_view bytes) noexcept {
  if (bytes.substr(0, 3) == "\x08\x01\x12") return model_kind::saved_model;
  bool any = false;
  for (field_scan f(bytes); f.next(); any = true) {
    if (f.number > 7) return model_kind::other;
    if (f.type == 0) return f.number == 3 ? model_kind::graph_def : model_kind::other;
    if (f.type != 2) return model_kind::other;
    if (f.number == 1 && looks_like_node(f.payload)) return model_kind::graph_def;
    if (f.number == 1) return looks_like_meta_info(f.payload) ? model_kind::meta_graph : model_kind::other;
    if (f.number == 2) return starts_with_node(f.payload) ? model_kind::meta_graph : model_kind::graph_def;
    if (f.number != 4) return model_kind::meta_graph;
  }
  return any ? model_kind::graph_def : model_kind::other;  // nothing but versions
}

/// The name of the first field of a text message.
THAW_SETUP std::string_view first_text_field(std::string_view s) noexcept {
  if (s.substr(0, 3) == "\xef\xbb\xbf") s.remove_prefix(3);
  for (;;) {
    s.remove_prefix(std::min(s.size(), s.find_first_not_of(" \t\r\n")));
    if (s.empty() || s[0] != '#') break;
    s.remove_prefix(std::min(s.size(), s.find('\n')));
  }
  std::size_t n = 0;
  while (n < s.size() && ((s[n] >= 'a' && s[n] <= 'z') || s[n] == '_')) ++n;
  return s.substr(0, n);
}

THAW_SETUP model_kind sniff_text_model(std::string_view text) noexcept {
  const std::string_view field = first_text_field(text);
  if (is_one_of(field, {"node", "versions", "library", "version"})) return model_kind::graph_def;
  if (is_one_of(field, {"saved_model_schema_version", "meta_graphs"})) return model_kind::saved_model;
  if (is_one_of(field, {"meta_info_def", "graph_def", "saver_def", "collection_def", "signature_def", "asset_file_def",
                        "object_graph_def"}))
    return model_kind::meta_graph;
  return model_kind::other;
}

/// Throws data_loss: what the file is instead of a model.
[[noreturn]] THAW_COLD inline void fail_wrong_kind(std::string_view bytes, std::string_view file,
                                                   std::string_view expected) {
  const bundle::file_kind kind = bundle::sniff(bytes);
  const model_kind model = sniff_model(bytes);
  std::string what(bundle::describe(kind));
  if (model != model_kind::other)
    what = concat("a ", name(model));
  else if (kind == bundle::file_kind::text_proto)
    what = concat("a text message of another kind (its first field is '", first_text_field(bytes), "')");
  fail(code::data_loss, file, file.empty() ? "" : ": ", "it is ", what, " (", bytes.size(), " bytes); ", expected,
       " was expected");
}

/// The message in `bytes`, whichever format it has. `bytes` fields are views of the file.
template <class M>
M read_message(const shared_bytes& content, const std::string& file) {
  return wire::parse_any<M>(wire::source{content.bytes, content.owner, file});
}

}  // namespace meta::detail

template <class>
model_kind sniff_model(std::string_view bytes) noexcept {
  return wire::looks_like_text(bytes) ? meta::detail::sniff_text_model(bytes) : meta::detail::sniff_binary_model(bytes);
}

/// The MetaGraphDef in a file's bytes, binary or text. Throws data_loss for damage, and for files of another kind,
/// saying which.
THAW_SETUP proto::meta_graph_def read_meta_graph(const shared_bytes& content, const std::string& file = {}) {
  if (sniff_model(content.bytes) != model_kind::meta_graph)
    meta::detail::fail_wrong_kind(content.bytes, file, "a MetaGraphDef (.meta)");
  return meta::detail::read_message<proto::meta_graph_def>(content, file);
}
THAW_SETUP proto::meta_graph_def read_meta_graph(const std::string& path) {
  return read_meta_graph(map_file(path), path);
}

}  // namespace thaw
