// The committed case files parse, hold something, and the comparison sees what it must.
#include "case_file.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "compare.hpp"

using thaw_test::compare;
using thaw_test::tolerance;

namespace {
template <class T>
std::string compare_values(std::vector<T> got, std::vector<T> expected, tolerance how = tolerance::values) {
  const thaw::shape s{static_cast<std::int64_t>(expected.size())};
  return compare(thaw::tensor::from(got, s), thaw::tensor::from(expected, s), how);
}
constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN(), inf = std::numeric_limits<float>::infinity();
}  // namespace

TEST_CASE("case files parse and are not empty") {
  for (const char* family : {"unary", "binary", "compare", "cast", "reduce", "matmul", "conv", "pool", "nn", "shape",
                             "array", "slice", "gather", "random", "io", "state", "list"}) {
    CAPTURE(family);
    const auto file = thaw_test::read_case_file(std::string(THAW_TEST_DATA "/ops/") + family + ".cases");
    CHECK(file.ops.size() + file.graphs.size() > 10);
    for (const auto& c : file.ops) {
      CHECK_FALSE(c.node_def_bytes.empty());
      CHECK(c.is_const.size() == c.inputs.size());
      CHECK(c.outputs.empty() == (c.error_code != thaw::code::ok));
      for (const auto& t : c.outputs) CHECK(compare(t, t, c.how) == "");
    }
    for (const auto& c : file.graphs) CHECK_FALSE(c.steps.empty());
  }
}

TEST_CASE("equal within the tolerance") {
  CHECK(compare_values<float>({1.000009f, not_a_number, -inf, 1e-40f, -0.0f}, {1, not_a_number, -inf, 0, 0}) == "");
  CHECK(compare_values<float>({1, -not_a_number, -1e-40f}, {1, not_a_number, -0.0f}, tolerance::exact) == "");
  CHECK(compare_values<double>({1.00000000009}, {1}) == "");
  CHECK(compare_values<thaw::half>({thaw::half(1.001953f)}, {thaw::half(1)}) == "");
  CHECK(compare_values<std::complex<float>>({{3, 4e-5f}}, {{3, 0}}) != "");
  CHECK(compare_values<std::complex<float>>({{3, 2e-5f}}, {{3, 0}}) == "");
}

TEST_CASE("a difference is told") {
  CHECK(compare_values<float>({1, 2.1f, 3.3f}, {1, 2, 3}) ==
        "2 of 3 elements differ, first at [1]: got 2.0999999046325684, TensorFlow has 2; the largest relative error is "
        "0.0999999841");
  CHECK(compare_values<std::int32_t>({1}, {2}) == "1 of 1 elements differ, first at [0]: got 1, TensorFlow has 2");
  CHECK(compare(thaw::tensor(1.0f), thaw::tensor(1.0)) == "got dtype float, TensorFlow has double");
  CHECK(compare(thaw::tensor(1.0f), thaw::tensor::from<float>({1}, {1})) == "got shape [], TensorFlow has [1]");
  CHECK(compare_values<float>({not_a_number}, {1}) != "");
  CHECK(compare_values<float>({1}, {not_a_number}) != "");
  CHECK(compare_values<float>({3e38f}, {inf}) != "");
  CHECK(compare_values<float>({1.00002f}, {1}) != "");
  CHECK(compare_values<thaw::half>({thaw::half(1.003f)}, {thaw::half(1)}) != "");
  CHECK(compare_values<float>({-0.0f}, {0}, tolerance::signed_zeros) != "");
  CHECK(compare_values<float>({1e-40f}, {0}, tolerance::bits) != "");
  CHECK(compare_values<float>({1.0000001f}, {1}, tolerance::exact) != "");
  CHECK(compare_values<float>({-0.0f}, {0}, tolerance::exact) != "");
}
