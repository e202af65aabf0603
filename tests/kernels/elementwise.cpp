#include "thaw/kernels/elementwise.hpp"

#include <complex>

#include "support.hpp"

namespace k = thaw::kernels;
using support::inf;
using support::quiet_nan;
using thaw::dtype;
using thaw::shape;

namespace {
struct Add {
  template <class V>
  static THAW_INLINE V apply(const V& a, const V& b) {
    return k::add(a, b);
  }
};
struct Less {
  template <class V>
  static THAW_INLINE auto apply(const V& a, const V& b) {
    return a < b;
  }
};
struct Maximum {
  template <class V>
  static THAW_INLINE V apply(const V& a, const V& b) {
    return k::maximum(a, b);
  }
};
struct Relu {
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return k::select(x < V{}, V{}, x);
  }
};
struct Leaky {
  struct params {
    float alpha;
  };
  template <class V>
  static THAW_INLINE V apply(const V& x, const params& p) {
    return k::select(x > V{}, x, x * k::fill<V>(p.alpha));
  }
};
struct Clip {
  template <class V>
  static THAW_INLINE V apply(const V& x, const V& lo, const V& hi) {
    return k::maximum(k::minimum(x, hi), lo);
  }
};
struct Magnitude {
  static double apply(const std::complex<double>& x) { return std::abs(x); }
};
struct InRange {
  template <class V>
  static THAW_INLINE auto apply(const V& x) {
    return x > k::fill<V>(-1) && !(x >= k::fill<V>(1) || k::is_nan(x));
  }
};

// out = a + 1000 b by indices, as numpy does it.
void check_broadcast(const shape& a, const shape& b, thaw::isa level, dtype d) {
  const k::broadcast_plan plan = k::make_broadcast(a, b);
  const auto n = static_cast<std::size_t>(plan.count);
  const auto values = [](std::int64_t count, float scale) {
    std::vector<float> v(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < v.size(); ++i) v[i] = static_cast<float>(i % 50) * scale;
    return v;
  };
  const std::vector<float> x = values(a.elements(), 1), y = values(b.elements(), 64);
  std::vector<float> out(n + 1, 42.0f);
  if (d == dtype::float32) {
    const void* in[] = {x.data(), y.data()};
    k::run_elementwise(plan, k::make_block_kernel<Add, float, 2>(level), d, d, out.data(), in);
  } else {
    std::vector<std::uint16_t> hx(x.size()), hy(y.size()), hz(n);
    k::cast(dtype::float32, d, x.data(), hx.data(), x.size());
    k::cast(dtype::float32, d, y.data(), hy.data(), y.size());
    const void* in[] = {hx.data(), hy.data()};
    k::run_elementwise(plan, k::make_block_kernel<Add, float, 2>(level), d, d, hz.data(), in);
    k::cast(d, dtype::float32, hz.data(), out.data(), n);
  }
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < n; ++i) {
    std::int64_t rest = static_cast<std::int64_t>(i), at[2] = {}, step[2] = {1, 1};
    for (std::size_t axis = plan.out.rank(); axis-- > 0;) {
      const std::int64_t index = rest % plan.out[axis];
      rest /= plan.out[axis];
      const shape* const s[] = {&a, &b};
      for (int j = 0; j < 2; ++j) {
        if (axis + s[j]->rank() < plan.out.rank()) continue;
        const std::int64_t size = (*s[j])[axis + s[j]->rank() - plan.out.rank()];
        at[j] += size == 1 ? 0 : index * step[j];
        step[j] *= size;
      }
    }
    float sum = x[static_cast<std::size_t>(at[0])] + y[static_cast<std::size_t>(at[1])];
    if (d == dtype::float16) sum = static_cast<float>(thaw::half(sum));
    if (d == dtype::bfloat16) sum = static_cast<float>(thaw::bfloat16(sum));
    wrong += out[i] == sum ? 0u : 1u;
  }
  INFO(a.to_string(), " + ", b.to_string());
  CHECK(wrong == 0);
  CHECK(out[n] == 42.0f);
}
}  // namespace

