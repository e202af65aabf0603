// The variables of a graph, as its collections list them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "thaw/graph/graph.hpp"
#include "thaw/meta/collection.hpp"
#include "thaw/meta/describe.hpp"
#include "thaw/meta/graph_keys.hpp"
#include "thaw/proto/variable.hpp"

namespace thaw {

/// A variable as Python's programs know it. `get_collection<variable_ref>` reads those of a collection.
struct variable_ref {
  std::string node;           ///< "w"
  std::string name;           ///< "w:0"; of a resource variable, the handle
  std::string initializer;    ///< the operation that assigns the initial value, "w/Assign"
  std::string snapshot;       ///< the tensor that reads it, "w/read:0"
  std::string initial_value;  ///< the tensor that the initializer assigns; "" in old files
  thaw::dtype dtype = thaw::dtype::invalid;
  thaw::shape shape = thaw::shape::unknown();
  bool trainable = false;
  bool is_resource = false;
  /// The key in checkpoints and, when the variable is a part of a partitioned one, which part.
  std::string checkpoint_key;
  std::string slice;  ///< "6 4 0,2:0,4"; "" when it is a whole variable
};

/// The variable that a VariableDef describes, with dtype and shape from the graph; `trainable` as the message says
/// (which files from before TensorFlow 1.9 do not).
THAW_SETUP variable_ref to_variable_ref(const proto::variable_def& def, const graph& g);

/// The collections `variables`, `trainable_variables` and `local_variables`.
THAW_SETUP collection<variable_ref> global_variables(const graph& g);
THAW_SETUP collection<variable_ref> trainable_variables(const graph& g);
THAW_SETUP collection<variable_ref> local_variables(const graph& g);

namespace meta::detail {

THAW_SETUP std::string slice_text(const proto::save_slice_info_def& s) {
  std::vector<std::string> extents;
  for (std::size_t i = 0; i < s.var_offset.size() && i < s.var_shape.size(); ++i)
    extents.push_back(concat(s.var_offset[i], ',', s.var_shape[i]));
  return concat(join(s.full_shape, " "), ' ', join(extents, ":"));
}

template <>
struct collection_access<variable_ref> {
  static std::vector<variable_ref> read(const graph& g, std::string_view key, const proto::collection_def& c) {
    std::vector<variable_ref> items;
    bool unsure = false;
    for (const auto& def : collection_access<proto::variable_def>::read(g, key, c)) {
      items.push_back(with_item(key, items.size(), [&] { return to_variable_ref(def, g); }));
      unsure = unsure || !items.back().trainable;
    }
    const proto::collection_def* list = unsure ? g.collections().find(graph_keys::trainable_variables) : nullptr;
    if (list == nullptr) return items;
    std::unordered_set<std::string> trainable;
    for (const auto& def : collection_access<proto::variable_def>::read(g, graph_keys::trainable_variables, *list))
      trainable.insert(def.variable_name);
    for (variable_ref& v : items) v.trainable = v.trainable || trainable.count(v.name) != 0;
    return items;
  }
};

}  // namespace meta::detail

template <class>
variable_ref to_variable_ref(const proto::variable_def& def, const graph& g) {
  variable_ref v;
  v.node = std::string(parse_tensor_name(def.variable_name).node);
  v.name = def.variable_name;
  v.initializer = def.initializer_name;
  v.snapshot = def.snapshot_name;
  v.initial_value = def.initial_value_name;
  v.trainable = def.trainable;
  v.is_resource = def.is_resource;
  v.checkpoint_key = v.node;
  if (def.save_slice_info_def) {
    v.checkpoint_key = def.save_slice_info_def->full_name;
    v.slice = meta::detail::slice_text(*def.save_slice_info_def);
  }
  const node& n = g[g.at(v.node)];
  v.dtype = meta::detail::attr_dtype(n, "dtype");
  if (const proto::tensor_shape_proto* s = meta::detail::attr_shape(n, "shape"))
    v.shape = meta::detail::lenient_shape(*s);
  return v;
}

template <class>
collection<variable_ref> global_variables(const graph& g) {
  return g.get_collection<variable_ref>(graph_keys::variables);
}
template <class>
collection<variable_ref> trainable_variables(const graph& g) {
  return g.get_collection<variable_ref>(graph_keys::trainable_variables);
}
template <class>
collection<variable_ref> local_variables(const graph& g) {
  return g.get_collection<variable_ref>(graph_keys::local_variables);
}

}  // namespace thaw
