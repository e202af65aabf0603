// Numbers at equal distances: Range, LinSpace.
#pragma once
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "thaw/ops/array/copies.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {
// Arithmetic of float, double, half and bfloat16; the 16-bit types round after every step, as Eigen's do.
template <class T>
using wide_t = std::conditional_t<std::is_same_v<T, double>, double, float>;
template <class T>
wide_t<T> wide(T x) {
  return static_cast<wide_t<T>>(x);
}
template <class T>
T plus(T a, T b) {
  return T(wide(a) + wide(b));
}
template <class T>
T minus(T a, T b) {
  return T(wide(a) - wide(b));
}
template <class T>
T times(T a, T b) {
  return T(wide(a) * wide(b));
}
template <class T>
T over(T a, T b) {
  return T(wide(a) / wide(b));
}
template <class T>
T from_count(std::int64_t n) {
  return T(static_cast<wide_t<T>>(n));
}

/// f(const T*) for a tensor of floats.
template <class F>
void with_float(const tensor& t, F&& f) {
  switch (t.dtype()) {
    case dtype::float32:
      return f(t.data<float>());
    case dtype::float64:
      return f(t.data<double>());
    case dtype::float16:
      return f(t.data<half>());
    default:
      return f(t.data<bfloat16>());
  }
}

/// The first element of an integer tensor as 64 bits; those of uint64 keep their bits.
THAW_LAZY std::uint64_t integer_bits(const tensor& t) {
  switch (t.dtype()) {
    case dtype::uint64:
      return *t.data<std::uint64_t>();
    case dtype::uint32:
      return *t.data<std::uint32_t>();
    default:
      return static_cast<std::uint64_t>(integers_of(t)[0]);
  }
}
}  // namespace detail

/// start, start + delta, start + 2·delta, … up to `limit`, which is left out.
struct Range {
  static constexpr signature def() {
    return {
        "Range(start: Tidx, limit: Tidx, delta: Tidx) -> output: Tidx; Tidx: {bfloat16, half, float, double, int8, "
        "int16, int32, int64, uint16, uint32, uint64} = int32"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    for (std::size_t i = 0; i < 3; ++i)
      if (c.input(i).is_fully_defined() && c.input(i).elements() != 1)
        fail(code::invalid_argument, c.node().input_name(i), " must be one number, its shape is ", c.input(i));
    if (c.value(0) == nullptr || c.value(1) == nullptr || c.value(2) == nullptr) return c.output(0, {unknown_dim});
    const std::int64_t n = count(*c.value(0), *c.value(1), *c.value(2));
    if (static_cast<std::uint64_t>(n) > std::numeric_limits<std::ptrdiff_t>::max() / plain_size(c.output_dtype(0)))
      fail(code::resource_exhausted, "a range of ", n, " elements does not fit memory");
    c.output(0, {n});
  }
  THAW_LAZY static void run(run_context& c) {
    tensor& out = c.output(0);
    if (out.elements() == 0) return;
    if (is_floating(out.dtype()))
      return detail::with_float(c.input(0), [&](const auto* start) { fill_floats(c, start); });
    const std::uint64_t start = detail::integer_bits(c.input(0)), delta = detail::integer_bits(c.input(2));
    switch (plain_size(out.dtype())) {
      case 1:
        return fill_integers<std::uint8_t>(out, start, delta);
      case 2:
        return fill_integers<std::uint16_t>(out, start, delta);
      case 4:
        return fill_integers<std::uint32_t>(out, start, delta);
      default:
        return fill_integers<std::uint64_t>(out, start, delta);
    }
  }

 private:
  THAW_LAZY static std::int64_t count(const tensor& start, const tensor& limit, const tensor& delta) {
    if (is_floating(start.dtype())) {
      std::int64_t n = 0;
      detail::with_float(start, [&](const auto* p) {
        using T = std::decay_t<decltype(*p)>;
        n = count_floats(*p, *limit.data<T>(), *delta.data<T>());
      });
      return n;
    }
    const std::uint64_t a = detail::integer_bits(start), b = detail::integer_bits(limit);
    const std::uint64_t d = detail::integer_bits(delta);
    if (start.dtype() == dtype::uint64) return steps(a <= b, b - a, d);
    const auto sa = static_cast<std::int64_t>(a), sb = static_cast<std::int64_t>(b), sd = static_cast<std::int64_t>(d);
    // The distances may not fit int64; in unsigned arithmetic they are right.
    return sd >= 0 ? steps(sa <= sb, b - a, d) : steps(sa >= sb, a - b, 0 - d);
  }
  THAW_LAZY static std::int64_t steps(bool right_way, std::uint64_t distance, std::uint64_t step) {
    check(step != 0, right_way);
    const std::uint64_t n = distance / step + (distance % step != 0 ? 1 : 0);
    if (n > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
      fail(code::invalid_argument, "the range has more than 2^63 - 1 elements");
    return static_cast<std::int64_t>(n);
  }
  static void check(bool moves, bool right_way) {
    if (!moves) fail(code::invalid_argument, "delta must not be 0");
    if (!right_way) fail(code::invalid_argument, "delta goes away from the limit");
  }
  template <class T>
  static std::int64_t count_floats(T start, T limit, T delta) {
    using detail::wide;
    check(!(wide(delta) == 0), wide(delta) > 0 ? wide(start) <= wide(limit) : wide(start) >= wide(limit));
    const auto n = std::ceil(std::fabs(wide(detail::over(detail::minus(limit, start), delta))));
    if (!(static_cast<double>(n) < 0x1p63)) fail(code::invalid_argument, "the range has more than 2^63 - 1 elements");
    return static_cast<std::int64_t>(n);
  }

  template <class T>
  static void fill_floats(const run_context& c, const T* start) {
    const T delta = *c.in<T>(2);
    T* out = c.out<T>(0);
    for (std::int64_t i = 0; i < c.output(0).elements(); ++i)
      out[i] = detail::plus(*start, detail::times(detail::from_count<T>(i), delta));
  }
  template <class Word>
  static void fill_integers(tensor& t, std::uint64_t start, std::uint64_t delta) {
    auto* out = static_cast<Word*>(t.raw());
    for (std::int64_t i = 0; i < t.elements(); ++i, start += delta) out[i] = static_cast<Word>(start);
  }
};

/// `num` numbers from `start` to `stop`, both included.
struct LinSpace {
  static constexpr signature def() {
    return {
        "LinSpace(start: T, stop: T, num: Tidx) -> output: T; T: {bfloat16, half, float, double}; Tidx: {int32, int64} "
        "= int32"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    c.with_rank(0, 0);
    c.with_rank(1, 0);
    const auto num = detail::scalar_of(c, 2);
    if (num && *num <= 0) fail(code::invalid_argument, "num is ", *num, "; it must be positive");
    c.output(0, {num ? *num : unknown_dim});
  }
  THAW_LAZY static void run(run_context& c) {
    detail::with_float(c.input(0), [&](const auto* start) { fill(c, *start); });
  }

 private:
  template <class T>
  static void fill(const run_context& c, T start) {
    const T stop = *c.in<T>(1);
    T* out = c.out<T>(0);
    const std::int64_t n = c.output(0).elements();
    out[0] = start;
    if (n == 1) return;
    const T step = detail::over(detail::minus(stop, start), detail::from_count<T>(n - 1));
    for (std::int64_t i = 1; i < n - 1; ++i)
      out[i] = detail::plus(start, detail::times(step, detail::from_count<T>(i)));
    out[n - 1] = stop;
  }
};

}  // namespace thaw::ops
