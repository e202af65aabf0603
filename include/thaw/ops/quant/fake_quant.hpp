// Rounding to what a quantised value could hold, in float.
#pragma once
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {

/// The grid that numbers are rounded to: [low, high] in steps of `scale`, moved so that 0 is on it.
struct fake_grid {
  bool zero = false;  // all becomes 0
  float low = 0, high = 0, scale = 1, inverse = 1, zero_point = 0;
};

/// As tensorflow/core/kernels/fake_quant_ops_functor.h nudges a range.
THAW_LAZY fake_grid make_grid(float min, float max, float lowest, float highest) {
  fake_grid g;
  g.zero = min == 0.0f && max == 0.0f;
  if (g.zero) return g;
  g.scale = (max - min) / (highest - lowest);
  g.inverse = (highest - lowest) / (max - min);
  const float from_min = lowest - min / g.scale;
  // NaN, of a range that is empty or infinite: TensorFlow converts it to an integer, which gives 0.
  const float nudged = from_min < lowest      ? lowest
                       : from_min > highest   ? highest
                       : std::isnan(from_min) ? 0.0f
                                              : std::round(from_min);
  g.low = (lowest - nudged) * g.scale;
  g.high = (highest - nudged) * g.scale;
  g.zero_point = std::floor(-g.low * g.inverse + 0.5f);
  return g;
}

/// `divide`: by the scale, not times its inverse; they round differently.
inline float fake_round(const fake_grid& g, bool divide, float x) {
  if (g.zero) return 0.0f;
  float clamped = g.high < x ? g.high : x;
  clamped = clamped < g.low ? g.low : clamped;
  const float shifted = clamped - g.low, steps = divide ? shifted / g.scale : shifted * g.inverse;
  return std::floor(steps - g.zero_point + 0.5f) * g.scale;
}

struct fake_levels {
  float lowest, highest;
};
/// Throws invalid_argument for a num_bits that TensorFlow doesn't take.
THAW_LAZY fake_levels read_levels(const op_context& c) {
  const std::int64_t bits = c.attr_int("num_bits");
  if (bits < 2 || bits > 16) fail(code::invalid_argument, "num_bits must be between 2 and 16, inclusive, not ", bits);
  return {c.attr_bool("narrow_range") ? 1.0f : 0.0f, static_cast<float>((1 << bits) - 1)};
}

THAW_LAZY void fake_quantise(const run_context& c, float min, float max, bool divide) {
  const fake_levels levels = read_levels(c);
  const fake_grid g = make_grid(min, max, levels.lowest, levels.highest);
  const float* in = c.in<float>(0);
  float* out = c.out<float>(0);
  for (std::int64_t i = 0; i < c.input(0).elements(); ++i) out[i] = fake_round(g, divide, in[i]);
}

}  // namespace detail

/// Clamps to [min, max] and rounds to 2^num_bits levels, one of which is 0; narrow_range leaves the lowest out.
struct FakeQuantWithMinMaxArgs {
  static constexpr signature def() {
    return {
        "FakeQuantWithMinMaxArgs(inputs: float) -> outputs: float; min: float = -6.0; max: float = 6.0; num_bits: int "
        "= 8; narrow_range: bool = false"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const float min = c.attr_float("min"), max = c.attr_float("max");
    if (!(min < max)) fail(code::invalid_argument, "min has to be smaller than max, was: ", min, " >= ", max);
    detail::read_levels(c);
    c.output(0, c.input(0));
  }
  THAW_LAZY static void run(run_context& c) {
    detail::fake_quantise(c, c.attr_float("min"), c.attr_float("max"), false);
  }
};
/// As FakeQuantWithMinMaxArgs, with a range that is input; [0, 0] makes everything 0.
struct FakeQuantWithMinMaxVars {
  static constexpr signature def() {
    return {
        "FakeQuantWithMinMaxVars(inputs: float, min: float, max: float) -> outputs: float; num_bits: int = 8; "
        "narrow_range: bool = false"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    c.with_rank(1, 0);
    c.with_rank(2, 0);
    detail::read_levels(c);
    c.output(0, c.input(0));
  }
  THAW_LAZY static void run(run_context& c) { detail::fake_quantise(c, *c.in<float>(1), *c.in<float>(2), true); }
};
/// A range for each index of the last axis.
struct FakeQuantWithMinMaxVarsPerChannel {
  static constexpr signature def() {
    return {
        "FakeQuantWithMinMaxVarsPerChannel(inputs: float, min: float, max: float) -> outputs: float; num_bits: int = "
        "8; narrow_range: bool = false"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    detail::read_levels(c);
    const shape& in = c.with_rank_at_least(0, 1);
    for (std::size_t i = 1; i < 3; ++i) {
      const shape& s = c.with_rank(i, 1);
      if (in.has_rank() && s.has_rank() && in.back() >= 0 && s[0] >= 0 && s[0] != in.back())
        fail(code::invalid_argument, c.node().input_name(i), " has incorrect size, expected ", in.back(), " was ",
             s[0]);
    }
    c.output(0, in);
  }
  THAW_LAZY static void run(run_context& c) {
    const std::int64_t n = c.input_shape(0).back(), total = c.input(0).elements();
    const detail::fake_levels levels = detail::read_levels(c);
    const float *in = c.in<float>(0), *min = c.in<float>(1), *max = c.in<float>(2);
    float* out = c.out<float>(0);
    for (std::int64_t j = 0; j < n; ++j) {
      const detail::fake_grid g = detail::make_grid(min[j], max[j], levels.lowest, levels.highest);
      for (std::int64_t i = j; i < total; i += n) out[i] = detail::fake_round(g, false, in[i]);
    }
  }
};

}  // namespace thaw::ops
