// The objects of a TF2 SavedModel.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "thaw/proto/any.hpp"
#include "thaw/proto/struct.hpp"
#include "thaw/proto/tensor_shape.hpp"
#include "thaw/proto/trackable_object_graph.hpp"
#include "thaw/proto/types.hpp"
#include "thaw/proto/variable.hpp"
#include "thaw/proto/versions.hpp"
#include "thaw/wire/field.hpp"
#include "thaw/wire/map.hpp"
#include "thaw/wire/repeated.hpp"

namespace thaw::proto {

namespace detail {
inline constexpr wire::enum_value jit_compile_values[] = {
    {0, "DEFAULT"},
    {1, "ON"},
    {2, "OFF"},
};
}  // namespace detail

/// tensorflow.FunctionSpec.JitCompile
inline constexpr wire::enum_names jit_compile_names{"tensorflow.FunctionSpec.JitCompile", detail::jit_compile_values};

/// A tensor that a function captured. tensorflow/core/protobuf/saved_object_graph.proto
struct captured_tensor {
  std::string name;
  std::string concrete_function;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.CapturedTensor";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::name>(1, "name"),
      wire::field_of<&M::concrete_function>(2, "concrete_function"),
  };
};

/// The arguments of a Python function. tensorflow/core/protobuf/saved_object_graph.proto
struct function_spec {
  /// tensorflow.FunctionSpec.JitCompile
  enum jit_compile : std::int32_t { default_ = 0, on = 1, off = 2 };
  wire::box<proto::structured_value> fullargspec;
  bool is_method = false;
  wire::box<proto::structured_value> input_signature;
  std::int32_t jit_compile = 0;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.FunctionSpec";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::fullargspec>(1, "fullargspec"),
      wire::field_of<&M::is_method>(2, "is_method"),
      wire::field_of<&M::input_signature>(5, "input_signature"),
      wire::field_of<&M::jit_compile, &jit_compile_names>(6, "jit_compile"),
  };
};

/// The functions that save and restore an object. tensorflow/core/protobuf/saved_object_graph.proto
struct saveable_object {
  std::int32_t save_function = 0;
  std::int32_t restore_function = 0;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.SaveableObject";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::save_function>(2, "save_function"),
      wire::field_of<&M::restore_function>(3, "restore_function"),
  };
};

/// A file of the SavedModel. tensorflow/core/protobuf/saved_object_graph.proto
struct saved_asset {
  std::int32_t asset_file_def_index = 0;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.SavedAsset";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::asset_file_def_index>(1, "asset_file_def_index"),
  };
};

/// A trace that stands alone. tensorflow/core/protobuf/saved_object_graph.proto
struct saved_bare_concrete_function {
  std::string concrete_function_name;
  std::vector<std::string> argument_keywords;
  std::int64_t allowed_positional_arguments = 0;
  wire::box<proto::function_spec> function_spec;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.SavedBareConcreteFunction";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::concrete_function_name>(1, "concrete_function_name"),
      wire::field_of<&M::argument_keywords>(2, "argument_keywords"),
      wire::field_of<&M::allowed_positional_arguments>(3, "allowed_positional_arguments"),
      wire::field_of<&M::function_spec>(4, "function_spec"),
  };
};

/// One trace of a function. tensorflow/core/protobuf/saved_object_graph.proto
struct saved_concrete_function {
  std::vector<std::int32_t> bound_inputs;
  wire::box<proto::structured_value> canonicalized_input_signature;
  wire::box<proto::structured_value> output_signature;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.SavedConcreteFunction";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::bound_inputs>(2, "bound_inputs"),
      wire::field_of<&M::canonicalized_input_signature>(3, "canonicalized_input_signature"),
      wire::field_of<&M::output_signature>(4, "output_signature"),
  };
};

/// A constant of the graph. tensorflow/core/protobuf/saved_object_graph.proto
struct saved_constant {
  std::string operation;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.SavedConstant";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::operation>(1, "operation"),
  };
};

/// A Python function with its traces. tensorflow/core/protobuf/saved_object_graph.proto
struct saved_function {
  std::vector<std::string> concrete_functions;
  wire::box<proto::function_spec> function_spec;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.SavedFunction";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::concrete_functions>(1, "concrete_functions"),
      wire::field_of<&M::function_spec>(2, "function_spec"),
  };
};

/// A resource, such as a table. tensorflow/core/protobuf/saved_object_graph.proto
struct saved_resource {
  std::string device;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.SavedResource";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::device>(1, "device"),
  };
};

