// Comparisons, element by element, with broadcasting. NaN is equal to nothing.
#pragma once
#include "thaw/ops/elementwise.hpp"

namespace thaw::ops {

namespace detail {

/// The shapes, as far as they are known, may be those of operands of one elementwise op.
THAW_LAZY bool may_broadcast(const shape& a, const shape& b) {
  if (!a.has_rank() || !b.has_rank()) return true;
  for (std::size_t i = 1; i <= std::min(a.rank(), b.rank()); ++i) {
    const std::int64_t x = a[a.rank() - i], y = b[b.rank() - i];
    if (x >= 0 && y >= 0 && x != y && x != 1 && y != 1) return false;
  }
  return true;
}

/// Equal and NotEqual, with the attr `incompatible_shape_error`: without it, tensors whose shapes don't broadcast are
/// just not equal, and the output is a scalar.
template <class Op, bool WhenIncompatible>
struct equality {
  static void infer(infer_context& c) {
    const shape &a = c.input(0), &b = c.input(1);
    if (c.attr_bool("incompatible_shape_error")) return c.output(0, broadcast(a, b));
    if (!may_broadcast(a, b)) return c.output(0, {});
    if (a.is_fully_defined() && b.is_fully_defined()) c.output(0, broadcast(a, b));
  }
  static void prepare(prepare_context& c) {
    if (may_broadcast(c.input(0), c.input(1))) elementwise_row<Op>::prepare(c);
  }
  static void run(run_context& c) {
    if (may_broadcast(c.input_shape(0), c.input_shape(1)))
      elementwise_row<Op>::run(c);
    else
      *c.out<bool>(0) = WhenIncompatible;
  }
};

}  // namespace detail

struct Equal : detail::equality<Equal, false> {
  static constexpr signature def() {
    return {"Equal(x: T, y: T) -> z: bool; T: type; incompatible_shape_error: bool = true"};
  }
  template <class V>
  static THAW_INLINE auto apply(const V& x, const V& y) {
    return x == y;
  }
};

struct NotEqual : detail::equality<NotEqual, true> {
  static constexpr signature def() {
    return {"NotEqual(x: T, y: T) -> z: bool; T: type; incompatible_shape_error: bool = true"};
  }
  template <class V>
  static THAW_INLINE auto apply(const V& x, const V& y) {
    return x != y;
  }
};

struct Less {
  static constexpr signature def() {
    return {
        "Less(x: T, y: T) -> z: bool; T: {float, double, int32, uint8, int16, int8, int64, bfloat16, uint16, half, "
        "uint32, uint64}"};
  }
  template <class V>
  static THAW_INLINE auto apply(const V& x, const V& y) {
    return x < y;
  }
};

struct LessEqual {
  static constexpr signature def() {
    return {
        "LessEqual(x: T, y: T) -> z: bool; T: {float, double, int32, uint8, int16, int8, int64, bfloat16, uint16, "
        "half, uint32, uint64}"};
  }
  template <class V>
  static THAW_INLINE auto apply(const V& x, const V& y) {
    return x <= y;
  }
};

struct Greater {
  static constexpr signature def() {
    return {
        "Greater(x: T, y: T) -> z: bool; T: {float, double, int32, uint8, int16, int8, int64, bfloat16, uint16, half, "
        "uint32, uint64}"};
  }
  template <class V>
  static THAW_INLINE auto apply(const V& x, const V& y) {
    return x > y;
  }
};

struct GreaterEqual {
  static constexpr signature def() {
    return {
        "GreaterEqual(x: T, y: T) -> z: bool; T: {float, double, int32, uint8, int16, int8, int64, bfloat16, uint16, "
        "half, uint32, uint64}"};
  }
  template <class V>
  static THAW_INLINE auto apply(const V& x, const V& y) {
    return x >= y;
  }
};

}  // namespace thaw::ops
