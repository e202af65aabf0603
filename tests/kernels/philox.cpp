// The numbers are TensorFlow 2.21's, for seeds 1 and 2.
#include "thaw/kernels/philox.hpp"

#include "support.hpp"

namespace k = thaw::kernels;

namespace {
template <class T>
bool near(const std::vector<T>& a, const std::vector<T>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!(std::fabs(a[i] - b[i]) <= T(5e-9) * std::fmax(T(1), std::fabs(b[i])) * 20)) return false;
  return true;
}
}  // namespace

TEST_CASE("kernels/philox: RandomUniform in float, double, half, and its next run") {
  std::vector<float> x(5);
  k::philox random(1, 2);
  k::fill_uniform(random, x.data(), 5);
  CHECK(x == std::vector<float>{.406396747f, .857599616f, .0553958416f, .0858722925f, .412153602f});
  k::philox next(1, 2);
  next.skip(1280);
  k::fill_uniform(next, x.data(), 1);
  CHECK(x[0] == .159829855f);
  std::vector<double> wide(5);
  k::philox again(1, 2);
  k::fill_uniform(again, wide.data(), 5);
  CHECK(near(wide, {.251174498, .443166770, .297229629, .257706694, .952718118}));
  std::vector<thaw::half> h(9);
  k::philox third(1, 2);
  k::fill_uniform(third, h.data(), h.size());
  for (const thaw::half v : h) {
    CHECK(static_cast<float>(v) >= 0.0f);
    CHECK(static_cast<float>(v) < 1.0f);
  }
}

TEST_CASE("kernels/philox: normal and truncated normal") {
  std::vector<float> x(5);
  k::philox random(1, 2);
  k::fill_normal(random, x.data(), 5);
  CHECK(near(x, {-1.04677927f, .839704573f, 1.23583639f, 2.06378531f, .303742707f}));
  k::fill_truncated_normal(k::philox(1, 2), x.data(), 5);
  CHECK(near(x, {-1.04677927f, .839704573f, 1.23583639f, .303742707f, .388690919f}));
}

TEST_CASE("kernels/philox: stateless key and counter") {
  k::philox random = k::philox::stateless(1, 2);
  CHECK(random.key() == 10413732777507651514u);
  CHECK(random.counter_low() == 0);
  CHECK(random.counter_high() == 17830669156045600267u);
  std::vector<float> x(5);
  k::fill_uniform(random, x.data(), 5);
  CHECK(x == std::vector<float>{.844060421f, .192045331f, .996223211f, .160387397f, .271990180f});
}

TEST_CASE("kernels/philox: the counter carries") {
  k::philox random(1, ~std::uint64_t{0}, 5);
  random.skip(1);
  CHECK(random.counter_low() == 0);
  CHECK(random.counter_high() == 6);
}
