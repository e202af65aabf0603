// thaw inspect: what is in a checkpoint, with or without a graph beside it.
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "commands.hpp"
#include "sha256.hpp"
#include "table.hpp"
#include "thaw/bundle/reader.hpp"
#include "values.hpp"

namespace tool {

namespace {

using json = nlohmann::ordered_json;
using thaw::bundle::checkpoint_entry;
using thaw::bundle::checkpoint_reader;

/// Of the little-endian bytes of the elements; of strings, of all of them in a row.
std::string digest(const thaw::tensor& t) {
  sha256 hash;
  if (t.dtype() == thaw::dtype::string) {
    const std::string* p = t.data<std::string>();
    for (std::int64_t i = 0; i < t.elements(); ++i) hash.add(p[i]);
  } else {
    hash.add({static_cast<const char*>(t.raw()), t.bytes()});
  }
  return hash.hex();
}

/// Bytes of the elements; 0 where they are not plain.
std::uint64_t size_of(const checkpoint_entry& e) {
  return static_cast<std::uint64_t>(e.shape.elements()) * thaw::plain_size(e.dtype);
}

std::vector<checkpoint_entry> chosen(const checkpoint_reader& r, const std::string& name) {
  if (name.empty()) return r.entries();
  const checkpoint_entry* e = r.find(name);
  if (e == nullptr) (void)r.read(name);  // says what is there instead
  return {*e};
}

std::string_view format_of(const checkpoint_reader& r) { return r.is_v1() ? "V1" : "V2"; }

std::string as_json(const inspect_arguments& a, const checkpoint_reader& r) {
  json document;
  document["checkpoint"] = r.prefix();
  document["format"] = format_of(r);
  if (a.verify) document["verified"] = true;
  document["tensors"] = json::array();
  for (const checkpoint_entry& e : chosen(r, a.tensor)) {
    json item;
    item["name"] = e.name;
    item["dtype"] = thaw::numpy_name(e.dtype);
    item["shape"] = shape_json(e.shape);
    if (a.sha256 || !a.tensor.empty()) {
      const thaw::tensor value = r.read(e.name);
      if (a.sha256) item["sha256"] = digest(value);
      if (!a.tensor.empty()) item["value"] = values_json(value);
    }
    document["tensors"].push_back(std::move(item));
  }
  return json_text(document);
}

std::string one_tensor(const inspect_arguments& a, const checkpoint_reader& r, const screen& s) {
  const checkpoint_entry e = chosen(r, a.tensor).front();
  const thaw::tensor value = r.read(e.name);
  std::string text = paint(s, style::name, printable(e.name)) + "  " + type_text(e.dtype, e.shape);
  if (e.sliced) text += paint(s, style::dim, "  stored in parts");
  text += "\n";
  if (a.sha256) text += "sha256 " + digest(value) + "\n";
  if (const std::string statistics = statistics_text(value); !statistics.empty())
    text += paint(s, style::dim, statistics) + "\n";
  return text + values_text(value, s) + "\n";
}

std::string all_tensors(const inspect_arguments& a, const checkpoint_reader& r, const screen& s) {
  std::uint64_t total = 0;
  table t(0, a.sha256 ? table::none : 0);
  for (const checkpoint_entry& e : r.entries()) {
    const std::uint64_t size = size_of(e);
    total += size;
    std::vector<cell> row = {{printable(e.name), style::name},
                             std::string(thaw::numpy_name(e.dtype)),
                             e.shape.to_string(),
                             {thaw::is_plain(e.dtype) ? byte_size(size) : "", style::dim, true}};
    if (e.sliced) row.emplace_back("in parts", style::dim);
    if (a.sha256 && !e.sliced) row.emplace_back("");
    if (a.sha256) row.emplace_back(digest(r.read(e.name)), style::dim);
    t.row(std::move(row));
  }
  const std::string head = printable(r.prefix()) + "  " + std::string(format_of(r)) + ", " +
                           count_of(r.entries().size(), "tensor") + ", " + byte_size(total);
  std::string text = paint(s, style::heading, head) + "\n" + t.to_string(s.for_table());
  if (a.verify)
    text += paint(s, style::good, "verified") + ": all tensors can be read, and their checksums are right\n";
  return text;
}

}  // namespace

std::string inspect(const inspect_arguments& a, const screen& s) {
  const checkpoint_reader r = checkpoint_reader::open(a.checkpoint);
  if (a.verify) r.verify();
  if (a.json) return as_json(a, r);
  return a.tensor.empty() ? all_tensors(a, r, s) : one_tensor(a, r, s);
}

}  // namespace tool
