// Matrix products in f32: C = A B, plus bias and clamp, with B packed beforehand or into scratch.
//
// For each instruction set a row of C has the same bits however many rows are computed with it, and on however many
// threads: divide the rows (or, in multiples of `panel_width`, the columns) among calls as you like.
#pragma once
#include <cstddef>

#include "thaw/kernels/gemm_tile.hpp"
#include "thaw/kernels/transpose.hpp"

namespace thaw::kernels {

namespace detail {

struct gemm_args {
  const float* a;
  std::size_t lda, m;
  const float* b;
  std::size_t depth, b_row, b_panel;  // rows of B; from one to the next; from a panel to the next
  float* c;
  std::size_t ldc;
  const epilogue* ep;
  std::size_t col_begin, col_end;
};

struct gemm_kernel {
  /// Rows of A in L2, depth of a panel of B that stays in L1. mc is a multiple of every mr.
  static constexpr std::size_t mc = 84;
  template <class Isa>
  static constexpr std::size_t kc = Isa::bytes == 64 ? 256 : 384;

  template <class Isa>
  static THAW_INLINE void run(const gemm_args* g) {
    if (g->m == 1)
      run_row<Isa>(*g);
    else
      run_rows<Isa>(*g);
  }

  template <class Isa>
  static THAW_INLINE tile_args tile_at(const gemm_args& g, const float* const* rows, std::size_t m, std::size_t n,
                                       std::size_t panels, std::size_t k, std::size_t depth) {
    constexpr std::size_t NR = Isa::bytes / sizeof(float) * Isa::nv;
    return {rows,
            Isa::mr,
            1,
            depth,
            g.b + n / NR * g.b_panel + k * g.b_row,
            g.b_row,
            0,
            g.b_panel,
            g.c + m * g.ldc + n,
            g.ldc,
            std::min(panels * NR, g.col_end - n),
            k == 0,
            k + depth == g.depth ? g.ep : nullptr,
            n};
  }

  // One row: several panels at once, for as many independent sums.
  template <class Isa>
  static THAW_INLINE void run_row(const gemm_args& g) {
    constexpr std::size_t NR = Isa::bytes / sizeof(float) * Isa::nv, P = 4;
    for (std::size_t n = g.col_begin; n < g.col_end;) {
      const bool wide = g.col_end - n > (P - 1) * NR;
      for (std::size_t k = 0; k < g.depth; k += kc<Isa>) {
        const float* row = g.a + k;
        const std::size_t depth = std::min(kc<Isa>, g.depth - k);
        if (wide)
          tile<Isa, 1, P>(tile_at<Isa>(g, &row, 0, n, P, k, depth), 0);
        else
          tile<Isa, 1, 1>(tile_at<Isa>(g, &row, 0, n, 1, k, depth), 0);
      }
      n += wide ? P * NR : NR;
    }
  }

  template <class Isa>
  static THAW_INLINE void run_rows(const gemm_args& g) {
    constexpr std::size_t MR = Isa::mr, NR = Isa::bytes / sizeof(float) * Isa::nv;
    for (std::size_t m0 = 0; m0 < g.m; m0 += mc) {
      const std::size_t m1 = std::min(g.m, m0 + mc);
      for (std::size_t k = 0; k < g.depth; k += kc<Isa>) {
        const std::size_t depth = std::min(kc<Isa>, g.depth - k);
        for (std::size_t n = g.col_begin; n < g.col_end; n += NR)
          for (std::size_t m = m0; m < m1; m += MR) {
            const std::size_t left = std::min(MR, m1 - m);
            const float* rows[MR];
            for (std::size_t i = 0; i < MR; ++i) rows[i] = g.a + (m + std::min(i, left - 1)) * g.lda + k;
            tile_rows<Isa>(tile_at<Isa>(g, rows, m, n, 1, k, depth), left);
          }
      }
    }
  }
};

/// A sum of no terms: the epilogue of zero.
inline void fill_empty_product(std::size_t m, float* c, std::size_t ldc, const epilogue& ep, std::size_t n0,
                               std::size_t n1) {
  for (std::size_t i = 0; i < m; ++i)
    for (std::size_t j = n0; j < n1; ++j) {
      const float x = ep.bias != nullptr ? ep.bias[j] : 0.0f;
      c[i * ldc + j] = ep.clamp ? min(ep.hi, max(ep.lo, x)) : x;
    }
}
}  // namespace detail

/// C = A B: a [m, b.k] with rows lda apart, c [m, b.n] with rows ldc apart; C must not overlap A or B. Only the columns
/// [col_begin, col_end) are computed; both are multiples of panel_width, or col_end is b.n. The instruction set is the
/// one that B was packed for. No rows, columns or terms are fine.
inline void gemm(std::size_t m, const float* a, std::size_t lda, const packed_view& b, float* c, std::size_t ldc,
                 const epilogue& ep, std::size_t col_begin, std::size_t col_end) {
  if (m == 0 || col_begin >= col_end) return;
  if (b.k == 0) return detail::fill_empty_product(m, c, ldc, ep, col_begin, col_end);
  const std::size_t width = b.width();
  const detail::gemm_args args{a, lda, m, b.data, b.k, width, b.k * width, c, ldc, &ep, col_begin, col_end};
  resolve<detail::gemm_kernel, const detail::gemm_args*>(b.level)(&args);
}
inline void gemm(std::size_t m, const float* a, std::size_t lda, const packed_view& b, float* c, std::size_t ldc,
                 const epilogue& ep = {}) {
  gemm(m, a, lda, b, c, ldc, ep, 0, b.n);
}

/// The sizes of op(A) [m, k] times op(B) [k, n]; A is stored [k, m] when transpose_a, B [n, k] when transpose_b. Dense.
struct gemm_shape {
  std::size_t m = 0, k = 0, n = 0;
  bool transpose_a = false, transpose_b = false;
};
/// Floats of scratch that the unpacked `gemm` needs.
constexpr std::size_t gemm_scratch(const gemm_shape& s, isa level) noexcept {
  return packed_size(s.k, s.n, level) + (s.transpose_a && s.m > 1 ? s.m * s.k : 0);
}
/// C = op(A) op(B), both unpacked. `scratch`: gemm_scratch floats.
inline void gemm(const gemm_shape& s, const float* a, const float* b, float* c, float* scratch, const epilogue& ep = {},
                 isa level = current_isa()) {
  if (s.m == 0 || s.n == 0) return;
  const float* rows = a;
  if (s.transpose_a && s.m > 1 && s.k > 0) {
    float* t = scratch + packed_size(s.k, s.n, level);
    transpose_2d(t, a, s.k, s.m, sizeof(float));
    rows = t;
  }
  // For few rows packing B costs more than the product: whole panels of it are read where they are.
  const std::size_t width = panel_width(level),
                    in_place = s.m <= 4 && !s.transpose_b && s.k > 0 ? s.n / width * width : 0;
  if (in_place > 0) {
    const detail::gemm_args args{rows, s.k, s.m, b, s.k, s.n, width, c, s.n, &ep, 0, in_place};
    resolve<detail::gemm_kernel, const detail::gemm_args*>(level)(&args);
  }
  if (in_place == s.n) return;
  const float* rest = s.transpose_b ? b : b + in_place;
  const packed_view packed = pack(scratch, rest, s.k, s.n - in_place, s.transpose_b ? s.k : s.n, s.transpose_b, level);
  epilogue part = ep;
  if (part.bias != nullptr) part.bias += in_place;
  gemm(s.m, rows, s.k, packed, c + in_place, s.n, part);
}

}  // namespace thaw::kernels
