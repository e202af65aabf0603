// Powers.
#pragma once
#include <algorithm>

#include "thaw/ops/elementwise.hpp"

namespace thaw::ops {

/// x to the y. Powers of integers wrap; a negative exponent of integers is invalid_argument, of 1 and -1 too.
struct Pow {
  static constexpr signature def() {
    return {
        "Pow(x: T, y: T) -> z: T; T: {bfloat16, float, half, double, int8, int16, int32, int64, complex64, "
        "complex128}"};
  }
  static void check(const run_context& c) {
    switch (c.output(0).elements() == 0 ? dtype::invalid : c.input_dtype(1)) {
      case dtype::int8:
        return check_exponents<std::int8_t>(c);
      case dtype::int16:
        return check_exponents<std::int16_t>(c);
      case dtype::int32:
        return check_exponents<std::int32_t>(c);
      case dtype::int64:
        return check_exponents<std::int64_t>(c);
      default:
        break;
    }
  }
  template <class V>
  static THAW_INLINE V apply(const V& x, const V& y) {
    if constexpr (std::is_integral_v<V>)
      return integer_power(x, y);
    else
      return kernels::pow(x, y);
  }

 private:
  template <class T>
  static void check_exponents(const run_context& c) {
    const T* p = c.in<T>(1);
    if (std::any_of(p, p + c.input(1).elements(), [](T y) { return y < 0; }))
      fail(code::invalid_argument, "Integers to negative integer powers are not allowed");
  }
  template <class T>
  static T integer_power(T x, T y) {
    T result{1};
    for (; y > 0; y = static_cast<T>(y / 2)) {
      if (y % 2 != 0) result = kernels::mul(result, x);
      x = kernels::mul(x, x);
    }
    return result;
  }
};

}  // namespace thaw::ops
