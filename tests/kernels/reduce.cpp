#include "thaw/kernels/reduce.hpp"

#include <algorithm>
#include <cstring>

#include "support.hpp"
#include "thaw/kernels/arg_reduce.hpp"

namespace k = thaw::kernels;
using support::inf;
using support::quiet_nan;
using thaw::dtype;
using thaw::shape;

namespace {
template <class T>
std::vector<T> reduced(const k::reduce_plan& p, k::reduction op, const std::vector<T>& in,
                       thaw::isa level = thaw::current_isa(), dtype d = thaw::dtype_of<T>) {
  std::vector<T> out(static_cast<std::size_t>(p.outputs()));
  const dtype accumulator = k::accumulator_type(op, d);
  std::vector<unsigned char> scratch(k::reduce_scratch(p, op, d, accumulator) + 64);
  k::reduce(p, op, d, accumulator, in.data(), out.data(), scratch.data(), level);
  return out;
}
// Which output each input belongs to.
std::vector<std::size_t> targets(const shape& s, const bool* axes) {
  std::vector<std::size_t> t(static_cast<std::size_t>(s.elements()));
  for (std::size_t i = 0; i < t.size(); ++i) {
    std::size_t rest = i, step = 1;
    for (std::size_t a = s.rank(); a-- > 0;) {
      const auto n = static_cast<std::size_t>(s[a]);
      if (!axes[a]) {
        t[i] += rest % n * step;
        step *= n;
      }
      rest /= n;
    }
  }
  return t;
}
}  // namespace

TEST_CASE("kernels/reduce: any axes, sizes around vectors, against double") {
  for (const thaw::isa level : support::levels())
    for (const shape& s : {shape{}, shape{1}, shape{67}, shape{70001}, shape{3, 5}, shape{40, 3}, shape{9, 130},
                           shape{300, 65}, shape{7, 33, 5}, shape{2, 3, 4, 5}, shape{1, 6, 1, 7}, shape{0, 4}})
      for (unsigned bits = 0; bits < 1u << s.rank(); ++bits) {
        bool axes[4] = {};
        for (std::size_t a = 0; a < s.rank(); ++a) axes[a] = (bits >> a & 1) != 0;
        const k::reduce_plan p = k::make_reduce(s, axes);
        CHECK(p.inputs() == s.elements());
        const std::vector<float> in = support::noise(static_cast<std::size_t>(s.elements()));
        const std::vector<std::size_t> to = targets(s, axes);
        const auto outputs = static_cast<std::size_t>(p.outputs());
        std::vector<double> sum(outputs), size(outputs), prod(outputs, 1), top(outputs, -static_cast<double>(inf)),
            low(outputs, static_cast<double>(inf));
        for (std::size_t i = 0; i < in.size(); ++i) {
          const auto x = static_cast<double>(in[i]);
          sum[to[i]] += x;
          size[to[i]] += std::fabs(x);
          prod[to[i]] *= x;
          top[to[i]] = std::fmax(top[to[i]], x);
          low[to[i]] = std::fmin(low[to[i]], x);
        }
        INFO(s.to_string(), " axes ", bits, " as ", name(level));
        // Terms cancel, so the error is a share of the sum of their sizes: at most three units in its last place.
        const std::vector<float> sums = reduced(p, k::reduction::sum, in, level);
        for (std::size_t i = 0; i < outputs; ++i)
          CHECK(std::fabs(static_cast<double>(sums[i]) - sum[i]) <= 3.6e-7 * size[i]);
        CHECK(support::difference(reduced(p, k::reduction::prod, in, level), prod) < 1e-6);
        CHECK(support::difference(reduced(p, k::reduction::max, in, level), top) == 0);
        CHECK(support::difference(reduced(p, k::reduction::min, in, level), low) == 0);
        for (double& x : sum) x /= static_cast<double>(p.count);
        CHECK(support::difference(reduced(p, k::reduction::mean, in, level), sum) < 1e-6);
        const std::vector<double> wide = support::widened(in);
        CHECK(support::difference(reduced(p, k::reduction::mean, wide, level), sum) < 1e-13);
      }
}

