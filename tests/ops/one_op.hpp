// Runs one op on given inputs: for what the case files of TensorFlow's results cannot hold.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/graph/import.hpp"
#include "thaw/ops/all.hpp"
#include "thaw/session/session.hpp"

namespace thaw_test {

using attr_list = std::vector<std::pair<std::string_view, thaw::proto::attr_value>>;
using thaw::proto::make_attr;

/// A graph with the op as node "op" and a placeholder "in0", "in1", … for each input.
inline thaw::graph graph_of(std::string_view op, const attr_list& attrs, const std::vector<thaw::tensor>& inputs) {
  thaw::proto::graph_def def;
  thaw::proto::node_def node;
  node.name = "op";
  node.op = std::string(op);
  for (const auto& [name, value] : attrs) node.attr[std::string(name)] = value;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    thaw::proto::node_def in;
    in.name = thaw::concat("in", i);
    in.op = "Placeholder";
    in.attr["dtype"] = make_attr(inputs[i].dtype());
    node.input.push_back(in.name);
    def.node.push_back(std::move(in));
  }
  def.node.push_back(std::move(node));
  thaw::graph g;
  thaw::import_graph_def(g, std::move(def));
  return g;
}
/// The op's first output.
inline thaw::tensor run_one(std::string_view op, const attr_list& attrs, const std::vector<thaw::tensor>& inputs) {
  thaw::session s(graph_of(op, attrs, inputs), thaw::index_of<thaw::ops::all>());
  std::vector<thaw::feed> feeds;
  for (std::size_t i = 0; i < inputs.size(); ++i) feeds.emplace_back(thaw::concat("in", i), inputs[i]);
  return s.run("op:0", feeds);
}
/// The code of the error that running the op gives; `ok` where it gives none.
inline thaw::code code_of(std::string_view op, const attr_list& attrs, const std::vector<thaw::tensor>& inputs) {
  try {
    run_one(op, attrs, inputs);
  } catch (const thaw::error& e) {
    return e.code();
  }
  return thaw::code::ok;
}
template <class T>
thaw::tensor vector_of(std::vector<T> values) {
  const auto n = static_cast<std::int64_t>(values.size());
  return thaw::tensor::from(values, {n});
}
template <class T>
std::vector<T> values_of(const thaw::tensor& t) {
  return std::vector<T>(t.data<T>(), t.data<T>() + t.elements());
}

}  // namespace thaw_test
