#include "thaw/kernels/gemm.hpp"

#include <complex>

#include "support.hpp"
#include "thaw/kernels/gemm_generic.hpp"

namespace k = thaw::kernels;
using support::inf;
using support::noise;

namespace {
std::vector<double> product(const k::gemm_shape& s, const std::vector<float>& a, const std::vector<float>& b) {
  const std::vector<double> wide_a = support::widened(a), wide_b = support::widened(b);
  std::vector<double> c(s.m * s.n);
  k::generic_gemm<double> g;
  g.m = s.m;
  g.k = s.k;
  g.n = s.n;
  g.a = wide_a.data();
  g.a_row = s.transpose_a ? 1 : s.k;
  g.a_col = s.transpose_a ? s.m : 1;
  g.b = wide_b.data();
  g.b_row = s.transpose_b ? 1 : s.n;
  g.b_col = s.transpose_b ? s.k : 1;
  g.c = c.data();
  g.run();
  return c;
}
}  // namespace

TEST_CASE("kernels/gemm: every tail of rows and columns, transposed or not, bias and clamp, no terms") {
  std::size_t turn = 0;
  for (const thaw::isa level : support::levels())
    for (const std::size_t m : {0u, 1u, 2u, 3u, 5u, 7u, 13u, 14u, 15u, 29u, 85u})
      for (const std::size_t n : {0u, 1u, 7u, 8u, 16u, 17u, 33u, 65u, 129u})
        for (const std::size_t depth : {0u, 1u, 3u, 100u, 401u}) {
          const k::gemm_shape s{m, depth, n, turn % 2 == 1, turn / 2 % 2 == 1};
          const std::vector<float> a = noise(m * depth), b = noise(depth * n), bias = noise(n);
          std::vector<double> wanted = product(s, a, b);
          k::epilogue ep;
          if (turn % 3 != 0) ep.bias = bias.data();
          if (turn % 5 == 1) {
            ep.clamp = true;
            ep.lo = 0;
            ep.hi = 0.75f;
          }
          for (std::size_t i = 0; i < wanted.size(); ++i) {
            if (ep.bias != nullptr) wanted[i] += static_cast<double>(bias[i % n]);
            if (ep.clamp) wanted[i] = std::fmin(0.75, std::fmax(0.0, wanted[i]));
          }
          std::vector<float> c(m * n + 1, 42.0f), scratch(k::gemm_scratch(s, level) + 1, 42.0f);
          k::gemm(s, a.data(), b.data(), c.data(), scratch.data(), ep, level);
          INFO(m, " x ", depth, " x ", n, " ta=", s.transpose_a, " tb=", s.transpose_b, " as ", name(level));
          CHECK(c.back() == 42.0f);
          CHECK(scratch.back() == 42.0f);
          c.pop_back();
          CHECK(support::difference(c, wanted) < 2e-5);
          ++turn;
        }
}

TEST_CASE("kernels/gemm: a row has the same bits whatever is computed with it") {
  for (const thaw::isa level : support::levels()) {
    const std::size_t m = 31, n = 150, depth = 900;
    const std::vector<float> a = noise(m * depth), b = noise(depth * n);
    const k::packed_matrix packed(b.data(), depth, n, n, false, level);
    std::vector<float> whole(m * n), part(m * n);
    k::gemm(m, a.data(), depth, packed, whole.data(), n);
    for (std::size_t i = 0; i < m;) {
      const std::size_t rows = std::min(m - i, 1 + i % 7);
      for (std::size_t j = 0; j < n; j += k::panel_width(level))
        k::gemm(rows, a.data() + i * depth, depth, packed, part.data() + i * n, n, {}, j,
                std::min(n, j + k::panel_width(level)));
      i += rows;
    }
    CHECK(whole == part);
    for (std::size_t i = 0; i < m; ++i) k::gemm(1, a.data() + i * depth, depth, packed, part.data() + i * n, n);
    CHECK(whole == part);
  }
}

TEST_CASE("kernels/gemm: NaN and infinity aren't lost, zeros aren't skipped, clamping keeps NaN and -0") {
  for (const thaw::isa level : support::levels()) {
    std::vector<float> a(5 * 3, 0.0f), b(3 * 40, 1.0f), c(5 * 40), scratch(k::gemm_scratch({5, 3, 40}, level));
    b[0] = support::quiet_nan;
    b[1] = inf;
    k::epilogue relu;
    relu.clamp = true;
    relu.lo = 0;
    k::gemm({5, 3, 40}, a.data(), b.data(), c.data(), scratch.data(), relu, level);
    for (std::size_t i = 0; i < 5; ++i) {
      CHECK(std::isnan(c[i * 40]));
      CHECK(std::isnan(c[i * 40 + 1]));
      CHECK(c[i * 40 + 2] == 0.0f);
    }
  }
}

TEST_CASE("kernels/gemm: generic types") {
  k::generic_gemm<std::int32_t> ints;
  const std::int32_t a[] = {2000000000, 1, -5, 7}, b[] = {2, 3, 1, -1};
  std::int32_t c[4];
  ints.m = ints.k = ints.n = 2;
  ints.a = a;
  ints.a_row = 2;
  ints.b = b;
  ints.b_row = 2;
  ints.c = c;
  ints.run();
  CHECK(c[0] == static_cast<std::int32_t>(4000000001u));
  CHECK(c[1] == static_cast<std::int32_t>(5999999999 - 4294967296));
  CHECK(c[2] == -3);
  CHECK(c[3] == -22);
  using z = std::complex<float>;
  const z x[] = {{0, 1}, {2, 0}}, y[] = {{0, 1}, {1, 1}};
  z out[1];
  k::generic_gemm<z> g;
  g.m = g.n = 1;
  g.k = 2;
  g.a = x;
  g.a_row = 2;
  g.b = y;
  g.b_row = 1;
  g.c = out;
  g.run();
  CHECK(out[0] == z(1, 2));
  g.conjugate_a = true;
  g.run();
  CHECK(out[0] == z(3, 2));
  const std::uint16_t p[] = {65535}, q[] = {65535};
  std::uint16_t r[1];
  k::generic_gemm<std::uint16_t> small;
  small.m = small.k = small.n = 1;
  small.a = p;
  small.b = q;
  small.c = r;
  small.run();
  CHECK(r[0] == 1);
}
