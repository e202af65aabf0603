// Adding a bias per channel.
#pragma once
#include "thaw/ops/elementwise.hpp"
#include "thaw/ops/math/arithmetic.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

/// value + bias along the last axis, or with data_format NCHW along axis 1, at any rank from 2.
struct BiasAdd {
  static constexpr unsigned traits = op_in_place;
  static constexpr signature def() {
    return {
        "BiasAdd(value: T, bias: T) -> output: T; T: {float, double, int32, uint8, int16, int8, complex64, int64, "
        "qint8, quint8, qint32, bfloat16, qint16, quint16, uint16, complex128, half, uint32, uint64}; data_format: "
        "{\"NHWC\", \"NCHW\"} = \"NHWC\""};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const shape &value = c.with_rank_at_least(0, 2), &bias = c.with_rank(1, 1);
    if (value.has_rank() && bias.has_rank()) {
      const std::int64_t channels = value[channel_axis(c, value)];
      if (channels >= 0 && bias[0] >= 0 && channels != bias[0])
        fail(code::invalid_argument, "Must provide as many biases as the channel dimension of the input tensor: ", bias,
             " vs. ", channels, " in ", value);
    }
    c.output(0, value);
  }
  THAW_SETUP static void prepare(prepare_context& c) {
    auto& s = c.make_state<detail::elementwise_state>();
    const dtype d = c.input_dtype(0);
    s.kernel = detail::pick_kernel<AddV2>(d, c.isa());
    s.types = kernels::make_elementwise_types(s.kernel, d, d);
    s.planned = c.input(0).is_fully_defined() && c.input(1).is_fully_defined();
    if (s.planned) s.plan = plan(c, c.input(0), c.input(1));
  }
  THAW_LAZY static void run(run_context& c) {
    const auto& s = c.state<detail::elementwise_state>();
    const void* in[] = {c.input(0).raw(), c.input(1).raw()};
    const auto add = [&](const kernels::broadcast_plan& p) {
      kernels::run_elementwise(p, s.kernel, s.types, c.output(0).raw(), in, nullptr, 0, p.count);
    };
    if (s.planned)
      add(s.plan);
    else
      add(plan(c, c.input_shape(0), c.input_shape(1)));
  }

 private:
  THAW_LAZY static std::size_t channel_axis(const op_context& c, const shape& value) {
    return c.attr_string("data_format") == "NCHW" ? 1 : value.rank() - 1;
  }
  static kernels::broadcast_plan plan(const op_context& c, const shape& value, const shape& bias) {
    shape column{bias[0]};
    for (std::size_t i = channel_axis(c, value) + 1; i < value.rank(); ++i) column.push_back(1);
    return kernels::make_broadcast(value, column);
  }
};

}  // namespace thaw::ops
