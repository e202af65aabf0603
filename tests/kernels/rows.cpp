// Softmax, transpose.
#include <algorithm>
#include <cstring>

#include "support.hpp"
#include "thaw/kernels/softmax.hpp"
#include "thaw/kernels/transpose.hpp"

namespace k = thaw::kernels;
using support::inf;
using support::quiet_nan;

TEST_CASE("kernels/softmax: against double, every tail, in place") {
  for (const thaw::isa level : support::levels())
    for (const std::size_t n : {1u, 2u, 3u, 7u, 8u, 15u, 16u, 17u, 31u, 33u, 64u, 1001u}) {
      std::vector<float> x = support::noise(3 * n), y(3 * n);
      for (float& v : x) v *= 10;
      const std::vector<double> wide = support::widened(x);
      std::vector<double> wanted(3 * n), logs(3 * n);
      k::softmax(false, wide.data(), wanted.data(), 3, n);
      k::softmax(true, wide.data(), logs.data(), 3, n);
      k::softmax(true, x.data(), y.data(), 3, n, level);
      CHECK(support::difference(y, logs) < 1e-6);
      k::softmax(false, x.data(), x.data(), 3, n, level);
      CHECK(support::difference(x, wanted) < 3e-7);
    }
}

TEST_CASE("kernels/softmax: infinities and NaN, half") {
  for (const thaw::isa level : support::levels()) {
    const auto of = [&](std::vector<float> x) {
      k::softmax(false, x.data(), x.data(), 1, x.size(), level);
      return x;
    };
    CHECK(of({1000, 1000}) == std::vector<float>{0.5f, 0.5f});
    CHECK(of({-inf, 0}) == std::vector<float>{0, 1});
    for (const std::vector<float>& x :
         {std::vector<float>{-inf, -inf}, {inf, 0}, {quiet_nan, 1, 2}, std::vector<float>(40, -inf)})
      for (const float y : of(x)) CHECK(std::isnan(y));
    k::softmax(false, nullptr, nullptr, 3, 0, level);
  }
  const thaw::half x[] = {thaw::half(1), thaw::half(2), thaw::half(3)};
  thaw::half y[3];
  k::softmax(false, x, y, 1, 3);
  CHECK(std::fabs(static_cast<float>(y[1]) - 0.24463f) < 1e-5f);
}

TEST_CASE("kernels/transpose: every permutation of four axes, every element size") {
  const thaw::shape s{3, 5, 40, 33};
  std::int64_t perm[] = {0, 1, 2, 3};
  std::vector<unsigned char> in(static_cast<std::size_t>(s.elements()) * 16), out(in.size());
  for (std::size_t i = 0; i < in.size(); ++i) in[i] = static_cast<unsigned char>(i * 37 + i / 256);
  std::size_t turn = 0;
  do {
    for (const std::size_t size : {1u, 2u, 4u, 8u, 16u}) {
      if (size != 4 && turn % 5 != size % 5) continue;
      k::run_transpose(k::make_transpose(s, perm), size, out.data(), in.data());
      std::size_t wrong = 0, at = 0;
      const std::size_t stride[] = {5 * 40 * 33, 40 * 33, 33, 1};
      const auto dim = [&](std::size_t i) { return static_cast<std::size_t>(s[static_cast<std::size_t>(perm[i])]); };
      const auto step = [&](std::size_t i) { return stride[static_cast<std::size_t>(perm[i])]; };
      for (std::size_t a = 0; a < dim(0); ++a)
        for (std::size_t b = 0; b < dim(1); ++b)
          for (std::size_t c = 0; c < dim(2); ++c)
            for (std::size_t d = 0; d < dim(3); ++d, ++at)
              wrong += std::memcmp(&out[at * size], &in[(a * step(0) + b * step(1) + c * step(2) + d * step(3)) * size],
                                   size) != 0
                           ? 1u
                           : 0u;
      CHECK(wrong == 0);
    }
    ++turn;
  } while (std::next_permutation(perm, perm + 4));
}

TEST_CASE("kernels/transpose: merged axes, scalars, nothing") {
  const std::int64_t to_nchw[] = {0, 3, 1, 2}, swap[] = {1, 0};
  CHECK(k::make_transpose({2, 7, 7, 3}, to_nchw).axes.size() == 3);
  CHECK(k::make_transpose({1, 7, 7, 3}, to_nchw).axes.size() == 2);
  CHECK(k::make_transpose({5, 1}, swap).axes.size() == 1);
  const float x = 3;
  float y = 0;
  k::run_transpose(k::make_transpose({}, nullptr), 4, &y, &x);
  CHECK(y == 3);
  k::transpose_2d(nullptr, nullptr, 0, 5, 4);
  const float in[] = {1, 2, 3, 4, 5, 6};
  float out[6];
  k::transpose_2d(out, in, 2, 3, 4);
  CHECK(std::vector<float>(out, out + 6) == std::vector<float>{1, 4, 2, 5, 3, 6});
}
