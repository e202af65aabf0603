// The elementwise engine: broadcasting, dtype conversion and in-place execution around a block function. No templates:
// an op costs its loops (block.hpp) and nothing else.
#pragma once
#include <algorithm>
#include <cstring>

#include "thaw/kernels/block.hpp"
#include "thaw/kernels/broadcast.hpp"
#include "thaw/kernels/cast.hpp"

namespace thaw::kernels {

/// An innermost axis shorter than this is expanded into blocks instead of being run on its own.
inline constexpr std::int64_t short_run = 64;

namespace detail {

/// What a call works on; `widen` and `narrow` are empty casts where no conversion is needed.
struct elementwise_call {
  const broadcast_plan* plan;
  block_fn fn;
  const void* params;
  const unsigned char* in[max_operands];
  std::size_t in_size[max_operands];  // bytes of a stored element
  const cast_plan* widen[max_operands];
  unsigned char* out;
  std::size_t out_size;
  const cast_plan* narrow;
};

inline constexpr std::size_t block_bytes = block_size * 16;
struct block_buffers {
  alignas(64) unsigned char in[max_operands][block_bytes];
  alignas(64) unsigned char stored[block_bytes];
  alignas(64) unsigned char out[block_bytes];
};

template <class Word>
void gather_run(unsigned char* to, const unsigned char* from, std::int64_t stride, std::int64_t n) noexcept {
  if (stride == 0)
    std::fill_n(reinterpret_cast<Word*>(to), n, *reinterpret_cast<const Word*>(from));
  else
    for (std::int64_t i = 0; i < n; ++i)
      std::memcpy(to + i * std::int64_t{sizeof(Word)}, from + i * stride * std::int64_t{sizeof(Word)}, sizeof(Word));
}
struct word16 {
  std::uint64_t w[2];
};
// n elements along an axis, repeated (stride 0) or not, one after the other
inline void expand_run(unsigned char* to, const unsigned char* from, std::int64_t stride, std::int64_t n,
                       std::size_t size) {
  switch (size) {
    case 1:
      return gather_run<std::uint8_t>(to, from, stride, n);
    case 2:
      return gather_run<std::uint16_t>(to, from, stride, n);
    case 4:
      return gather_run<std::uint32_t>(to, from, stride, n);
    case 8:
      return gather_run<std::uint64_t>(to, from, stride, n);
    default:
      return gather_run<word16>(to, from, stride, n);
  }
}

// One stretch of the output, at most a block when anything is converted or expanded.
inline void run_stretch(const elementwise_call& c, std::int64_t at, std::size_t n, const void* const* stored,
                        const bool* is_scalar, block_buffers& buffers) {
  const void* in[max_operands] = {};
  for (std::size_t k = 0; k < c.plan->operands; ++k) {
    in[k] = stored[k];
    if (c.widen[k] == nullptr) continue;
    run_cast(*c.widen[k], buffers.in[k], stored[k], is_scalar[k] ? 1 : n);
    in[k] = buffers.in[k];
  }
  unsigned char* out = c.out + static_cast<std::size_t>(at) * c.out_size;
  c.fn(c.narrow != nullptr ? buffers.out : out, in, is_scalar, n, c.params);
  if (c.narrow != nullptr) run_cast(*c.narrow, out, buffers.out, n);
}

// The innermost axis is long: each operand is a stream or one value.
inline void run_long(const elementwise_call& c, std::int64_t begin, std::int64_t end, block_buffers& buffers) {
  const broadcast_plan& p = *c.plan;
  bool converts = c.narrow != nullptr, is_scalar[max_operands] = {};
  for (std::size_t k = 0; k < p.operands; ++k) {
    is_scalar[k] = p.is_scalar(k);
    converts = converts || c.widen[k] != nullptr;
  }
  broadcast_cursor cursor(p, begin);
  while (begin < end) {
    std::int64_t n = std::min(cursor.run(), end - begin);
    if (converts) n = std::min(n, static_cast<std::int64_t>(block_size));
    const void* at[max_operands] = {};
    for (std::size_t k = 0; k < p.operands; ++k)
      at[k] = c.in[k] + static_cast<std::size_t>(cursor.offset(k)) * c.in_size[k];
    run_stretch(c, begin, static_cast<std::size_t>(n), at, is_scalar, buffers);
    begin += n;
    if (begin < end) cursor.advance(n);
  }
}

// Every operand is a stream, one value, or the same along all axes but a short innermost one (a bias): that is repeated
// to a block once.
inline bool is_periodic(const broadcast_plan& p, std::size_t k) noexcept {
  return p.operand_count[k] == p.axes.back().size && p.axes.back().stride[k] == 1;
}
inline bool can_run_periodic(const broadcast_plan& p) noexcept {
  if (p.axes.size() < 2 || p.axes.back().size > static_cast<std::int64_t>(block_size) / 2) return false;
  for (std::size_t k = 0; k < p.operands; ++k)
    if (p.operand_count[k] != 1 && p.operand_count[k] != p.count && !is_periodic(p, k)) return false;
  return true;
}
inline void run_periodic(const elementwise_call& c, std::int64_t begin, std::int64_t end, block_buffers& buffers) {
  const broadcast_plan& p = *c.plan;
  alignas(64) unsigned char repeated[max_operands][block_bytes];
  const std::int64_t period = p.axes.back().size, length = static_cast<std::int64_t>(block_size) / period * period;
  bool is_scalar[max_operands] = {}, periodic[max_operands] = {};
  for (std::size_t k = 0; k < p.operands; ++k) {
    is_scalar[k] = p.operand_count[k] == 1;
    periodic[k] = !is_scalar[k] && is_periodic(p, k);
    const std::size_t bytes = static_cast<std::size_t>(period) * c.in_size[k];
    for (std::int64_t i = 0; i < length && periodic[k]; i += period)
      std::memcpy(repeated[k] + static_cast<std::size_t>(i) * c.in_size[k], c.in[k], bytes);
  }
  for (std::int64_t phase = begin % period; begin < end; phase = 0) {
    const std::int64_t n = std::min(length - phase, end - begin);
    const void* at[max_operands] = {};
    for (std::size_t k = 0; k < p.operands; ++k) {
      const auto offset = static_cast<std::size_t>(periodic[k] ? phase : is_scalar[k] ? 0 : begin) * c.in_size[k];
      at[k] = (periodic[k] ? repeated[k] : c.in[k]) + offset;
    }
    run_stretch(c, begin, static_cast<std::size_t>(n), at, is_scalar, buffers);
    begin += n;
  }
}

// The innermost axis is short: operands that are broadcast are laid out as the output is, a block at a time.
inline void run_short(const elementwise_call& c, std::int64_t begin, std::int64_t end, block_buffers& buffers) {
  const broadcast_plan& p = *c.plan;
  alignas(64) unsigned char laid_out[max_operands][block_bytes];
  bool is_scalar[max_operands] = {}, is_stream[max_operands] = {};
  for (std::size_t k = 0; k < p.operands; ++k) {
    is_scalar[k] = p.operand_count[k] == 1;
    is_stream[k] = p.operand_count[k] == p.count && !is_scalar[k];
  }
  broadcast_cursor cursor(p, begin);
  while (begin < end) {
    const std::int64_t n = std::min(static_cast<std::int64_t>(block_size), end - begin);
    const void* at[max_operands] = {};
    for (std::size_t k = 0; k < p.operands; ++k)
      at[k] = is_scalar[k]   ? c.in[k]
              : is_stream[k] ? c.in[k] + static_cast<std::size_t>(begin) * c.in_size[k]
                             : laid_out[k];
    for (std::int64_t done = 0; done < n;) {
      const std::int64_t len = std::min(cursor.run(), n - done);
      for (std::size_t k = 0; k < p.operands; ++k)
        if (!is_scalar[k] && !is_stream[k])
          expand_run(laid_out[k] + static_cast<std::size_t>(done) * c.in_size[k],
                     c.in[k] + static_cast<std::size_t>(cursor.offset(k)) * c.in_size[k], p.axes.back().stride[k], len,
                     c.in_size[k]);
      done += len;
      if (begin + done < end) cursor.advance(len);
    }
    run_stretch(c, begin, static_cast<std::size_t>(n), at, is_scalar, buffers);
    begin += n;
  }
}

inline void run_call(const elementwise_call& c, std::int64_t begin, std::int64_t end) {
  block_buffers buffers;
  if (can_run_periodic(*c.plan))
    run_periodic(c, begin, end, buffers);
  else if (c.plan->axes.size() > 1 && c.plan->axes.back().size < short_run)
    run_short(c, begin, end, buffers);
  else
    run_long(c, begin, end, buffers);
}
}  // namespace detail

/// The conversions around a block kernel for stored dtypes `in` and `out`; made once, when planning.
struct elementwise_types {
  dtype in = dtype::invalid, out = dtype::invalid;
  bool widens = false, narrows = false;
  cast_plan widen, narrow;
};
/// Throws unimplemented when `in` or `out` cannot be converted to the kernel's types.
inline elementwise_types make_elementwise_types(const block_kernel& kernel, dtype in, dtype out) {
  elementwise_types t;
  t.in = in;
  t.out = out;
  t.widens = in != kernel.compute_in;
  t.narrows = out != kernel.compute_out;
  if (t.widens) t.widen = make_cast(in, kernel.compute_in);
  if (t.narrows) t.narrow = make_cast(kernel.compute_out, out);
  return t;
}

/// Elements [begin, end) of the output of an elementwise op. `out` is the start of the whole output, `in` of the
/// operands; `out` may be an operand that isn't broadcast and whose elements have the output's size. Results don't
/// depend on how the output is divided into calls.
inline void run_elementwise(const broadcast_plan& plan, const block_kernel& kernel, const elementwise_types& types,
                            void* out, const void* const* in, const void* params, std::int64_t begin,
                            std::int64_t end) {
  if (begin >= end) return;
  detail::elementwise_call c = {};
  c.plan = &plan;
  c.fn = kernel.fn;
  c.params = params;
  for (std::size_t k = 0; k < plan.operands; ++k) {
    c.in[k] = static_cast<const unsigned char*>(in[k]);
    c.in_size[k] = plain_size(types.in);
    c.widen[k] = types.widens ? &types.widen : nullptr;
  }
  c.out = static_cast<unsigned char*>(out);
  c.out_size = plain_size(types.out);
  c.narrow = types.narrows ? &types.narrow : nullptr;
  detail::run_call(c, begin, end);
}
/// The whole output, types looked up on the fly.
inline void run_elementwise(const broadcast_plan& plan, const block_kernel& kernel, dtype in, dtype out, void* to,
                            const void* const* operands, const void* params = nullptr) {
  run_elementwise(plan, kernel, make_elementwise_types(kernel, in, out), to, operands, params, 0, plan.count);
}

/// SelectV2: out = condition ? a : b, for elements of 1, 2, 4, 8 or 16 bytes; the plan's operands are condition, a, b.
/// `out` may be `a` or `b` where that isn't broadcast.
void run_select(const broadcast_plan& plan, std::size_t element_size, void* out, const bool* condition, const void* a,
                const void* b, std::int64_t begin, std::int64_t end);

namespace detail {
template <class Word>
void select_block(void* out, const void* const* in, const bool* is_scalar, std::size_t n, const void*) {
  auto* to = static_cast<Word*>(out);
  const auto* c = static_cast<const unsigned char*>(in[0]);
  const auto *a = static_cast<const Word*>(in[1]), *b = static_cast<const Word*>(in[2]);
  const std::size_t sc = is_scalar[0] ? 0 : 1, sa = is_scalar[1] ? 0 : 1, sb = is_scalar[2] ? 0 : 1;
  for (std::size_t i = 0; i < n; ++i) to[i] = c[i * sc] != 0 ? a[i * sa] : b[i * sb];
}
inline block_fn select_of_size(std::size_t size) noexcept {
  switch (size) {
    case 1:
      return &select_block<std::uint8_t>;
    case 2:
      return &select_block<std::uint16_t>;
    case 4:
      return &select_block<std::uint32_t>;
    case 8:
      return &select_block<std::uint64_t>;
    default:
      return &select_block<word16>;
  }
}
}  // namespace detail

inline void run_select(const broadcast_plan& plan, std::size_t element_size, void* out, const bool* condition,
                       const void* a, const void* b, std::int64_t begin, std::int64_t end) {
  if (begin >= end) return;
  detail::elementwise_call c = {};
  c.plan = &plan;
  c.fn = detail::select_of_size(element_size);
  const void* const in[] = {condition, a, b};
  for (std::size_t k = 0; k < 3; ++k) {
    c.in[k] = static_cast<const unsigned char*>(in[k]);
    c.in_size[k] = k == 0 ? 1 : element_size;
  }
  c.out = static_cast<unsigned char*>(out);
  c.out_size = element_size;
  detail::run_call(c, begin, end);
}

}  // namespace thaw::kernels
