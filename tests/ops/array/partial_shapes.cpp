// What is inferred when planning, before all shapes and values are known.
#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "inferring.hpp"
#include "thaw/ops/array.hpp"

using namespace thaw;
using thaw_test::infer;
using thaw_test::number;
using thaw_test::numbers;

namespace {
const shape anything = shape::unknown();
template <class Op>
std::string inferred(const std::vector<thaw_test::known>& inputs,
                     const std::vector<std::pair<std::string, proto::attr_value>>& attrs = {}) {
  return infer<Op>(inputs, attrs)[0].to_string();
}
}  // namespace

TEST_CASE("array: Reshape infers what the sizes say, and again when a check is left") {
  CHECK(inferred<ops::Reshape>({shape{2, 6}, numbers({3, -1})}) == "[3,4]");
  CHECK(inferred<ops::Reshape>({shape{-1, 6}, numbers({-1, 3})}) == "[?,3]");
  CHECK(inferred<ops::Reshape>({shape{2, 6}, shape{3}}) == "[?,?,?]");
  CHECK(inferred<ops::Reshape>({anything, anything}) == "?");
  CHECK(inferred<ops::Reshape>({shape{-1}, numbers({4, 3})}) == "[?,3]");  // 12 elements may come, or others
  CHECK(inferred<ops::Reshape>({shape{-1}, numbers({})}) == "?");
  CHECK_THROWS_AS(inferred<ops::Reshape>({shape{-1}, numbers({-1, -1})}), error);
}

TEST_CASE("array: an output of an alias is never fully known before its input is") {
  CHECK(inferred<ops::Squeeze>({shape{-1, 3}}, {{"squeeze_dims", proto::make_attr(std::vector<std::int64_t>{0})}}) ==
        "[?]");
  CHECK(inferred<ops::Squeeze>({shape{1, -1}}) == "?");
  CHECK(inferred<ops::ExpandDims>({shape{-1, 3}, number(-1)}) == "[?,3,1]");
  CHECK(inferred<ops::ExpandDims>({shape{2, 3}, shape{}}) == "[?,?,?]");
  CHECK(inferred<ops::EnsureShape>({anything}, {{"shape", proto::make_attr(shape{2, 3})}}) == "[?,3]");
  CHECK(inferred<ops::EnsureShape>({shape{2, 3}}, {{"shape", proto::make_attr(shape{-1, 3})}}) == "[2,3]");
  CHECK_THROWS_AS(inferred<ops::EnsureShape>({shape{-1, 4}}, {{"shape", proto::make_attr(shape{2, 3})}}), error);
}

TEST_CASE("array: joins merge what their inputs know") {
  CHECK(inferred<ops::Pack>({shape{-1, 3}, shape{2, -1}}, {{"N", proto::make_attr(2)}}) == "[2,2,3]");
  CHECK(inferred<ops::ConcatV2>({shape{-1, 3}, shape{2, -1}, number(0)}, {{"N", proto::make_attr(2)}}) == "[?,3]");
  CHECK(inferred<ops::ConcatV2>({shape{-1, 3}, shape{2, 1}, number(-1)}, {{"N", proto::make_attr(2)}}) == "[2,4]");
  CHECK(inferred<ops::ConcatV2>({shape{1, 3}, anything, shape{}}, {{"N", proto::make_attr(2)}}) == "[?,?]");
  CHECK_THROWS_AS(inferred<ops::ConcatV2>({shape{-1, 3}, shape{2}, number(0)}, {{"N", proto::make_attr(2)}}), error);
  CHECK_THROWS_AS(inferred<ops::ConcatV2>({shape{-1, 3}, shape{-1, 4}, number(0)}, {{"N", proto::make_attr(2)}}),
                  error);
}

