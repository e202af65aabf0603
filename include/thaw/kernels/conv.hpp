// 2-D convolution, NHWC, f32: an implicit matrix product. Pointers to the input pixels take the place of the im2col
// matrix.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstring>

#include "thaw/kernels/gemm.hpp"
#include "thaw/kernels/window.hpp"

namespace thaw::kernels {

/// Input [batch, h, w, c], filter [kh, kw, c / groups, n], output [batch, oh, ow, n]. Padding behind follows from oh,
/// ow.
struct conv_shape {
  std::size_t batch = 1, h = 0, w = 0, c = 0;
  std::size_t kh = 1, kw = 1, n = 0, groups = 1;
  std::size_t stride_h = 1, stride_w = 1, dilation_h = 1, dilation_w = 1;
  std::size_t pad_top = 0, pad_left = 0, oh = 0, ow = 0;
};

/// A filter packed for one conv_shape; the batch may differ when it is used.
class packed_conv {
 public:
  packed_conv() = default;
  /// `filter`: [kh, kw, c / groups, n]. Throws resource_exhausted.
  packed_conv(const conv_shape& s, const float* filter, isa level = current_isa())
      : shape_(s), level_(level), size_(packed_size(depth(), columns(), level)), memory_(size_ * s.groups) {
    for (std::size_t g = 0; g < s.groups; ++g)
      pack(memory_.data() + g * size_, filter + g * columns(), depth(), columns(), s.n, false, level);
    const bool no_padding = s.pad_top == 0 && s.pad_left == 0 && s.oh == s.h && s.ow == s.w;
    if (s.kh == 1 && s.kw == 1 && s.stride_h == 1 && s.stride_w == 1 && no_padding) how_ = method::product;
    // The taps of few channels are too short to be fast; those of a row of the kernel are neighbours in memory.
    // Wide steps leave most of a band unread.
    else if (s.c <= 8 && s.kw > 1 && s.dilation_w == 1 && s.groups == 1 &&
             std::max({s.stride_h, s.stride_w, s.dilation_h}) <= 64)
      how_ = method::rows;
    const std::size_t pixel_bytes = depth() * sizeof(float);
    block_ = pixel_bytes > 4096 && how_ != method::rows ? 84 : 252;  // both multiples of every mr
  }

  enum class method { product, pointers, rows };
  const conv_shape& shape() const noexcept { return shape_; }
  method how() const noexcept { return how_; }
  isa level() const noexcept { return level_; }
  std::size_t block() const noexcept { return block_; }
  std::size_t bytes() const noexcept { return memory_.size() * sizeof(float); }
  packed_view group(std::size_t g) const noexcept { return {memory_.data() + g * size_, depth(), columns(), level_}; }

  /// Independent parts of the work for `batch` images: blocks of output pixels.
  std::size_t tasks(std::size_t batch) const noexcept { return batch * blocks_per_image(); }
  std::size_t blocks_per_image() const noexcept { return (shape_.oh * shape_.ow + block_ - 1) / block_; }
  /// Bytes of scratch that each concurrent call needs, aligned to 64.
  std::size_t scratch() const noexcept {
    if (how_ == method::product || shape_.oh * shape_.ow == 0) return 0;
    return pointers() * sizeof(const float*) +
           (how_ == method::rows ? band_rows() * band_width() * shape_.c : shape_.c) * sizeof(float) + 64;
  }

  // of method::rows: the part of the padded image that a block sees
  std::size_t band_width() const noexcept { return (shape_.ow - 1) * shape_.stride_w + shape_.kw; }
  std::size_t band_rows() const noexcept {
    const std::size_t rows = std::min(shape_.oh, (block_ + shape_.ow - 2) / shape_.ow + 1);
    return (rows - 1) * shape_.stride_h + (shape_.kh - 1) * shape_.dilation_h + 1;
  }
  std::size_t taps() const noexcept { return how_ == method::rows ? shape_.kh : shape_.kh * shape_.kw; }
  std::size_t pointers() const noexcept { return taps() * block_; }
  std::size_t depth() const noexcept { return shape_.kh * shape_.kw * shape_.c / shape_.groups; }
  std::size_t columns() const noexcept { return shape_.n / shape_.groups; }

