// Functions: graphs with a signature, called by nodes.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "thaw/proto/attr_value.hpp"
#include "thaw/proto/node_def.hpp"
#include "thaw/proto/op_def.hpp"
#include "thaw/wire/field.hpp"
#include "thaw/wire/map.hpp"
#include "thaw/wire/repeated.hpp"

namespace thaw::proto {

/// A function: signature and body. tensorflow/core/framework/function.proto
struct function_def {
  /// Attributes of one argument.
  struct arg_attrs {
    wire::map<proto::attr_value> attr;
    wire::unknown unknown;
    static constexpr std::string_view proto_name = "tensorflow.FunctionDef.ArgAttrs";
    template <class M>
    static constexpr wire::field rows[] = {
        wire::field_of<&M::attr>(1, "attr"),
    };
  };

  wire::box<proto::op_def> signature;
  wire::repeated<proto::node_def> node_def;
  wire::map<std::string> ret;  ///< output arg → "node:out_arg:index"
  wire::map<proto::attr_value> attr;
  wire::map<std::string> control_ret;                                 ///< control output → node
  wire::map<proto::function_def::arg_attrs, std::uint32_t> arg_attr;  ///< by the number of the argument
  wire::map<std::uint32_t, std::uint32_t> resource_arg_unique_id;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.FunctionDef";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::signature>(1, "signature"),
      wire::field_of<&M::node_def>(3, "node_def"),
      wire::field_of<&M::ret>(4, "ret"),
      wire::field_of<&M::attr>(5, "attr"),
      wire::field_of<&M::control_ret>(6, "control_ret"),
      wire::field_of<&M::arg_attr>(7, "arg_attr"),
      wire::field_of<&M::resource_arg_unique_id>(8, "resource_arg_unique_id"),
  };
};

/// Which function is the gradient of a function. tensorflow/core/framework/function.proto
struct gradient_def {
  std::string function_name;
  std::string gradient_func;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.GradientDef";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::function_name>(1, "function_name"),
      wire::field_of<&M::gradient_func>(2, "gradient_func"),
  };
};

/// Which function is the gradient of an op. tensorflow/core/framework/function.proto
struct registered_gradient {
  std::string gradient_func;
  std::string registered_op_type;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.RegisteredGradient";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::gradient_func>(1, "gradient_func"),
      wire::field_of<&M::registered_op_type>(2, "registered_op_type"),
  };
};

/// The functions of a graph. tensorflow/core/framework/function.proto
struct function_def_library {
  wire::repeated<proto::function_def> function;
  wire::repeated<proto::gradient_def> gradient;
  wire::repeated<proto::registered_gradient> registered_gradients;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.FunctionDefLibrary";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::function>(1, "function"),
      wire::field_of<&M::gradient>(2, "gradient"),
      wire::field_of<&M::registered_gradients>(3, "registered_gradients"),
  };
};

}  // namespace thaw::proto
