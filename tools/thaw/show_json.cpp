#include "show_json.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "values.hpp"

namespace tool {

namespace {

using json = nlohmann::ordered_json;

json type_json(thaw::dtype d) { return d == thaw::dtype::invalid ? json(nullptr) : json(thaw::numpy_name(d)); }

json ends_json(const std::vector<thaw::likely_tensor>& likely, const std::vector<thaw::likely_tensor>& others) {
  json list = json::array();
  for (const auto* ends : {&likely, &others})
    for (const thaw::likely_tensor& t : *ends) {
      json item;
      item["name"] = t.name;
      item["tensor"] = t.tensor.name();
      item["dtype"] = type_json(t.tensor.dtype);
      item["shape"] = shape_json(t.tensor.shape);
      item["source"] = t.source;
      if (!t.usual.empty()) item["usual"] = t.usual;
      item["likely"] = ends == &likely;
      list.push_back(std::move(item));
    }
  return list;
}

json signature_items_json(const std::vector<thaw::signature_item>& items) {
  json object = json::object();
  for (const thaw::signature_item& i : items)
    object[i.key] = {
        {"tensor", i.tensor.name()}, {"dtype", type_json(i.tensor.dtype)}, {"shape", shape_json(i.tensor.shape)}};
  return object;
}

json ops_json(const std::vector<op_use>& ops) {
  json list = json::array();
  for (const op_use& use : ops) {
    json item = {
        {"name", use.op}, {"nodes", use.nodes}, {"loading_nodes", use.loading_nodes}, {"supported", use.supported()}};
    if (!use.problem.empty()) item["problem"] = use.problem;
    list.push_back(std::move(item));
  }
  return list;
}

json model_json(const description& d) {
  json model;
  model["file"] = d.opened.file;
  model["kind"] = thaw::name(d.opened.kind);
  model["nodes"] = d.opened.model.graph().size();
  model["functions"] = d.functions;
  model["tags"] = d.opened.tags;
  model["tensorflow_version"] = d.opened.tensorflow_version;
  model["graph_def_version"] = d.producer;
  return model;
}

json checkpoint_json(const checkpoint_summary& c) {
  if (c.prefix.empty()) return nullptr;
  json checkpoint;
  checkpoint["prefix"] = c.prefix;
  if (!c.problem.empty()) {
    checkpoint["problem"] = c.problem;
    return checkpoint;
  }
  checkpoint["format"] = c.v1 ? "V1" : "V2";
  checkpoint["tensors"] = c.tensors;
  checkpoint["bytes"] = c.bytes;
  checkpoint["kept"] = c.kept;
  return checkpoint;
}

}  // namespace

std::string show_json(const description& d) {
  json document;
  document["model"] = model_json(d);
  document["checkpoint"] = checkpoint_json(d.checkpoint);
  document["inputs"] = ends_json(d.needs.inputs, d.needs.other_inputs);
  document["outputs"] = ends_json(d.needs.outputs, d.needs.other_outputs);
  document["signatures"] = json::object();
  for (const signature_summary& s : d.signatures)
    document["signatures"][s.key] = {
        {"method", s.method}, {"inputs", signature_items_json(s.inputs)}, {"outputs", signature_items_json(s.outputs)}};
  document["collections"] = json::object();
  for (const collection_content& c : d.collections)
    document["collections"][c.key] = {{"kind", c.kind}, {"size", c.size}, {"items", c.items}};
  document[d.frozen ? "constants" : "variables"] = json::array();
  for (const weight& w : d.weights) {
    json item = {{"name", w.name}, {"dtype", type_json(w.dtype)}, {"shape", shape_json(w.shape)}, {"bytes", w.bytes}};
    item["needed"] = w.needed;
    if (!d.frozen) item["trainable"] = w.trainable;
    document[d.frozen ? "constants" : "variables"].push_back(std::move(item));
  }
  document["ops"] = ops_json(d.needs.ops);
  document["ops_in_total"] = ops_json(d.needs.total);
  document["op_set"] = op_set_text(d.needs.ops, 0);
  return json_text(document);
}

}  // namespace tool
