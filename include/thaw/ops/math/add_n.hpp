// Sums of many tensors of one shape.
#pragma once
#include <cstring>

#include "thaw/ops/elementwise.hpp"
#include "thaw/ops/math/arithmetic.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

/// Doesn't broadcast: other shapes are invalid_argument. Added from left to right; half and bfloat16 are rounded after
/// each sum.
struct AddN {
  static constexpr signature def() {
    return {
        "AddN(inputs: N*T) -> sum: T; N: int >= 1; T: {float, double, int32, uint8, int16, int8, complex64, int64, "
        "qint8, quint8, qint32, bfloat16, qint16, quint16, uint16, complex128, half, uint32, uint64, variant}"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    shape out = c.input(0);
    for (std::size_t i = 1; i < c.inputs(); ++i) {
      const shape& s = c.input(i);
      if (!out.is_compatible_with(s))
        fail(code::invalid_argument,
             "Inputs to operation AddN must have the same size and shape: input 0: ", c.input(0), ", input ", i, ": ",
             s);
      if (!out.has_rank() || s.is_fully_defined()) out = s;
    }
    c.output(0, std::move(out));
  }
  THAW_SETUP static void prepare(prepare_context& c) {
    auto& s = c.make_state<detail::elementwise_state>();
    const dtype d = c.input_dtype(0);
    s.kernel = detail::pick_kernel<AddV2>(d, c.isa());
    s.types = kernels::make_elementwise_types(s.kernel, d, d);
  }
  THAW_LAZY static void run(run_context& c) {
    tensor& out = c.output(0);
    if (c.inputs() == 1) return out.copy_from(c.input(0));
    const auto& s = c.state<detail::elementwise_state>();
    const shape flat{out.elements()};
    const kernels::broadcast_plan plan = kernels::make_broadcast(flat, flat);
    for (std::size_t i = 1; i < c.inputs(); ++i) {
      const void* in[] = {i == 1 ? c.input(0).raw() : out.raw(), c.input(i).raw()};
      kernels::run_elementwise(plan, s.kernel, s.types, out.raw(), in, nullptr, 0, plan.count);
    }
  }
};

}  // namespace thaw::ops
