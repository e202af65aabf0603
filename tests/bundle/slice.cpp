#include "thaw/bundle/slice.hpp"

#include <numeric>

#include "bundle/support.hpp"

using namespace bundle_test;
namespace bundle = thaw::bundle;
using thaw::shape;

TEST_CASE("slice specs: text and back") {
  for (const char* text :
       {"", "6 4 0,2:-", "6 4 -:-", "150 70,80", "2 3 4 1,1:0,3:-", "0 -", "9223372036854775807 -"}) {
    CAPTURE(text);
    CHECK(bundle::parse_slice_spec(text).to_string() == text);
  }
  const auto spec = bundle::parse_slice_spec("6 4 0,2:-");
  CHECK_FALSE(spec.whole);
  CHECK(spec.full_shape == shape{6, 4});
  CHECK(spec.slice.shape_in(spec.full_shape) == shape{2, 4});
  CHECK(spec.slice.resolved(spec.full_shape).to_string() == "0,2:0,4");
  CHECK(bundle::parse_slice_spec("").whole);
}

TEST_CASE("slice specs: what is wrong") {
  for (const char* text :
       {" ", "6", "6 4", "6 4 0,2:- ", "6 4  0,2:-", "6 4 0,0:-", "6 4 -1,2:-", "6 4 0,-1:-", "-6 4 -:-", "x 4 -:-",
        "6 4 0;2:-", "6 4 0,2:", "6 4 0,2:+", "6 4 0x1,2:-", "6 4 9223372036854775808,2:-"}) {
    CAPTURE(text);
    CHECK(contains(error_of([&] { bundle::parse_slice_spec(text); }), "invalid_argument: "));
  }
  // TensorFlow's code for slices that are well-formed but do not fit (TensorSlice::SliceTensorShape).
  for (const char* text : {"6 4 0,2", "6 4 0,2:-:-", "6 4 5,2:-", "6 4 7,1:-", "6 4 9223372036854775807,2:-"}) {
    CAPTURE(text);
    CHECK(contains(error_of([&] { bundle::parse_slice_spec(text); }),
                   thaw::concat("internal: shape_and_slice \"", text)));
  }
}

TEST_CASE("slice keys") {
  CHECK(bundle::slice_key("w", bundle::parse_tensor_slice("0,2:-")) == unhex("00 77 0001 0102 8082 807f"));
  CHECK(bundle::slice_key("v", bundle::parse_tensor_slice("0,150")) == unhex("00 76 0001 0101 80c096"));
  CHECK(bundle::slice_key("pv", bundle::parse_tensor_slice("3,2:0,3")) == unhex("00 7076 0001 0102 8382 8083"));
  CHECK(bundle::slice_key("s", {}) == unhex("00 73 0001 00"));
}

namespace {
using box = bundle::tensor_slice;
// The elements of a box, numbered as in the whole tensor.
std::vector<std::int64_t> elements(const shape& whole, const box& b) {
  std::vector<std::int64_t> values{0};
  for (std::size_t d = 0; d < whole.rank(); ++d) {
    std::vector<std::int64_t> next;
    for (const std::int64_t v : values)
      for (std::int64_t i = 0; i < b.extents[d].length; ++i) next.push_back(v * whole[d] + b.extents[d].start + i);
    values = std::move(next);
  }
  return values;
}
}  // namespace

TEST_CASE("copy_overlap: all pairs of boxes") {
  for (const shape& whole : {shape{}, shape{4}, shape{3, 4}, shape{2, 3, 2}}) {
    CAPTURE(whole.to_string());
    std::vector<box> boxes{{}};
    for (std::size_t d = 0; d < whole.rank(); ++d) {
      std::vector<box> more;
      for (const box& b : boxes)
        for (std::int64_t start = 0; start < whole[d]; ++start)
          for (std::int64_t length = 1; start + length <= whole[d]; ++length) {
            more.push_back(b);
            more.back().extents.push_back({start, length});
          }
      boxes = std::move(more);
    }
    for (const box& from : boxes)
      for (const box& to : boxes) {
        const auto source = elements(whole, from), wanted = elements(whole, to);
        std::vector<std::int64_t> got(wanted.size(), -1);
        std::int64_t common = 0;
        for (const std::int64_t v : wanted) common += std::count(source.begin(), source.end(), v);
        REQUIRE(bundle::copy_overlap(from, source.data(), to, got.data(), sizeof(std::int64_t)) == common);
        REQUIRE(bundle::slices_overlap(from, to) == (common != 0));
        for (std::size_t i = 0; i < wanted.size(); ++i)
          REQUIRE(got[i] == (std::count(source.begin(), source.end(), wanted[i]) != 0 ? wanted[i] : -1));
      }
  }
}
