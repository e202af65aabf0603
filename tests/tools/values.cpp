#include "thaw/values.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

using thaw::tensor;

namespace {
tensor floats(const std::vector<float>& values, thaw::shape s) { return tensor::from(values, std::move(s)); }
std::string text(const tensor& t, std::size_t width = 60) {
  tool::screen s;
  s.width = width;
  return tool::values_text(t, s);
}
}  // namespace

TEST_CASE("values: scalars, vectors, matrices") {
  CHECK(text(1.5F) == "1.5");
  CHECK(text(std::int64_t{-3}) == "-3");
  CHECK(text("a\nb") == "\"a\\nb\"");
  CHECK(text(true) == "true");
  CHECK(text(floats({0, 0.25F, -1}, {3})) == "[   0 0.25   -1]");
  CHECK(text(floats({1, 2, 3, 4}, {2, 2})) == "[[1 2]\n [3 4]]");
  CHECK(text(floats({}, {2, 0})) == "[]");
  CHECK(text(floats({NAN, INFINITY, -INFINITY}, {3})) == "[ nan  inf -inf]");
  CHECK(text(tensor(std::complex<float>(1, -2))) == "1-2j");
  CHECK(text(tensor(thaw::half(0.5F))) == "0.5");
}

TEST_CASE("values: long rows are broken, large tensors abbreviated") {
  CHECK(text(floats({1, 2, 3, 4, 5, 6, 7, 8}, {8}), 11) == "[1 2 3 4 5\n 6 7 8]");
  std::vector<float> many(1000);
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = static_cast<float>(i);
  CHECK(text(floats(many, {1000})) == "[  0   1   2 … 997 998 999]");
  CHECK(text(floats(many, {100, 10})) ==
        "[[  0   1   2 …   7   8   9]\n [ 10  11  12 …  17  18  19]\n [ 20  21  22 …  27  28  29]\n …\n"
        " [970 971 972 … 977 978 979]\n [980 981 982 … 987 988 989]\n [990 991 992 … 997 998 999]]");
  // Each dimension has one: nothing to leave out, nothing to overflow.
  CHECK(text(floats({7}, thaw::shape(std::vector<std::int64_t>(200, 1)))) ==
        std::string(200, '[') + "7" + std::string(200, ']'));
}

TEST_CASE("values: statistics of large tensors only") {
  CHECK(tool::statistics_text(floats({1, 2}, {2})).empty());
  std::vector<float> many(200, 0.0F);
  many[0] = -1;
  many[1] = 3;
  many[2] = NAN;
  many[3] = INFINITY;
  CHECK(tool::statistics_text(floats(many, {200})) == "min -1, max 3, mean 0.010101, 196 zeros, 1 infinity, 1 NaN");
  CHECK(tool::statistics_text(floats(std::vector<float>(200, NAN), {200})) == "200 NaNs");
}

TEST_CASE("values: JSON") {
  CHECK(tool::values_json(floats({0.1F, NAN, -INFINITY, 1}, {2, 2})).dump() == R"([[0.1,"NaN"],["-Infinity",1.0]])");
  CHECK(tool::values_json(tensor(std::numeric_limits<std::uint64_t>::max())).dump() == "18446744073709551615");
  CHECK(tool::values_json("text").dump() == R"("text")");
  CHECK(tool::values_json(tensor(std::complex<double>(1, 2))).dump() == "[1.0,2.0]");
  CHECK(tool::values_json(floats({}, {0, 3})).dump() == "[]");
  CHECK(tool::shape_json({2, -1}).dump() == "[2,null]");
  CHECK(tool::shape_json(thaw::shape::unknown()).dump() == "null");
  CHECK(tool::shape_json({}).dump() == "[]");
  CHECK(tool::json_text({{"a", {1, 2}}, {"b", {{"c", "\xff"}}}}) ==
        "{\n \"a\": [1,2],\n \"b\": {\n  \"c\": \"\xef\xbf\xbd\"\n }\n}\n");
}

TEST_CASE("values: a float is its shortest decimal") {
  for (const float x : {0.1F, 1e-30F, 3.5F, 16777216.0F, 1.17549435e-38F})
    CHECK(std::strtof(tool::shortest_text(x).c_str(), nullptr) == x);
  CHECK(tool::shortest_text(0.1F) == "0.1");
}
