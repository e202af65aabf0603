// Cast: any numeric dtype to any other, with TensorFlow's results, as one to three steps over blocks that stay in L1.
//
// A type goes first to the arithmetic type that holds it (bool and small integers → int32, uint32 → int64, half,
// bfloat16 → float, …), then to the one of the target, then to the target: a few dozen loops instead of 225.
#pragma once
#include <cstring>

#include "thaw/core/dtype.hpp"
#include "thaw/core/error.hpp"
#include "thaw/kernels/cast_steps.hpp"

namespace thaw::kernels {

/// Elements of a block: 1 KiB of float. Larger blocks were 1.3 to 1.7 times slower.
inline constexpr std::size_t block_size = 256;

/// How to convert one dtype to another; made once by `make_cast`.
struct cast_plan {
  cast_fn steps[4] = {};
  std::size_t count = 0;
  std::size_t from_size = 0, to_size = 0;  // bytes of an element
};

/// The arithmetic type that holds every value of `d`, in which elementwise ops of `d` are computed: int32 for int8,
/// uint8, int16, uint16; int64 for uint32; float32 for float16 and bfloat16; complex128 for complex64; others: `d`
/// itself.
constexpr dtype compute_type(dtype d) noexcept {
  switch (d) {
    case dtype::int8:
    case dtype::uint8:
    case dtype::int16:
    case dtype::uint16:
      return dtype::int32;
    case dtype::uint32:
      return dtype::int64;
    case dtype::float16:
    case dtype::bfloat16:
      return dtype::float32;
    case dtype::complex64:
      return dtype::complex128;
    default:
      return d;
  }
}

namespace detail {

// Exactly these pairs are single steps; null: no such step.
inline cast_fn cast_step(dtype from, dtype to, isa level) noexcept {
  using i8 = std::int8_t;
  using u8 = std::uint8_t;
  using i16 = std::int16_t;
  using u16 = std::uint16_t;
  using i32 = std::int32_t;
  using u32 = std::uint32_t;
  using i64 = std::int64_t;
  using u64 = std::uint64_t;
  using c64 = std::complex<float>;
  using c128 = std::complex<double>;
  const auto is = [&](dtype f, dtype t) { return from == f && to == t; };
  switch (from) {
    case dtype::boolean:
    case dtype::uint8:
      return to == dtype::int32 ? vector_step<plain_step<u8, i32>>(level) : nullptr;
    case dtype::int8:
      return to == dtype::int32 ? vector_step<plain_step<i8, i32>>(level) : nullptr;
    case dtype::int16:
      return to == dtype::int32 ? vector_step<plain_step<i16, i32>>(level) : nullptr;
    case dtype::uint16:
      return to == dtype::int32 ? vector_step<plain_step<u16, i32>>(level) : nullptr;
    case dtype::uint32:
      return to == dtype::int64 ? &cast_elements<u32, i64> : nullptr;
    case dtype::float16:
      return to == dtype::float32 ? vector_step<half_to_float_step>(level) : nullptr;
    case dtype::bfloat16:
      return to == dtype::float32 ? vector_step<bfloat16_to_float_step>(level) : nullptr;
    default:
      break;
  }
  if (from == dtype::int32) switch (to) {
      case dtype::boolean:
        return &cast_elements<i32, bool>;
      case dtype::int8:
      case dtype::uint8:
        return vector_step<plain_step<i32, u8>>(level);
      case dtype::int16:
      case dtype::uint16:
        return vector_step<plain_step<i32, u16>>(level);
      case dtype::int64:
      case dtype::uint64:
        return &cast_elements<i32, i64>;
      case dtype::float32:
        return vector_step<plain_step<i32, float>>(level);
      case dtype::float64:
        return &cast_elements<i32, double>;
      default:
        return nullptr;
    }
  if (from == dtype::int64 || from == dtype::uint64) switch (to) {
      case dtype::boolean:
        return &cast_elements<i64, bool>;
      case dtype::int32:
      case dtype::uint32:
        return &cast_elements<i64, i32>;
      case dtype::float32:
        return from == dtype::int64 ? &cast_elements<i64, float> : &cast_elements<u64, float>;
      case dtype::float64:
        return from == dtype::int64 ? &cast_elements<i64, double> : &cast_elements<u64, double>;
      default:
        return nullptr;
    }
  if (from == dtype::float32) switch (to) {
      case dtype::boolean:
        return &cast_elements<float, bool>;
      case dtype::int32:
        return vector_step<float_to_int32_step>(level);
      case dtype::int64:
        return &cast_elements<float, i64>;
      case dtype::uint64:
        return &cast_elements<float, u64>;
      case dtype::float16:
        return vector_step<float_to_half_step>(level);
      case dtype::bfloat16:
        return vector_step<float_to_bfloat16_step>(level);
      case dtype::float64:
        return &cast_elements<float, double>;
      case dtype::complex64:
        return &cast_elements<float, c64>;
      default:
        return nullptr;
    }
  if (from == dtype::float64) switch (to) {
      case dtype::boolean:
        return &cast_elements<double, bool>;
      case dtype::int32:
        return &cast_elements<double, i32>;
      case dtype::int64:
        return &cast_elements<double, i64>;
      case dtype::uint64:
        return &cast_elements<double, u64>;
      case dtype::float32:
        return &cast_elements<double, float>;
      case dtype::complex128:
        return &cast_elements<double, c128>;
      default:
        return nullptr;
    }
  if (is(dtype::complex64, dtype::float32)) return &cast_elements<c64, float>;
  if (is(dtype::complex64, dtype::complex128)) return &cast_elements<c64, c128>;
  if (is(dtype::complex128, dtype::float64)) return &cast_elements<c128, double>;
  if (is(dtype::complex128, dtype::complex64)) return &cast_elements<c128, c64>;
  return nullptr;
}

// The type that a cast of `d` passes through.
constexpr dtype cast_hub(dtype d) noexcept {
  return d == dtype::boolean      ? dtype::int32
         : d == dtype::complex64  ? dtype::float32
         : d == dtype::complex128 ? dtype::float64
                                  : compute_type(d);
}
constexpr bool same_bits(dtype a, dtype b) noexcept {
  return a == b || (a == dtype::int64 && b == dtype::uint64) || (a == dtype::uint64 && b == dtype::int64);
}

// Clears the bits of the mantissa that the target doesn't have: what follows then cuts instead of rounding.
template <class Bits, unsigned Lost>
void clear_low_bits(void* to, const void* from, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    Bits b;
    std::memcpy(&b, static_cast<const char*>(from) + i * sizeof b, sizeof b);
    b = b >> Lost << Lost;
    std::memcpy(static_cast<char*>(to) + i * sizeof b, &b, sizeof b);
  }
}
inline cast_fn truncation_step(dtype from, dtype to) noexcept {
  if (from == dtype::float32)
    return to == dtype::float16    ? &clear_low_bits<std::uint32_t, 13>
           : to == dtype::bfloat16 ? &clear_low_bits<std::uint32_t, 16>
                                   : nullptr;
  if (from == dtype::float64)  // not to bfloat16: TensorFlow rounds then
    return to == dtype::float16   ? &clear_low_bits<std::uint64_t, 42>
           : to == dtype::float32 ? &clear_low_bits<std::uint64_t, 29>
                                  : nullptr;
  return nullptr;
}
}  // namespace detail

