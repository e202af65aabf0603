// What the collections `cond_context` and `while_context` hold.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "thaw/wire/field.hpp"
#include "thaw/wire/map.hpp"
#include "thaw/wire/repeated.hpp"

namespace thaw::proto {

struct control_flow_context_def;
struct while_context_def;

/// The tensors of a control flow context. tensorflow/core/protobuf/control_flow.proto
struct values_def {
  std::vector<std::string> values;
  wire::map<std::string> external_values;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.ValuesDef";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::values>(1, "values"),
      wire::field_of<&M::external_values>(2, "external_values"),
  };
};

/// A branch of a tf.cond. tensorflow/core/protobuf/control_flow.proto
struct cond_context_def {
  std::string context_name;
  std::string pred_name;
  std::string pivot_name;
  std::int32_t branch = 0;
  wire::box<proto::values_def> values_def;
  wire::repeated<proto::control_flow_context_def> nested_contexts;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.CondContextDef";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::context_name>(1, "context_name"), wire::field_of<&M::pred_name>(2, "pred_name"),
      wire::field_of<&M::pivot_name>(3, "pivot_name"),     wire::field_of<&M::branch>(4, "branch"),
      wire::field_of<&M::values_def>(5, "values_def"),     wire::field_of<&M::nested_contexts>(6, "nested_contexts"),
  };
};

/// A context: a branch or a loop. tensorflow/core/protobuf/control_flow.proto
struct control_flow_context_def {
  /// Indices of `ctxt`.
  struct ctxt_case {
    enum : std::size_t { not_set, cond_ctxt, while_ctxt };
  };
  std::variant<std::monostate, wire::box<proto::cond_context_def>, wire::box<proto::while_context_def>> ctxt;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.ControlFlowContextDef";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::case_of<&M::ctxt, ctxt_case::cond_ctxt>(1, "cond_ctxt", "ctxt"),
      wire::case_of<&M::ctxt, ctxt_case::while_ctxt>(2, "while_ctxt", "ctxt"),
  };
};

/// A tf.while_loop. tensorflow/core/protobuf/control_flow.proto
struct while_context_def {
  std::string context_name;
  std::int32_t parallel_iterations = 0;
  bool back_prop = false;
  bool swap_memory = false;
  std::string pivot_name;
  std::string pivot_for_pred_name;
  std::string pivot_for_body_name;
  std::vector<std::string> loop_exit_names;
  wire::box<proto::values_def> values_def;
  std::vector<std::string> loop_enter_names;
  std::string maximum_iterations_name;
  wire::repeated<proto::control_flow_context_def> nested_contexts;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.WhileContextDef";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::context_name>(1, "context_name"),
      wire::field_of<&M::parallel_iterations>(2, "parallel_iterations"),
      wire::field_of<&M::back_prop>(3, "back_prop"),
      wire::field_of<&M::swap_memory>(4, "swap_memory"),
      wire::field_of<&M::pivot_name>(5, "pivot_name"),
      wire::field_of<&M::pivot_for_pred_name>(6, "pivot_for_pred_name"),
      wire::field_of<&M::pivot_for_body_name>(7, "pivot_for_body_name"),
      wire::field_of<&M::loop_exit_names>(8, "loop_exit_names"),
      wire::field_of<&M::values_def>(9, "values_def"),
      wire::field_of<&M::loop_enter_names>(10, "loop_enter_names"),
      wire::field_of<&M::maximum_iterations_name>(11, "maximum_iterations_name"),
      wire::field_of<&M::nested_contexts>(12, "nested_contexts"),
  };
};

}  // namespace thaw::proto
