// Shapes that don't fit, and the ways of scans. TensorFlow 2.21 gives these.
#include <doctest/doctest.h>

#include <cstdint>

#include "ops/one_op.hpp"

using namespace thaw_test;

TEST_CASE("ClipByValue: limits are scalars or have the shape of the input") {
  const attr_list t{{"T", make_attr(thaw::dtype::float32)}};
  const thaw::tensor x = vector_of<float>({-2, 0.5f, 9});
  CHECK(values_of<float>(run_one("ClipByValue", t, {x, 0.0f, vector_of<float>({1, 1, 8})})) ==
        std::vector<float>{0, 0.5f, 8});
  CHECK(values_of<float>(run_one("ClipByValue", t, {x, 3.0f, 1.0f})) == std::vector<float>{3, 3, 3});
  CHECK(code_of("ClipByValue", t, {x, vector_of<float>({0}), 1.0f}) == thaw::code::invalid_argument);
}

TEST_CASE("Cumsum and Cumprod: exclusive and reverse") {
  const thaw::tensor x = vector_of<std::int32_t>({1, 2, 3});
  const auto scan = [&](const char* op, bool exclusive, bool reverse) {
    return values_of<std::int32_t>(run_one(
        op,
        {{"T", make_attr(thaw::dtype::int32)}, {"exclusive", make_attr(exclusive)}, {"reverse", make_attr(reverse)}},
        {x, std::int32_t{0}}));
  };
  using ints = std::vector<std::int32_t>;
  CHECK(scan("Cumsum", false, false) == ints{1, 3, 6});
  CHECK(scan("Cumsum", true, false) == ints{0, 1, 3});
  CHECK(scan("Cumsum", false, true) == ints{6, 5, 3});
  CHECK(scan("Cumsum", true, true) == ints{5, 3, 0});
  CHECK(scan("Cumprod", false, false) == ints{1, 2, 6});
  CHECK(scan("Cumprod", true, true) == ints{6, 3, 1});
}

TEST_CASE("L2Loss: half the sum of squares") {
  CHECK(run_one("L2Loss", {{"T", make_attr(thaw::dtype::float32)}}, {vector_of<float>({1, 2, 3})}).scalar<float>() ==
        7);
}
