// Permutes the axes of a dense tensor, for elements of 1, 2, 4, 8 or 16 bytes.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "thaw/core/shape.hpp"

namespace thaw::kernels {

namespace detail {
struct word128 {
  std::uint64_t w[2];
};

// to[c][r] = from[r][c], in tiles that fit L1; rows of `from` are ldf apart, rows of `to` ldt.
template <class Word>
void transpose_tiles(Word* to, std::size_t ldt, const Word* from, std::size_t ldf, std::size_t rows, std::size_t cols) {
  constexpr std::size_t tile = sizeof(Word) >= 8 ? 16 : 32;
  for (std::size_t r0 = 0; r0 < rows; r0 += tile) {
    const std::size_t r1 = r0 + tile < rows ? r0 + tile : rows;
    for (std::size_t c0 = 0; c0 < cols; c0 += tile) {
      const std::size_t c1 = c0 + tile < cols ? c0 + tile : cols;
      for (std::size_t c = c0; c < c1; ++c)
        for (std::size_t r = r0; r < r1; ++r) to[c * ldt + r] = from[r * ldf + c];
    }
  }
}

/// One merged axis of the output: its size and the stride of the input along it, in elements.
struct permuted_axis {
  std::int64_t size, stride;
};
}  // namespace detail

/// How to permute; made once per shape.
struct transpose_plan {
  std::vector<detail::permuted_axis> axes;  // of the output, outermost first; neighbours that stay together are merged
  std::int64_t count = 0;
};

/// out axis i is in axis perm[i], as in TensorFlow; `perm` has s.rank() entries, each axis once.
inline transpose_plan make_transpose(const shape& s, const std::int64_t* perm) {
  transpose_plan p;
  p.count = s.elements();
  const std::size_t rank = s.rank();
  std::vector<std::int64_t> stride(rank);
  std::int64_t n = 1;
  for (std::size_t i = rank; i-- > 0;) {
    stride[i] = n;
    n *= s[i];
  }
  for (std::size_t i = 0; i < rank; ++i) {
    const auto a = static_cast<std::size_t>(perm[i]);
    const detail::permuted_axis axis{s[a], stride[a]};
    if (axis.size == 1) continue;
    if (!p.axes.empty() && p.axes.back().stride == axis.stride * axis.size)
      p.axes.back() = {p.axes.back().size * axis.size, axis.stride};
    else
      p.axes.push_back(axis);
  }
  return p;
}

namespace detail {
template <class Word>
void run_transpose(const transpose_plan& p, Word* to, const Word* from) {
  const std::size_t rank = p.axes.size();
  if (rank == 0) {
    *to = *from;
    return;
  }
  // The two inner loops are the output's last axis and the one that is contiguous in the input (where that is another).
  std::size_t second = rank;
  if (p.axes[rank - 1].stride != 1)
    for (std::size_t a = 0; a + 1 < rank; ++a)
      if (p.axes[a].stride == 1) second = a;
  const permuted_axis last = p.axes[rank - 1];
  std::vector<std::int64_t> out_stride(rank, 1), index(rank, 0);
  for (std::size_t a = rank - 1; a-- > 0;) out_stride[a] = out_stride[a + 1] * p.axes[a + 1].size;
  const auto size = [](std::int64_t n) { return static_cast<std::size_t>(n); };
  for (std::int64_t in = 0, out = 0;;) {
    if (second < rank)  // from[r][c]: c along `second` (contiguous), r along the output's last axis
      transpose_tiles(to + out, size(out_stride[second]), from + in, size(last.stride), size(last.size),
                      size(p.axes[second].size));
    else if (last.stride == 1)
      std::memcpy(to + out, from + in, size(last.size) * sizeof(Word));
    else
      for (std::int64_t i = 0; i < last.size; ++i) to[out + i] = from[in + i * last.stride];
    std::size_t a = rank - 1;
    for (;;) {
      if (a == 0) return;
      --a;
      if (a == second) continue;
      in += p.axes[a].stride;
      out += out_stride[a];
      if (++index[a] < p.axes[a].size) break;
      index[a] = 0;
      in -= p.axes[a].stride * p.axes[a].size;
      out -= out_stride[a] * p.axes[a].size;
    }
  }
}
}  // namespace detail

/// `to` and `from` don't overlap. element_size: 1, 2, 4, 8 or 16.
inline void run_transpose(const transpose_plan& p, std::size_t element_size, void* to, const void* from) {
  if (p.count == 0) return;
  switch (element_size) {
    case 1:
      return detail::run_transpose(p, static_cast<std::uint8_t*>(to), static_cast<const std::uint8_t*>(from));
    case 2:
      return detail::run_transpose(p, static_cast<std::uint16_t*>(to), static_cast<const std::uint16_t*>(from));
    case 4:
      return detail::run_transpose(p, static_cast<std::uint32_t*>(to), static_cast<const std::uint32_t*>(from));
    case 8:
      return detail::run_transpose(p, static_cast<std::uint64_t*>(to), static_cast<const std::uint64_t*>(from));
    default:
      return detail::run_transpose(p, static_cast<detail::word128*>(to), static_cast<const detail::word128*>(from));
  }
}

/// to[c][r] = from[r][c] for a dense [rows, cols] matrix.
inline void transpose_2d(void* to, const void* from, std::size_t rows, std::size_t cols, std::size_t element_size) {
  const std::int64_t perm[] = {1, 0};
  run_transpose(make_transpose({static_cast<std::int64_t>(rows), static_cast<std::int64_t>(cols)}, perm), element_size,
                to, from);
}

}  // namespace thaw::kernels
