#include "thaw/sha256.hpp"

#include <doctest/doctest.h>

#include <string>

// From FIPS 180-4's examples and NIST's SHA256ShortMsg vectors.
TEST_CASE("sha256: known digests") {
  CHECK(tool::sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(tool::sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(tool::sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(tool::sha256_hex("\xd3") == "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1");
  CHECK(tool::sha256_hex(std::string(1000000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("sha256: pieces make no difference, around every block boundary") {
  for (std::size_t n = 50; n < 140; ++n) {
    const std::string text(n, 'x');
    for (std::size_t cut = 0; cut <= n; cut += 7) {
      tool::sha256 s;
      s.add(std::string_view(text).substr(0, cut));
      s.add(std::string_view(text).substr(cut));
      CHECK(s.hex() == tool::sha256_hex(text));
    }
  }
}
