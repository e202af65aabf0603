// The signatures of our ops are TensorFlow's (tests/data/ops/signatures.tsv comes from its registry).
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

#include "thaw/core/file.hpp"
#include "thaw/ops/all.hpp"

namespace {
/// Commas and blanks within braces are written either way.
std::string without_blanks(std::string_view s) {
  std::string r(s);
  r.erase(std::remove(r.begin(), r.end(), ' '), r.end());
  return r;
}
}  // namespace

TEST_CASE("ops: signatures equal TensorFlow's registry") {
  std::unordered_map<std::string, std::string> wanted;
  const std::string file = thaw::read_file(THAW_TEST_DATA "/ops/signatures.tsv");
  for (std::size_t at = file.find('\n') + 1; at < file.size();) {
    const std::size_t tab = file.find('\t', at), end = std::min(file.find('\n', at), file.size());
    REQUIRE(tab < end);
    wanted.emplace(file.substr(at, tab - at), file.substr(tab + 1, end - tab - 1));
    at = end + 1;
  }
  REQUIRE(wanted.size() > 1000);
  for (const thaw::op_index::entry& e : thaw::index_of<thaw::ops::all>().entries()) {
    const auto found = wanted.find(std::string(e.info.name()));
    REQUIRE_MESSAGE(found != wanted.end(), std::string(e.info.name()));
    CHECK(without_blanks(e.info.text) == without_blanks(found->second));
  }
}
