// Windows whose input is known only in part when a plan is made, and sizes that don't fit.
#include "thaw/ops/nn/window.hpp"

#include <doctest/doctest.h>

using namespace thaw::ops::detail;

TEST_CASE("window: sizes that are not known stay unknown") {
  CHECK(window_along(-1, 3, 1, 1, {padding_kind::same}, 0, 0).out == -1);
  CHECK(window_along(5, -1, 1, 1, {padding_kind::valid}, 0, 0).out == -1);
}

TEST_CASE("window: SAME, VALID and EXPLICIT") {
  const auto same = window_along(4, 3, 2, 1, {padding_kind::same}, 0, 0);
  CHECK(same.out == 2);
  CHECK(same.before == 0);  // of one pixel of padding the smaller half goes first
  CHECK(window_along(7, 1, 3, 1, {padding_kind::same}, 0, 0).out == 3);
  CHECK(window_along(7, 3, 2, 2, {padding_kind::valid}, 0, 0).out == 2);
  const auto given = window_along(4, 3, 1, 1, {padding_kind::given}, 2, 1);
  CHECK(given.out == 5);
  CHECK(given.before == 2);
}

TEST_CASE("window: larger than the input by less than a stride gives nothing, by more is an error") {
  CHECK(window_along(2, 3, 1, 1, {padding_kind::valid}, 0, 0).out == 0);
  CHECK(window_along(2, 5, 2, 1, {padding_kind::valid}, 0, 0).out == 0);
  CHECK_THROWS_AS(window_along(2, 5, 1, 1, {padding_kind::valid}, 0, 0), thaw::error);
}
