// The right-hand matrix of a product, rearranged once so that the kernels read it in order; and the memory for it.
#pragma once
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <utility>

#include "thaw/core/error.hpp"
#include "thaw/kernels/simd.hpp"

namespace thaw::kernels {

/// Floats aligned to a cache line; movable, not copyable. Throws resource_exhausted.
class aligned_floats {
 public:
  aligned_floats() = default;
  explicit aligned_floats(std::size_t n) : size_(n) {
    if (n == 0) return;
    void* p = n > PTRDIFF_MAX / sizeof(float) ? nullptr
                                              : ::operator new (n * sizeof(float), std::align_val_t{64}, std::nothrow);
    if (p == nullptr) fail(code::resource_exhausted, "no memory for ", n, " packed weights");
    data_.reset(static_cast<float*>(p));
  }
  float* data() noexcept { return data_.get(); }
  const float* data() const noexcept { return data_.get(); }
  std::size_t size() const noexcept { return size_; }

 private:
  struct free_aligned {
    void operator()(float* p) const noexcept { ::operator delete (p, std::align_val_t{64}); }
  };
  std::unique_ptr<float, free_aligned> data_;
  std::size_t size_ = 0;
};

/// Columns of a panel at a level: the width of the register tile.
constexpr std::size_t panel_width(isa level) noexcept {
  return level == isa::avx512 ? isa_avx512::bytes / sizeof(float) * isa_avx512::nv
         : level == isa::avx2 ? isa_avx2::bytes / sizeof(float) * isa_avx2::nv
                              : isa_base::bytes / sizeof(float) * isa_base::nv;
}

/// A [k, n] matrix in panels of `panel_width` columns, the rows of a panel contiguous: data[panel][k][width], padded
/// with zeros on the right. Doesn't own its memory.
struct packed_view {
  const float* data = nullptr;
  std::size_t k = 0, n = 0;
  isa level = isa::base;
  std::size_t width() const noexcept { return panel_width(level); }
};

/// Floats that packing a [k, n] matrix needs.
constexpr std::size_t packed_size(std::size_t k, std::size_t n, isa level) noexcept {
  return (n + panel_width(level) - 1) / panel_width(level) * panel_width(level) * k;
}

namespace detail {
inline void pack_panel(float* to, std::size_t width, const float* b, std::size_t k, std::size_t columns,
                       std::size_t ldb, bool transposed) {
  if (k == 0) return;
  if (columns < width) std::memset(to, 0, k * width * sizeof(float));
  if (!transposed) {
    for (std::size_t i = 0; i < k; ++i) std::memcpy(to + i * width, b + i * ldb, columns * sizeof(float));
    return;
  }
  constexpr std::size_t strip = 64;  // rows of the panel that stay in L1 while the columns are filled in
  for (std::size_t i0 = 0; i0 < k; i0 += strip) {
    const std::size_t i1 = i0 + strip < k ? i0 + strip : k;
    for (std::size_t j = 0; j < columns; ++j)
      for (std::size_t i = i0; i < i1; ++i) to[i * width + j] = b[j * ldb + i];
  }
}
}  // namespace detail

/// Packs b ([k, n], rows ldb apart; or with `transposed` [n, k]) into `to`, which has packed_size floats.
inline packed_view pack(float* to, const float* b, std::size_t k, std::size_t n, std::size_t ldb, bool transposed,
                        isa level) {
  const std::size_t width = panel_width(level);
  for (std::size_t j = 0; j < n; j += width)
    detail::pack_panel(to + j * k, width, transposed ? b + j * ldb : b + j, k, width < n - j ? width : n - j, ldb,
                       transposed);
  return {to, k, n, level};
}

/// A packed matrix that owns its memory: for weights that stay the same from run to run.
class packed_matrix {
 public:
  packed_matrix() = default;
  /// b: [k, n] with rows ldb apart; or, `transposed`, [n, k]. Throws resource_exhausted.
  packed_matrix(const float* b, std::size_t k, std::size_t n, std::size_t ldb, bool transposed = false,
                isa level = current_isa())
      : memory_(packed_size(k, n, level)), view_(pack(memory_.data(), b, k, n, ldb, transposed, level)) {}
  const packed_view& view() const noexcept { return view_; }
  operator const packed_view&() const noexcept { return view_; }  // NOLINT: usable as the right-hand side of gemm
  std::size_t bytes() const noexcept { return memory_.size() * sizeof(float); }

 private:
  aligned_floats memory_;
  packed_view view_;
};

}  // namespace thaw::kernels
