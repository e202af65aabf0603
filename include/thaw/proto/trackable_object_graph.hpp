// Which object of a TF2 program each tensor of a checkpoint belongs to.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "thaw/proto/wrappers.hpp"
#include "thaw/wire/field.hpp"

namespace thaw::proto {

/// tensorflow/core/protobuf/trackable_object_graph.proto
struct registered_saver {
  std::string name;
  std::string object_name;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.RegisteredSaver";
  static constexpr wire::field rows[] = {
      wire::field_of<&registered_saver::name>(1, "name"),
      wire::field_of<&registered_saver::object_name>(2, "object_name"),
  };
};

/// tensorflow/core/protobuf/trackable_object_graph.proto
struct trackable_object_graph {
  struct trackable_object {
    struct object_reference {
      std::int32_t node_id = 0;
      std::string local_name;
      wire::unknown unknown;
      static constexpr std::string_view proto_name = "tensorflow.TrackableObjectGraph.TrackableObject.ObjectReference";
      static constexpr wire::field rows[] = {
          wire::field_of<&object_reference::node_id>(1, "node_id"),
          wire::field_of<&object_reference::local_name>(2, "local_name"),
      };
    };

    struct serialized_tensor {
      std::string name;
      std::string full_name;
      std::string checkpoint_key;
      wire::unknown unknown;
      static constexpr std::string_view proto_name = "tensorflow.TrackableObjectGraph.TrackableObject.SerializedTensor";
      static constexpr wire::field rows[] = {
          wire::field_of<&serialized_tensor::name>(1, "name"),
          wire::field_of<&serialized_tensor::full_name>(2, "full_name"),
          wire::field_of<&serialized_tensor::checkpoint_key>(3, "checkpoint_key"),
      };
    };

    struct slot_variable_reference {
      std::int32_t original_variable_node_id = 0;
      std::string slot_name;
      std::int32_t slot_variable_node_id = 0;
      wire::unknown unknown;
      static constexpr std::string_view proto_name =
          "tensorflow.TrackableObjectGraph.TrackableObject.SlotVariableReference";
      static constexpr wire::field rows[] = {
          wire::field_of<&slot_variable_reference::original_variable_node_id>(1, "original_variable_node_id"),
          wire::field_of<&slot_variable_reference::slot_name>(2, "slot_name"),
          wire::field_of<&slot_variable_reference::slot_variable_node_id>(3, "slot_variable_node_id"),
      };
    };

    std::vector<proto::trackable_object_graph::trackable_object::object_reference> children;
    std::vector<proto::trackable_object_graph::trackable_object::serialized_tensor> attributes;
    std::vector<proto::trackable_object_graph::trackable_object::slot_variable_reference> slot_variables;
    wire::box<proto::registered_saver> registered_saver;
    wire::box<proto::bool_value> has_checkpoint_values;
    wire::unknown unknown;
    static constexpr std::string_view proto_name = "tensorflow.TrackableObjectGraph.TrackableObject";
    static constexpr wire::field rows[] = {
        wire::field_of<&trackable_object::children>(1, "children"),
        wire::field_of<&trackable_object::attributes>(2, "attributes"),
        wire::field_of<&trackable_object::slot_variables>(3, "slot_variables"),
        wire::field_of<&trackable_object::registered_saver>(4, "registered_saver"),
        wire::field_of<&trackable_object::has_checkpoint_values>(5, "has_checkpoint_values"),
    };
  };

  std::vector<proto::trackable_object_graph::trackable_object> nodes;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.TrackableObjectGraph";
  static constexpr wire::field rows[] = {
      wire::field_of<&trackable_object_graph::nodes>(1, "nodes"),
  };
};
}  // namespace thaw::proto
