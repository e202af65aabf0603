#include "thaw/wire/decimal.hpp"

#include <doctest/doctest.h>

#include <clocale>
#include <cstring>
#include <limits>

#include "wire/support.hpp"

namespace wire = thaw::wire;

namespace {
std::uint64_t bits_of_hex(const std::string& hex) {
  std::uint64_t bits = 0;
  for (const char c : hex) bits = bits << 4 | static_cast<unsigned>(wire_test::digit(c));
  return bits;
}

void check_python() {
  for (const auto& row : wire_test::rows("wire/decimal.tsv")) {
    CAPTURE(row[1]);
    const std::uint64_t bits = bits_of_hex(row[1]);
    double back = 0;
    const std::string digits = row[2].substr(row[2][0] == '-' ? 1 : 0);
    const bool finite = wire::parse_decimal(digits, back);
    CHECK(finite == (digits != "inf" && digits != "nan"));
    if (row[2][0] == '-') back = -back;
    if (row[0] == "d") {
      double x;
      std::memcpy(&x, &bits, sizeof x);
      CHECK(wire::to_decimal(x) == row[2]);
      if (finite) CHECK(std::memcmp(&back, &x, sizeof x) == 0);
    } else {
      const auto low = static_cast<std::uint32_t>(bits);
      float x;
      std::memcpy(&x, &low, sizeof x);
      CHECK(wire::to_decimal(x) == row[2]);
      const float rounded = wire::to_float(back);
      if (finite) CHECK(std::memcmp(&rounded, &x, sizeof x) == 0);
    }
  }
}
}  // namespace

TEST_CASE("decimal: as python prints and reads it") { check_python(); }

TEST_CASE("decimal: in a locale with another decimal point") {
  const std::string before = std::setlocale(LC_NUMERIC, nullptr);
  bool found = false;
  for (const char* name : {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_DE"})
    found = found || std::setlocale(LC_NUMERIC, name);
  if (!found) MESSAGE("skipped: no such locale is installed");
  check_python();
  std::setlocale(LC_NUMERIC, before.c_str());
}

TEST_CASE("decimal: what is not a number") {
  double value = 7;
  for (const char* text :
       {"", ".", "e5", "1e", "1e+", "+1", "-1", " 1", "1 ", "1.2.3", "0x10", "inf", "nan", "1f", "1,5"})
    CHECK_FALSE(wire::parse_decimal(text, value));
  CHECK(value == 7);
}

TEST_CASE("decimal: to_float rounds to nearest and overflows to infinity") {
  const float largest = std::numeric_limits<float>::max(), infinity = std::numeric_limits<float>::infinity();
  CHECK(wire::to_float(3.4028235677973366e38) == infinity);  // half a step beyond the largest
  CHECK(wire::to_float(3.4028235677973362e38) == largest);
  CHECK(wire::to_float(-3.4028235677973362e38) == -largest);
  CHECK(wire::to_float(-1e300) == -infinity);
  CHECK(wire::to_float(std::numeric_limits<double>::infinity()) == infinity);
  CHECK(std::isnan(wire::to_float(std::numeric_limits<double>::quiet_NaN())));
  CHECK(wire::to_float(1e-60) == 0);
}
