// What is refused because no kernel has it, and NCHW of dtypes that go through float.
#include <doctest/doctest.h>

#include <vector>

#include "ops/one_op.hpp"

using namespace thaw_test;

TEST_CASE("pooling over batches and layouts without a kernel") {
  const thaw::tensor x(thaw::dtype::float32, {2, 4, 4, 2});
  const auto pool = [&](std::vector<std::int64_t> ksize, const char* format) {
    return code_of("MaxPool",
                   {{"T", make_attr(thaw::dtype::float32)},
                    {"ksize", make_attr(ksize)},
                    {"strides", make_attr(ksize)},
                    {"padding", make_attr("VALID")},
                    {"data_format", make_attr(format)}},
                   {x});
  };
  CHECK(pool({1, 2, 2, 1}, "NHWC") == thaw::code::ok);
  CHECK(pool({2, 1, 1, 1}, "NHWC") == thaw::code::unimplemented);
  CHECK(pool({1, 2, 1, 2}, "NHWC") == thaw::code::unimplemented);
  CHECK(pool({1, 2, 2, 1}, "NCHW_VECT_C") == thaw::code::unimplemented);
}

TEST_CASE("FusedBatchNormV3: statistics in bfloat16") {
  const thaw::tensor x(thaw::dtype::float32, {1, 1, 1, 1}), one(thaw::dtype::bfloat16, {1});
  CHECK(code_of("FusedBatchNormV3",
                {{"T", make_attr(thaw::dtype::float32)},
                 {"U", make_attr(thaw::dtype::bfloat16)},
                 {"is_training", make_attr(false)}},
                {x, one, one, one, one}) == thaw::code::unimplemented);
}

TEST_CASE("Conv2D: half in NCHW, the filter fed") {
  const auto h = [](std::vector<float> v, thaw::shape s) {
    std::vector<thaw::half> halves;
    for (const float f : v) halves.emplace_back(f);
    return thaw::tensor::from(halves, std::move(s));
  };
  const thaw::tensor x = h({1, 2, 3, 4}, {1, 2, 1, 2}), w = h({10, 100}, {1, 1, 2, 1});
  const thaw::tensor y = run_one("Conv2D",
                                 {{"T", make_attr(thaw::dtype::float16)},
                                  {"strides", make_attr(std::vector<std::int64_t>{1, 1, 1, 1})},
                                  {"padding", make_attr("SAME")},
                                  {"data_format", make_attr("NCHW")}},
                                 {x, w});
  CHECK(y.shape() == thaw::shape{1, 1, 1, 2});
  CHECK(static_cast<float>(y.data<thaw::half>()[0]) == 310);
  CHECK(static_cast<float>(y.data<thaw::half>()[1]) == 420);
}
