// The microkernel of matrix products and convolutions: a register tile of C, summed over rows of A that are read
// through pointers and a panel of packed B. A is never packed.
#pragma once
#include <algorithm>
#include <limits>

#include "thaw/kernels/generic.hpp"
#include "thaw/kernels/pack.hpp"

namespace thaw::kernels {

/// What is done to a finished row of a product before it is stored.
struct epilogue {
  const float* bias = nullptr;  // one per column
  bool clamp = false;           // to [lo, hi]; NaN stays, and so does -0 when lo is 0: Relu, Relu6
  float lo = -std::numeric_limits<float>::infinity(), hi = std::numeric_limits<float>::infinity();
};

namespace detail {

/// One call of a microkernel. The sum runs over `taps` groups of row pointers, `depth` floats behind each pointer: one
/// tap for a matrix product, one per kernel position for a convolution.
struct tile_args {
  const float* const* rows;  // [taps][row_stride]
  std::size_t row_stride, taps, depth;
  const float* b;
  std::size_t b_step, b_tap_stride, b_panel_stride;  // from a row of B to the next, a tap, a panel
  float* c;
  std::size_t ldc, cols;  // cols: of all panels of the tile
  bool first;             // starts C instead of adding to it
  const epilogue* last;   // null when more is to be added
  std::size_t col0;       // of C, for the bias
};

/// Rows x (Panels * nv) vectors of C. Every variant adds in the same order, so that a row's result doesn't depend on
/// how many others there are.
template <class Isa, std::size_t Rows, std::size_t Panels>
THAW_INLINE void tile(const tile_args& g, std::size_t row0) {
  using V = vec<float, Isa::bytes>;
  constexpr std::size_t W = V::size, NV = Isa::nv, NT = NV * Panels, NR = W * NV;
  V acc[Rows][NT];
  THAW_UNROLL
  for (std::size_t i = 0; i < Rows; ++i) THAW_UNROLL
  for (std::size_t j = 0; j < NT; ++j) acc[i][j] = V::fill(0.0f);
  for (std::size_t t = 0; t < g.taps; ++t) {
    const float* a[Rows];
    THAW_UNROLL
    for (std::size_t i = 0; i < Rows; ++i) a[i] = g.rows[t * g.row_stride + row0 + i];
    const float* THAW_RESTRICT b = g.b + t * g.b_tap_stride;
    const std::size_t depth = g.depth, panel = g.b_panel_stride, step = g.b_step;
    for (std::size_t k = 0; k < depth; ++k, b += step) {
      V bv[NT];
      THAW_UNROLL
      for (std::size_t j = 0; j < NT; ++j) bv[j] = V::load(b + j / NV * panel + j % NV * W);
      THAW_UNROLL
      for (std::size_t i = 0; i < Rows; ++i) {
        const V av = V::fill(a[i][k]);
        THAW_UNROLL
        for (std::size_t j = 0; j < NT; ++j) acc[i][j] = fma(av, bv[j], acc[i][j]);
      }
    }
  }
  // A tile that sticks out on the right goes through a buffer.
  const bool full = g.cols == NR * Panels;
  float edge[Rows * NR * Panels];
  float* c = g.c + row0 * g.ldc;
  float* out = full ? c : edge;
  const std::size_t ld = full ? g.ldc : NR * Panels;
  if (!g.first) {
    if (!full)
      for (std::size_t i = 0; i < Rows; ++i) std::memcpy(edge + i * ld, c + i * g.ldc, g.cols * sizeof(float));
    THAW_UNROLL
    for (std::size_t i = 0; i < Rows; ++i) THAW_UNROLL
    for (std::size_t j = 0; j < NT; ++j) acc[i][j] = V::load(out + i * ld + j * W) + acc[i][j];
  }
  if (g.last != nullptr && g.last->bias != nullptr) {
    float tail[NR * Panels] = {};
    const float* bias = g.last->bias + g.col0;
    if (!full) bias = static_cast<const float*>(std::memcpy(tail, bias, g.cols * sizeof(float)));
    V bv[NT];
    THAW_UNROLL
    for (std::size_t j = 0; j < NT; ++j) bv[j] = V::load(bias + j * W);
    THAW_UNROLL
    for (std::size_t i = 0; i < Rows; ++i) THAW_UNROLL
    for (std::size_t j = 0; j < NT; ++j) acc[i][j] = acc[i][j] + bv[j];
  }
  if (g.last != nullptr && g.last->clamp) {
    const V lo = V::fill(g.last->lo), hi = V::fill(g.last->hi);
    THAW_UNROLL
    for (std::size_t i = 0; i < Rows; ++i)  // this operand order keeps NaN and -0
      THAW_UNROLL
    for (std::size_t j = 0; j < NT; ++j) acc[i][j] = min(hi, max(lo, acc[i][j]));
  }
  THAW_UNROLL
  for (std::size_t i = 0; i < Rows; ++i) THAW_UNROLL
  for (std::size_t j = 0; j < NT; ++j) acc[i][j].store(out + i * ld + j * W);
  if (!full)
    for (std::size_t i = 0; i < Rows; ++i) std::memcpy(c + i * g.ldc, edge + i * ld, g.cols * sizeof(float));
}

/// Any number of rows below mr, in powers of two: a third of the code of one variant for each count, not slower.
template <class Isa, std::size_t Rows>
THAW_INLINE void tile_rest(const tile_args& g, std::size_t row0, std::size_t left) {
  if (left >= Rows) {
    tile<Isa, Rows, 1>(g, row0);
    row0 += Rows;
    left -= Rows;
  }
  if constexpr (Rows > 1) tile_rest<Isa, Rows / 2>(g, row0, left);
}
/// `left` <= mr rows, one panel.
template <class Isa>
THAW_INLINE void tile_rows(const tile_args& g, std::size_t left) {
  if (left == Isa::mr)
    tile<Isa, Isa::mr, 1>(g, 0);
  else
    tile_rest<Isa, (Isa::mr > 8 ? 8 : Isa::mr > 4 ? 4 : 2)>(g, 0, left);
}

}  // namespace detail
}  // namespace thaw::kernels
