// thaw run: a model, once, on values from files.
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "analysis.hpp"
#include "commands.hpp"
#include "open.hpp"
#include "thaw/core/file.hpp"
#include "thaw/core/npy.hpp"
#include "thaw/meta/describe.hpp"
#include "values.hpp"

namespace tool {

namespace {

using json = nlohmann::ordered_json;

std::string as_json(const std::vector<named_file>& fetches, const std::vector<thaw::tensor>& values) {
  json document;
  document["outputs"] = json::array();
  for (std::size_t i = 0; i < fetches.size(); ++i) {
    json item;
    item["name"] = fetches[i].name;
    if (!values[i].empty()) {
      item["dtype"] = thaw::numpy_name(values[i].dtype());
      item["shape"] = shape_json(values[i].shape());
      if (fetches[i].file.empty())
        item["value"] = values_json(values[i]);
      else
        item["file"] = fetches[i].file;
    }
    document["outputs"].push_back(std::move(item));
  }
  return json_text(document);
}

std::string as_text(const std::vector<named_file>& fetches, const std::vector<thaw::tensor>& values, const screen& s) {
  std::string text;
  for (std::size_t i = 0; i < fetches.size(); ++i) {
    if (!fetches[i].file.empty()) continue;
    text += paint(s, style::name, printable(fetches[i].name)) + "  ";
    if (values[i].empty()) {
      text += "done\n";
      continue;
    }
    text += paint(s, style::dim, type_text(values[i].dtype(), values[i].shape())) + "\n";
    if (const std::string statistics = statistics_text(values[i]); !statistics.empty())
      text += paint(s, style::dim, statistics) + "\n";
    text += values_text(values[i], s) + "\n";
  }
  return text;
}

/// A number, true or false as a scalar; nothing when the text is none or the dtype is another.
thaw::tensor parse_scalar(const std::string& text, thaw::dtype d) {
  if (text.empty()) return {};
  char* end = nullptr;
  if (d == thaw::dtype::boolean && (text == "true" || text == "false")) return text == "true";
  if (d == thaw::dtype::int32 || d == thaw::dtype::int64) {
    errno = 0;
    const std::int64_t value = std::strtoll(text.c_str(), &end, 10);
    if (*end != '\0' || errno != 0) return {};
    if (d == thaw::dtype::int64) return value;
    const auto small = static_cast<std::int32_t>(value);
    return small == value ? thaw::tensor(small) : thaw::tensor();
  }
  const double value = std::strtod(text.c_str(), &end);
  if (*end != '\0') return {};
  if (d == thaw::dtype::float32) return static_cast<float>(value);
  return d == thaw::dtype::float64 ? thaw::tensor(value) : thaw::tensor();
}

/// A file; or, where there is none of this name, a scalar of the tensor's dtype.
thaw::tensor value_of(const thaw::model& m, const named_file& f) {
  if (!thaw::is_file(f.file)) {
    const thaw::graph& g = m.graph();
    const thaw::endpoint e = g.at_tensor(m.tensor_for(f.name, true));
    thaw::tensor scalar = parse_scalar(f.file, thaw::describe_tensor(g, e).dtype);
    if (!scalar.empty()) return scalar;
  }
  return thaw::load_feed(f.file);
}

}  // namespace

std::optional<named_file> parse_named_file(const std::string& text, bool file_needed) {
  const std::size_t at = text.find('=');
  if (at == std::string::npos) {
    if (file_needed || text.empty()) return std::nullopt;
    return named_file{text, {}};
  }
  named_file f{text.substr(0, at), text.substr(at + 1)};
  if (f.name.empty() || f.file.empty()) return std::nullopt;
  return f;
}

std::string run(const run_arguments& a, const screen& s) {
  std::vector<named_file> fetches = a.fetches;
  std::vector<std::string> names;
  for (const named_file& f : fetches) names.push_back(f.name);
  thaw::model m = load_model(a.model, names);
  if (fetches.empty()) {
    for (const thaw::likely_tensor& t : needs_of(m).outputs) fetches.push_back({t.name, {}});
    if (fetches.empty()) thaw::fail(thaw::code::invalid_argument, "the model has no likely output: use --fetch");
    for (const named_file& f : fetches) names.push_back(f.name);
  }

  std::vector<thaw::feed> feeds;
  for (const named_file& f : a.feeds) feeds.emplace_back(f.name, value_of(m, f));
  const std::vector<thaw::tensor> values = m.run(std::vector<thaw::tensor_key>(names.begin(), names.end()), feeds);
  for (std::size_t i = 0; i < fetches.size(); ++i) {
    if (fetches[i].file.empty()) continue;
    thaw::with_context([&] { thaw::save_npy(fetches[i].file, values[i]); }, [&] { return "fetch " + fetches[i].name; });
  }
  return a.json ? as_json(fetches, values) : as_text(fetches, values, s);
}

}  // namespace tool