 private:
  conv_shape shape_;
  isa level_ = isa::base;
  method how_ = method::pointers;
  std::size_t block_ = 252, size_ = 0;
  aligned_floats memory_;
};

namespace detail {

struct conv_block {
  const float* const* pointers;  // [pixels / mr][taps][mr]
  std::size_t pixels, taps, depth;
  packed_view b;
  float* out;
  std::size_t ldc;
  const epilogue* ep;
};
struct conv_kernel {
  template <class Isa>
  static THAW_INLINE void run(const conv_block* g) {
    constexpr std::size_t MR = Isa::mr, NR = Isa::bytes / sizeof(float) * Isa::nv;
    for (std::size_t n = 0; n < g->b.n; n += NR)
      for (std::size_t m = 0; m < g->pixels; m += MR) {
        const tile_args t{g->pointers + m * g->taps,
                          MR,
                          g->taps,
                          g->depth,
                          g->b.data + n * g->b.k,
                          NR,
                          g->depth * NR,
                          0,
                          g->out + m * g->ldc + n,
                          g->ldc,
                          std::min(NR, g->b.n - n),
                          true,
                          g->ep,
                          n};
        tile_rows<Isa>(t, std::min(MR, g->pixels - m));
      }
  }
};

constexpr std::size_t tile_height(isa level) noexcept {
  return level == isa::avx512 ? isa_avx512::mr : level == isa::avx2 ? isa_avx2::mr : isa_base::mr;
}

// Pointers to channel 0 of every pixel that output pixels [m0, m1) see; outside the image, to zeros.
inline void point_at_pixels(const packed_conv& p, const float* image, std::size_t m0, std::size_t m1,
                            const float* zeros, const float** to) {
  const conv_shape& s = p.shape();
  const std::size_t mr = tile_height(p.level()), taps = s.kh * s.kw;
  for (std::size_t m = m0; m < m1; ++m) {
    const std::size_t oy = m / s.ow, ox = m % s.ow, i = m - m0;
    const float** at = to + i / mr * mr * taps + i % mr;
    for (std::size_t ky = 0; ky < s.kh; ++ky) {
      const std::size_t y = oy * s.stride_h + ky * s.dilation_h - s.pad_top;  // wraps where negative: outside then
      for (std::size_t kx = 0; kx < s.kw; ++kx, at += mr) {
        const std::size_t x = ox * s.stride_w + kx * s.dilation_w - s.pad_left;
        *at = y < s.h && x < s.w ? image + (y * s.w + x) * s.c : zeros;
      }
    }
  }
}

// Copies the rows that output pixels [m0, m1) see, padded, to `band`; pointers to the start of each kernel row in it.
// Of a row that is longer than a block only what the block sees: else rows would take their length squared.
inline void point_at_rows(const packed_conv& p, const float* image, std::size_t m0, std::size_t m1, float* band,
                          const float** to) {
  const conv_shape& s = p.shape();
  const std::size_t mr = tile_height(p.level()), oy0 = m0 / s.ow, oy1 = (m1 - 1) / s.ow;
  const std::size_t x0 = oy0 == oy1 ? m0 % s.ow * s.stride_w : 0;  // in the padded row
  const std::size_t width = oy0 == oy1 ? (m1 - 1 - m0) * s.stride_w + s.kw : p.band_width();
  const std::size_t rows = (oy1 - oy0) * s.stride_h + (s.kh - 1) * s.dilation_h + 1;
  const std::size_t left = std::min(width, s.pad_left - std::min(s.pad_left, x0));
  const std::size_t skipped = std::min(s.w, x0 - std::min(s.pad_left, x0));
  const std::size_t inner = std::min(width - left, s.w - skipped);
  for (std::size_t r = 0; r < rows; ++r) {
    const std::size_t y = oy0 * s.stride_h + r - s.pad_top;
    float* row = band + r * width * s.c;
    if (y >= s.h) {
      std::memset(row, 0, width * s.c * sizeof(float));
      continue;
    }
    std::memset(row, 0, left * s.c * sizeof(float));
    std::memcpy(row + left * s.c, image + (y * s.w + skipped) * s.c, inner * s.c * sizeof(float));
    std::memset(row + (left + inner) * s.c, 0, (width - left - inner) * s.c * sizeof(float));
  }
  for (std::size_t m = m0; m < m1; ++m) {
    const std::size_t i = m - m0, oy = m / s.ow - oy0, ox = m % s.ow;
    const float** at = to + i / mr * mr * s.kh + i % mr;
    for (std::size_t ky = 0; ky < s.kh; ++ky, at += mr)
      *at = band + ((oy * s.stride_h + ky * s.dilation_h) * width + ox * s.stride_w - x0) * s.c;
  }
}
}  // namespace detail

/// Tasks [begin, end) of packed.tasks(batch). in: [batch, h, w, c]; out: [batch, oh, ow, n]; `scratch`:
/// packed.scratch() bytes aligned to 64. ep.bias has n entries. The result doesn't depend on how tasks are divided.
inline void conv2d(const packed_conv& packed, std::size_t batch, const float* in, float* out, const epilogue& ep,
                   void* scratch, std::size_t begin, std::size_t end) {
  using method = packed_conv::method;
  const conv_shape& s = packed.shape();
  const std::size_t pixels = s.oh * s.ow, blocks = packed.blocks_per_image();
  if (pixels == 0 || s.n == 0) return;
  const bool is_product = packed.how() == method::product;
  const float** pointers = static_cast<const float**>(scratch);
  float* floats = is_product ? nullptr : reinterpret_cast<float*>(pointers + packed.pointers());
  if (packed.how() == method::pointers) std::fill_n(floats, s.c, 0.0f);
  end = std::min(end, packed.tasks(batch));
  for (std::size_t task = begin; task < end; ++task) {
    const std::size_t image = task / blocks, m0 = task % blocks * packed.block(),
                      m1 = std::min(pixels, m0 + packed.block());
    const float* from = in + image * s.h * s.w * s.c;
    float* to = out + (image * pixels + m0) * s.n;
    if (packed.how() == method::rows) detail::point_at_rows(packed, from, m0, m1, floats, pointers);
    if (s.groups > 1 && !is_product) std::fill_n(pointers, packed.pointers(), floats);
    if (packed.how() == method::pointers) detail::point_at_pixels(packed, from, m0, m1, floats, pointers);
    for (std::size_t g = 0; g < s.groups; ++g) {
      const packed_view b = packed.group(g);
      epilogue part = ep;
      if (part.bias != nullptr) part.bias += g * b.n;
      if (b.k == 0) {
        detail::fill_empty_product(m1 - m0, to + g * b.n, s.n, part, 0, b.n);
      } else if (is_product) {
        gemm(m1 - m0, from + m0 * s.c + g * b.k, s.c, b, to + g * b.n, s.n, part);
      } else {
        if (g > 0)  // the next channels of the same pixels, and of the row of zeros
          for (std::size_t i = 0; i < packed.pointers(); ++i) pointers[i] += s.c / s.groups;
        const detail::conv_block block{pointers, m1 - m0,      packed.taps(), b.k / packed.taps(),
                                       b,        to + g * b.n, s.n,           &part};
        resolve<detail::conv_kernel, const detail::conv_block*>(b.level)(&block);
      }
    }
  }
}
/// All of it, in one call.
inline void conv2d(const packed_conv& packed, std::size_t batch, const float* in, float* out, const epilogue& ep,
                   void* scratch) {
  conv2d(packed, batch, in, out, ep, scratch, 0, packed.tasks(batch));
}

/// The same in any arithmetic type, by plain loops; integers wrap.
template <class T>
void generic_conv2d(const conv_shape& s, std::size_t batch, const T* in, const T* filter, T* out) {
  const std::size_t cg = s.groups == 0 ? 0 : s.c / s.groups, ng = s.groups == 0 ? 0 : s.n / s.groups;
  for (std::size_t m = 0; m < batch * s.oh * s.ow; ++m) {
    const std::size_t ox = m % s.ow, oy = m / s.ow % s.oh, image = m / s.ow / s.oh;
    T* to = out + m * s.n;
    std::fill_n(to, s.n, T{});
    for (std::size_t ky = 0; ky < s.kh; ++ky)
      for (std::size_t kx = 0; kx < s.kw; ++kx) {
        const std::size_t y = oy * s.stride_h + ky * s.dilation_h - s.pad_top,
                          x = ox * s.stride_w + kx * s.dilation_w - s.pad_left;
        if (y >= s.h || x >= s.w) continue;
        const T* pixel = in + ((image * s.h + y) * s.w + x) * s.c;
        const T* k = filter + (ky * s.kw + kx) * cg * s.n;
        for (std::size_t g = 0; g < s.groups; ++g)
          for (std::size_t i = 0; i < cg; ++i)
            for (std::size_t n = g * ng; n < (g + 1) * ng; ++n)
              to[n] = add(to[n], mul(pixel[g * cg + i], k[i * s.n + n]));
      }
  }
}

}  // namespace thaw::kernels
