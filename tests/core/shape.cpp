#include "thaw/core/shape.hpp"

#include <doctest/doctest.h>

#include <utility>
#include <vector>

using thaw::shape;

namespace {
shape ones(std::size_t rank) { return shape(std::vector<std::int64_t>(rank, 1)); }
}  // namespace

TEST_CASE("shape: text") {
  CHECK(shape{}.to_string() == "[]");
  CHECK(shape{2, -1, 3}.to_string() == "[2,?,3]");
  CHECK(shape::unknown().to_string() == "?");
  CHECK(shape::unknown_of_rank(2).to_string() == "[?,?]");
  CHECK(thaw::concat("shape ", shape{7}) == "shape [7]");
}

TEST_CASE("shape: what is known") {
  CHECK(shape{}.is_scalar());
  CHECK(shape{}.is_fully_defined());
  CHECK(shape{2, 0}.is_fully_defined());
  CHECK_FALSE(shape{2, -1}.is_fully_defined());
  CHECK_FALSE(shape::unknown().is_fully_defined());
  CHECK_FALSE(shape::unknown().is_scalar());
  CHECK_FALSE(shape::unknown().has_rank());
  CHECK(shape::unknown_of_rank(3).rank() == 3);
}

TEST_CASE("shape: number of elements, up to 2^63 - 1") {
  CHECK(shape{}.elements() == 1);
  CHECK(shape{2, 3, 4}.elements() == 24);
  CHECK(shape{2, 0, 4}.elements() == 0);
  CHECK(shape{INT64_MAX}.elements() == INT64_MAX);
  CHECK(shape{INT64_MAX, 1, 1}.elements() == INT64_MAX);
  CHECK(shape{INT64_MAX / 3, 3}.elements() == INT64_MAX / 3 * 3);
  CHECK_THROWS_AS(shape({INT64_MAX / 3 + 1, 3}).elements(), thaw::error);
  CHECK_THROWS_AS(shape({std::int64_t{1} << 32, std::int64_t{1} << 31}).elements(), thaw::error);
  CHECK_THROWS_AS(shape({INT64_MAX, INT64_MAX, INT64_MAX}).elements(), thaw::error);
  CHECK_THROWS_WITH_AS(shape({INT64_MAX, 2}).elements(),
                       "shape [9223372036854775807,2] has more than 2^63 - 1 elements", thaw::error);
  // As in TensorFlow, an empty tensor cannot have other dimensions that overflow, in any order.
  CHECK_THROWS_AS(shape({INT64_MAX, 2, 0}).elements(), thaw::error);
  CHECK_THROWS_AS(shape({0, INT64_MAX, 2}).elements(), thaw::error);
}

TEST_CASE("shape: the rank is limited as in TensorFlow") {
  shape s = ones(thaw::max_rank);
  CHECK(s.rank() == 254);
  CHECK(s.elements() == 1);
  CHECK_THROWS_WITH_AS(s.push_back(1), "a shape has more than 254 dimensions", thaw::error);
  CHECK_THROWS_AS(ones(255), thaw::error);
  CHECK_THROWS_AS(shape::unknown_of_rank(255), thaw::error);
}

TEST_CASE("shape: copies, moves and writes, held in place and not") {
  for (std::size_t rank = 0; rank < 20; ++rank) {
    CAPTURE(rank);
    shape a;
    for (std::size_t i = 0; i < rank; ++i) a.push_back(static_cast<std::int64_t>(i));
    CHECK(a.rank() == rank);
    const shape copy = a;
    CHECK(copy == a);
    if (rank != 0) {
      CHECK(a.back() == static_cast<std::int64_t>(rank - 1));
      a[rank - 1] = 77;
      CHECK(copy != a);
      CHECK(copy[rank - 1] == static_cast<std::int64_t>(rank - 1));
      a = copy;
    }
    shape moved = std::move(a);
    CHECK(moved == copy);
    CHECK(a == shape{});  // NOLINT: a moved-from shape is a scalar's
    a.push_back(5);
    CHECK(a == shape{5});
    a = std::move(moved);
    CHECK(a == copy);
    CHECK(std::vector<std::int64_t>(a.begin(), a.end()).size() == rank);
    std::swap(a, moved);
    CHECK(moved == copy);
  }
  shape u = shape::unknown();
  const shape v = std::move(u);
  CHECK_FALSE(v.has_rank());
}

TEST_CASE("shape: equality is exact, compatibility is not") {
  CHECK(shape{2, 3} == shape{2, 3});
  CHECK(shape{2, 3} != shape{2, 3, 1});
  CHECK(shape{} != shape::unknown());
  CHECK(shape::unknown() == shape::unknown());
  CHECK(shape{2, -1}.is_compatible_with(shape{-1, 3}));
  CHECK(shape{2, -1}.is_compatible_with(shape::unknown()));
  CHECK(shape::unknown().is_compatible_with(shape{1}));
  CHECK_FALSE(shape{2, -1}.is_compatible_with(shape{3, 3}));
  CHECK_FALSE(shape{2}.is_compatible_with(shape{2, 1}));
  CHECK_FALSE(shape{}.is_compatible_with(shape{1}));
}
