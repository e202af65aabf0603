// Changing variables in place: add and subtract; and asking about them.
#pragma once
#include <cstdint>
#include <utility>

#include "thaw/ops/elementwise.hpp"
#include "thaw/ops/math/arithmetic.hpp"
#include "thaw/ops/state/variables.hpp"

namespace thaw::ops {

namespace detail {

/// The variable of a resource handle that must have a value. An uninitialised variable isn't there for TensorFlow, so
/// that the code is another than that of a read (tensorflow/core/kernels/resource_variable_ops.cc).
THAW_LAZY variable& existing_variable_of(const tensor& handle) {
  variable& v = variable_of(handle);
  if (!v.is_initialized()) fail(code::not_found, "variable '", v.name(), "' has no value yet");
  return v;
}

/// variable = F(variable, value), for shapes that are equal.
template <class F>
void update_variable(run_context& c, variable& v) {
  const tensor& delta = c.input(1);
  const auto combined = [&](const tensor& value) {
    if (value.dtype() != delta.dtype())
      fail(code::invalid_argument, "the variable holds ", value.dtype(), ", the value is ", delta.dtype());
    if (value.shape() != delta.shape())
      fail(code::invalid_argument, "the variable has shape ", value.shape(), ", the value has shape ", delta.shape());
    tensor result(value.dtype(), value.shape());
    const dtype d = plain_dtype(value.dtype());
    const shape shapes[] = {value.shape(), delta.shape()};
    const void* in[] = {value.raw(), delta.raw()};
    kernels::run_elementwise(kernels::make_broadcast(shapes, 2), pick_kernel<F>(d, c.isa()), d, d, result.raw(), in);
    return result;
  };
  v.update(combined);
}

}  // namespace detail

struct AssignAdd {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() {
    return {
        "AssignAdd(ref: Ref(T), value: T) -> output_ref: Ref(T); T: {float, double, int32, uint8, int16, int8, "
        "complex64, int64, qint8, quint8, qint32, bfloat16, qint16, quint16, uint16, complex128, half, uint32, "
        "uint64}; use_locking: bool = false"};
  }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, shape{}); }
  THAW_LAZY static void run(run_context& c) {
    detail::update_variable<AddV2>(c, detail::variable_of(c.input(0)));
    *c.out<resource_handle>(0) = c.input(0).scalar<resource_handle>();
  }
};

struct AssignSub {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() {
    return {
        "AssignSub(ref: Ref(T), value: T) -> output_ref: Ref(T); T: {float, double, int32, uint8, int16, int8, "
        "complex64, int64, qint8, quint8, qint32, bfloat16, qint16, quint16, uint16, complex128, half, uint32, "
        "uint64}; use_locking: bool = false"};
  }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, shape{}); }
  THAW_LAZY static void run(run_context& c) {
    detail::update_variable<Sub>(c, detail::variable_of(c.input(0)));
    *c.out<resource_handle>(0) = c.input(0).scalar<resource_handle>();
  }
};

struct AssignAddVariableOp {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() {
    return {"AssignAddVariableOp(resource: resource, value: dtype) -> (); dtype: type"};
  }
  THAW_SETUP static void infer(infer_context&) {}
  THAW_LAZY static void run(run_context& c) {
    detail::update_variable<AddV2>(c, detail::existing_variable_of(c.input(0)));
  }
};

struct AssignSubVariableOp {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() {
    return {"AssignSubVariableOp(resource: resource, value: dtype) -> (); dtype: type"};
  }
  THAW_SETUP static void infer(infer_context&) {}
  THAW_LAZY static void run(run_context& c) {
    detail::update_variable<Sub>(c, detail::existing_variable_of(c.input(0)));
  }
};

struct IsVariableInitialized {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() {
    return {"IsVariableInitialized(ref: Ref(dtype)) -> is_initialized: bool; dtype: type"};
  }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, shape{}); }
  THAW_LAZY static void run(run_context& c) { *c.out<bool>(0) = detail::variable_of(c.input(0)).is_initialized(); }
};

struct VarIsInitializedOp {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() { return {"VarIsInitializedOp(resource: resource) -> is_initialized: bool"}; }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, shape{}); }
  THAW_LAZY static void run(run_context& c) { *c.out<bool>(0) = detail::variable_of(c.input(0)).is_initialized(); }
};

/// The shape of the value.
struct VariableShape {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() {
    return {"VariableShape(input: resource) -> output: out_type; out_type: {int32, int64} = int32"};
  }
  THAW_SETUP static void infer(infer_context&) {}
  THAW_LAZY static void run(run_context& c) {
    const shape s = detail::existing_variable_of(c.input(0)).read().shape();
    tensor& out = c.allocate(0, shape{static_cast<std::int64_t>(s.rank())});
    for (std::size_t i = 0; i < s.rank(); ++i) {
      if (out.dtype() == dtype::int32)
        out.data<std::int32_t>()[i] = static_cast<std::int32_t>(s[i]);
      else
        out.data<std::int64_t>()[i] = s[i];
    }
  }
};

}  // namespace thaw::ops
