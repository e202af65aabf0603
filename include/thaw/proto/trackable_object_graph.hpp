// Which object of a TF2 program each tensor of a checkpoint belongs to.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "thaw/proto/wrappers.hpp"
#include "thaw/wire/field.hpp"
#include "thaw/wire/repeated.hpp"

namespace thaw::proto {

/// A saver of the user's own. tensorflow/core/protobuf/trackable_object_graph.proto
struct registered_saver {
  std::string name;
  std::string object_name;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.RegisteredSaver";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::name>(1, "name"),
      wire::field_of<&M::object_name>(2, "object_name"),
  };
};

/// Objects and the tensors that belong to them; in TF2 checkpoints under `_CHECKPOINTABLE_OBJECT_GRAPH`.
/// tensorflow/core/protobuf/trackable_object_graph.proto
struct trackable_object_graph {
  /// An object: its children, and its tensors in the checkpoint.
  struct trackable_object {
    /// A child, by its number in `nodes`.
    struct object_reference {
      std::int32_t node_id = 0;
      std::string local_name;
      wire::unknown unknown;
      static constexpr std::string_view proto_name = "tensorflow.TrackableObjectGraph.TrackableObject.ObjectReference";
      template <class M>
      static constexpr wire::field rows[] = {
          wire::field_of<&M::node_id>(1, "node_id"),
          wire::field_of<&M::local_name>(2, "local_name"),
      };
    };

    /// A tensor of an object, and its key in the checkpoint.
    struct serialized_tensor {
      std::string name;
      std::string full_name;
      std::string checkpoint_key;
      wire::unknown unknown;
      static constexpr std::string_view proto_name = "tensorflow.TrackableObjectGraph.TrackableObject.SerializedTensor";
      template <class M>
      static constexpr wire::field rows[] = {
          wire::field_of<&M::name>(1, "name"),
          wire::field_of<&M::full_name>(2, "full_name"),
          wire::field_of<&M::checkpoint_key>(3, "checkpoint_key"),
      };
    };

    /// A variable that an optimizer keeps for another one.
    struct slot_variable_reference {
      std::int32_t original_variable_node_id = 0;
      std::string slot_name;
      std::int32_t slot_variable_node_id = 0;
      wire::unknown unknown;
      static constexpr std::string_view proto_name =
          "tensorflow.TrackableObjectGraph.TrackableObject.SlotVariableReference";
      template <class M>
      static constexpr wire::field rows[] = {
          wire::field_of<&M::original_variable_node_id>(1, "original_variable_node_id"),
          wire::field_of<&M::slot_name>(2, "slot_name"),
          wire::field_of<&M::slot_variable_node_id>(3, "slot_variable_node_id"),
      };
    };

    wire::repeated<proto::trackable_object_graph::trackable_object::object_reference> children;
    wire::repeated<proto::trackable_object_graph::trackable_object::serialized_tensor> attributes;
    wire::repeated<proto::trackable_object_graph::trackable_object::slot_variable_reference> slot_variables;
    wire::box<proto::registered_saver> registered_saver;
    wire::box<proto::bool_value> has_checkpoint_values;
    wire::unknown unknown;
    static constexpr std::string_view proto_name = "tensorflow.TrackableObjectGraph.TrackableObject";
    template <class M>
    static constexpr wire::field rows[] = {
        wire::field_of<&M::children>(1, "children"),
        wire::field_of<&M::attributes>(2, "attributes"),
        wire::field_of<&M::slot_variables>(3, "slot_variables"),
        wire::field_of<&M::registered_saver>(4, "registered_saver"),
        wire::field_of<&M::has_checkpoint_values>(5, "has_checkpoint_values"),
    };
  };

  wire::repeated<proto::trackable_object_graph::trackable_object> nodes;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.TrackableObjectGraph";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::nodes>(1, "nodes"),
  };
};

}  // namespace thaw::proto
