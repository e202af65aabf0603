#include <doctest/doctest.h>

#include <cstdint>

#include "ops/one_op.hpp"

using namespace thaw_test;

TEST_CASE("Mfcc: tables that only attributes promise are an error, not memory") {
  const std::int64_t most = 2147483647;
  const attr_list attrs{{"filterbank_channel_count", make_attr(most)}, {"dct_coefficient_count", make_attr(most)}};
  thaw::tensor spectrogram(thaw::dtype::float32, thaw::shape{1, 1, 8});
  spectrogram.set_zero();
  CHECK(code_of("Mfcc", attrs, {spectrogram, std::int32_t{16000}}) == thaw::code::invalid_argument);
}
