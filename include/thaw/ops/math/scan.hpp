// Running sums and products along an axis.
#pragma once
#include <complex>
#include <cstddef>
#include <cstdint>

#include "thaw/kernels.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {

/// One tensor, as [outer, count, inner].
struct scan_args {
  std::size_t outer, count, inner;
  bool product, exclusive, reverse;
  const void* in;
  void* out;
};

/// Element types that are rounded to half or bfloat16 after each step.
template <class T>
inline constexpr bool is_small_float = std::is_same_v<T, half> || std::is_same_v<T, bfloat16>;

template <class T>
T scan_step(bool product, const T& a, const T& b) {
  if constexpr (is_small_float<T>) {
    const float x = static_cast<float>(a), y = static_cast<float>(b);
    return T(product ? x * y : x + y);
  } else {
    return product ? kernels::mul(a, b) : kernels::add(a, b);
  }
}

template <class T>
void scan(const scan_args& s) {
  T first{};
  if (s.product) {
    if constexpr (is_small_float<T>)
      first = T(1.0f);
    else
      first = T{1};
  }
  for (std::size_t o = 0; o < s.outer; ++o)
    for (std::size_t i = 0; i < s.inner; ++i) {
      const T* in = static_cast<const T*>(s.in) + o * s.count * s.inner + i;
      T* out = static_cast<T*>(s.out) + o * s.count * s.inner + i;
      T running = first;
      for (std::size_t n = 0; n < s.count; ++n) {
        const std::size_t at = (s.reverse ? s.count - 1 - n : n) * s.inner;
        const T next = scan_step(s.product, running, in[at]);
        out[at] = s.exclusive ? running : next;
        running = next;
      }
    }
}

THAW_LAZY void run_scan_of(dtype d, const scan_args& s) {
  switch (d) {
    case dtype::float32:
      return scan<float>(s);
    case dtype::float64:
      return scan<double>(s);
    case dtype::float16:
      return scan<half>(s);
    case dtype::bfloat16:
      return scan<bfloat16>(s);
    case dtype::complex64:
      return scan<std::complex<float>>(s);
    case dtype::complex128:
      return scan<std::complex<double>>(s);
    default:  // integers wrap: the sign doesn't matter
      break;
  }
  switch (plain_size(d)) {
    case 1:
      return scan<std::uint8_t>(s);
    case 2:
      return scan<std::uint16_t>(s);
    case 4:
      return scan<std::uint32_t>(s);
    default:
      return scan<std::uint64_t>(s);
  }
}

/// The axis of a scan. Throws invalid_argument when it isn't a scalar or out of range.
THAW_LAZY std::size_t scan_axis(const tensor& axis, const shape& in) {
  if (axis.shape().rank() != 0)
    fail(code::invalid_argument, "the axis of a running sum must be a scalar, not of shape ", axis.shape());
  const std::int64_t a = integers_of(axis)[0], n = static_cast<std::int64_t>(in.rank());
  if (a < -n || a >= n)
    fail(code::invalid_argument, "Expected scan axis in the range [", -n, ", ", n, "), but got ", a);
  return static_cast<std::size_t>(a < 0 ? a + n : a);
}

THAW_LAZY void run_scan(const run_context& c, bool product) {
  const shape& in = c.input_shape(0);
  const std::size_t axis = scan_axis(c.input(1), in);
  if (c.input(0).elements() == 0) return;
  scan_args s{1, 1, 1, product, c.attr_bool("exclusive"), c.attr_bool("reverse"), c.input(0).raw(), c.output(0).raw()};
  for (std::size_t i = 0; i < in.rank(); ++i)
    (i < axis ? s.outer : i == axis ? s.count : s.inner) *= static_cast<std::size_t>(in[i]);
  run_scan_of(c.input_dtype(0), s);
}

template <bool Product>
struct scan_op {
  static void infer(infer_context& c) {
    if (c.value(1) != nullptr && c.input(0).has_rank()) scan_axis(*c.value(1), c.input(0));
    c.output(0, c.input(0));
  }
  static void prepare(prepare_context& c) {
    if (!kernels::is_castable(c.input_dtype(0)))
      fail(code::unimplemented, "running sums of ", c.input_dtype(0), " are not supported");
  }
  static void run(run_context& c) { run_scan(c, Product); }
};

}  // namespace detail

/// out[i] = x[0] + … + x[i]; exclusive: up to x[i - 1]; reverse: from the end.
struct Cumsum : detail::scan_op<false> {
  static constexpr signature def() {
    return {
        "Cumsum(x: T, axis: Tidx) -> out: T; exclusive: bool = false; reverse: bool = false; T: {float, double, int32, "
        "uint8, int16, int8, complex64, int64, qint8, quint8, qint32, bfloat16, qint16, quint16, uint16, complex128, "
        "half, uint32, uint64}; Tidx: {int32, int64} = int32"};
  }
};
/// The same with products.
struct Cumprod : detail::scan_op<true> {
  static constexpr signature def() {
    return {
        "Cumprod(x: T, axis: Tidx) -> out: T; exclusive: bool = false; reverse: bool = false; T: {float, double, "
        "int32, uint8, int16, int8, complex64, int64, qint8, quint8, qint32, bfloat16, qint16, quint16, uint16, "
        "complex128, half, uint32, uint64}; Tidx: {int32, int64} = int32"};
  }
};

}  // namespace thaw::ops