TEST_CASE("array: StridedSlice of unknown sizes") {
  const auto slice = [](const shape& in, thaw_test::known begin, thaw_test::known end,
                        std::vector<std::int32_t> strides, std::int64_t shrink = 0, std::int64_t both = 0) {
    return inferred<ops::StridedSlice>({in, std::move(begin), std::move(end), numbers(strides)},
                                       {{"shrink_axis_mask", proto::make_attr(shrink)},
                                        {"begin_mask", proto::make_attr(both)},
                                        {"end_mask", proto::make_attr(both)}});
  };
  CHECK(slice({-1, 4}, numbers({0, 1}), numbers({0, 3}), {1, 1}, 0, 1) == "[?,2]");
  CHECK(slice({-1, 4}, numbers({0}), numbers({1}), {1}, 1) == "[4]");
  CHECK(slice({-1, 4}, numbers({5, 3}), numbers({6, 0}), {1, -2}, 1) == "[2]");
  CHECK(slice({3, 4}, shape{1}, shape{1}, {1}) == "[?,4]");
  CHECK(slice({3, 4}, shape{1}, shape{1}, {2}, 0, 1) == "[2,4]");
  CHECK(slice({3, 4}, shape{1}, shape{1}, {1}, 1) == "[4]");
  CHECK_THROWS_AS(slice({-1, 4}, numbers({0, 4}), numbers({1, 5}), {1, 1}, 2), error);
}

TEST_CASE("array: parts, borders and picks of unknown sizes") {
  CHECK(inferred<ops::Slice>({shape{-1, 5}, numbers({1, 2}), numbers({-1, -1})}) == "[?,3]");
  CHECK(inferred<ops::Slice>({shape{-1, 5}, shape{2}, numbers({2, 3})}) == "[2,3]");
  CHECK(inferred<ops::Split>({number(1), shape{-1, 6}}, {{"num_split", proto::make_attr(3)}}) == "[?,2]");
  CHECK(inferred<ops::SplitV>({shape{7}, numbers({3, -1}), number(0)},
                              {{"num_split", proto::make_attr(2)}, {"Tlen", proto::make_attr(dtype::int32)}}) == "[3]");
  CHECK(inferred<ops::Pad>({shape{-1, 2}, tensor::from<std::int32_t>({1, 1, 0, 3}, {2, 2})}) == "[?,5]");
  CHECK(inferred<ops::Tile>({shape{-1, 2}, numbers({2, 3})}) == "[?,6]");
  CHECK(inferred<ops::GatherV2>({shape{-1, 5, 2}, shape{3}, number(1)}) == "[?,3,2]");
  CHECK(inferred<ops::GatherV2>({shape{4, 5}, shape{3, 1}, shape{}}) == "[?,?,?]");
  CHECK(inferred<ops::Transpose>({shape{-1, 5, 2}, numbers({2, 0, 1})}) == "[2,?,5]");
  CHECK(inferred<ops::Transpose>({anything, numbers({1, 0})}) == "[?,?]");
  CHECK(inferred<ops::Range>({number(0), shape{}, number(1)}) == "[?]");
  CHECK(inferred<ops::Fill>({shape{2}, shape{}}) == "[?,?]");
  CHECK(inferred<ops::OneHot>({shape{-1}, number(4), shape{}, shape{}}) == "[?,4]");
  CHECK(inferred<ops::Where>({shape{-1, 3}}) == "[?,2]");
  CHECK(inferred<ops::SelectV2>({shape{-1, 1}, shape{4}, shape{}}) == "[?,4]");
}

TEST_CASE("array: sizes beyond 63 bits are refused, not multiplied") {
  const std::int32_t huge = 1 << 30;
  CHECK_THROWS_AS(inferred<ops::Tile>({shape{huge, huge}, numbers({huge, 1})}), error);
  CHECK_THROWS_AS(inferred<ops::Fill>({numbers({huge, huge, huge}), shape{}}), error);
  CHECK_THROWS_AS(inferred<ops::Reshape>({shape{6}, numbers({huge, huge, huge})}), error);
  const shape most{std::numeric_limits<std::int64_t>::max()};
  CHECK_THROWS_AS(inferred<ops::ConcatV2>({most, most, number(0)}, {{"N", proto::make_attr(2)}}), error);
  CHECK_THROWS_AS(inferred<ops::Pad>({most, tensor::from<std::int32_t>({1, 1}, {1, 2})}), error);
}
