#include "thaw/wire/reader.hpp"

#include <doctest/doctest.h>

#include "wire/support.hpp"

using thaw::wire::reader;
using wire_test::error_of;
using wire_test::unhex;

TEST_CASE("reader: values and positions") {
  const std::string bytes = unhex("05 8502 ffffffffffffffffff01 78563412 efcdab8967452301 616263");
  reader in(bytes, 1000);
  CHECK(in.position() == 1000);
  CHECK(in.remaining() == bytes.size());
  CHECK(in.varint32() == 5);
  CHECK(in.varint32() == 261);
  CHECK(in.varint64() == ~std::uint64_t{0});
  CHECK(in.fixed32() == 0x12345678u);
  CHECK(in.fixed64() == 0x0123456789abcdefu);
  CHECK(in.position() == 1025);
  reader part = in.part(2);
  CHECK(part.position() == 1025);
  CHECK(part.bytes(2) == "ab");
  CHECK(part.done());
  CHECK(in.rest() == "c");
  CHECK(in.bytes(1) == "c");
  CHECK(in.done());
  CHECK(in.bytes(0).empty());
}

TEST_CASE("reader: what does not fit is an error with its position") {
  const auto of = [](std::string_view hex, auto read) {
    return error_of([&] {
      const std::string bytes = unhex(hex);
      reader in(bytes, 10);
      read(in);
    });
  };
  const auto varint64 = [](reader& in) { in.varint64(); };
  const auto varint32 = [](reader& in) { in.varint32(); };
  const auto length = [](reader& in) { in.length(); };
  CHECK(of("", varint64) == "the data ends inside a varint, at byte 10");
  CHECK(of("8080", varint64) == "the data ends inside a varint, at byte 12");
  CHECK(of("8080808080808080808080", varint64) == "a varint is longer than 10 bytes, at byte 10");
  CHECK(of("808080808000", varint32) == "a varint is longer than 5 bytes, at byte 10");
  CHECK(of("8080808010", varint32) == "a varint does not fit 32 bits, at byte 10");
  CHECK(of("ffffffff0f", varint32).empty());
  CHECK(of("010203", [](reader& in) { in.fixed32(); }) == "4 bytes wanted, 3 left, at byte 10");
  CHECK(of("01020304050607", [](reader& in) { in.fixed64(); }) == "8 bytes wanted, 7 left, at byte 10");
  CHECK(of("01", [](reader& in) { in.bytes(~std::uint64_t{0}); }) ==
        "18446744073709551615 bytes wanted, 1 left, at byte 10");
  CHECK(of("0201", length) == "length 2 runs past the end (1 bytes left), at byte 10");
  CHECK(of("ffffffffffffffffff01", length) ==
        "length 18446744073709551615 runs past the end (0 bytes left), at byte 10");
  CHECK(of("0201", [](reader& in) { in.part(3); }) == "3 bytes wanted, 2 left, at byte 10");
}

TEST_CASE("reader: an unterminated varint at every length") {
  for (std::size_t n = 0; n < 12; ++n) {
    const std::string bytes(n, '\x80');
    CHECK(!error_of([&] { reader(bytes).varint64(); }).empty());
    CHECK(!error_of([&] { reader(bytes).tag(); }).empty());
  }
}

TEST_CASE("reader: an empty view without an address") {
  reader in{std::string_view()};
  CHECK(in.done());
  CHECK(in.bytes(0).empty());
  CHECK(!error_of([&] { in.bytes(1); }).empty());
}
