#include "thaw/bundle/crc32c.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <string>
#include <vector>

namespace bundle = thaw::bundle;
using bundle::detail::crc32c_variants;

namespace {
std::string counting(std::size_t n) {
  std::string s(n, '\0');
  for (std::size_t i = 0; i < n; ++i) s[i] = static_cast<char>(i * 131 + (i >> 7));
  return s;
}
// By the definition, bit by bit: the reference for all others.
std::uint32_t slow(std::uint32_t crc, std::string_view bytes) {
  crc = ~crc;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int i = 0; i < 8; ++i) crc = (crc & 1u) != 0 ? crc >> 1 ^ 0x82f63b78u : crc >> 1;
  }
  return ~crc;
}
}  // namespace

TEST_CASE("crc32c: known values") {
  std::string rising(32, '\0');
  for (std::size_t i = 0; i < 32; ++i) rising[i] = static_cast<char>(i);
  const struct {
    std::string bytes;
    std::uint32_t crc;
  } rows[] = {{"", 0},
              {"123456789", 0xe3069283u},
              {std::string(32, '\0'), 0x8a9136aau},
              {std::string(32, '\xff'), 0x62a8ab43u},
              {rising, 0x46dd794eu}};
  for (const auto& variant : crc32c_variants) {
    if (!variant.supported()) {
      MESSAGE("not on this CPU: ", variant.name);
      continue;
    }
    CAPTURE(variant.name);
    for (const auto& row : rows) CHECK(variant.extend(0, row.bytes.data(), row.bytes.size()) == row.crc);
  }
}

TEST_CASE("crc32c: every length, unaligned, and every way to cut") {
  const std::string text = counting(3000);
  for (const auto& variant : crc32c_variants) {
    if (!variant.supported()) continue;
    CAPTURE(variant.name);
    for (std::size_t n = 0; n < 900; ++n) {
      const std::size_t start = n % 9;
      REQUIRE(variant.extend(77, text.data() + start, n) == slow(77, std::string_view(text).substr(start, n)));
    }
    const std::uint32_t whole = slow(0, text);
    for (std::size_t cut = 0; cut <= text.size(); ++cut)
      REQUIRE(variant.extend(variant.extend(0, text.data(), cut), text.data() + cut, text.size() - cut) == whole);
  }
}

TEST_CASE("crc32c: lengths around those that are done in three runs") {
  const std::string text = counting(50000);
  for (const auto& variant : crc32c_variants) {
    if (!variant.supported()) continue;
    CAPTURE(variant.name);
    for (const std::size_t n : {767u, 768u, 769u, 1535u, 1536u, 12287u, 12288u, 12289u, 24576u, 25344u, 49999u, 50000u})
      CHECK(variant.extend(1, text.data(), n) == slow(1, std::string_view(text).substr(0, n)));
  }
}

TEST_CASE("crc32c_copy copies and sums up") {
  const std::string text = counting(40001);
  for (const std::size_t n : {0u, 1u, 7u, 12287u, 12288u, 12289u, 40001u}) {
    std::string copy(n + 1, 'x');
    CHECK(bundle::crc32c_copy(5, &copy[0], text.data(), n) == slow(5, std::string_view(text).substr(0, n)));
    CHECK(std::memcmp(copy.data(), text.data(), n) == 0);
    CHECK(copy[n] == 'x');
  }
}

TEST_CASE("crc32c: masked form") {
  CHECK(bundle::crc32c_mask(0) == 0xa282ead8u);
  CHECK(bundle::crc32c_mask(0xe3069283u) == 0xc78ab0e5u);
  std::uint32_t x = 1;
  for (int i = 0; i < 1000; ++i, x = x * 1664525u + 1013904223u)
    REQUIRE(bundle::crc32c_unmask(bundle::crc32c_mask(x)) == x);
}
