// Elementary functions in L1, broadcasting, casts.
#include "thaw/kernels/elementwise.hpp"

#include "support.hpp"

namespace k = thaw::kernels;
using thaw::dtype;

namespace {
#define THAW_FUNCTION(F)                     \
  struct F##_op {                            \
    template <class V>                       \
    static THAW_INLINE V apply(const V& x) { \
      return k::F(x);                        \
    }                                        \
  };
THAW_FUNCTION(exp)
THAW_FUNCTION(log)
THAW_FUNCTION(tanh)
THAW_FUNCTION(sigmoid)
THAW_FUNCTION(erf)
THAW_FUNCTION(sqrt)
THAW_FUNCTION(floor)
#undef THAW_FUNCTION
struct relu_op {
  template <class V>
  static THAW_INLINE V apply(const V& x) {
    return k::select(x < V{}, V{}, x);
  }
};
struct add_op {
  template <class V>
  static THAW_INLINE V apply(const V& a, const V& b) {
    return k::add(a, b);
  }
};
struct less_op {
  template <class V>
  static THAW_INLINE auto apply(const V& a, const V& b) {
    return a < b;
  }
};

template <class F>
void unary(benchmark::State& state) {
  const std::size_t n = 4096;
  std::vector<float> x = support::noise(n), y(n);
  for (float& v : x) v *= 6;
  const k::block_fn loop = k::block_loop<F, float, 1>();
  const void* in[] = {x.data()};
  const bool is_scalar[] = {false};
  for (auto _ : state) {
    loop(y.data(), in, is_scalar, n, nullptr);
    benchmark::ClobberMemory();
  }
  support::count_elements(state, n);
}
template <class F>
void binary(benchmark::State& state, const thaw::shape& a, const thaw::shape& b, dtype d) {
  const k::broadcast_plan plan = k::make_broadcast(a, b);
  const k::block_kernel kernel = k::make_block_kernel<F, float, 2>();
  const k::elementwise_types types =
      k::make_elementwise_types(kernel, d, kernel.compute_out == dtype::boolean ? dtype::boolean : d);
  const std::vector<double> x(static_cast<std::size_t>(a.elements())), y(static_cast<std::size_t>(b.elements()));
  std::vector<double> out(static_cast<std::size_t>(plan.count));
  const void* in[] = {x.data(), y.data()};
  for (auto _ : state) {
    k::run_elementwise(plan, kernel, types, out.data(), in, nullptr, 0, plan.count);
    benchmark::ClobberMemory();
  }
  support::count_elements(state, out.size());
}
void add(benchmark::State& state, const thaw::shape& a, const thaw::shape& b, dtype d) {
  binary<add_op>(state, a, b, d);
}
void less(benchmark::State& state, const thaw::shape& a, const thaw::shape& b, dtype d) {
  binary<less_op>(state, a, b, d);
}
void cast(benchmark::State& state, dtype from, dtype to) {
  const std::size_t n = 65536;
  const std::vector<double> in(n);
  std::vector<double> out(n);
  const k::cast_plan plan = k::make_cast(from, to);
  for (auto _ : state) {
    k::run_cast(plan, out.data(), in.data(), n);
    benchmark::ClobberMemory();
  }
  support::count_elements(state, n);
}
}  // namespace

BENCHMARK_TEMPLATE(unary, exp_op);
BENCHMARK_TEMPLATE(unary, log_op);
BENCHMARK_TEMPLATE(unary, tanh_op);
BENCHMARK_TEMPLATE(unary, sigmoid_op);
BENCHMARK_TEMPLATE(unary, erf_op);
BENCHMARK_TEMPLATE(unary, sqrt_op);
BENCHMARK_TEMPLATE(unary, floor_op);
BENCHMARK_TEMPLATE(unary, relu_op);
BENCHMARK_CAPTURE(add, same, thaw::shape{1 << 16}, thaw::shape{1 << 16}, dtype::float32);
BENCHMARK_CAPTURE(add, scalar, thaw::shape{1 << 16}, thaw::shape{}, dtype::float32);
BENCHMARK_CAPTURE(add, row_of_3, thaw::shape{1 << 14, 3}, thaw::shape{3}, dtype::float32);
BENCHMARK_CAPTURE(add, row_of_64, thaw::shape{1 << 10, 64}, thaw::shape{64}, dtype::float32);
BENCHMARK_CAPTURE(add, column, thaw::shape{1 << 10, 64}, thaw::shape{1 << 10, 1}, dtype::float32);
BENCHMARK_CAPTURE(add, half, thaw::shape{1 << 16}, thaw::shape{1 << 16}, dtype::float16);
BENCHMARK_CAPTURE(less, same, thaw::shape{1 << 16}, thaw::shape{1 << 16}, dtype::float32);
BENCHMARK_CAPTURE(cast, float_to_half, dtype::float32, dtype::float16);
BENCHMARK_CAPTURE(cast, half_to_float, dtype::float16, dtype::float32);
BENCHMARK_CAPTURE(cast, uint8_to_float, dtype::uint8, dtype::float32);
BENCHMARK_CAPTURE(cast, float_to_uint8, dtype::float32, dtype::uint8);
BENCHMARK_CAPTURE(cast, int64_to_int32, dtype::int64, dtype::int32);
