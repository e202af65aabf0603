// Variables, TF1's (references) and TF2's (resources): the handle, reading, assigning.
#pragma once
#include <memory>
#include <string>

#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {
/// The variable that a node stands for: by container and shared_name, or the node's own name.
THAW_LAZY void make_handle(run_context& c, bool resource) {
  std::string name = c.attr_string("shared_name");
  if (name.empty()) name = c.node().name();
  const dtype d = c.attr_type("dtype");
  const shape declared = c.attr_shape("shape");
  // A reference variable whose shape says "unknown" is written as [] by old programs
  // (tensorflow/core/ops/state_ops.cc).
  const auto var = c.resources().get<variable>(c.attr_string("container"), variable_key(resource, name),
                                               [&] { return std::make_shared<variable>(name, d, declared); });
  if (var->dtype() != d)
    fail(code::invalid_argument, "variable '", name, "' holds ", var->dtype(), " elsewhere in the graph, here ", d);
  tensor handle(dtype::resource, shape{});
  *handle.data<resource_handle>() = var;
  c.set_output(0, std::move(handle));
}
THAW_LAZY variable& variable_of(const tensor& handle) {
  return resource_cast<variable>(handle.scalar<resource_handle>());
}
}  // namespace detail

struct VariableV2 {
  static constexpr signature def() {
    return {
        "VariableV2() -> ref: Ref(dtype); shape: shape; dtype: type; container: string = \"\"; shared_name: string = "
        "\"\""};
  }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, shape{}); }
  THAW_LAZY static void run(run_context& c) { detail::make_handle(c, false); }
};

struct Variable : VariableV2 {
  static constexpr signature def() {
    return {
        "Variable() -> ref: Ref(dtype); shape: shape; dtype: type; container: string = \"\"; shared_name: string = "
        "\"\""};
  }
};

struct VarHandleOp {
  static constexpr signature def() {
    return {
        "VarHandleOp() -> resource: resource; container: string = \"\"; shared_name: string = \"\"; debug_name: string "
        "= \"\"; dtype: type; shape: shape; allowed_devices: list(string) = []"};
  }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, shape{}); }
  THAW_LAZY static void run(run_context& c) { detail::make_handle(c, true); }
};

struct ReadVariableOp {
  static constexpr unsigned traits = op_reads_variable;
  static constexpr signature def() { return {"ReadVariableOp(resource: resource) -> value: dtype; dtype: type"}; }
  THAW_SETUP static void infer(infer_context& c) {
    if (c.value(0) != nullptr) c.output(0, detail::variable_of(*c.value(0)).current_shape());
  }
  THAW_LAZY static void run(run_context& c) {
    tensor value = detail::variable_of(c.input(0)).read();
    if (value.dtype() != c.output_dtype(0))
      fail(code::invalid_argument, "the variable holds ", value.dtype(), ", not ", c.output_dtype(0));
    c.set_output(0, std::move(value));
  }
};

/// The reference comes out again, so that what follows reads the new value.
struct Assign {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() {
    return {
        "Assign(ref: Ref(T), value: T) -> output_ref: Ref(T); T: type; validate_shape: bool = true; use_locking: bool "
        "= true"};
  }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, shape{}); }
  THAW_LAZY static void run(run_context& c) {
    detail::variable_of(c.input(0)).assign(c.input(1), c.attr_bool("validate_shape"));
    *c.out<resource_handle>(0) = c.input(0).scalar<resource_handle>();
  }
};

/// TensorFlow does not compare shapes here unless validate_shape is set.
struct AssignVariableOp {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() {
    return {"AssignVariableOp(resource: resource, value: dtype) -> (); dtype: type; validate_shape: bool = false"};
  }
  THAW_SETUP static void infer(infer_context&) {}
  THAW_LAZY static void run(run_context& c) {
    detail::variable_of(c.input(0)).assign(c.input(1), c.attr_bool("validate_shape"));
  }
};

}  // namespace thaw::ops