/// bool, the 8 integer types, half, bfloat16, float, double, complex64, complex128.
constexpr bool is_castable(dtype d) noexcept {
  return d == dtype::boolean || is_integer(d) || is_floating(d) || is_complex(d);
}

/// TensorFlow's Cast (tensorflow/core/kernels/cast_op.cc): integers wrap; float → integer truncates, out of range and
/// NaN give the smallest int32 or int64, narrow integers go by way of int32; float → half, bfloat16 rounds to even or,
/// with `truncate`, cuts; complex → real drops the imaginary part. Throws unimplemented for other dtypes.
inline cast_plan make_cast(dtype from, dtype to, bool truncate = false, isa level = current_isa()) {
  if (!is_castable(from) || !is_castable(to)) fail(code::unimplemented, "Cast ", from, " to ", to, " is not supported");
  cast_plan plan;
  plan.from_size = plain_size(from);
  plan.to_size = plain_size(to);
  if (detail::same_bits(from, to)) return plan;
  const auto step = [&](dtype f, dtype t) {
    if (!detail::same_bits(f, t)) plan.steps[plan.count++] = detail::cast_step(f, t, level);
  };
  if (is_complex(from) && is_complex(to)) {
    step(from, to);
    return plan;
  }
  if (const cast_fn cut = truncate ? detail::truncation_step(from, to) : nullptr) plan.steps[plan.count++] = cut;
  if (from == dtype::uint8 && to == dtype::float32) {  // images
    plan.steps[plan.count++] = detail::vector_step<detail::uint8_to_float_step>(level);
    return plan;
  }
  const dtype a = detail::cast_hub(from), b = detail::cast_hub(to);
  step(from, a);
  if (to == dtype::boolean) {
    step(a, to);
    return plan;
  }
  if (a == dtype::int32 && to == dtype::uint32) return plan;  // the same bits
  step(a, b);
  // Both have the bits of the target: only the size counts.
  if (b == dtype::int64 && to == dtype::uint32)
    plan.steps[plan.count++] = detail::cast_step(b, dtype::int32, level);
  else
    step(b, to);
  return plan;
}

/// Converts n elements; `to` and `from` don't overlap, or are the same address and sizes are equal.
inline void run_cast(const cast_plan& plan, void* to, const void* from, std::size_t n) {
  if (plan.count == 0) {
    if (n != 0 && to != from) std::memcpy(to, from, n * plan.to_size);
    return;
  }
  if (plan.count == 1 && to != from) return plan.steps[0](to, from, n);
  alignas(64) unsigned char scratch[2][block_size * 16];
  auto* out = static_cast<unsigned char*>(to);
  const auto* in = static_cast<const unsigned char*>(from);
  for (std::size_t i = 0; i < n; i += block_size) {
    const std::size_t len = n - i < block_size ? n - i : block_size;
    const void* at = in + i * plan.from_size;
    for (std::size_t s = 0; s + 1 < plan.count || (s < plan.count && to == from); ++s) {
      plan.steps[s](scratch[s % 2], at, len);
      at = scratch[s % 2];
    }
    if (to == from)
      std::memcpy(out + i * plan.to_size, at, len * plan.to_size);
    else
      plan.steps[plan.count - 1](out + i * plan.to_size, at, len);
  }
}

/// Casts n elements in one call.
inline void cast(dtype from, dtype to, const void* in, void* out, std::size_t n, bool truncate = false) {
  run_cast(make_cast(from, to, truncate), out, in, n);
}

}  // namespace thaw::kernels
