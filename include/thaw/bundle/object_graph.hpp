// Object-based checkpoints (TensorFlow 2): which key holds the variable of a name.
//
// Such a checkpoint is an ordinary V2 checkpoint whose keys are paths of objects ("layer/kernel/.ATTRIBUTES/
// VARIABLE_VALUE"). One more tensor, a string, is a TrackableObjectGraph: for each variable it has the key and the name
// that a graph knows the variable by.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "thaw/bundle/reader.hpp"
#include "thaw/core/error.hpp"
#include "thaw/proto/trackable_object_graph.hpp"
#include "thaw/wire/message.hpp"

namespace thaw::bundle {

/// The tensor that makes a checkpoint an object-based one.
inline constexpr std::string_view object_graph_key = "_CHECKPOINTABLE_OBJECT_GRAPH";

/// The objects of an object-based checkpoint; an empty graph for others. Throws as `checkpoint_reader::read`.
THAW_SETUP proto::trackable_object_graph read_object_graph(const checkpoint_reader& reader);

/// From the names of variables to the keys of their values (python/checkpoint, object_graph_key_mapping), so that a
/// graph that restores by name can read an object-based checkpoint. Names that stand for several keys are left out:
/// TensorFlow takes the last, which may be a wrong one.
THAW_SETUP std::unordered_map<std::string, std::string> keys_by_variable_name(const checkpoint_reader& reader);

template <class>
proto::trackable_object_graph read_object_graph(const checkpoint_reader& reader) {
  const checkpoint_entry* entry = reader.find(object_graph_key);
  if (entry == nullptr) return {};
  const tensor t = reader.read(object_graph_key);
  return with_context(
      [&] { return wire::parse<proto::trackable_object_graph>(t.scalar<std::string>(), "trackable_object_graph"); },
      [&] { return concat(reader.prefix(), ": tensor ", object_graph_key); });
}

template <class>
std::unordered_map<std::string, std::string> keys_by_variable_name(const checkpoint_reader& reader) {
  std::unordered_map<std::string, std::string> keys;
  std::unordered_set<std::string> ambiguous;
  for (const auto& node : read_object_graph(reader).nodes)
    for (const auto& attribute : node.attributes) {
      if (attribute.full_name.empty() || attribute.checkpoint_key.empty()) continue;
      const auto [at, fresh] = keys.emplace(attribute.full_name, attribute.checkpoint_key);
      if (!fresh && at->second != attribute.checkpoint_key) ambiguous.insert(attribute.full_name);
    }
  for (const std::string& name : ambiguous) keys.erase(name);
  return keys;
}

}  // namespace thaw::bundle
