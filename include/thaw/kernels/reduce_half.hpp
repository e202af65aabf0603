// Sums, means and products of half as TensorFlow computes them: every partial result is rounded to half, in the order
// of Eigen's packets (unsupported/Eigen/CXX11/src/Tensor/TensorReduction.h). 5000 times 0.1 is 498.5 then, not 499.9.
#pragma once
#include <cstddef>

#include "thaw/core/float16.hpp"

namespace thaw::kernels::detail {

inline constexpr std::size_t half_lanes = 8;

template <class T>
T half_step(bool product, T a, T b) noexcept {
  const float x = static_cast<float>(a), y = static_cast<float>(b);
  return T(product ? x * y : x + y);
}
template <class T>
void half_packet_step(bool product, T* a, const T* b) noexcept {
  for (std::size_t j = 0; j < half_lanes; ++j) a[j] = half_step(product, a[j], b[j]);
}

/// Neighbouring values: four packets side by side, in halves beyond 1600 elements. `offset`: of p in the whole tensor;
/// the halves meet at a packet's border.
template <class T>
T reduce_half_range(bool product, const T* p, std::size_t n, std::size_t offset) noexcept {
  constexpr std::size_t leaf = 1600;  // as TensorFlow 2.21 was found to do
  const T first(product ? 1.0f : 0.0f);
  if (n > leaf) {
    const std::size_t border = (offset + (n + 1) / 2 + half_lanes - 1) / half_lanes * half_lanes,
                      left = border - offset;
    const T a = reduce_half_range(product, p, left, offset);
    return half_step(product, a, reduce_half_range(product, p + left, n - left, border));
  }
  T packet[4][half_lanes];
  for (auto& lanes : packet)
    for (T& x : lanes) x = first;
  std::size_t i = 0;
  for (; i + 4 * half_lanes <= n; i += 4 * half_lanes)
    for (std::size_t k = 0; k < 4; ++k) half_packet_step(product, packet[k], p + i + k * half_lanes);
  for (std::size_t k = 1; k < 4; ++k) half_packet_step(product, packet[0], packet[k]);
  for (; i + half_lanes <= n; i += half_lanes) half_packet_step(product, packet[0], p + i);
  T rest = first;
  for (; i < n; ++i) rest = half_step(product, rest, p[i]);
  float lanes[half_lanes];  // a packet is folded in float
  for (std::size_t j = 0; j < half_lanes; ++j) lanes[j] = static_cast<float>(packet[0][j]);
  for (std::size_t w = half_lanes / 2; w > 0; w /= 2)
    for (std::size_t j = 0; j < w; ++j) lanes[j] = product ? lanes[j] * lanes[j + w] : lanes[j] + lanes[j + w];
  return half_step(product, rest, T(lanes[0]));
}

/// `width` neighbouring columns of [count, inner]: one after the other, or as a packet, four rows at a time.
template <class T>
void reduce_half_columns(bool product, T* out, const T* in, std::size_t count, std::size_t inner,
                         std::size_t width) noexcept {
  const T first(product ? 1.0f : 0.0f);
  if (width < half_lanes || count < 16) {
    for (std::size_t j = 0; j < width; ++j) {
      T sum = first;
      for (std::size_t r = 0; r < count; ++r) sum = half_step(product, sum, in[r * inner + j]);
      out[j] = sum;
    }
    return;
  }
  T packet[4][half_lanes];
  for (auto& lanes : packet)
    for (T& x : lanes) x = first;
  const std::size_t fours = count / 4 * 4;
  for (std::size_t r = 0; r < fours; ++r) half_packet_step(product, packet[r % 4], in + r * inner);
  for (std::size_t k = 1; k < 4; ++k) half_packet_step(product, packet[0], packet[k]);
  for (std::size_t r = fours; r < count; ++r) half_packet_step(product, packet[0], in + r * inner);
  for (std::size_t j = 0; j < half_lanes; ++j) out[j] = packet[0][j];
}

/// [count / last, last], the last axis outside: what TensorFlow does for the first and last of three axes.
template <class T>
T reduce_half_groups(bool product, const T* p, std::size_t count, std::size_t last) noexcept {
  T sum(product ? 1.0f : 0.0f);
  for (std::size_t j = 0; j < last; ++j)
    for (std::size_t i = j; i < count; i += last) sum = half_step(product, sum, p[i]);
  return sum;
}
template <class T>
void half_mean(bool mean, T* out, std::size_t outputs, std::size_t count) noexcept {
  if (!mean) return;
  const float n = static_cast<float>(T(static_cast<float>(count)));
  for (std::size_t i = 0; i < outputs; ++i) out[i] = T(static_cast<float>(out[i]) / n);
}

/// in [outer, count, inner] → out [outer, inner]. `last_group`: reduce_plan's.
template <class T>
void reduce_half(bool product, bool mean, T* out, const T* in, std::size_t outer, std::size_t count, std::size_t inner,
                 std::size_t last_group) noexcept {
  const std::size_t outputs = outer * inner;
  if (last_group != 0) {
    for (std::size_t i = 0; i < outputs; ++i) out[i] = reduce_half_groups(product, in + i * count, count, last_group);
    return half_mean(mean, out, outputs, count);
  }
  for (std::size_t i = 0; i < outputs && inner == 1; ++i)
    out[i] = reduce_half_range(product, in + i * count, count, i * count);
  // Packets lie at multiples of 8 outputs; one that crosses a row is computed column by column.
  for (std::size_t i = 0; i < outputs && inner != 1;) {
    const std::size_t column = i % inner;
    const bool packet = i + half_lanes <= outputs && column + half_lanes <= inner;
    const std::size_t end = i + half_lanes < outputs ? i + half_lanes : outputs;
    if (packet)
      reduce_half_columns(product, out + i, in + i / inner * count * inner + column, count, inner, half_lanes);
    for (std::size_t j = i; j < end && !packet; ++j)
      reduce_half_columns(product, out + j, in + j / inner * count * inner + j % inner, count, inner, 1);
    i = end;
  }
  half_mean(mean, out, outputs, count);
}

}  // namespace thaw::kernels::detail
