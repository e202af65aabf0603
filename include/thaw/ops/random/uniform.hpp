// Uniform random numbers: TensorFlow's own for a seed.
#pragma once
#include <cstddef>
#include <cstdint>

#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"
#include "thaw/ops/random/generator.hpp"

namespace thaw::ops {

namespace detail {
/// The shape that input 0 gives, as far as it is known.
THAW_LAZY shape shape_from_value(const infer_context& c, std::size_t input) {
  const shape& s = c.with_rank(input, 1);
  if (const auto dims = c.ints(input)) {
    for (const std::int64_t d : *dims)
      if (d < 0) fail(code::invalid_argument, "a shape has the negative size ", d);
    return shape(*dims);
  }
  if (s.has_rank() && s[0] >= 0) return shape::unknown_of_rank(static_cast<std::size_t>(s[0]));
  return shape::unknown();
}
}  // namespace detail

/// In [0, 1).
struct RandomUniform {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() {
    return {
        "RandomUniform(shape: T) -> output: dtype; seed: int = 0; seed2: int = 0; dtype: {half, bfloat16, float, "
        "double}; T: {int32, int64}"};
  }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, detail::shape_from_value(c, 0)); }
  THAW_SETUP static void prepare(prepare_context& c) { detail::prepare_random(c); }
  THAW_LAZY static void run(run_context& c) {
    const auto n = static_cast<std::size_t>(c.output(0).elements());
    kernels::philox random = c.state<detail::random_state>().generator->reserve(n);
    switch (c.output_dtype(0)) {
      case dtype::float32:
        return kernels::fill_uniform(random, c.out<float>(0), n);
      case dtype::float64:
        return kernels::fill_uniform(random, c.out<double>(0), n);
      case dtype::float16:
        return kernels::fill_uniform(random, c.out<half>(0), n);
      default:
        return kernels::fill_uniform(random, c.out<bfloat16>(0), n);
    }
  }
};

}  // namespace thaw::ops
