// Integer division: what is an error, with which code, and what isn't. TensorFlow 2.21 gives these.
#include <doctest/doctest.h>

#include <cstdint>
#include <limits>

#include "ops/one_op.hpp"

using namespace thaw_test;

TEST_CASE("division: by an integer zero") {
  const attr_list t{{"T", make_attr(thaw::dtype::int32)}};
  const thaw::tensor x = vector_of<std::int32_t>({1, 2}), y = vector_of<std::int32_t>({1, 0});
  for (const char* op : {"Div", "FloorDiv", "FloorMod", "Mod"})
    CHECK_MESSAGE(code_of(op, t, {x, y}) == thaw::code::invalid_argument, op);
  for (const char* op : {"TruncateDiv", "TruncateMod"})
    CHECK_MESSAGE(code_of(op, t, {x, y}) == thaw::code::internal, op);
}

TEST_CASE("division: nothing is divided, so a zero is no error") {
  const thaw::tensor nothing(thaw::dtype::int32, {0, 2});
  CHECK(run_one("Div", {{"T", make_attr(thaw::dtype::int32)}}, {nothing, vector_of<std::int32_t>({1, 0})}).shape() ==
        thaw::shape{0, 2});
}

TEST_CASE("division: the smallest integer by -1 does not trap") {
  constexpr std::int64_t low = std::numeric_limits<std::int64_t>::min();
  const attr_list t{{"T", make_attr(thaw::dtype::int64)}};
  const thaw::tensor x = vector_of<std::int64_t>({low, 7}), y = vector_of<std::int64_t>({-1, -2});
  CHECK(values_of<std::int64_t>(run_one("Div", t, {x, y})) == std::vector<std::int64_t>{low, -3});
  CHECK(values_of<std::int64_t>(run_one("FloorDiv", t, {x, y})) == std::vector<std::int64_t>{low, -4});
  CHECK(values_of<std::int64_t>(run_one("FloorMod", t, {x, y})) == std::vector<std::int64_t>{0, -1});
  CHECK(values_of<std::int64_t>(run_one("Mod", t, {x, y})) == std::vector<std::int64_t>{0, 1});
}

TEST_CASE("dtypes that a signature allows and no kernel has are refused") {
  const thaw::tensor x = vector_of<std::int32_t>({1});
  CHECK(code_of("RealDiv", {{"T", make_attr(thaw::dtype::int32)}}, {x, x}) == thaw::code::unimplemented);
  CHECK(code_of("Reciprocal", {{"T", make_attr(thaw::dtype::int32)}}, {x}) == thaw::code::unimplemented);
}
