// Around kernels over NHWC images: layouts and dtypes other than the kernel's go through scratch memory.
#pragma once
#include <cstddef>

#include "thaw/kernels.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/math/scratch.hpp"
#include "thaw/ops/nn/window.hpp"

namespace thaw::ops::detail {

/// Input 0 and output 0 of a step as NHWC images of dtype `d`: themselves, or copies. `begin` before the kernel,
/// `end` after it.
class image_io {
 public:
  image_io(const run_context& c, const image_layout& layout, dtype d) : c_(&c), layout_(layout), d_(d) {}

  /// Asks `parts` for what is needed.
  THAW_LAZY void reserve(scratch_parts& parts) {
    const tensor &in = c_->input(0), &out = c_->output(0);
    if (layout_.channels_first) {
      turned_in_ = parts.add(in.bytes());
      turned_out_ = parts.add(out.bytes());
    }
    if (in.dtype() != d_) {
      wide_in_ = parts.add(as_size(in.elements()) * plain_size(d_));
      wide_out_ = parts.add(as_size(out.elements()) * plain_size(d_));
    }
  }
  /// After `parts` is allocated.
  void begin(const scratch_parts& parts) {
    const tensor& t = c_->input(0);
    in_ = t.raw();
    if (layout_.channels_first) {
      to_channels_last(parts.at<void>(turned_in_), in_, t.shape(), plain_size(t.dtype()));
      in_ = parts.at<void>(turned_in_);
    }
    if (t.dtype() != d_) {
      kernels::cast(t.dtype(), d_, in_, parts.at<void>(wide_in_), as_size(t.elements()));
      in_ = parts.at<void>(wide_in_);
    }
    out_ = t.dtype() != d_          ? parts.at<void>(wide_out_)
           : layout_.channels_first ? parts.at<void>(turned_out_)
                                    : c_->output(0).raw();
  }
  const void* in() const noexcept { return in_; }
  void* out() const noexcept { return out_; }
  void end(const scratch_parts& parts) const {
    tensor& t = c_->output(0);
    void* from = out_;
    if (t.dtype() != d_) {
      void* to = layout_.channels_first ? parts.at<void>(turned_out_) : t.raw();
      kernels::cast(d_, t.dtype(), from, to, as_size(t.elements()));
      from = to;
    }
    if (!layout_.channels_first) return;
    const shape& s = t.shape();
    to_channels_first(t.raw(), from, {s[0], s[2], s[3], s[1]}, plain_size(t.dtype()));
  }

 private:
  const run_context* c_;
  image_layout layout_;
  dtype d_;
  std::size_t turned_in_ = 0, turned_out_ = 0, wide_in_ = 0, wide_out_ = 0;
  const void* in_ = nullptr;
  void* out_ = nullptr;
};

/// half and bfloat16 are computed as float, others as they are.
constexpr dtype image_dtype(dtype d) noexcept {
  return d == dtype::float16 || d == dtype::bfloat16 ? dtype::float32 : d;
}

}  // namespace thaw::ops::detail
