// Floats of eight bits and integers of two and four: every value comes back, and rounding is to even.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>

#include "thaw/ops/math/cast_small.hpp"

namespace detail = thaw::ops::detail;

TEST_CASE("small floats: decoding and encoding are inverse") {
  for (const thaw::dtype d : {thaw::dtype::float8_e5m2, thaw::dtype::float8_e4m3fn, thaw::dtype::float8_e4m3fnuz,
                              thaw::dtype::float8_e4m3b11fnuz, thaw::dtype::float8_e5m2fnuz}) {
    const detail::small_float& f = *detail::small_float_of(d);
    double largest = 0;
    for (int b = 0; b < 256; ++b) {
      const double x = detail::decode_float(f, static_cast<std::uint8_t>(b));
      if (std::isnan(x)) continue;
      CHECK(detail::encode_float(f, x) == b);
      if (std::isfinite(x)) largest = std::fmax(largest, x);
    }
    CHECK(largest == f.largest);
  }
}

TEST_CASE("small floats: half way between two neighbours the even one is taken") {
  const detail::small_float& f = *detail::small_float_of(thaw::dtype::float8_e4m3fn);
  for (int b = 0; b < 0x7d; ++b) {
    const double x = detail::decode_float(f, static_cast<std::uint8_t>(b)),
                 next = detail::decode_float(f, static_cast<std::uint8_t>(b + 1));
    CHECK(detail::encode_float(f, (x + next) / 2) == (b % 2 == 0 ? b : b + 1));
    CHECK(detail::encode_float(f, x + (next - x) * 0.51) == b + 1);
    CHECK(detail::encode_float(f, x + (next - x) * 0.49) == b);
  }
}

TEST_CASE("small integers keep their low bits") {
  const std::int32_t in[] = {7, 8, -1, -8, 17};
  std::uint8_t bytes[5];
  std::int32_t out[5];
  detail::encode_small(thaw::dtype::int4, bytes, in, 5);
  detail::decode_small(thaw::dtype::int4, out, bytes, 5);
  for (const auto& [i, x] : {std::pair<int, int>{0, 7}, {1, -8}, {2, -1}, {3, -8}, {4, 1}}) CHECK(out[i] == x);
  detail::encode_small(thaw::dtype::uint2, bytes, in, 5);
  detail::decode_small(thaw::dtype::uint2, out, bytes, 5);
  for (const auto& [i, x] : {std::pair<int, int>{0, 3}, {1, 0}, {2, 3}, {3, 0}, {4, 1}}) CHECK(out[i] == x);
}
