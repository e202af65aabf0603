// Signatures of ops.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "thaw/proto/attr_value.hpp"
#include "thaw/proto/full_type.hpp"
#include "thaw/proto/resource_handle.hpp"
#include "thaw/proto/types.hpp"
#include "thaw/wire/field.hpp"
#include "thaw/wire/repeated.hpp"

namespace thaw::proto {

/// Since which version an op is deprecated, and why. tensorflow/core/framework/op_def.proto
struct op_deprecation {
  std::int32_t version = 0;
  std::string explanation;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.OpDeprecation";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::version>(1, "version"),
      wire::field_of<&M::explanation>(2, "explanation"),
  };
};

/// The signature of an op or function. tensorflow/core/framework/op_def.proto
struct op_def {
  /// An input or output: one tensor, or a list of them.
  struct arg_def {
    std::string name;
    std::string description;
    std::int32_t type = 0;  ///< the number of a thaw::dtype
    std::string type_attr;
    std::string number_attr;
    std::string type_list_attr;
    wire::repeated<proto::resource_handle_proto::dtype_and_shape> handle_data;
    bool is_ref = false;
    wire::box<proto::full_type_def> experimental_full_type;
    wire::unknown unknown;
    static constexpr std::string_view proto_name = "tensorflow.OpDef.ArgDef";
    template <class M>
    static constexpr wire::field rows[] = {
        wire::field_of<&M::name>(1, "name"),
        wire::field_of<&M::description>(2, "description"),
        wire::field_of<&M::type, &data_type_names>(3, "type"),
        wire::field_of<&M::type_attr>(4, "type_attr"),
        wire::field_of<&M::number_attr>(5, "number_attr"),
        wire::field_of<&M::type_list_attr>(6, "type_list_attr"),
        wire::field_of<&M::handle_data>(7, "handle_data"),
        wire::field_of<&M::is_ref>(16, "is_ref"),
        wire::field_of<&M::experimental_full_type>(17, "experimental_full_type"),
    };
  };

  /// An attribute: its type, default and limits.
  struct attr_def {
    std::string name;
    std::string type;
    wire::box<proto::attr_value> default_value;
    std::string description;
    bool has_minimum = false;
    std::int64_t minimum = 0;
    wire::box<proto::attr_value> allowed_values;
    wire::unknown unknown;
    static constexpr std::string_view proto_name = "tensorflow.OpDef.AttrDef";
    template <class M>
    static constexpr wire::field rows[] = {
        wire::field_of<&M::name>(1, "name"),
        wire::field_of<&M::type>(2, "type"),
        wire::field_of<&M::default_value>(3, "default_value"),
        wire::field_of<&M::description>(4, "description"),
        wire::field_of<&M::has_minimum>(5, "has_minimum"),
        wire::field_of<&M::minimum>(6, "minimum"),
        wire::field_of<&M::allowed_values>(7, "allowed_values"),
    };
  };

  std::string name;
  wire::repeated<proto::op_def::arg_def> input_arg;
  wire::repeated<proto::op_def::arg_def> output_arg;
  wire::repeated<proto::op_def::attr_def> attr;
  std::string summary;
  std::string description;
  wire::box<proto::op_deprecation> deprecation;
  bool is_aggregate = false;
  bool is_stateful = false;
  bool is_commutative = false;
  bool allows_uninitialized_input = false;
  std::vector<std::string> control_output;
  bool is_distributed_communication = false;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.OpDef";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::name>(1, "name"),
      wire::field_of<&M::input_arg>(2, "input_arg"),
      wire::field_of<&M::output_arg>(3, "output_arg"),
      wire::field_of<&M::attr>(4, "attr"),
      wire::field_of<&M::summary>(5, "summary"),
      wire::field_of<&M::description>(6, "description"),
      wire::field_of<&M::deprecation>(8, "deprecation"),
      wire::field_of<&M::is_aggregate>(16, "is_aggregate"),
      wire::field_of<&M::is_stateful>(17, "is_stateful"),
      wire::field_of<&M::is_commutative>(18, "is_commutative"),
      wire::field_of<&M::allows_uninitialized_input>(19, "allows_uninitialized_input"),
      wire::field_of<&M::control_output>(20, "control_output"),
      wire::field_of<&M::is_distributed_communication>(21, "is_distributed_communication"),
  };
};

/// Signatures of ops. tensorflow/core/framework/op_def.proto
struct op_list {
  wire::repeated<proto::op_def> op;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.OpList";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::op>(1, "op"),
  };
};

}  // namespace thaw::proto
