#include "thaw/wire/utf8.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

namespace wire = thaw::wire;

TEST_CASE("utf8: every character, and none else") {
  std::size_t wrong = 0;
  for (std::uint32_t point = 0; point <= 0x10ffff; ++point) {
    std::string s;
    wire::append_utf8(s, point);
    const bool surrogate = point >= 0xd800 && point < 0xe000;
    if (wire::is_utf8(s) == surrogate || (!surrogate && wire::utf8_length(s, 0) != s.size())) ++wrong;
  }
  CHECK(wrong == 0);
  // All strings of two bytes: one character of two bytes, or two of one.
  std::size_t valid = 0;
  for (int a = 0; a < 256; ++a)
    for (int b = 0; b < 256; ++b)
      valid += wire::is_utf8(std::string{static_cast<char>(a), static_cast<char>(b)}) ? 1 : 0;
  CHECK(valid == 128 * 128 + 0x800 - 0x80);
}

TEST_CASE("utf8: at every place of a long string") {
  for (std::size_t i = 0; i < 40; ++i) {
    std::string s(40, 'x');
    s[i] = '\xff';
    CHECK_FALSE(wire::is_utf8(s));
    s.replace(i, 1, "\xe2\x82\xac");
    CHECK(wire::is_utf8(s));
    CHECK_FALSE(wire::is_utf8(std::string_view(s).substr(0, i + 2)));
  }
  CHECK(wire::is_utf8(""));
}
