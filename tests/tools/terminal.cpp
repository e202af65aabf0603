#include "thaw/terminal.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "thaw/table.hpp"

namespace {
tool::screen plain(std::size_t width) {
  tool::screen s;
  s.width = width;
  return s;
}
}  // namespace

TEST_CASE("printable: nothing moves the cursor or breaks a line") {
  CHECK(tool::printable("conv1/kernel:0") == "conv1/kernel:0");
  CHECK(tool::printable("a\nb\tc\rd") == "a\\nb\\tc\\x0dd");
  CHECK(tool::printable("\x1b[31mred") == "\\x1b[31mred");
  CHECK(tool::printable("\xc2\x9b"
                        "31m") == "\\xc2\\x9b31m");  // CSI as one C1 character
  CHECK(tool::printable("größe → 3") == "größe → 3");
  CHECK(tool::printable("\xff\xc3") == "\\xff\\xc3");
  CHECK(tool::printable(std::string("a\0b", 3)) == "a\\x00b");
  CHECK(tool::printable("\x7f") == "\\x7f");
}

TEST_CASE("shortened: cut in the middle, by characters") {
  CHECK(tool::shortened("abcdef", 6) == "abcdef");
  CHECK(tool::shortened("abcdefg", 6) == "ab…efg");
  CHECK(tool::shortened("äöüäöüä", 6) == "äö…öüä");
  CHECK(tool::shortened("abc", 0) == "abc");
  CHECK(tool::shortened("abc", 1) == "…");
  for (std::size_t most = 1; most < 12; ++most)
    CHECK(tool::columns(tool::shortened("model/layer/kernel", most)) == most);
}

TEST_CASE("numbers for people") {
  CHECK(tool::with_commas(0) == "0");
  CHECK(tool::with_commas(999) == "999");
  CHECK(tool::with_commas(1000) == "1,000");
  CHECK(tool::with_commas(1234567) == "1,234,567");
  CHECK(tool::count_of(1, "node") == "1 node");
  CHECK(tool::count_of(0, "node") == "0 nodes");
  CHECK(tool::count_of(2000, "box", "boxes") == "2,000 boxes");
  CHECK(tool::byte_size(0) == "0 B");
  CHECK(tool::byte_size(999) == "999 B");
  CHECK(tool::byte_size(1000) == "1.0 KB");
  CHECK(tool::byte_size(999949) == "999.9 KB");
  CHECK(tool::byte_size(999950) == "1.0 MB");
  CHECK(tool::byte_size(18446744073709551615u) == "18.4 EB");
}

TEST_CASE("fit_list: as many as fit, and how many are left") {
  const std::vector<std::string> items = {"alpha", "beta", "gamma", "delta"};
  CHECK(tool::fit_list(items, 0) == "alpha, beta, gamma, delta");
  CHECK(tool::fit_list(items, 25) == "alpha, beta, gamma, delta");
  CHECK(tool::fit_list(items, 24) == "alpha, beta and 2 more");
  CHECK(tool::fit_list(items, 1) == "alpha and 3 more");
  CHECK(tool::fit_list({}, 10).empty());
  for (std::size_t width = 16; width < 30; ++width) CHECK(tool::columns(tool::fit_list(items, width)) <= width);
}

TEST_CASE("paint: only where there is colour") {
  tool::screen s = plain(80);
  CHECK(tool::paint(s, tool::style::bad, "x") == "x");
  s.colour = true;
  CHECK(tool::paint(s, tool::style::bad, "x") == "\x1b[31mx\x1b[0m");
  CHECK(tool::paint(s, tool::style::normal, "x") == "x");
  CHECK(tool::paint(s, tool::style::bad, "").empty());
}

TEST_CASE("table: columns line up, no blanks at line ends, the elastic column gives way") {
  tool::table t(2, 0);
  t.row({"a/long/name/of/a/variable", "float32", {"4 B", tool::style::normal, true}});
  t.row({"b", "int64", {"1.0 KB", tool::style::normal, true}, "more"});
  t.row({"c", "", {"", tool::style::normal, true}});
  CHECK(t.to_string(plain(0)) ==
        "  a/long/name/of/a/variable  float32     4 B\n"
        "  b                          int64    1.0 KB  more\n"
        "  c\n");
  CHECK(t.to_string(plain(45)) ==
        "  a/long/na…a/variable  float32     4 B\n"
        "  b                     int64    1.0 KB  more\n"
        "  c\n");
}

TEST_CASE("wrapped: at blanks, not within words, colours not counted") {
  CHECK(tool::wrapped("one two three", 0, 2) == "one two three\n");
  CHECK(tool::wrapped("one two three", 13, 2) == "one two three\n");
  CHECK(tool::wrapped("one two three", 9, 2) == "one two\n  three\n");
  CHECK(tool::wrapped("a-long-word b", 5, 2) == "a-long-word\n  b\n");
  CHECK(tool::wrapped("  \x1b[2mone two\x1b[0m", 9, 2) == "  \x1b[2mone two\x1b[0m\n");
  CHECK(tool::wrapped("", 9, 2) == "\n");
}