TEST_CASE("kernels/reduce: nothing, NaN, signs, integers") {
  const bool yes[] = {true, true};
  const k::reduce_plan none = k::make_reduce({0}, yes), three = k::make_reduce({3}, yes);
  for (const thaw::isa level : support::levels()) {
    const std::vector<float> empty;
    CHECK(reduced(none, k::reduction::sum, empty, level)[0] == 0);
    CHECK(reduced(none, k::reduction::prod, empty, level)[0] == 1);
    CHECK(reduced(none, k::reduction::max, empty, level)[0] == -inf);
    CHECK(reduced(none, k::reduction::min, empty, level)[0] == inf);
    CHECK(std::isnan(reduced(none, k::reduction::mean, empty, level)[0]));
    for (std::size_t n : {3u, 20u, 100u, 1000u})
      for (std::size_t where : {std::size_t{0}, n / 2, n - 1}) {
        std::vector<float> x(n, 1.0f);
        x[where] = quiet_nan;
        const bool both[] = {true, false};
        const k::reduce_plan row = k::make_reduce({static_cast<std::int64_t>(n)}, yes);
        const k::reduce_plan column = k::make_reduce({static_cast<std::int64_t>(n), 1}, both);
        CHECK(std::isnan(reduced(row, k::reduction::max, x, level)[0]));
        CHECK(std::isnan(reduced(row, k::reduction::min, x, level)[0]));
        CHECK(std::isnan(reduced(column, k::reduction::max, x, level)[0]));
      }
  }
  CHECK(reduced<std::int32_t>(none, k::reduction::max, {})[0] == std::numeric_limits<std::int32_t>::min());
  CHECK(reduced<std::int32_t>(none, k::reduction::min, {})[0] == std::numeric_limits<std::int32_t>::max());
  CHECK(reduced<std::int32_t>(none, k::reduction::mean, {})[0] == 0);
  CHECK(reduced<std::int32_t>(three, k::reduction::mean, {-1, -2, -2})[0] == -1);
  CHECK(reduced<std::int8_t>(k::make_reduce({2}, yes), k::reduction::mean, {100, 100})[0] == 100);
  CHECK(reduced<std::int8_t>(k::make_reduce({2}, yes), k::reduction::sum, {100, 100})[0] == -56);
  CHECK(reduced<std::uint64_t>(three, k::reduction::max, {1, ~std::uint64_t{0}, 2})[0] == ~std::uint64_t{0});
  CHECK(reduced<std::uint32_t>(three, k::reduction::max, {1, 4000000000u, 2})[0] == 4000000000u);
  CHECK(reduced<std::uint32_t>(three, k::reduction::sum, {1, 4000000000u, 4000000000u})[0] == 3705032705u);
  CHECK(reduced<std::complex<float>>(three, k::reduction::prod, {{0, 1}, {0, 1}, {2, 0}})[0] ==
        std::complex<float>(-2, 0));
  bool any = false, all = true;
  const bool mixed[] = {false, true, false};
  k::reduce(three, k::reduction::any, dtype::boolean, dtype::boolean, mixed, &any, nullptr);
  k::reduce(three, k::reduction::all, dtype::boolean, dtype::boolean, mixed, &all, nullptr);
  CHECK(any);
  CHECK_FALSE(all);
  k::reduce(none, k::reduction::any, dtype::boolean, dtype::boolean, mixed, &any, nullptr);
  k::reduce(none, k::reduction::all, dtype::boolean, dtype::boolean, mixed, &all, nullptr);
  CHECK_FALSE(any);
  CHECK(all);
#if THAW_EXCEPTIONS
  CHECK_THROWS_AS(k::reduce(three, k::reduction::max, dtype::complex128, dtype::complex128, mixed, &any, nullptr),
                  thaw::error);
#endif
}

TEST_CASE("kernels/reduce: long sums keep their digits") {
  const bool yes[] = {true, false};
  for (const thaw::isa level : support::levels()) {
    const std::vector<float> x(1 << 22, 0.1f);
    const double exact = static_cast<double>(0.1f) * static_cast<double>(x.size());
    const auto row = static_cast<double>(reduced(k::make_reduce({1 << 22}, yes), k::reduction::sum, x, level)[0]);
    const auto column = static_cast<double>(reduced(k::make_reduce({1 << 20, 4}, yes), k::reduction::sum, x, level)[0]);
    CHECK(std::fabs(row / exact - 1) < 1e-6);
    CHECK(std::fabs(4 * column / exact - 1) < 3e-6);
  }
}

