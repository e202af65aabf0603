// Level 1: ops whose function of one element is the op. From `apply` come shape inference, broadcasting, dtypes and
// loops.
//
//   struct Relu {
//     static constexpr signature def() { return {"Relu(features: T) -> activations: T; T: {float, …}"}; }
//     template <class V>
//     static THAW_INLINE V apply(const V& x) { return kernels::maximum(x, kernels::fill<V>(0)); }
//   };
//
// An op with attributes has `struct params` and `static params read(const op_context&)`; `apply` gets them last. An op
// that refuses some values has `static void check(const run_context&)`, called before the loop. An op whose signature
// allows dtypes that it isn't defined for has `static constexpr ops::detail::dtype_set kernel_dtypes`.
#pragma once
#include <complex>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "thaw/kernels.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"
#include "thaw/ops/signature.hpp"

namespace thaw::ops::detail {

/// How many inputs a signature has, and the type of the first; at compile time.
struct inputs_sink {
  std::size_t count = 0;
  std::string_view type;
  constexpr void arg(const signature_arg& a) {
    if (a.output) return;
    if (count++ == 0) type = a.type;
  }
  constexpr void attr(const signature_attr&) {}
};
constexpr inputs_sink inputs_of(signature s) {
  inputs_sink sink;
  signature_parser<inputs_sink>(s.text, sink).parse();
  return sink;
}
/// The dtypes that the first input may have.
constexpr dtype_set element_dtypes(signature s) {
  const std::string_view type = inputs_of(s).type;
  const dtype fixed = dtype_from_name(type);
  return fixed != dtype::invalid ? bit(fixed) : allowed(s, type);
}

template <class Op, class = void>
struct has_check : std::false_type {};
template <class Op>
struct has_check<Op, std::void_t<decltype(&Op::check)>> : std::true_type {};
/// The dtypes of the first input that Op has loops for: `Op::kernel_dtypes`, or all of its signature.
template <class Op, class = void>
struct kernel_dtypes_of : std::integral_constant<dtype_set, element_dtypes(Op::def())> {};
template <class Op>
struct kernel_dtypes_of<Op, std::void_t<decltype(Op::kernel_dtypes)>>
    : std::integral_constant<dtype_set, Op::kernel_dtypes & element_dtypes(Op::def())> {};

/// The type in which elements of a dtype are computed.
constexpr dtype compute_dtype(dtype d) noexcept {
  switch (d) {
    case dtype::float32:
    case dtype::float16:
    case dtype::bfloat16:
      return dtype::float32;
    case dtype::float64:
      return dtype::float64;
    case dtype::int8:
    case dtype::uint8:
    case dtype::int16:
    case dtype::uint16:
    case dtype::int32:
      return dtype::int32;
    case dtype::uint32:
    case dtype::int64:
      return dtype::int64;
    case dtype::uint64:
      return dtype::uint64;
    case dtype::boolean:
      return dtype::boolean;
    case dtype::complex64:
    case dtype::complex128:
      return dtype::complex128;
    default:
      return dtype::invalid;
  }
}
/// Quantized types as the integers that they are.
constexpr dtype plain_dtype(dtype d) noexcept {
  switch (d) {
    case dtype::qint8:
      return dtype::int8;
    case dtype::quint8:
      return dtype::uint8;
    case dtype::qint16:
      return dtype::int16;
    case dtype::quint16:
      return dtype::uint16;
    case dtype::qint32:
      return dtype::int32;
    default:
      return d;
  }
}
/// Some dtype of `set` is computed as `compute`.
constexpr bool computes(dtype_set set, dtype compute) noexcept {
  for (std::size_t i = 1; i < dtype_count; ++i)
    if ((set & bit(static_cast<dtype>(i))) != 0 && compute_dtype(plain_dtype(static_cast<dtype>(i))) == compute)
      return true;
  return false;
}

/// The shape that two shapes, perhaps partly known, broadcast to. Throws invalid_argument when they cannot.
THAW_LAZY shape broadcast(const shape& a, const shape& b) {
  if (!a.has_rank() || !b.has_rank()) return shape::unknown();
  const std::size_t rank = a.rank() > b.rank() ? a.rank() : b.rank();
  shape out;
  for (std::size_t i = 0; i < rank; ++i) {
    const std::int64_t x = i + a.rank() < rank ? 1 : a[i + a.rank() - rank];
    const std::int64_t y = i + b.rank() < rank ? 1 : b[i + b.rank() - rank];
    if (x > 1 && y > 1 && x != y) fail(code::invalid_argument, "shapes ", a, " and ", b, " do not broadcast");
    if ((x == 0 && y > 1) || (y == 0 && x > 1))
      fail(code::invalid_argument, "shapes ", a, " and ", b, " do not broadcast");
    out.push_back(x == 1 ? y : y == 1 ? x : x > y ? x : y);
  }
  return out;
}

template <class Op>
__attribute__((cold)) kernels::block_kernel pick_kernel(dtype d, isa level) {
  constexpr std::size_t arity = inputs_of(Op::def()).count;
  constexpr dtype_set set = kernel_dtypes_of<Op>::value;
  switch ((set & bit(d)) != 0 ? compute_dtype(plain_dtype(d)) : dtype::invalid) {
    case dtype::float32:
      if constexpr (computes(set, dtype::float32)) return kernels::make_block_kernel<Op, float, arity>(level);
      break;
    case dtype::float64:
      if constexpr (computes(set, dtype::float64)) return kernels::make_block_kernel<Op, double, arity>();
      break;
    case dtype::int32:
      if constexpr (computes(set, dtype::int32)) return kernels::make_block_kernel<Op, std::int32_t, arity>();
      break;
    case dtype::int64:
      if constexpr (computes(set, dtype::int64)) return kernels::make_block_kernel<Op, std::int64_t, arity>();
      break;
    case dtype::uint64:
      if constexpr (computes(set, dtype::uint64)) return kernels::make_block_kernel<Op, std::uint64_t, arity>();
      break;
    case dtype::boolean:
      if constexpr (computes(set, dtype::boolean)) return kernels::make_block_kernel<Op, bool, arity>();
      break;
    case dtype::complex128:
      if constexpr (computes(set, dtype::complex128))
        return kernels::make_block_kernel<Op, std::complex<double>, arity>();
      break;
    default:
      break;
  }
  fail(code::unimplemented, "the op has no kernel for ", d);
}

/// What an elementwise step needs; made when planning, and for shapes that are known only later, when it runs.
struct elementwise_state {
  kernels::block_kernel kernel;
  kernels::elementwise_types types;
  kernels::broadcast_plan plan;
  bool planned = false;
  std::vector<unsigned char> params;
};

THAW_LAZY void run_elementwise_op(const run_context& c, const elementwise_state& s) {
  const void* in[kernels::max_operands] = {};
  for (std::size_t i = 0; i < c.inputs(); ++i) in[i] = c.input(i).raw();
  const auto run = [&](const kernels::broadcast_plan& plan) {
    kernels::run_elementwise(plan, s.kernel, s.types, c.output(0).raw(), in, s.params.data(), 0, plan.count);
  };
  if (s.planned) return run(s.plan);
  shape shapes[kernels::max_operands];
  for (std::size_t i = 0; i < c.inputs(); ++i) shapes[i] = c.input_shape(i);
  run(kernels::make_broadcast_of(shapes, c.inputs()));
}

THAW_SETUP void infer_broadcast(infer_context& c) {
  shape s = c.input(0);
  for (std::size_t i = 1; i < c.inputs(); ++i) s = broadcast(s, c.input(i));
  c.output(0, std::move(s));
}

/// The state of a step but for its parameters.
THAW_SETUP elementwise_state& prepare_elementwise(prepare_context& c, kernels::block_kernel (*pick)(dtype, isa)) {
  auto& s = c.make_state<elementwise_state>();
  s.kernel = pick(c.input_dtype(0), c.isa());
  s.types = kernels::make_elementwise_types(s.kernel, plain_dtype(c.input_dtype(0)), plain_dtype(c.output_dtype(0)));
  shape shapes[kernels::max_operands];
  s.planned = true;
  for (std::size_t i = 0; i < c.inputs(); ++i) {
    shapes[i] = c.input(i);
    s.planned = s.planned && shapes[i].is_fully_defined();
  }
  if (s.planned) s.plan = kernels::make_broadcast_of(shapes, c.inputs());
  return s;
}

/// f(index of output, index of first operand, index of second operand), for every element of the output.
template <class F>
void for_each_pair(const kernels::broadcast_plan& plan, F&& f) {
  std::vector<std::int64_t> index(plan.axes.size(), 0);
  for (std::int64_t i = 0; i < plan.count; ++i) {
    std::int64_t x = 0, y = 0;
    for (std::size_t k = 0; k < index.size(); ++k) {
      x += index[k] * plan.axes[k].stride[0];
      y += index[k] * plan.axes[k].stride[1];
    }
    f(i, x, y);
    for (std::size_t k = index.size(); k-- > 0 && ++index[k] == plan.axes[k].size;) index[k] = 0;
  }
}

/// Strings (Add, Equal, …): element by element.
template <class Op>
void run_string_op(const run_context& c) {
  if constexpr (inputs_of(Op::def()).count == 2) {
    using R = std::decay_t<decltype(Op::apply(std::declval<const std::string&>(), std::declval<const std::string&>()))>;
    const shape shapes[] = {c.input_shape(0), c.input_shape(1)};
    const kernels::broadcast_plan plan = kernels::make_broadcast_of(shapes, 2);
    const auto *a = c.in<std::string>(0), *b = c.in<std::string>(1);
    auto* out = c.out<R>(0);
    if constexpr (std::is_same_v<R, std::string>) {
      std::uint64_t bytes = 0;
      for_each_pair(plan, [&](std::int64_t, std::int64_t x, std::int64_t y) { bytes += a[x].size() + b[y].size(); });
      c.resources().check_memory(bytes);
    }
    for_each_pair(plan, [&](std::int64_t i, std::int64_t x, std::int64_t y) { out[i] = Op::apply(a[x], b[y]); });
  }
}

template <class Op, class>
struct elementwise_row {
  static constexpr bool takes_strings = (element_dtypes(Op::def()) & bit(dtype::string)) != 0;

  static void infer(infer_context& c) {
    if constexpr (has_infer<Op>::value) {
      Op::infer(c);
    } else {
      infer_broadcast(c);
    }
  }
  static void prepare(prepare_context& c) {
    if (c.input_dtype(0) == dtype::string) return;
    [[maybe_unused]] elementwise_state& s = prepare_elementwise(c, &pick_kernel<Op>);
    if constexpr (!std::is_void_v<typename kernels::detail::params_of<Op>::type>) {
      const typename Op::params p = Op::read(c);
      const auto* bytes = reinterpret_cast<const unsigned char*>(&p);
      s.params.assign(bytes, bytes + sizeof p);
    }
  }
  static void run(run_context& c) {
    if constexpr (has_check<Op>::value) Op::check(c);
    if constexpr (takes_strings)
      if (c.input_dtype(0) == dtype::string) return run_string_op<Op>(c);
    run_elementwise_op(c, c.state<elementwise_state>());
  }
};

}  // namespace thaw::ops::detail
