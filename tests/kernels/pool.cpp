#include "thaw/kernels/pool.hpp"

#include "support.hpp"

namespace k = thaw::kernels;
using support::inf;
using support::quiet_nan;
using thaw::dtype;

TEST_CASE("kernels/pool: maximum and average against plain loops, odd channels, padding, strides") {
  for (const thaw::isa level : support::levels())
    for (const std::size_t c : {1u, 3u, 4u, 7u, 16u, 19u, 40u})
      for (const std::size_t size : {1u, 2u, 3u})
        for (const std::size_t stride : {1u, 2u}) {
          k::pool_shape s;
          s.h = 5;
          s.w = 7;
          s.c = c;
          s.kh = s.kw = size;
          s.stride_h = s.stride_w = stride;
          const k::window_axis y =
              k::same_window(5, static_cast<std::int64_t>(size), static_cast<std::int64_t>(stride));
          const k::window_axis x =
              k::same_window(7, static_cast<std::int64_t>(size), static_cast<std::int64_t>(stride));
          s.oh = static_cast<std::size_t>(y.out);
          s.ow = static_cast<std::size_t>(x.out);
          s.pad_top = static_cast<std::size_t>(y.before);
          s.pad_left = static_cast<std::size_t>(x.before);
          const std::vector<float> in = support::noise(2 * 5 * 7 * c);
          const std::vector<double> wide = support::widened(in);
          for (const k::pooling how : {k::pooling::max, k::pooling::average}) {
            std::vector<float> out(2 * s.oh * s.ow * c + 1, 42.0f);
            std::vector<double> wanted(2 * s.oh * s.ow * c);
            k::pool2d(how, dtype::float32, s, in.data(), out.data(), 0, s.oh, level);
            k::pool2d(how, dtype::float32, s, in.data(), out.data(), s.oh, 2 * s.oh, level);
            k::pool2d(how, dtype::float64, s, wide.data(), wanted.data(), 0, 2 * s.oh, level);
            CHECK(out.back() == 42.0f);
            out.pop_back();
            CHECK(support::difference(out, wanted) < 1e-6);
          }
        }
}

TEST_CASE("kernels/pool: TensorFlow's rules") {
  k::pool_shape s;
  s.h = 1;
  s.w = 6;
  s.c = 1;
  s.kw = s.stride_w = 2;
  s.oh = 1;
  s.ow = 3;
  for (const thaw::isa level : support::levels()) {
    const float in[] = {quiet_nan, 1, quiet_nan, quiet_nan, -inf, -inf};
    float out[3];
    k::pool2d(k::pooling::max, dtype::float32, s, in, out, 0, 1, level);
    CHECK(out[0] == 1);
    CHECK(out[1] == std::numeric_limits<float>::lowest());
    CHECK(out[2] == std::numeric_limits<float>::lowest());
    k::pool_shape same = s;
    same.w = 3;
    same.ow = 2;
    const float three[] = {1, 2, 3};
    k::pool2d(k::pooling::average, dtype::float32, same, three, out, 0, 1, level);
    CHECK(out[0] == 1.5f);
    CHECK(out[1] == 3);
  }
  const std::uint8_t bytes[] = {1, 200, 0, 0, 255, 3};
  std::uint8_t top[3];
  k::pool2d(k::pooling::max, dtype::uint8, s, bytes, top, 0, 1);
  CHECK(top[0] == 200);
  CHECK(top[1] == 0);
  CHECK(top[2] == 255);
  const thaw::half h[] = {thaw::half(1),  thaw::half(2),     thaw::half(quiet_nan),
                          thaw::half(-3), thaw::half(60000), thaw::half(60000)};
  thaw::half out[3];
  k::pool2d(k::pooling::max, dtype::float16, s, h, out, 0, 1);
  CHECK(static_cast<float>(out[1]) == -3);
  k::pool2d(k::pooling::average, dtype::float16, s, h, out, 0, 1);
  CHECK(static_cast<float>(out[0]) == 1.5f);
  CHECK(static_cast<float>(out[2]) == inf);  // the sum is half, too
#if THAW_EXCEPTIONS
  CHECK_THROWS_AS(k::pool2d(k::pooling::max, dtype::string, s, h, out, 0, 1), thaw::error);
#endif
}