TEST_CASE("kernels/reduce: half and bfloat16 as TensorFlow's") {
  for (const std::string& line : support::lines_of("reductions.txt")) {
    const std::vector<std::string> row = support::words(line);
    REQUIRE(row.size() == 5);
    shape s;
    for (const std::string& d : support::words(row[2], ',')) s.push_back(std::stoll(d));
    bool axes[3] = {};
    for (const std::string& a : support::words(row[3], ',')) axes[std::stoul(a)] = true;
    const dtype d = thaw::dtype_from_name(row[1]);
    std::vector<double> wide(static_cast<std::size_t>(s.elements()));
    for (std::size_t i = 0; i < wide.size(); ++i) wide[i] = static_cast<double>(7919 * i % 1000 + 1) / 1000;
    std::vector<std::uint16_t> in(wide.size());
    k::cast(dtype::float64, d, wide.data(), in.data(), in.size());
    const k::reduction op = row[0] == "Sum"    ? k::reduction::sum
                            : row[0] == "Mean" ? k::reduction::mean
                            : row[0] == "Max"  ? k::reduction::max
                            : row[0] == "Min"  ? k::reduction::min
                                               : k::reduction::prod;
    const std::vector<std::uint16_t> out =
        reduced<std::uint16_t>(k::make_reduce(s, axes), op, in, thaw::current_isa(), d);
    const std::vector<unsigned char> bytes = row[4] == "-" ? std::vector<unsigned char>() : support::from_hex(row[4]);
    std::vector<std::uint16_t> wanted(bytes.size() / 2);
    if (!bytes.empty()) std::memcpy(wanted.data(), bytes.data(), bytes.size());
    INFO(line);
    REQUIRE(out.size() == wanted.size());
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
      float a, b;
      k::cast(d, dtype::float32, &out[i], &a, 1);
      k::cast(d, dtype::float32, &wanted[i], &b, 1);
      wrong += support::same(a, b) ? 0u : 1u;
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("kernels/arg_reduce: first of equals, NaN skipped, any axis") {
  for (const thaw::isa level : support::levels())
    for (const shape& s : {shape{1}, shape{5}, shape{64}, shape{1000}, shape{40, 3}, shape{9, 130}, shape{7, 33, 5}})
      for (std::size_t axis = 0; axis < s.rank(); ++axis)
        for (const bool largest : {true, false}) {
          bool axes[3] = {};
          axes[axis] = true;
          const k::reduce_plan p = k::make_reduce(s, axes);
          std::vector<float> x = support::noise(static_cast<std::size_t>(s.elements()));
          for (std::size_t i = 0; i < x.size(); ++i) {
            x[i] = std::floor(x[i] * 8);  // many equals
            if (i % 11 == 0) x[i] = quiet_nan;
          }
          const std::vector<double> wide = support::widened(x);
          std::vector<std::int64_t> a(static_cast<std::size_t>(p.outputs())), b = a;
          k::arg_reduce(p, largest, dtype::float32, x.data(), a.data(), nullptr, level);
          k::arg_reduce(p, largest, dtype::float64, wide.data(), b.data(), nullptr, level);
          INFO(s.to_string(), " axis ", axis);
          CHECK(a == b);
        }
  const bool yes[] = {true};
  const k::reduce_plan three = k::make_reduce({3}, yes);
  std::int64_t at = 7;
  const float some[] = {quiet_nan, 1, 3}, nans[] = {quiet_nan, quiet_nan, quiet_nan}, low[] = {-inf, -inf, -inf};
  for (const thaw::isa level : support::levels()) {
    k::arg_reduce(three, true, dtype::float32, some, &at, nullptr, level);
    CHECK(at == 2);
    k::arg_reduce(three, true, dtype::float32, nans, &at, nullptr, level);
    CHECK(at == 0);
    k::arg_reduce(three, true, dtype::float32, low, &at, nullptr, level);
    CHECK(at == 0);
  }
  const bool flags[] = {false, true, true};
  k::arg_reduce(three, true, dtype::boolean, flags, &at, nullptr);
  CHECK(at == 1);
  const std::uint8_t bytes[] = {3, 200, 1};
  std::int32_t scratch[3];
  REQUIRE(k::arg_scratch(three, dtype::uint8) == sizeof scratch);
  k::arg_reduce(three, false, dtype::uint8, bytes, &at, scratch);
  CHECK(at == 2);
}
