// Reductions over any axes: sum, mean, product, maximum, minimum, any, all. arg_reduce.hpp has arg max and arg min.
#pragma once
#include <cstddef>
#include <cstring>

#include "thaw/kernels/cast.hpp"
#include "thaw/kernels/reduce_half.hpp"
#include "thaw/kernels/reduce_loops.hpp"
#include "thaw/kernels/transpose.hpp"

namespace thaw::kernels {

/// any and all are for bool. Over nothing: sum 0, prod 1, max -inf (or the lowest integer), min +inf, mean NaN
/// (integers: 0), any false, all true.
enum class reduction { sum, mean, prod, max, min, any, all };

/// The normal form of a reduction: in [outer, count, inner] → out [outer, inner]. Where the reduced axes don't lie side
/// by side, the input is first permuted.
struct reduce_plan {
  std::int64_t outer = 1, count = 1, inner = 1;
  bool permutes = false;
  transpose_plan permute;
  /// Where the first and the last of three merged axes are reduced: the size of the last; else 0.
  std::int64_t last_group = 0;
  std::int64_t inputs() const noexcept { return outer * count * inner; }
  std::int64_t outputs() const noexcept { return outer * inner; }
};

/// `reduced[i]`: axis i is reduced. Made once per shape.
inline reduce_plan make_reduce(const shape& s, const bool* reduced) {
  reduce_plan p;
  int groups = 0;  // of neighbouring reduced axes, axes of size 1 aside
  bool in_group = false, starts_reduced = false, started = false;
  for (std::size_t i = 0; i < s.rank(); ++i) {
    if (s[i] == 1) continue;
    if (!started) starts_reduced = reduced[i];
    started = true;
    if (reduced[i] && !in_group) ++groups;
    in_group = reduced[i];
  }
  p.permutes = groups > 1;
  std::vector<std::int64_t> perm;
  for (const bool which : {false, true})
    for (std::size_t i = 0; i < s.rank(); ++i)
      if (reduced[i] == which) perm.push_back(static_cast<std::int64_t>(i));
  bool after = false;
  for (std::size_t i = 0; i < s.rank(); ++i) {
    if (reduced[i]) {
      p.count *= s[i];
      after = after || s[i] != 1;
    } else if (after && !p.permutes) {
      p.inner *= s[i];
    } else {
      p.outer *= s[i];
    }
  }
  if (p.permutes) {
    p.permute = make_transpose(s, perm.data());
    std::int64_t last = 1;
    std::size_t i = s.rank();
    for (; i-- > 0 && (reduced[i] || s[i] == 1);) last *= s[i];
    if (groups == 2 && starts_reduced && last > 1) p.last_group = last;
  }
  return p;
}

namespace detail {

inline reduce_fn reduce_loop(reduction op, dtype d, isa level) {
  if (d == dtype::float32) switch (op) {
      case reduction::prod:
        return reduce_f32<prod_op>(level);
      case reduction::max:
        return reduce_f32<max_op>(level);
      case reduction::min:
        return reduce_f32<min_op>(level);
      default:
        return reduce_f32<sum_op>(level);
    }
  const auto pick = [&](auto zero) -> reduce_fn {
    using T = decltype(zero);
    switch (op) {
      case reduction::prod:
        return &reduce_scalars<T, prod_op>;
      case reduction::max:
        return &reduce_scalars<T, max_op>;
      case reduction::min:
        return &reduce_scalars<T, min_op>;
      default:
        return &reduce_scalars<T, sum_op>;
    }
  };
  switch (d) {
    case dtype::float64:
      return pick(0.0);
    case dtype::int32:
      return pick(std::int32_t{});
    case dtype::int64:
      return pick(std::int64_t{});
    case dtype::uint64:
      return pick(std::uint64_t{});
    case dtype::complex128:
      if (op == reduction::prod) return &reduce_scalars<std::complex<double>, prod_op>;
      if (op == reduction::sum || op == reduction::mean) return &reduce_scalars<std::complex<double>, sum_op>;
      return nullptr;
    case dtype::boolean:
      if (op == reduction::any) return &reduce_scalars<std::uint8_t, any_op>;
      if (op == reduction::all) return &reduce_scalars<std::uint8_t, all_op>;
      return nullptr;
    default:
      return nullptr;
  }
}

// In place, for the accumulator types. The mean of nothing is NaN, of no integers 0.
inline void divide_by_count(dtype d, void* x, std::size_t n, std::int64_t count) {
  if (d == dtype::float32)
    for (std::size_t i = 0; i < n; ++i) static_cast<float*>(x)[i] /= static_cast<float>(count);
  else if (d == dtype::float64)
    for (std::size_t i = 0; i < n; ++i) static_cast<double*>(x)[i] /= static_cast<double>(count);
  else if (d == dtype::complex128)
    for (std::size_t i = 0; i < n; ++i) static_cast<std::complex<double>*>(x)[i] /= static_cast<double>(count);
  else if (d == dtype::int64 && count != 0)
    for (std::size_t i = 0; i < n; ++i) static_cast<std::int64_t*>(x)[i] /= count;
  else if (d == dtype::uint64 && count != 0)
    for (std::size_t i = 0; i < n; ++i) static_cast<std::uint64_t*>(x)[i] /= static_cast<std::uint64_t>(count);
}
}  // namespace detail

/// The type in which TensorFlow accumulates `op` over elements of `d`: half in half (rounded after every addition),
/// bfloat16 in float (its product in bfloat16), the mean of integers in int64, other integers in a type that wraps to
/// the same bits.
constexpr dtype accumulator_type(reduction op, dtype d) noexcept {
  if (d == dtype::float16 && (op == reduction::sum || op == reduction::mean || op == reduction::prod)) return d;
  if (d == dtype::bfloat16 && op == reduction::prod) return d;
  if (op == reduction::mean && is_integer(d)) return d == dtype::uint64 ? d : dtype::int64;
  return compute_type(d);
}

/// Bytes of scratch that `reduce` needs.
inline std::size_t reduce_scratch(const reduce_plan& p, reduction op, dtype d, dtype accumulator) {
  (void)op;
  const auto in = static_cast<std::size_t>(p.inputs()), out = static_cast<std::size_t>(p.outputs());
  const std::size_t wide = plain_size(accumulator);
  return (p.permutes ? in * plain_size(d) + 64 : 0) + (accumulator != d ? (in + out) * wide + 128 : 0);
}

/// Reduces `in` (elements of d) to `out` (the same dtype), accumulating in `accumulator`: accumulator_type(op, d), or a
/// wider type for more exact results (float32 for half). Throws unimplemented for dtypes that the reduction isn't
/// defined for.
inline void reduce(const reduce_plan& p, reduction op, dtype d, dtype accumulator, const void* in, void* out,
                   void* scratch, isa level = current_isa()) {
  const auto inputs = static_cast<std::size_t>(p.inputs()), outputs = static_cast<std::size_t>(p.outputs());
  if (outputs == 0) return;
  const bool half_steps = accumulator == dtype::float16 || accumulator == dtype::bfloat16;
  const reduce_fn loop = half_steps ? nullptr : detail::reduce_loop(op, accumulator, level);
  if (loop == nullptr && !half_steps) fail(code::unimplemented, "a reduction of ", d, " is not supported");
  auto* free = static_cast<unsigned char*>(scratch);
  const auto take = [&](std::size_t bytes) {
    unsigned char* taken = free;
    free += (bytes + 63) / 64 * 64;
    return taken;
  };
  if (p.permutes) {
    unsigned char* to = take(inputs * plain_size(d));
    run_transpose(p.permute, plain_size(d), to, in);
    in = to;
  }
  const std::size_t size = plain_size(accumulator);
  void* result = out;
  if (accumulator != d) {
    unsigned char* to = take(inputs * size);
    run_cast(make_cast(d, accumulator, false, level), to, in, inputs);
    in = to;
    result = take(outputs * size);
  }
  const auto outer = static_cast<std::size_t>(p.outer), count = static_cast<std::size_t>(p.count);
  const auto inner = static_cast<std::size_t>(p.inner);
  if (half_steps) {
    const auto run = [&](auto element) {
      using T = decltype(element);
      detail::reduce_half(op == reduction::prod, op == reduction::mean, static_cast<T*>(out), static_cast<const T*>(in),
                          outer, count, inner, static_cast<std::size_t>(p.last_group));
    };
    return accumulator == dtype::float16 ? run(half{}) : run(bfloat16{});
  }
  for (std::size_t o = 0; o < outer; ++o)
    loop(static_cast<unsigned char*>(result) + o * inner * size,
         static_cast<const unsigned char*>(in) + o * count * inner * size, count, inner);
  if (op == reduction::mean) detail::divide_by_count(accumulator, result, outputs, p.count);
  if (accumulator != d) run_cast(make_cast(accumulator, d, false, level), out, result, outputs);
}

}  // namespace thaw::kernels
