// The larger, the smaller, the clamped. NaN passes, whichever side it is on; of equal values the first is returned.
#pragma once
#include "thaw/ops/elementwise.hpp"
#include "thaw/ops/math/dtype_sets.hpp"

namespace thaw::ops {

struct Maximum {
  static constexpr signature def() {
    return {
        "Maximum(x: T, y: T) -> z: T; T: {bfloat16, half, float, double, int8, uint8, int16, uint16, int32, uint32, "
        "int64, uint64}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x, const V& y) {
    return kernels::maximum(x, y);
  }
};

struct Minimum {
  static constexpr signature def() {
    return {
        "Minimum(x: T, y: T) -> z: T; T: {bfloat16, half, float, double, int8, uint8, int16, uint16, int32, uint32, "
        "int64, uint64}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x, const V& y) {
    return kernels::minimum(x, y);
  }
};

/// Complex numbers part by part; at most clip_value_max, then at least clip_value_min, each a scalar or of t's shape.
/// Throws invalid_argument for other shapes.
struct ClipByValue {
  static constexpr signature def() {
    return {
        "ClipByValue(t: T, clip_value_min: T, clip_value_max: T) -> output: T; T: {float, double, int32, uint8, int16, "
        "int8, complex64, int64, qint8, quint8, qint32, bfloat16, qint16, quint16, uint16, complex128, half, uint32, "
        "uint64}"};
  }
  static constexpr detail::dtype_set kernel_dtypes =
      detail::real_floats | detail::complex_floats | detail::whole_numbers;
  THAW_SETUP static void infer(infer_context& c) {
    shape s = c.input(0);
    for (std::size_t i = 1; i < 3; ++i) {
      const shape& limit = c.input(i);
      if (limit.is_scalar() || limit.is_compatible_with(c.input(0))) continue;
      fail(code::invalid_argument, "clip_value_min and clip_value_max must be scalars or of the shape of the input, ",
           c.input(0), "; '", c.node().input_name(i), "' has shape ", limit);
    }
    c.output(0, std::move(s));
  }
  template <class V>
  static THAW_INLINE V apply(const V& t, const V& lo, const V& hi) {
    if constexpr (kernels::detail::is_complex_v<V>) {
      return V{apply(t.real(), lo.real(), hi.real()), apply(t.imag(), lo.imag(), hi.imag())};
    } else {
      const V below = kernels::select(hi < t, hi, t);  // a bound that is NaN does not count
      return kernels::select(below < lo, lo, below);
    }
  }
};

}  // namespace thaw::ops
