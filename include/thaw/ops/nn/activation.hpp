// Activation functions of one element. NaN passes.
#pragma once
#include <cmath>

#include "thaw/ops/elementwise.hpp"
#include "thaw/ops/math/storage.hpp"

namespace thaw::ops {

/// -0 stays.
struct Relu {
  static constexpr signature def() {
    return {
        "Relu(features: T) -> activations: T; T: {float, double, int32, uint8, int16, int8, int64, bfloat16, uint16, "
        "half, uint32, uint64, qint8}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    const V zero = kernels::fill<V>(0);
    return kernels::select(x < zero, zero, x);
  }
};

struct Relu6 {
  static constexpr signature def() {
    return {
        "Relu6(features: T) -> activations: T; T: {float, double, int32, uint8, int16, int8, int64, bfloat16, uint16, "
        "half, uint32, uint64}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    const V zero = kernels::fill<V>(0), six = kernels::fill<V>(6);
    return kernels::select(x < zero, zero, kernels::select(x > six, six, x));
  }
};

/// x, or alpha x where x isn't positive; alpha may be larger than 1.
struct LeakyRelu {
  static constexpr signature def() {
    return {"LeakyRelu(features: T) -> activations: T; alpha: float = 0.2; T: {half, bfloat16, float, double} = float"};
  }
  struct params {
    float alpha;  // rounded to the dtype of the elements, as TensorFlow does
  };
  THAW_LAZY static params read(const op_context& c) {
    return {detail::round_to(c.input_dtype(0), c.attr_float("alpha"))};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x, const params& p) {
    return kernels::select(x > kernels::fill<V>(0), x, kernels::mul(x, kernels::fill<V>(p.alpha)));
  }
};

namespace detail {
/// e^x - 1 for negative x, as TensorFlow computes it: no digits are left for small x.
template <class V>
THAW_INLINE V elu_tail(const V& x, const storage_params& p) {
  return round_to(p.stored, round_to(p.stored, kernels::exp(x)) - kernels::fill<V>(1));
}
}  // namespace detail

/// x, or e^x - 1 where x is negative (not expm1: TensorFlow loses digits of small x).
struct Elu {
  static constexpr signature def() {
    return {"Elu(features: T) -> activations: T; T: {half, bfloat16, float, double}"};
  }
  using params = detail::storage_params;
  THAW_LAZY static params read(const op_context& c) { return detail::read_storage(c); }
  template <class V>
  static THAW_INLINE V apply(const V& x, const params& p) {
    return kernels::select(x < kernels::fill<V>(0), detail::elu_tail(x, p), x);
  }
};

/// Elu with the two constants of self-normalising networks (Klambauer et al., arXiv 1706.02515).
struct Selu {
  static constexpr signature def() {
    return {"Selu(features: T) -> activations: T; T: {half, bfloat16, float, double}"};
  }
  using params = detail::storage_params;
  THAW_LAZY static params read(const op_context& c) { return detail::read_storage(c); }
  template <class V>
  static THAW_INLINE V apply(const V& x, const params& p) {
    const V scale = detail::round_to(p.stored, kernels::fill<V>(1.0507009873554805));
    const V scale_alpha = detail::round_to(p.stored, kernels::fill<V>(1.7580993408473768));
    return kernels::select(x < kernels::fill<V>(0), scale_alpha * detail::elu_tail(x, p), scale * x);
  }
};

/// log(1 + e^x): x itself for large x, e^x for very negative x
/// (tensorflow/core/kernels/softplus_op.h, which takes the bounds from the dtype's epsilon).
struct Softplus {
  static constexpr signature def() {
    return {"Softplus(features: T) -> activations: T; T: {half, bfloat16, float, double}"};
  }
  struct params {
    double bound;
  };
  THAW_LAZY static params read(const op_context& c) {
    const dtype d = c.input_dtype(0);
    const double epsilon = d == dtype::float16    ? 0x1p-13  // Eigen's: an eighth of the distance from 1 to the next
                           : d == dtype::bfloat16 ? 0x1p-7
                           : d == dtype::float64  ? 0x1p-52
                                                  : 0x1p-23;
    return {-(std::log(epsilon) + 2.0)};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x, const params& p) {
    const V bound = kernels::fill<V>(p.bound), e = kernels::exp(x);
    return kernels::select(x > bound, x, kernels::select(x < -bound, e, kernels::log1p(e)));
  }
};

/// x / (1 + |x|); NaN for infinities.
struct Softsign {
  static constexpr signature def() {
    return {"Softsign(features: T) -> activations: T; T: {half, bfloat16, float, double}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return x / (kernels::fill<V>(1) + kernels::abs(x));
  }
};

}  // namespace thaw::ops
