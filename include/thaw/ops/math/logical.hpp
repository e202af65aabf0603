// And, or, not, of bools and of the bits of integers.
#pragma once
#include "thaw/ops/elementwise.hpp"

namespace thaw::ops {

struct LogicalAnd {
  static constexpr signature def() { return {"LogicalAnd(x: bool, y: bool) -> z: bool"}; }
  template <class V>
  static THAW_INLINE V apply(const V& x, const V& y) {
    return x && y;
  }
};

struct LogicalOr {
  static constexpr signature def() { return {"LogicalOr(x: bool, y: bool) -> z: bool"}; }
  template <class V>
  static THAW_INLINE V apply(const V& x, const V& y) {
    return x || y;
  }
};

struct LogicalNot {
  static constexpr signature def() { return {"LogicalNot(x: bool) -> y: bool"}; }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return !x;
  }
};

struct BitwiseAnd {
  static constexpr signature def() {
    return {"BitwiseAnd(x: T, y: T) -> z: T; T: {int8, int16, int32, int64, uint8, uint16, uint32, uint64}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x, const V& y) {
    return static_cast<V>(x & y);
  }
};

struct BitwiseOr {
  static constexpr signature def() {
    return {"BitwiseOr(x: T, y: T) -> z: T; T: {int8, int16, int32, int64, uint8, uint16, uint32, uint64}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x, const V& y) {
    return static_cast<V>(x | y);
  }
};

struct BitwiseXor {
  static constexpr signature def() {
    return {"BitwiseXor(x: T, y: T) -> z: T; T: {int8, int16, int32, int64, uint8, uint16, uint32, uint64}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x, const V& y) {
    return static_cast<V>(x ^ y);
  }
};

struct Invert {
  static constexpr signature def() {
    return {"Invert(x: T) -> y: T; T: {int8, int16, int32, int64, uint8, uint16, uint32, uint64}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return static_cast<V>(~x);
  }
};

}  // namespace thaw::ops
