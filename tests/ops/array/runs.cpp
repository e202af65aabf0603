// The copying engine: loops are merged, run in any direction, and copy objects as well as bytes.
#include "thaw/ops/array/runs.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <string>
#include <vector>

using namespace thaw;
using ops::detail::copy_plan;

namespace {
copy_plan make(std::vector<ops::detail::copy_axis> axes) {
  copy_plan p;
  for (const auto& a : axes) p.add(a);
  return p;
}
std::vector<std::int32_t> copied(const copy_plan& p, std::size_t n) {
  std::vector<std::int32_t> from(100), to(n, -1);
  std::iota(from.begin(), from.end(), 0);
  ops::detail::run_copy(p, dtype::int32, to.data(), from.data());
  return to;
}
}  // namespace

TEST_CASE("runs: loops that walk memory as one become one") {
  CHECK(make({{4, 6, 6}, {2, 3, 3}, {3, 1, 1}}).axes.size() == 1);  // dense
  CHECK(make({{4, 6, 9}, {2, 3, 3}, {3, 1, 1}}).axes.size() == 2);  // rows of 6 out of 9
  CHECK(make({{4, 1, 7}, {1, 99, 99}}).axes.size() == 1);           // a single entry is no loop
  CHECK(make({{2, -3, -3}, {3, -1, -1}}).axes.size() == 1);         // backwards all the way
  CHECK(make({{2, 3, -3}, {3, 1, 1}}).axes.size() == 2);            // rows turned round
  CHECK(make({{5, 3, 0}, {3, 1, 0}}).axes.size() == 1);             // one element everywhere
  CHECK(make({{5, 3, 0}, {3, 1, 1}}).axes.size() == 2);             // a row repeated
  CHECK(make({}).axes.empty());
}

TEST_CASE("runs: what is copied") {
  CHECK(copied(make({}), 1) == std::vector<std::int32_t>{0});
  CHECK(copied(make({{2, 3, 10}, {3, 1, 1}}), 6) == std::vector<std::int32_t>{0, 1, 2, 10, 11, 12});
  CHECK(copied(make({{2, 2, 1}, {2, 1, 10}}), 4) == std::vector<std::int32_t>{0, 10, 1, 11});
  CHECK(copied(make({{2, 2, 0}, {2, 1, 1}}), 4) == std::vector<std::int32_t>{0, 1, 0, 1});
  copy_plan back = make({{3, 1, -2}});
  back.from = 9;
  CHECK(copied(back, 3) == std::vector<std::int32_t>{9, 7, 5});
  CHECK(copied(make({{3, 1, 1}, {0, 1, 1}}), 2) == std::vector<std::int32_t>{-1, -1});
  std::vector<std::int32_t> row(40);
  std::iota(row.begin(), row.end(), 0);
  CHECK(copied(make({{40, 1, 1}}), 40) == row);
}

TEST_CASE("runs: strings are copied as strings") {
  const std::string from[] = {"a", "a string too long to be held in place", "c"};
  std::string to[3];
  copy_plan p = make({{3, 1, -1}});
  p.from = 2;
  ops::detail::run_copy(p, dtype::string, to, from);
  CHECK(to[0] == from[2]);
  CHECK(to[1] == from[1]);
  ops::detail::fill_elements(dtype::string, to, 3, from);
  CHECK(to[2] == "a");
}