/// An object of a Python class. tensorflow/core/protobuf/saved_object_graph.proto
struct saved_user_object {
  std::string identifier;
  wire::box<proto::version_def> version;
  std::string metadata;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.SavedUserObject";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::identifier>(1, "identifier"),
      wire::field_of<&M::version>(2, "version"),
      wire::field_of<&M::metadata>(3, "metadata"),
  };
};

/// A variable. tensorflow/core/protobuf/saved_object_graph.proto
struct saved_variable {
  std::int32_t dtype = 0;  ///< the number of a thaw::dtype
  wire::box<proto::tensor_shape_proto> shape;
  bool trainable = false;
  std::int32_t synchronization = 0;
  std::int32_t aggregation = 0;
  std::string name;
  std::string device;
  wire::repeated<proto::saved_variable> experimental_distributed_variable_components;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.SavedVariable";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::dtype, &data_type_names>(1, "dtype"),
      wire::field_of<&M::shape>(2, "shape"),
      wire::field_of<&M::trainable>(3, "trainable"),
      wire::field_of<&M::synchronization, &variable_synchronization_names>(4, "synchronization"),
      wire::field_of<&M::aggregation, &variable_aggregation_names>(5, "aggregation"),
      wire::field_of<&M::name>(6, "name"),
      wire::field_of<&M::device>(7, "device"),
      wire::field_of<&M::experimental_distributed_variable_components>(8,
                                                                       "experimental_distributed_variable_components"),
  };
};

/// One object. tensorflow/core/protobuf/saved_object_graph.proto
struct saved_object {
  wire::repeated<proto::trackable_object_graph::trackable_object::object_reference> children;
  wire::repeated<proto::trackable_object_graph::trackable_object::slot_variable_reference> slot_variables;
  /// Indices of `kind`.
  struct kind_case {
    enum : std::size_t {
      not_set,
      user_object,
      asset,
      function,
      variable,
      bare_concrete_function,
      constant,
      resource,
      captured_tensor
    };
  };
  std::variant<std::monostate, wire::box<proto::saved_user_object>, wire::box<proto::saved_asset>,
               wire::box<proto::saved_function>, wire::box<proto::saved_variable>,
               wire::box<proto::saved_bare_concrete_function>, wire::box<proto::saved_constant>,
               wire::box<proto::saved_resource>, wire::box<proto::captured_tensor>>
      kind;
  wire::map<proto::saveable_object> saveable_objects;
  std::string registered_name;
  wire::box<proto::any> serialized_user_proto;
  wire::repeated<proto::trackable_object_graph::trackable_object::object_reference> dependencies;
  std::string registered_saver;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.SavedObject";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::children>(1, "children"),
      wire::field_of<&M::slot_variables>(3, "slot_variables"),
      wire::case_of<&M::kind, kind_case::user_object>(4, "user_object", "kind"),
      wire::case_of<&M::kind, kind_case::asset>(5, "asset", "kind"),
      wire::case_of<&M::kind, kind_case::function>(6, "function", "kind"),
      wire::case_of<&M::kind, kind_case::variable>(7, "variable", "kind"),
      wire::case_of<&M::kind, kind_case::bare_concrete_function>(8, "bare_concrete_function", "kind"),
      wire::case_of<&M::kind, kind_case::constant>(9, "constant", "kind"),
      wire::case_of<&M::kind, kind_case::resource>(10, "resource", "kind"),
      wire::field_of<&M::saveable_objects>(11, "saveable_objects"),
      wire::case_of<&M::kind, kind_case::captured_tensor>(12, "captured_tensor", "kind"),
      wire::field_of<&M::registered_name>(13, "registered_name"),
      wire::field_of<&M::serialized_user_proto>(14, "serialized_user_proto"),
      wire::field_of<&M::dependencies>(15, "dependencies"),
      wire::field_of<&M::registered_saver>(16, "registered_saver"),
  };
};

/// All objects of a SavedModel, and its functions. tensorflow/core/protobuf/saved_object_graph.proto
struct saved_object_graph {
  wire::repeated<proto::saved_object> nodes;
  wire::map<proto::saved_concrete_function> concrete_functions;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.SavedObjectGraph";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::nodes>(1, "nodes"),
      wire::field_of<&M::concrete_functions>(2, "concrete_functions"),
  };
};

}  // namespace thaw::proto