TEST_CASE("kernels/elementwise: broadcasting as numpy's, any rank, sizes around vectors and blocks") {
  const std::pair<shape, shape> cases[] = {
      {{}, {}},
      {{1}, {7}},
      {{0}, {1}},
      {{0, 3}, {3}},
      {{5, 0}, {1, 1}},
      {{300}, {}},
      {{}, {300}},
      {{2, 300}, {300}},
      {{300, 2}, {2}},
      {{300, 2}, {300, 1}},
      {{7, 1, 5}, {1, 6, 1}},
      {{3, 70}, {3, 1}},
      {{3, 1}, {1, 70}},
      {{70, 3}, {1, 3}},
      {{2, 3, 4, 5}, {3, 1, 5}},
      {{1, 257}, {1}},
      {{17, 16}, {17, 16}},
      {{2, 1, 3, 1, 2}, {1, 2, 1, 2, 1}},
      {{64, 63}, {64, 1}},
      {{4, 4, 3}, {3}},
      {{1000, 3}, {3}},
      {{3, 3}, {}},
  };
  for (const thaw::isa level : support::levels())
    for (const auto& [a, b] : cases)
      for (const dtype d : {dtype::float32, dtype::float16, dtype::bfloat16}) {
        if (d == dtype::bfloat16 && a.rank() != 2) continue;
        check_broadcast(a, b, level, d);
        check_broadcast(b, a, level, d);
      }
#if THAW_EXCEPTIONS
  CHECK_THROWS_WITH_AS(k::make_broadcast({0}, {2}), "Incompatible shapes: [0] vs. [2]", thaw::error);
#endif
}

TEST_CASE("kernels/elementwise: merged axes") {
  CHECK(k::make_broadcast({2, 3, 4}, {2, 3, 4}).axes.size() == 1);
  CHECK(k::make_broadcast({2, 3, 4}, {4}).axes.size() == 2);
  CHECK(k::make_broadcast({2, 3, 4}, {2, 1, 1}).axes.size() == 2);
  CHECK(k::make_broadcast({2, 3, 4}, {3, 1}).axes.size() == 3);
}

TEST_CASE("kernels/elementwise: special values, every tail length, in place, streams and scalars") {
  const float special[] = {0.0f, -0.0f, 1.0f, -1.0f, inf, -inf, quiet_nan, 1e-40f, -1e-40f, 3.4e38f};
  for (const thaw::isa level : support::levels())
    for (std::int64_t n = 1; n < 40; ++n) {
      std::vector<float> x(static_cast<std::size_t>(n)), y = x;
      for (std::size_t i = 0; i < x.size(); ++i) {
        x[i] = special[i % 10];
        y[i] = special[(i * 3 + i / 10) % 10];
      }
      std::vector<float> z = x;
      const void* in[] = {z.data(), y.data()};
      k::run_elementwise(k::make_broadcast({n}, {n}), k::make_block_kernel<Maximum, float, 2>(level), dtype::float32,
                         dtype::float32, z.data(), in);
      std::size_t wrong = 0;
      for (std::size_t i = 0; i < x.size(); ++i) wrong += support::same(z[i], k::maximum(x[i], y[i])) ? 0u : 1u;
      z = x;
      k::run_elementwise(k::make_broadcast({n}), k::make_block_kernel<Relu, float, 1>(level), dtype::float32,
                         dtype::float32, z.data(), in);
      for (std::size_t i = 0; i < x.size(); ++i) wrong += support::same(z[i], x[i] < 0 ? 0.0f : x[i]) ? 0u : 1u;
      const float lo = -1.0f, hi = 0.5f;
      const void* clip[] = {x.data(), &lo, &hi};
      k::run_elementwise(k::make_broadcast({n}, {}, {}), k::make_block_kernel<Clip, float, 3>(level), dtype::float32,
                         dtype::float32, z.data(), clip);
      for (std::size_t i = 0; i < x.size(); ++i)
        wrong += support::same(z[i], k::maximum(k::minimum(x[i], hi), lo)) ? 0u : 1u;
      bool less[40] = {}, inside[40] = {};
      const void* two[] = {x.data(), y.data()};
      k::run_elementwise(k::make_broadcast({n}, {n}), k::make_block_kernel<Less, float, 2>(level), dtype::float32,
                         dtype::boolean, less, two);
      k::run_elementwise(k::make_broadcast({n}), k::make_block_kernel<InRange, float, 1>(level), dtype::float32,
                         dtype::boolean, inside, two);
      for (std::size_t i = 0; i < x.size(); ++i)
        wrong += less[i] == (x[i] < y[i]) && inside[i] == (x[i] > -1 && x[i] < 1) ? 0u : 1u;
      CHECK(wrong == 0);
      CHECK_FALSE(less[n]);
    }
}

