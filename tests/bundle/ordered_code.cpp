#include "thaw/bundle/ordered_code.hpp"

#include <cstdint>
#include <random>

#include "bundle/support.hpp"

using namespace bundle_test;
namespace bundle = thaw::bundle;

namespace {
std::string number(std::uint64_t n) {
  std::string s;
  bundle::append_ordered_number(s, n);
  return s;
}
std::string text(std::string_view t) {
  std::string s;
  bundle::append_ordered_string(s, t);
  return s;
}
std::string integer(std::int64_t n) {
  std::string s;
  bundle::append_ordered_signed(s, n);
  return s;
}
// The reverse, to see that nothing is lost.
std::int64_t decode(const std::string& s) {
  const bool negative = (static_cast<unsigned char>(s[0]) & 0x80u) == 0;
  std::uint64_t bits = negative ? ~std::uint64_t{0} : 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    auto byte = static_cast<unsigned char>(s[i]);
    for (std::size_t bit = 8 * i; bit < 8 * i + 8 && bit < s.size(); ++bit)
      byte = static_cast<unsigned char>(byte ^ 0x80u >> bit % 8);
    bits = bits << 8 | byte;
  }
  return static_cast<std::int64_t>(bits);
}
}  // namespace

TEST_CASE("ordered code: numbers and strings") {
  CHECK(number(0) == unhex("00"));
  CHECK(number(1) == unhex("0101"));
  CHECK(number(255) == unhex("01ff"));
  CHECK(number(256) == unhex("020100"));
  CHECK(number(UINT64_MAX) == unhex("08ffffffffffffffff"));
  CHECK(text("w") == unhex("770001"));
  CHECK(text("") == unhex("0001"));
  CHECK(text(std::string_view("a\0b\xff", 4)) == unhex("61 00ff 62 ff00 0001"));
}

TEST_CASE("ordered code: signed numbers as TensorFlow has them") {
  const struct {
    std::int64_t n;
    const char* hex;
  } rows[] = {{0, "80"},
              {1, "81"},
              {-1, "7f"},
              {63, "bf"},
              {64, "c040"},
              {-64, "40"},
              {-65, "3fbf"},
              {8191, "dfff"},
              {8192, "e02000"},
              {100000, "e186a0"},
              {std::int64_t{1} << 31, "f880000000"},
              {INT64_MAX, "ffc07fffffffffffffff"},
              {INT64_MIN, "003f8000000000000000"}};
  for (const auto& row : rows) {
    CAPTURE(row.n);
    CHECK(integer(row.n) == unhex(row.hex));
    CHECK(decode(integer(row.n)) == row.n);
  }
}

TEST_CASE("ordered code: the order of bytes is that of the values") {
  std::mt19937_64 random(7);
  const auto any = [&] { return static_cast<std::int64_t>(random()) >> random() % 64; };
  for (int i = 0; i < 20000; ++i) {
    const std::int64_t a = any(), b = i % 3 == 0 ? a + 1 - static_cast<std::int64_t>(random() % 3) : any();
    REQUIRE((integer(a) < integer(b)) == (a < b));
    REQUIRE(decode(integer(a)) == a);
    const auto ua = static_cast<std::uint64_t>(a), ub = static_cast<std::uint64_t>(b);
    REQUIRE((number(ua) < number(ub)) == (ua < ub));
  }
  std::vector<std::string> words{
      "", std::string(1, '\0'), std::string(2, '\0'), "a", std::string("a\0", 2), "a\xff", "ab", "\xff"};
  for (const auto& a : words)
    for (const auto& b : words) CHECK((text(a) < text(b)) == (a < b));
}
