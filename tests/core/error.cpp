#include "thaw/core/error.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

namespace {
struct point {
  int x, y;
};
void append(std::string& to, const point& p) { to += thaw::concat('(', p.x, ';', p.y, ')'); }
}  // namespace

TEST_CASE("error: codes have TensorFlow's numbers and names") {
  CHECK(static_cast<int>(thaw::code::invalid_argument) == 3);
  CHECK(static_cast<int>(thaw::code::data_loss) == 15);
  CHECK(static_cast<int>(thaw::code::unauthenticated) == 16);
  CHECK(thaw::name(thaw::code::ok) == "ok");
  CHECK(thaw::name(thaw::code::failed_precondition) == "failed_precondition");
  CHECK(thaw::name(thaw::code::unauthenticated) == "unauthenticated");
  CHECK(thaw::name(static_cast<thaw::code>(17)) == "unknown");
  CHECK(thaw::name(static_cast<thaw::code>(-1)) == "unknown");
}

TEST_CASE("error: concat takes text, numbers, truth and whatever has an append") {
  CHECK(thaw::concat() == "");
  CHECK(thaw::concat("a", 'b', std::string("c"), std::string_view("d")) == "abcd");
  CHECK(thaw::concat(-1, ' ', std::uint8_t{200}, ' ', INT64_MIN, ' ', UINT64_MAX) ==
        "-1 200 -9223372036854775808 18446744073709551615");
  CHECK(thaw::concat(true, ' ', false) == "true false");
  CHECK(thaw::concat(0.5f, ' ', 1e300, ' ', 0.1) == "0.5 1e+300 0.1");
  CHECK(thaw::concat("at ", point{1, -2}) == "at (1;-2)");
}

TEST_CASE("error: fail throws the code and the parts") {
  try {
    thaw::fail(thaw::code::not_found, "no tensor ", 7);
  } catch (const thaw::error& e) {
    CHECK(e.code() == thaw::code::not_found);
    CHECK(e.message() == "no tensor 7");
    CHECK(std::string(e.what()) == "no tensor 7");
    return;
  }
  FAIL("nothing was thrown");
}

TEST_CASE("error: context is added from the inside out, and only on failure") {
  int made = 0;
  const auto context = [&made](const char* text) {
    return [&made, text] {
      ++made;
      return text;
    };
  };
  const int x = 3;
  const int& same = thaw::with_context([&]() -> const int& { return x; }, context("unused"));
  CHECK(&same == &x);
  CHECK(made == 0);
  const auto broken = [&] {
    thaw::with_context(
        [&] { thaw::with_context([] { thaw::fail(thaw::code::data_loss, "cut off"); }, context("inner")); },
        context("outer"));
  };
  CHECK_THROWS_WITH_AS(broken(), "outer: inner: cut off", thaw::error);
  CHECK(made == 2);
}

TEST_CASE("error: the handler for builds without exceptions can be set and reset") {
  const auto mine = [](const thaw::error&) {};
  const thaw::error_handler before = thaw::set_error_handler(mine);
  CHECK((thaw::set_error_handler(nullptr) == static_cast<thaw::error_handler>(mine)));
  CHECK((thaw::set_error_handler(before) == before));  // null had brought back the default
}
