// Sums of squares.
#pragma once
#include "thaw/kernels.hpp"
#include "thaw/ops/elementwise.hpp"
#include "thaw/ops/math/arithmetic.hpp"
#include "thaw/ops/math/scratch.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

/// Half the sum of the squares of all elements; squares of half and bfloat16 are rounded before they are added.
struct L2Loss {
  static constexpr signature def() { return {"L2Loss(t: T) -> output: T; T: {half, bfloat16, float, double}"}; }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, {}); }
  THAW_SETUP static void prepare(prepare_context& c) {
    auto& s = c.make_state<detail::elementwise_state>();
    const dtype d = c.input_dtype(0);
    s.kernel = detail::pick_kernel<Square>(d, c.isa());
    s.types = kernels::make_elementwise_types(s.kernel, d, d);
  }
  THAW_LAZY static void run(run_context& c) {
    const auto& s = c.state<detail::elementwise_state>();
    const tensor& t = c.input(0);
    const dtype d = t.dtype();
    const shape flat{t.elements()};
    const bool all[] = {true};
    const kernels::reduce_plan sum = kernels::make_reduce(flat, all);
    const dtype accumulator = kernels::accumulator_type(kernels::reduction::sum, d);
    detail::scratch_parts parts;
    const std::size_t squares = parts.add(t.bytes());
    const std::size_t rest = parts.add(kernels::reduce_scratch(sum, kernels::reduction::sum, d, accumulator));
    parts.allocate(c);
    void* out = c.output(0).raw();
    const kernels::broadcast_plan plan = kernels::make_broadcast(flat);
    const void* in[] = {t.raw()};
    kernels::run_elementwise(plan, s.kernel, s.types, parts.at<void>(squares), in, nullptr, 0, plan.count);
    kernels::reduce(sum, kernels::reduction::sum, d, accumulator, parts.at<void>(squares), out, parts.at<void>(rest),
                    c.isa());
    halve(d, out);
  }

 private:
  template <class T, class Wide>
  static void halve_as(void* x) {
    T& t = *static_cast<T*>(x);
    t = T(static_cast<Wide>(t) * Wide{0.5f});
  }
  THAW_LAZY static void halve(dtype d, void* x) {
    if (d == dtype::float64) return halve_as<double, double>(x);
    if (d == dtype::float16) return halve_as<half, float>(x);
    if (d == dtype::bfloat16) return halve_as<bfloat16, float>(x);
    halve_as<float, float>(x);
  }
};

}  // namespace thaw::ops
