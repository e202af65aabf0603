// Normally distributed numbers, TensorFlow's own for a seed (tensorflow/core/lib/random/random_distributions.h).
#pragma once
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "thaw/kernels/cast.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"
#include "thaw/ops/random/generator.hpp"
#include "thaw/ops/random/uniform.hpp"

namespace thaw::ops {

namespace detail {

/// Two numbers of a block; the angle's sine first.
THAW_LAZY void normal_pair(const kernels::philox::block& b, double* out) {
  const double u = kernels::uniform_double(b.word[0], b.word[1]),
               angle = 2 * 3.14159265358979323846 * kernels::uniform_double(b.word[2], b.word[3]),
               radius = std::sqrt(-2.0 * std::log(u < 1.0e-7 ? 1.0e-7 : u));
  out[0] = std::sin(angle) * radius;
  out[1] = std::cos(angle) * radius;
}
/// Truncated: what lies beyond two standard deviations is drawn again; each two outputs have a stream of their own.
THAW_LAZY void fill_normal_double(kernels::philox random, double* out, std::size_t n, bool truncated) {
  for (std::size_t i = 0; i < n; i += 2) {
    kernels::philox stream = random;
    stream.skip(truncated ? i / 2 * 128 : i / 2);
    for (std::size_t got = 0; got < 2;) {
      double x[2];
      normal_pair(stream.next(), x);
      for (const double v : x) {
        if (got == 2 || (truncated && !(std::fabs(v) < 2.0))) continue;
        if (i + got < n) out[i + got] = v;
        ++got;
      }
    }
  }
}

THAW_LAZY void run_normal(const run_context& c, bool truncated) {
  const auto n = static_cast<std::size_t>(c.output(0).elements());
  if (n == 0) return;
  kernels::philox random = c.state<random_state>().generator->reserve(n);
  const dtype d = c.output_dtype(0);
  if (d == dtype::float64) return fill_normal_double(random, c.out<double>(0), n, truncated);
  float* out = d == dtype::float32 ? c.out<float>(0) : c.scratch<float>(n);
  if (truncated)
    kernels::fill_truncated_normal(random, out, n);
  else
    kernels::fill_normal(random, out, n);
  if (d != dtype::float32) kernels::cast(dtype::float32, d, out, c.output(0).raw(), n);
}

}  // namespace detail

/// Of mean 0 and standard deviation 1.
struct RandomStandardNormal {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() {
    return {
        "RandomStandardNormal(shape: T) -> output: dtype; seed: int = 0; seed2: int = 0; dtype: {half, bfloat16, "
        "float, double}; T: {int32, int64}"};
  }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, detail::shape_from_value(c, 0)); }
  THAW_SETUP static void prepare(prepare_context& c) { detail::prepare_random(c); }
  THAW_LAZY static void run(run_context& c) { detail::run_normal(c, false); }
};

/// The same, but nothing beyond two standard deviations.
struct TruncatedNormal {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() {
    return {
        "TruncatedNormal(shape: T) -> output: dtype; seed: int = 0; seed2: int = 0; dtype: {half, bfloat16, float, "
        "double}; T: {int32, int64}"};
  }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, detail::shape_from_value(c, 0)); }
  THAW_SETUP static void prepare(prepare_context& c) { detail::prepare_random(c); }
  THAW_LAZY static void run(run_context& c) { detail::run_normal(c, true); }
};

}  // namespace thaw::ops
