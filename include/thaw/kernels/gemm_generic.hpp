// Matrix products in every other type: blocked scalar loops. Integers wrap; half and bfloat16 are computed in float and
// rounded once.
#pragma once
#include <complex>
#include <cstddef>
#include <type_traits>

#include "thaw/kernels/generic.hpp"

namespace thaw::kernels {

/// C = op(A) op(B) + bias for double, std::complex<float>, std::complex<double>, int32, int64 and other integers.
/// a: op(A) is [m, k]; element (i, p) at a[i * a_row + p * a_col], so transposed A has a_row = 1. The same for B [k,
/// n]. c: [m, n], rows n apart. `conjugate_a`, `conjugate_b` for complex adjoints. No rows, columns or terms are fine.
template <class T>
struct generic_gemm {
  std::size_t m = 0, k = 0, n = 0;
  const T* a = nullptr;
  std::size_t a_row = 0, a_col = 1;
  const T* b = nullptr;
  std::size_t b_row = 0, b_col = 1;
  T* c = nullptr;
  bool conjugate_a = false, conjugate_b = false;

  void run() const {
    using U = detail::wrapping_t<T>;
    constexpr std::size_t columns = 64, depth = 64;  // of B, copied so that the inner loop is contiguous
    U block[depth][columns], row[columns];
    for (std::size_t i = 0; i < m * n; ++i) c[i] = T{};
    for (std::size_t n0 = 0; n0 < n; n0 += columns) {
      const std::size_t nn = columns < n - n0 ? columns : n - n0;
      for (std::size_t k0 = 0; k0 < k; k0 += depth) {
        const std::size_t kk = depth < k - k0 ? depth : k - k0;
        for (std::size_t p = 0; p < kk; ++p)
          for (std::size_t j = 0; j < nn; ++j)
            block[p][j] = static_cast<U>(element(b[(k0 + p) * b_row + (n0 + j) * b_col], conjugate_b));
        for (std::size_t i = 0; i < m; ++i) {
          T* out = c + i * n + n0;
          for (std::size_t j = 0; j < nn; ++j) row[j] = static_cast<U>(out[j]);
          for (std::size_t p = 0; p < kk; ++p) {
            const U x = static_cast<U>(element(a[i * a_row + (k0 + p) * a_col], conjugate_a));
            for (std::size_t j = 0; j < nn; ++j) row[j] = plus_product(row[j], x, block[p][j]);
          }
          for (std::size_t j = 0; j < nn; ++j) out[j] = static_cast<T>(row[j]);
        }
      }
    }
  }

 private:
  static T element(const T& x, bool conjugate) {
    if constexpr (detail::is_complex_v<T>) return conjugate ? std::conj(x) : x;
    (void)conjugate;
    return x;
  }
  template <class U>
  static U plus_product(const U& sum, const U& x, const U& y) {
    // Written out: std::complex's product checks for NaN, which is ten times slower and doesn't change sums that
    // matter.
    if constexpr (detail::is_complex_v<U>)
      return {sum.real() + (x.real() * y.real() - x.imag() * y.imag()),
              sum.imag() + (x.real() * y.imag() + x.imag() * y.real())};
    else if constexpr (std::is_integral_v<U> && sizeof(U) < sizeof(unsigned))
      return static_cast<U>(unsigned{sum} + unsigned{x} * unsigned{y});
    else
      return sum + x * y;
  }
};

}  // namespace thaw::kernels
