#include "thaw/core/text.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <random>

using strings = std::vector<std::string>;

namespace {
// The definition, without a band: the reference for the banded rows.
std::size_t slow_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i)
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}
}  // namespace

TEST_CASE("edit_distance: by hand") {
  CHECK(thaw::edit_distance("", "") == 0);
  CHECK(thaw::edit_distance("", "abc") == 3);
  CHECK(thaw::edit_distance("kitten", "sitting") == 3);
  CHECK(thaw::edit_distance("softmax", "sofmtax") == 1);
  CHECK(thaw::edit_distance("ca", "abc") == 3);  // not 2: a place is edited once
  CHECK(thaw::edit_distance("kernel", "bias", 2) == 3);
  CHECK(thaw::edit_distance("a", "a", 0) == 0);
  CHECK(thaw::edit_distance("a", "b", 0) == 1);
}

TEST_CASE("edit_distance: every limit agrees with the definition") {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string a(random() % 9, ' '), b(random() % 9, ' ');
    for (char& c : a) c = static_cast<char>('a' + random() % 3);
    for (char& c : b) c = static_cast<char>('a' + random() % 3);
    const std::size_t exact = slow_distance(a, b);
    CAPTURE(a);
    CAPTURE(b);
    CHECK(thaw::edit_distance(a, b) == exact);
    for (std::size_t limit = 0; limit < 10; ++limit)
      CHECK(thaw::edit_distance(a, b, limit) == std::min(exact, limit + 1));
  }
}

TEST_CASE("edit_distance: hostile lengths are cheap with a limit") {
  const std::string a(1 << 20, 'a'), b(1 << 20, 'b');
  CHECK(thaw::edit_distance(a, b, 3) == 4);
  CHECK(thaw::edit_distance(a, a + "bb", 3) == 2);
}

TEST_CASE("nearest") {
  const strings names = {"model/conv1/kernel", "model/conv1/bias", "model/conv2/kernel", "softmax",    "Softmax_1",
                         "dense/kernel",       "dense/bias",       "global_step",        "input_image"};
  CHECK(thaw::nearest("sotfmax", names) == strings{"softmax"});
  CHECK(thaw::nearest("SOFTMAX", names) == strings{"softmax", "Softmax_1"});
  CHECK(thaw::nearest("conv1/kernel", names, 1) == strings{"model/conv1/kernel"});
  CHECK(thaw::nearest("scope/dense/bias", names, 1) == strings{"dense/bias"});
  CHECK(thaw::nearest("dense", names) == strings{"dense/bias", "dense/kernel"});
  CHECK(thaw::nearest("other/conv9/kernel", names, 2) == strings{"model/conv1/kernel", "model/conv2/kernel"});
  CHECK(thaw::nearest("global_stop", names) == strings{"global_step"});
  CHECK(thaw::nearest("nothing_like_it", names).empty());
  CHECK(thaw::nearest("softmax", names, 0).empty());
  CHECK(thaw::nearest("", names).empty());
  CHECK(thaw::nearest("x", strings{}).empty());
}

TEST_CASE("nearest: order and duplicates of the candidates do not matter; any range of strings will do") {
  CHECK(thaw::nearest("ab", strings{"ac", "aa", "ad", "aa"}) == strings{"aa", "ac", "ad"});
  CHECK(thaw::nearest("ab", strings{"ad", "aa", "ac"}, 2) == strings{"aa", "ac"});
  CHECK(thaw::nearest("ab", std::array<const char*, 2>{"ac", "aa"}) == strings{"aa", "ac"});
  const std::string_view views[] = {"ac", "zz"};
  CHECK(thaw::nearest("ab", views) == strings{"ac"});
}

TEST_CASE("join") {
  CHECK(thaw::join(strings{}) == "");
  CHECK(thaw::join(strings{"a"}) == "a");
  CHECK(thaw::join(strings{"a", "b", "c"}) == "a, b, c");
  CHECK(thaw::join(strings{"a", "b", "c"}, ", ", 3) == "a, b, c");
  CHECK(thaw::join(strings{"a", "b", "c", "d", "e"}, ", ", 3) == "a, b, c and 2 more");
  CHECK(thaw::join(strings{"a", "b"}, ", ", 0) == "2");
  CHECK(thaw::join(std::vector<std::int64_t>{1, 2, 3}, "x") == "1x2x3");
}
