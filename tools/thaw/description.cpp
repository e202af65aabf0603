#include "description.hpp"

#include <algorithm>
#include <exception>
#include <string_view>
#include <utility>
#include <variant>

#include "thaw/bundle/reader.hpp"
#include "thaw/bundle/state.hpp"
#include "thaw/core/path.hpp"
#include "thaw/meta/collection.hpp"
#include "thaw/meta/describe.hpp"
#include "thaw/meta/graph_parts.hpp"
#include "thaw/proto/meta_graph.hpp"
#include "thaw/proto/tensor_convert.hpp"
#include "values.hpp"

namespace tool {

namespace {

namespace meta = thaw::meta::detail;

constexpr std::int64_t least_weight =
    16;  // elements; smaller constants of a frozen graph are shapes, axes and the like

weight make_weight(std::string name, thaw::dtype d, const thaw::shape& s, bool trainable) {
  weight w{std::move(name), d, s, 0, 0, trainable, false};
  if (s.is_fully_defined()) {
    w.values = static_cast<std::uint64_t>(s.elements());
    w.bytes = w.values * thaw::plain_size(d);
  }
  return w;
}

std::vector<weight> variables_of(const thaw::graph& g) {
  std::vector<weight> list;
  for (const thaw::variable_ref& v : meta::variables_of(g))
    list.push_back(make_weight(v.node, v.dtype, v.shape, v.trainable));
  return list;
}

std::vector<weight> constants_of(const thaw::graph& g) {
  std::vector<weight> list;
  for (int n = 0; n < static_cast<int>(g.size()); ++n) {
    if (g[n].op() != "Const") continue;
    const thaw::tensor_ref t = thaw::describe_tensor(g, {n, 0});
    if (!t.shape.is_fully_defined() || t.shape.elements() < least_weight) continue;
    list.push_back(make_weight(g[n].name(), t.dtype, t.shape, false));
  }
  return list;
}

/// The value of a PlaceholderWithDefault, when it is one number or string.
std::string default_of(const thaw::graph& g, const thaw::likely_tensor& t) {
  const int n = g.find(t.tensor.node);
  if (n < 0 || g[n].op() != "PlaceholderWithDefault" || g[n].inputs.empty()) return {};
  const thaw::node& source = g[meta::past_identities(g, g[n].inputs[0]).node];
  if (source.op() != "Const") return "its own";
  const thaw::proto::attr_value* value = source.def.attr.find("value");
  const auto* content = value == nullptr ? nullptr : thaw::wire::as<meta::attr_case::tensor>(value->value);
  if (content == nullptr || meta::lenient_shape(*content->tensor_shape) != thaw::shape{}) return "its own";
  return values_text(thaw::proto::to_tensor(*content), screen{});
}

std::vector<signature_summary> signatures_of(const thaw::model& m) {
  std::vector<signature_summary> list;
  for (const auto& [key, s] : m.signatures())
    if (!meta::is_hidden_signature(key))
      list.push_back({key, s.method_name, thaw::signature_items(s.inputs), thaw::signature_items(s.outputs)});
  return list;
}

struct item_reader {
  std::vector<std::string>& to;
  void operator()(const std::monostate&) const {}
  void operator()(const thaw::wire::box<thaw::proto::collection_def::node_list>& list) const { to = list->value; }
  void operator()(const thaw::wire::box<thaw::proto::collection_def::int64_list>& list) const {
    for (const auto x : list->value) to.push_back(std::to_string(x));
  }
  void operator()(const thaw::wire::box<thaw::proto::collection_def::float_list>& list) const {
    for (const auto x : list->value) to.push_back(shortest_text(x));
  }
  void operator()(const thaw::wire::box<thaw::proto::collection_def::any_list>& list) const {
    for (const auto& x : list->value) to.push_back(x.type_url.substr(x.type_url.rfind('/') + 1));
  }
  void operator()(const thaw::wire::box<thaw::proto::collection_def::bytes_list>& list) const {
    // Text or numbers as text; serialized messages have control characters, and stay uncounted here.
    for (const auto& x : list->value) {
      const std::string_view bytes = x.view();
      if (bytes.empty() || printable(bytes) != bytes) return to.clear();
      to.emplace_back(bytes);
    }
  }
};

std::vector<collection_content> collections_of(const thaw::graph& g) {
  std::vector<collection_content> list;
  for (const thaw::collection_summary& c : thaw::list_collections(g)) {
    collection_content content{c.key, std::string(c.kind), c.size, {}};
    std::visit(item_reader{content.items}, g.collections().find(c.key)->kind);
    list.push_back(std::move(content));
  }
  // The program's own come first, then TensorFlow's that have something to read.
  const auto rank = [](const collection_content& c) {
    return meta::is_training_collection(c.key) ? (c.items.empty() ? 2 : 1) : 0;
  };
  std::stable_sort(list.begin(), list.end(), [&](const auto& x, const auto& y) { return rank(x) < rank(y); });
  return list;
}

checkpoint_summary checkpoint_of(const std::string& prefix) {
  checkpoint_summary c;
  c.prefix = prefix;
  if (prefix.empty()) return c;
  try {
    const auto reader = thaw::bundle::checkpoint_reader::open(prefix);
    c.v1 = reader.is_v1();
    c.tensors = reader.entries().size();
    for (const auto& e : reader.entries())
      c.bytes += static_cast<std::uint64_t>(e.shape.elements()) * thaw::plain_size(e.dtype);
    if (const auto state = thaw::bundle::get_checkpoint_state(std::string(thaw::directory_of(prefix))))
      for (const std::string& path : state->all_model_checkpoint_paths)
        c.kept.push_back(path.substr(path.find_last_of("/\\") + 1));
  } catch (const thaw::error& e) {
    c.problem = e.message();
  }
  return c;
}

}  // namespace

weight_totals totals_of(const std::vector<weight>& weights, bool weight::*only) {
  weight_totals t;
  for (const weight& w : weights) {
    if (only != nullptr && !(w.*only)) continue;
    ++t.count;
    t.values += w.values;
    t.bytes += w.bytes;
  }
  return t;
}

description describe(const model_arguments& a) {
  opened_model opened = look_at_model(a);
  model_needs needs = needs_of(opened.model);
  description d{std::move(opened), std::move(needs), {}, {}, false, {}, {}, {}, 0, 0};
  const thaw::graph& g = d.opened.model.graph();
  for (const thaw::likely_tensor& t : d.needs.inputs) d.defaults.push_back(default_of(g, t));
  d.weights = variables_of(g);
  if (d.weights.empty()) {
    d.weights = constants_of(g);
    d.frozen = true;
  }
  for (weight& w : d.weights)
    if (const int n = g.find(w.name); n >= 0) w.needed = d.needs.run[static_cast<std::size_t>(n)];
  std::stable_sort(d.weights.begin(), d.weights.end(), [](const weight& x, const weight& y) {
    return x.needed != y.needed ? x.needed : x.bytes > y.bytes;
  });
  d.signatures = signatures_of(d.opened.model);
  d.collections = collections_of(g);
  d.checkpoint = checkpoint_of(d.opened.checkpoint);
  d.producer = std::as_const(g).versions()->producer;
  if (std::as_const(g).library()) d.functions = std::as_const(g).library()->function.size();
  return d;
}

}  // namespace tool
