// Accuracy of the elementary functions in every instruction set: over all exponents, near the places where an
// approximation changes, and at special values.
#include "thaw/kernels/math.hpp"

#include <cstring>

#include "support.hpp"
#include "thaw/kernels/block.hpp"

namespace k = thaw::kernels;
using support::inf;
using support::quiet_nan;

namespace {

#define THAW_FUNCTION(F)                     \
  struct F##_op {                            \
    template <class V>                       \
    static THAW_INLINE V apply(const V& x) { \
      return k::F(x);                        \
    }                                        \
  };
THAW_FUNCTION(exp)
THAW_FUNCTION(expm1)
THAW_FUNCTION(log)
THAW_FUNCTION(log1p)
THAW_FUNCTION(tanh)
THAW_FUNCTION(sigmoid)
THAW_FUNCTION(erf)
THAW_FUNCTION(sqrt)
THAW_FUNCTION(rsqrt)
THAW_FUNCTION(floor)
THAW_FUNCTION(ceil)
THAW_FUNCTION(trunc)
THAW_FUNCTION(rint)
THAW_FUNCTION(sin)
THAW_FUNCTION(cos)
#undef THAW_FUNCTION

struct function {
  const char* name;
  k::block_fn (*loop)(thaw::isa);
  double (*exact)(double);
  double ulp;
};
template <class F>
k::block_fn loop_of(thaw::isa level) {
  return k::block_loop<F, float, 1>(level);
}
double exact_sigmoid(double x) { return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x)); }
// TensorFlow's, which flushes subnormals: the logarithm of each is that of 2^-150.
double flushing_log(double x) { return x > 0 && x < 1.1754943508222875e-38 ? -150 * std::log(2.0) : std::log(x); }
double exact_rsqrt(double x) { return 1 / std::sqrt(x); }
const function functions[] = {
    {"exp", loop_of<exp_op>, std::exp, 1.0},        {"expm1", loop_of<expm1_op>, std::expm1, 1.5},
    {"log", loop_of<log_op>, flushing_log, 1.0},    {"log1p", loop_of<log1p_op>, std::log1p, 1.6},
    {"tanh", loop_of<tanh_op>, std::tanh, 1.3},     {"sigmoid", loop_of<sigmoid_op>, exact_sigmoid, 2.4},
    {"erf", loop_of<erf_op>, std::erf, 2.4},        {"sqrt", loop_of<sqrt_op>, std::sqrt, 0.5},
    {"rsqrt", loop_of<rsqrt_op>, exact_rsqrt, 1.5}, {"floor", loop_of<floor_op>, std::floor, 0},
    {"ceil", loop_of<ceil_op>, std::ceil, 0},       {"trunc", loop_of<trunc_op>, std::trunc, 0},
    {"rint", loop_of<rint_op>, std::nearbyint, 0},  {"sin", loop_of<sin_op>, std::sin, 1.0},
    {"cos", loop_of<cos_op>, std::cos, 1.0},
};

std::vector<float> sample() {
  std::vector<float> v;
  for (std::uint64_t i = 0; i < (std::uint64_t{1} << 32);
       i += 99991) {  // a prime: every exponent, no pattern in the mantissa
    const auto bits = static_cast<std::uint32_t>(i);
    float x;
    std::memcpy(&x, &bits, sizeof x);
    v.push_back(x);
  }
  for (int i = -25000; i <= 25000; ++i) v.push_back(static_cast<float>(i) * 0.0041f);
  for (const float x :
       {0.0f,       0.5f,           1.0f,       1.5f,       2.5f,          0.625f,     0.95f,     1e-45f,
        1e-40f,     1.1754944e-38f, 8388607.5f, 8388608.0f, 3.4028235e38f, 88.722839f, 88.72284f, 87.33655f,
        103.97208f, 104.0f,         1e-10f,     17.5f,      inf,           quiet_nan})
    for (const float y : {x, -x}) v.push_back(y);
  return v;
}
}  // namespace

TEST_CASE("kernels/math: within their error of the exact value, for every instruction set") {
  const std::vector<float> x = sample();
  std::vector<float> y(x.size());
  for (const thaw::isa level : support::levels())
    for (const function& f : functions) {
      const void* in[] = {x.data()};
      const bool is_scalar[] = {false};
      f.loop(level)(y.data(), in, is_scalar, x.size(), nullptr);
      double worst = 0;
      float where = 0;
      std::size_t special = 0;
      for (std::size_t i = 0; i < x.size(); ++i) {
        const double exact = f.exact(static_cast<double>(x[i]));
        const auto rounded = static_cast<float>(exact);
        if (std::isnan(rounded) || std::isinf(rounded) || rounded == 0) {
          special += support::same(y[i], rounded) ? 0u : 1u;
          continue;
        }
        const double unit = std::fmax(std::ldexp(1.0, -149), std::ldexp(1.0, std::ilogb(rounded) - 23));
        const double error = std::fabs(static_cast<double>(y[i]) - exact) / unit;
        if (!(error <= worst)) {
          worst = std::isnan(error) ? 1e30 : error;
          where = x[i];
        }
      }
      INFO(std::string(f.name), " as ", name(level), ": worst ", worst, " ulp at ", where);
      CHECK(worst <= f.ulp);
      CHECK(special == 0);
    }
}

TEST_CASE("kernels/math: scalars and minimum/maximum follow TensorFlow's rules") {
  CHECK(support::same(k::minimum(0.0f, -0.0f), 0.0f));
  CHECK(support::same(k::minimum(-0.0f, 0.0f), -0.0f));
  CHECK(support::same(k::maximum(-0.0f, 0.0f), -0.0f));
  CHECK(std::isnan(k::maximum(quiet_nan, 1.0f)));
  CHECK(std::isnan(k::maximum(1.0f, quiet_nan)));
  CHECK(std::isnan(k::minimum(1.0f, quiet_nan)));
  CHECK(k::abs(std::numeric_limits<std::int32_t>::min()) == std::numeric_limits<std::int32_t>::min());
  CHECK(k::add(std::numeric_limits<std::int32_t>::max(), 1) == std::numeric_limits<std::int32_t>::min());
  CHECK(k::mul(std::int64_t{1} << 62, std::int64_t{4}) == 0);
  CHECK(k::neg(std::numeric_limits<std::int64_t>::min()) == std::numeric_limits<std::int64_t>::min());
  CHECK(k::sigmoid(-800.0) == 0.0);
  CHECK(k::is_nan(3) == false);
  CHECK(k::exp(std::complex<double>(0, 0)) == std::complex<double>(1, 0));
}
