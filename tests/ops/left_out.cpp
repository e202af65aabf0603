// What the case files leave out because TensorFlow 2.21 gets it wrong: the right values.
#include <doctest/doctest.h>

#include <complex>
#include <cstdint>
#include <limits>
#include <vector>

#include "ops/one_op.hpp"

using namespace thaw_test;

TEST_CASE("Erf of double has its limits, where TensorFlow squares them to infinity and gives NaN") {
  const double inf = std::numeric_limits<double>::infinity();
  const thaw::tensor y =
      run_one("Erf", {{"T", make_attr(thaw::dtype::float64)}}, {vector_of<double>({inf, -inf, 1e155, -1e300, 1e160})});
  CHECK(values_of<double>(y) == std::vector<double>{1, -1, 1, -1, 1});
}

TEST_CASE("Roll takes shifts that do not fit 32 bits, which TensorFlow cuts") {
  const attr_list types{{"T", make_attr(thaw::dtype::int32)},
                        {"Tshift", make_attr(thaw::dtype::int64)},
                        {"Taxis", make_attr(thaw::dtype::int32)}};
  const auto rolled = [&](std::int64_t shift) {
    return values_of<std::int32_t>(run_one("Roll", types,
                                           {vector_of<std::int32_t>({0, 1, 2, 3, 4, 5, 6}),
                                            vector_of<std::int64_t>({shift}), vector_of<std::int32_t>({0})}));
  };
  // 2^40 is 2 more than a multiple of 7.
  CHECK(rolled(std::int64_t{1} << 40) == std::vector<std::int32_t>{5, 6, 0, 1, 2, 3, 4});
  CHECK(rolled(-(std::int64_t{1} << 40)) == std::vector<std::int32_t>{2, 3, 4, 5, 6, 0, 1});
}

TEST_CASE("Log1p of a small complex number keeps its digits") {
  using complex = std::complex<double>;
  const thaw::tensor y =
      run_one("Log1p", {{"T", make_attr(thaw::dtype::complex128)}}, {vector_of<complex>({{1e-3, 1e-3}, {-0.5, 0.25}})});
  const complex a = y.data<complex>()[0], b = y.data<complex>()[1];
  CHECK(std::abs(a - complex(9.99999334332533334e-4, 9.990006666658679989e-4)) < 1e-15);
  CHECK(std::abs(b - std::log(complex(0.5, 0.25))) < 1e-15);
}
