// Sums, differences, products.
#pragma once
#include "thaw/ops/elementwise.hpp"

namespace thaw::ops {

struct AddV2 {
  static constexpr signature def() {
    return {
        "AddV2(x: T, y: T) -> z: T; T: {bfloat16, half, float, double, uint8, uint16, uint32, uint64, int8, int16, "
        "int32, int64, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x, const V& y) {
    return kernels::add(x, y);
  }
};

/// As AddV2; strings are concatenated.
struct Add : AddV2 {
  static constexpr signature def() {
    return {
        "Add(x: T, y: T) -> z: T; T: {bfloat16, half, float, double, uint8, int8, int16, int32, int64, complex64, "
        "complex128, string}"};
  }
};

struct Sub {
  static constexpr signature def() {
    return {
        "Sub(x: T, y: T) -> z: T; T: {bfloat16, half, float, double, uint8, int8, uint16, int16, int32, int64, "
        "complex64, complex128, uint32, uint64}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x, const V& y) {
    return kernels::sub(x, y);
  }
};

struct Mul {
  static constexpr signature def() {
    return {
        "Mul(x: T, y: T) -> z: T; T: {bfloat16, half, float, double, uint8, int8, uint16, int16, int32, uint32, "
        "uint64, int64, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x, const V& y) {
    return kernels::mul(x, y);
  }
};

struct Square {
  static constexpr signature def() {
    return {
        "Square(x: T) -> y: T; T: {bfloat16, half, float, double, int8, int16, int32, int64, uint8, uint16, uint32, "
        "uint64, complex64, complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return kernels::mul(x, x);
  }
};

/// (x - y)²; of complex numbers |x - y|².
struct SquaredDifference {
  static constexpr signature def() {
    return {
        "SquaredDifference(x: T, y: T) -> z: T; T: {bfloat16, half, float, double, int32, int64, complex64, "
        "complex128}"};
  }
  template <class V>
  static THAW_INLINE V apply(const V& x, const V& y) {
    const V d = kernels::sub(x, y);
    if constexpr (kernels::detail::is_complex_v<V>)
      return d * std::conj(d);
    else
      return kernels::mul(d, d);
  }
};

}  // namespace thaw::ops
