// Elementwise functions of several steps that TensorFlow rounds, for half and bfloat16, after each step.
#pragma once
#include "thaw/core/float16.hpp"
#include "thaw/kernels.hpp"
#include "thaw/ops/context.hpp"

namespace thaw::ops::detail {

/// Parameters of an op whose arithmetic depends on the dtype that elements are stored in, not only on the type that
/// they are computed in.
struct storage_params {
  dtype stored;
};
THAW_LAZY storage_params read_storage(const op_context& c) { return {c.input_dtype(0)}; }

/// x, rounded to the stored dtype when that is half or bfloat16.
template <class V>
THAW_INLINE V round_to(dtype stored, const V& x) {
  if constexpr (std::is_same_v<kernels::value_t<V>, float>) {
    if (stored == dtype::float16) return kernels::each(x, [](float v) { return static_cast<float>(half(v)); });
    if (stored == dtype::bfloat16) return kernels::each(x, [](float v) { return static_cast<float>(bfloat16(v)); });
  }
  (void)stored;
  return x;
}

}  // namespace thaw::ops::detail
