// Sums, means and products of half as TensorFlow computes them: every partial result is rounded to half
// (Eigen, unsupported/Eigen/CXX11/src/Tensor/TensorReduction.h). 5000 times 0.1 is 498.5 then, not 499.9.
#pragma once
#include <cstddef>

#include "thaw/core/float16.hpp"

namespace thaw::kernels::detail {

inline half half_step(bool product, half a, half b) noexcept {
  const float x = static_cast<float>(a), y = static_cast<float>(b);
  return half(product ? x * y : x + y);
}

// Lanes of 8, as one packet, four packets side by side; halves of the range beyond `leaf` elements.
inline half reduce_half_range(bool product, const half* p, std::size_t n) {
  constexpr std::size_t lanes = 8, leaf = 1024 * lanes;
  const half first(product ? 1.0f : 0.0f);
  if (n > leaf) {
    const std::size_t half_way = n / 2 / lanes * lanes;
    return half_step(product, reduce_half_range(product, p, half_way),
                     reduce_half_range(product, p + half_way, n - half_way));
  }
  half acc[lanes];
  for (half& a : acc) a = first;
  std::size_t i = 0;
  for (; i + lanes <= n; i += lanes)
    for (std::size_t j = 0; j < lanes; ++j) acc[j] = half_step(product, acc[j], p[i + j]);
  half rest = first;
  for (; i < n; ++i) rest = half_step(product, rest, p[i]);
  for (std::size_t w = lanes / 2; w > 0; w /= 2)
    for (std::size_t j = 0; j < w; ++j) acc[j] = half_step(product, acc[j], acc[j + w]);
  return half_step(product, acc[0], rest);
}

/// One outer index: in [count, inner] → out [inner].
inline void reduce_half(bool product, bool mean, void* out, const void* in, std::size_t count, std::size_t inner) {
  const half* from = static_cast<const half*>(in);
  half* to = static_cast<half*>(out);
  if (inner == 1) {
    *to = reduce_half_range(product, from, count);
  } else {
    for (std::size_t i = 0; i < inner; ++i) to[i] = half(product ? 1.0f : 0.0f);
    for (std::size_t r = 0; r < count; ++r, from += inner)
      for (std::size_t i = 0; i < inner; ++i) to[i] = half_step(product, to[i], from[i]);
  }
  if (!mean) return;
  const float n = static_cast<float>(half(static_cast<float>(count)));
  for (std::size_t i = 0; i < inner; ++i) to[i] = half(static_cast<float>(to[i]) / n);
}

}  // namespace thaw::kernels::detail
