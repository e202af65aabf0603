#include "thaw/bundle/snappy.hpp"

#include "bundle/support.hpp"

using namespace bundle_test;
using thaw::bundle::snappy_decompress;

TEST_CASE("snappy: each kind of element") {
  const struct {
    const char* what;
    std::string in, out;
  } rows[] = {
      {"nothing", unhex("00"), ""},
      {"a literal", unhex("03 08") + "abc", "abc"},
      {"a literal with one length byte", unhex("3d f03c") + std::string(61, 'x'), std::string(61, 'x')},
      {"a literal with two", unhex("ac02 f42b01") + std::string(300, 'y'), std::string(300, 'y')},
      {"a literal with three", unhex("03 f8020000") + "abc", "abc"},
      {"a literal with four", unhex("03 fc02000000") + "abc", "abc"},
      {"a short copy", unhex("07 08") + "abc" + unhex("01 03"), "abcabca"},
      {"a copy by two bytes", unhex("06 08") + "abc" + unhex("0a 0300"), "abcabc"},
      {"a copy by four bytes", unhex("06 08") + "abc" + unhex("0b 03000000"), "abcabc"},
      {"an overlapping copy repeats", unhex("0a 00") + "a" + unhex("22 0100"), "aaaaaaaaaa"},
      {"an overlong length", unhex("8300 08") + "abc", "abc"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    CHECK(snappy_decompress(row.in) == row.out);
    // Cut anywhere, it is an error: the length in front is never reached.
    if (row.out.empty()) continue;
    for (std::size_t n = 0; n < row.in.size(); ++n)
      CHECK(contains(error_of([&] { snappy_decompress(std::string_view(row.in).substr(0, n)); }),
                     "data_loss: corrupted snappy data"));
  }
}

TEST_CASE("snappy: what is wrong") {
  const struct {
    const char* what;
    std::string in;
  } rows[] = {
      {"no bytes at all", ""},
      {"a length of more than 32 bits", unhex("ffffffff7f 00") + "a"},
      {"a length without end", unhex("ffffffffff01")},
      {"a length that so few bytes cannot give", unhex("ffffffff0f 00") + "a"},
      {"a literal beyond the input", unhex("04 0c") + "abc"},
      {"a literal of nearly 2^32 bytes", unhex("04 fcffffffff") + "abcd"},
      {"a literal beyond the output", unhex("02 08") + "abc"},
      {"a copy before anything", unhex("04 01 01")},
      {"a copy from before the start", unhex("07 08") + "abc" + unhex("01 04")},
      {"a copy at no distance", unhex("07 08") + "abc" + unhex("01 00")},
      {"a copy beyond the output", unhex("04 08") + "abc" + unhex("01 03")},
      {"a copy cut off", unhex("07 08") + "abc" + unhex("02 03")},
      {"less than announced", unhex("08 08") + "abc" + unhex("01 03")},
      {"more after the end", unhex("03 08") + "abc" + unhex("00") + "d"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    CHECK(contains(error_of([&] { snappy_decompress(row.in); }), "data_loss: corrupted snappy data at byte "));
  }
}