TEST_CASE("kernels/elementwise: parameters, conversions, wrapping integers, complex") {
  const Leaky::params p{0.5f};
  std::vector<thaw::half> h(300), out(300);
  for (std::size_t i = 0; i < 300; ++i) h[i] = thaw::half(static_cast<float>(i) - 150.0f);
  const void* in[] = {h.data(), h.data()};
  k::run_elementwise(k::make_broadcast({300}), k::make_block_kernel<Leaky, float, 1>(), dtype::float16, dtype::float16,
                     out.data(), in, &p);
  for (std::size_t i = 0; i < 300; ++i)
    CHECK(static_cast<float>(out[i]) == (static_cast<float>(i) - 150.0f) * (i < 150 ? 0.5f : 1.0f));

  std::uint8_t bytes[] = {200, 100, 255}, sum[3];
  const void* small[] = {bytes, bytes};
  k::run_elementwise(k::make_broadcast({3}, {3}), k::make_block_kernel<Add, std::int32_t, 2>(), dtype::uint8,
                     dtype::uint8, sum, small);
  CHECK(sum[0] == 144);
  CHECK(sum[2] == 254);
  std::int32_t big[] = {std::numeric_limits<std::int32_t>::max()}, wrapped[1];
  const void* ints[] = {big, big};
  k::run_elementwise(k::make_broadcast({1}, {1}), k::make_block_kernel<Add, std::int32_t, 2>(), dtype::int32,
                     dtype::int32, wrapped, ints);
  CHECK(wrapped[0] == -2);

  std::complex<float> z[] = {{3, 4}, {0, -2}};
  float magnitude[2];
  const void* complex_in[] = {z};
  const k::block_kernel abs = k::make_block_kernel<Magnitude, std::complex<double>, 1>();
  CHECK(abs.compute_out == dtype::float64);
  k::run_elementwise(k::make_broadcast({2}), abs, dtype::complex64, dtype::float32, magnitude, complex_in);
  CHECK(magnitude[0] == 5.0f);
  CHECK(magnitude[1] == 2.0f);
}

TEST_CASE("kernels/elementwise: parts of the output give the bits of the whole") {
  const std::vector<float> a = support::noise(1000), b = support::noise(10);
  const k::broadcast_plan plan = k::make_broadcast({100, 10}, {10});
  const k::block_kernel add = k::make_block_kernel<Add, float, 2>();
  const k::elementwise_types types = k::make_elementwise_types(add, dtype::float32, dtype::float32);
  const void* in[] = {a.data(), b.data()};
  std::vector<float> whole(1000), parts(1000);
  k::run_elementwise(plan, add, types, whole.data(), in, nullptr, 0, 1000);
  for (std::int64_t i = 0; i < 1000; i += 77)
    k::run_elementwise(plan, add, types, parts.data(), in, nullptr, i, std::min<std::int64_t>(1000, i + 77));
  CHECK(whole == parts);
}

TEST_CASE("kernels/elementwise: select") {
  const bool condition[] = {true, false};
  const std::int16_t a[] = {1, 2, 3, 4}, b[] = {5, 6, 7, 8};
  std::int16_t out[4];
  k::run_select(k::make_broadcast({2}, {2, 2}, {2, 2}), 2, out, condition, a, b, 0, 4);
  CHECK(std::vector<std::int16_t>(out, out + 4) == std::vector<std::int16_t>{1, 6, 3, 8});
  const double x[] = {1.5}, y[] = {-1, -2};
  double wide[2];
  k::run_select(k::make_broadcast({2}, {1}, {2}), 8, wide, condition, x, y, 0, 2);
  CHECK(wide[0] == 1.5);
  CHECK(wide[1] == -2);
}
