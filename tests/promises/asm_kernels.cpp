// Every kernel that isn't a template of the user's, for check_asm.sh to look at.
#include "thaw/kernels.hpp"

namespace k = thaw::kernels;

namespace {
struct Everything {  // what level-1 ops are made of
  template <class V>
  static THAW_INLINE V apply(const V& x, const V& y) {
    const V a = k::maximum(k::tanh(x), k::log(y)) + k::minimum(k::erf(x), k::sqrt(y));
    return k::select(x < V{} && !(y > x || k::is_nan(y)), k::floor(a), k::exp(a) - k::log1p(k::expm1(y)));
  }
};
struct Predicate {
  template <class V>
  static THAW_INLINE auto apply(const V& x, const V& y) {
    return (x < y) ^ (k::abs(x) >= k::fill<V>(2));
  }
};
}  // namespace

using any_function = void (*)();
template <class F>
any_function address(F* f) {
  return reinterpret_cast<any_function>(f);
}
extern const any_function used[];
const any_function used[] = {
    address(&k::arg_reduce),
    address(&k::cast),
    address(&k::depthwise_conv2d),
    address(&k::pool2d),
    address(&k::reduce),
    address(&k::run_select),
    address(&k::run_transpose),
    address(&k::make_block_kernel<Everything, float, 2>),
    address(&k::make_block_kernel<Predicate, float, 2>),
    address(static_cast<void (*)(const k::gemm_shape&, const float*, const float*, float*, float*, const k::epilogue&,
                                 thaw::isa)>(&k::gemm)),
    address(static_cast<void (*)(const k::packed_conv&, std::size_t, const float*, float*, const k::epilogue&, void*)>(
        &k::conv2d)),
    address(static_cast<void (*)(bool, const float*, float*, std::size_t, std::size_t, thaw::isa)>(&k::softmax)),
};
