// Cast.
#pragma once
#include <algorithm>

#include "thaw/kernels.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/math/cast_small.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {

/// `from` → from_hub → to_hub → `to`; hubs differ from the types only for types of eight and fewer bits.
struct cast_state {
  dtype from_hub = dtype::invalid, to_hub = dtype::invalid;
  kernels::cast_plan plan;
};

/// Casts from or to small types, by blocks.
THAW_LAZY void run_small_cast(const cast_state& s, const tensor& in, tensor& out) {
  constexpr std::size_t block = kernels::block_size;
  alignas(64) unsigned char wide_in[block * 16], wide_out[block * 16];
  const std::size_t from_size = plain_size(in.dtype()), to_size = plain_size(out.dtype());
  const auto* from = static_cast<const unsigned char*>(in.raw());
  auto* to = static_cast<unsigned char*>(out.raw());
  for (auto left = static_cast<std::size_t>(in.elements()); left > 0;) {
    const std::size_t n = std::min(left, block);
    const void* source = from;
    if (s.from_hub != in.dtype()) {
      decode_small(in.dtype(), wide_in, from, n);
      source = wide_in;
    }
    if (s.to_hub != out.dtype()) {
      kernels::run_cast(s.plan, wide_out, source, n);
      encode_small(out.dtype(), to, wide_out, n);
    } else {
      kernels::run_cast(s.plan, to, source, n);
    }
    from += n * from_size;
    to += n * to_size;
    left -= n;
  }
}

}  // namespace detail

/// Any numeric dtype, bool and the types of eight and fewer bits to any other (kernels/cast.hpp has the rules); every
/// dtype to itself. Throws unimplemented for other pairs.
struct Cast {
  static constexpr signature def() {
    return {"Cast(x: SrcT) -> y: DstT; SrcT: type; DstT: type; Truncate: bool = false"};
  }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, c.input(0)); }
  THAW_SETUP static void prepare(prepare_context& c) {
    const dtype from = c.input_dtype(0), to = c.output_dtype(0);
    if (from == to) return;
    auto& s = c.make_state<detail::cast_state>();
    const auto hub = [](dtype d) {
      const dtype h = detail::small_hub(d);
      return h != dtype::invalid ? h : d;
    };
    s.from_hub = hub(from);
    s.to_hub = hub(to);
    if (!kernels::is_castable(s.from_hub) || !kernels::is_castable(s.to_hub))
      fail(code::unimplemented, "Cast ", from, " to ", to, " is not supported");
    s.plan = kernels::make_cast(s.from_hub, s.to_hub, c.attr_bool("Truncate"), c.isa());
  }
  THAW_LAZY static void run(run_context& c) {
    const tensor& in = c.input(0);
    tensor& out = c.output(0);
    if (!c.has_state()) return out.copy_from(in);
    const auto& s = c.state<detail::cast_state>();
    if (s.from_hub == in.dtype() && s.to_hub == out.dtype())
      kernels::run_cast(s.plan, out.raw(), in.raw(), static_cast<std::size_t>(in.elements()));
    else
      detail::run_small_cast(s, in, out);
  }
};

}  // namespace thaw::ops
