// What kind of file is it? By content; names are often wrong, and the wrong file is the most common mistake of all.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "thaw/bundle/table.hpp"
#include "thaw/core/file.hpp"

namespace thaw::bundle {

enum class file_kind : std::uint8_t {
  empty,
  table,             ///< `.index` of a V2 checkpoint, or a V1 checkpoint
  checkpoint_state,  ///< the text file `checkpoint`
  lfs_pointer,
  saved_model,
  tflite,
  hdf5,
  zip,  ///< also `.keras` and `.npz`
  gzip,
  tar,
  npy,
  onnx,
  html,
  json,
  text_proto,
  text,
  binary,  ///< anything else: tensor data, MetaGraphDef, GraphDef
};

/// Looks at the first bytes of a file (512 tell everything) and the last eight.
THAW_SETUP file_kind sniff(std::string_view head, std::string_view tail) noexcept;
THAW_SETUP file_kind sniff(std::string_view whole) noexcept {
  return sniff(whole.substr(0, 512), whole.size() < 8 ? whole : whole.substr(whole.size() - 8));
}

/// For error messages, after "it is": "a Git LFS pointer, not the file itself (`git lfs pull` fetches it)".
std::string_view describe(file_kind kind) noexcept;

namespace detail {
THAW_SETUP bool starts_with(std::string_view s, std::string_view with) noexcept {
  return s.substr(0, with.size()) == with;
}
THAW_SETUP bool ends_with(std::string_view s, std::string_view with) noexcept {
  return s.size() >= with.size() && s.substr(s.size() - with.size()) == with;
}
THAW_SETUP bool looks_like_text(std::string_view s) noexcept {
  return std::all_of(s.begin(), s.end(), [](char c) {
    const auto b = static_cast<unsigned char>(c);
    return b >= 0x20 ? b != 0x7f : b == '\t' || b == '\n' || b == '\r' || b == '\f';
  });
}
// The name of the first field of a text message ("node" of "node {"), past comments; "" when there is none.
THAW_SETUP std::string_view first_field(std::string_view s) noexcept {
  while (!s.empty()) {
    const std::size_t start = s.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return {};
    s.remove_prefix(start);
    if (s[0] != '#') break;
    const std::size_t line = s.find('\n');
    s.remove_prefix(line == std::string_view::npos ? s.size() : line);
  }
  std::size_t n = 0;
  while (n < s.size() && ((s[n] >= 'a' && s[n] <= 'z') || s[n] == '_')) ++n;
  const std::size_t next = s.find_first_not_of(" \t", n);
  return next != std::string_view::npos && (s[next] == ':' || s[next] == '{' || s[next] == '<') ? s.substr(0, n)
                                                                                                : std::string_view();
}
}  // namespace detail

template <class>
file_kind sniff(std::string_view head, std::string_view tail) noexcept {
  using detail::starts_with;
  if (head.empty()) return file_kind::empty;
  if (tail == table_magic) return file_kind::table;
  if (starts_with(head, "version https://git-lfs")) return file_kind::lfs_pointer;
  if (starts_with(head, "\x89HDF\r\n\x1a\n")) return file_kind::hdf5;
  if (starts_with(head, "PK\x03\x04")) return file_kind::zip;
  if (starts_with(head, "\x1f\x8b")) return file_kind::gzip;
  if (starts_with(head, "\x93NUMPY")) return file_kind::npy;
  if (head.size() >= 8 && head.substr(4, 4) == "TFL3") return file_kind::tflite;
  if (head.size() > 262 && head.substr(257, 5) == "ustar") return file_kind::tar;
  if (starts_with(head, "\x08\x01\x12")) return file_kind::saved_model;  // saved_model_schema_version: 1, meta_graphs
  if (starts_with(head, "\x08") && head.size() > 2 && head[1] > 1 && head[1] < 32 && head[2] == '\x12')
    return file_kind::onnx;  // ir_version, producer_name
  if (starts_with(head, "\xef\xbb\xbf")) head.remove_prefix(3);
  if (!detail::looks_like_text(head)) return file_kind::binary;
  const std::size_t start = head.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return file_kind::text;
  if (starts_with(head.substr(start), "<!") || starts_with(head.substr(start), "<html")) return file_kind::html;
  if (head[start] == '{') return file_kind::json;
  const std::string_view field = detail::first_field(head);
  if (field == "model_checkpoint_path" || field == "all_model_checkpoint_paths") return file_kind::checkpoint_state;
  return field.empty() ? file_kind::text : file_kind::text_proto;
}

inline std::string_view describe(file_kind kind) noexcept {
  switch (kind) {
    case file_kind::empty:
      return "an empty file";
    case file_kind::table:
      return "a table: the index of a V2 checkpoint, or a V1 checkpoint";
    case file_kind::checkpoint_state:
      return "a `checkpoint` file, which only names checkpoints";
    case file_kind::lfs_pointer:
      return "a Git LFS pointer, not the file itself (`git lfs pull` fetches it)";
    case file_kind::saved_model:
      return "a SavedModel's saved_model.pb";
    case file_kind::tflite:
      return "a TensorFlow Lite model";
    case file_kind::hdf5:
      return "an HDF5 file (Keras weights or model)";
    case file_kind::zip:
      return "a zip archive (.keras, .npz, …)";
    case file_kind::gzip:
      return "compressed with gzip: unpack it first";
    case file_kind::tar:
      return "a tar archive: unpack it first";
    case file_kind::npy:
      return "a NumPy array";
    case file_kind::onnx:
      return "an ONNX model";
    case file_kind::html:
      return "an HTML page, as a failed download leaves it";
    case file_kind::json:
      return "a JSON file";
    case file_kind::text_proto:
      return "a text message (.pbtxt)";
    case file_kind::text:
      return "a text file";
    case file_kind::binary:
      break;
  }
  return "a binary file of another kind";
}

}  // namespace thaw::bundle
