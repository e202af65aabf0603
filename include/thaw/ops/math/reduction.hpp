// Reductions over axes: Sum, Mean, Prod, Max, Min, All, Any.
//
// The axes are input 1; negative ones count from the end, none means none. What half, integers, NaN and nothing give is
// told in kernels/reduce.hpp.
#pragma once
#include <algorithm>
#include <cstring>
#include <vector>

#include "thaw/kernels.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {

/// Which axes of a tensor of this rank are reduced. Throws invalid_argument for axes out of range or repeated.
THAW_LAZY std::vector<char> reduced_axes(const std::vector<std::int64_t>& axes, std::size_t rank) {
  std::vector<char> reduced(rank, 0);
  const auto n = static_cast<std::int64_t>(rank);
  for (const std::int64_t axis : axes) {
    if (axis < -n || axis >= n)
      fail(code::invalid_argument, "Invalid reduction dimension (", axis, " for input with ", n, " dimension(s))");
    char& flag = reduced[static_cast<std::size_t>(axis < 0 ? axis + n : axis)];
    if (flag != 0)
      fail(code::invalid_argument, "Invalid reduction arguments: Axes contains duplicate dimension: ", axis);
    flag = 1;
  }
  return reduced;
}

THAW_SETUP void infer_reduction(infer_context& c) {
  const shape& in = c.input(0);
  const bool keep = c.attr_bool("keep_dims");
  const auto axes = c.ints(1);
  if (!in.has_rank()) return;
  if (!axes) {
    if (keep) c.output(0, shape::unknown_of_rank(in.rank()));
    return;
  }
  const std::vector<char> reduced = reduced_axes(*axes, in.rank());
  shape out;
  for (std::size_t i = 0; i < in.rank(); ++i) {
    if (reduced[i] == 0)
      out.push_back(in[i]);
    else if (keep)
      out.push_back(1);
  }
  c.output(0, std::move(out));
}

THAW_LAZY kernels::reduce_plan plan_reduction(const shape& in, const std::vector<std::int64_t>& axes) {
  bool reduced[max_rank] = {};
  const std::vector<char> flags = reduced_axes(axes, in.rank());
  std::copy(flags.begin(), flags.end(), reduced);
  return kernels::make_reduce(in, reduced);
}

/// Made when planning where the shape and the axes are known then.
struct reduction_state {
  bool planned = false;
  kernels::reduce_plan plan;
};

template <class T>
void fill_elements(tensor& t, T x) {
  std::fill_n(t.data<T>(), t.elements(), x);
}
/// Reductions of nothing whose result isn't the accumulator's, narrowed: the limits of small integers, All, and the
/// mean of complex numbers, which TensorFlow leaves 0. False: not one of these.
THAW_LAZY bool fill_empty_reduction(kernels::reduction op, tensor& out) {
  const bool largest = op == kernels::reduction::max;
  if (op == kernels::reduction::all)
    fill_elements(out, true);
  else if (op == kernels::reduction::mean && is_complex(out.dtype()))
    out.set_zero();
  else if (!largest && op != kernels::reduction::min)
    return false;
  else if (out.dtype() == dtype::int8)
    fill_elements(out, static_cast<std::int8_t>(largest ? -0x80 : 0x7f));
  else if (out.dtype() == dtype::int16)
    fill_elements(out, static_cast<std::int16_t>(largest ? -0x8000 : 0x7fff));
  else
    return false;
  return true;
}

THAW_LAZY void run_reduction(run_context& c, kernels::reduction op, const kernels::reduce_plan& plan) {
  const dtype d = c.input_dtype(0);
  const void* in = c.input(0).raw();
  void* out = c.output(0).raw();
  if (plan.count == 1) {  // nothing is reduced: -0 stays
    if (c.input(0).bytes() != 0) std::memcpy(out, in, c.input(0).bytes());
    return;
  }
  if (plan.count == 0 && fill_empty_reduction(op, c.output(0))) return;
  const dtype accumulator = kernels::accumulator_type(op, d);
  auto* scratch = c.scratch<unsigned char>(kernels::reduce_scratch(plan, op, d, accumulator));
  kernels::reduce(plan, op, d, accumulator, in, out, scratch, c.isa());
}

template <kernels::reduction Op>
struct reduction_op {
  static void infer(infer_context& c) { infer_reduction(c); }
  static void prepare(prepare_context& c) {
    if (!kernels::is_castable(c.input_dtype(0)))
      fail(code::unimplemented, "a reduction of ", c.input_dtype(0), " is not supported");
    auto& s = c.make_state<reduction_state>();
    if (!c.input(0).is_fully_defined() || c.value(1) == nullptr) return;
    s.plan = plan_reduction(c.input(0), *c.ints(1));
    s.planned = true;
  }
  static void run(run_context& c) {
    const auto& s = c.state<reduction_state>();
    if (s.planned)
      run_reduction(c, Op, s.plan);
    else
      run_reduction(c, Op, plan_reduction(c.input_shape(0), c.ints(1)));
  }
};

}  // namespace detail

/// Integers wrap.
struct Sum : detail::reduction_op<kernels::reduction::sum> {
  static constexpr signature def() {
    return {
        "Sum(input: T, reduction_indices: Tidx) -> output: T; keep_dims: bool = false; T: {float, double, int32, "
        "uint8, int16, int8, complex64, int64, qint8, quint8, qint32, bfloat16, qint16, quint16, uint16, complex128, "
        "half, uint32, uint64}; Tidx: {int32, int64} = int32"};
  }
};
/// Of integers: towards zero, without overflow.
struct Mean : detail::reduction_op<kernels::reduction::mean> {
  static constexpr signature def() {
    return {
        "Mean(input: T, reduction_indices: Tidx) -> output: T; keep_dims: bool = false; T: {float, double, int32, "
        "uint8, int16, int8, complex64, int64, qint8, quint8, qint32, bfloat16, qint16, quint16, uint16, complex128, "
        "half, uint32, uint64}; Tidx: {int32, int64} = int32"};
  }
};
struct Prod : detail::reduction_op<kernels::reduction::prod> {
  static constexpr signature def() {
    return {
        "Prod(input: T, reduction_indices: Tidx) -> output: T; keep_dims: bool = false; T: {float, double, int32, "
        "uint8, int16, int8, complex64, int64, qint8, quint8, qint32, bfloat16, qint16, quint16, uint16, complex128, "
        "half, uint32, uint64}; Tidx: {int32, int64} = int32"};
  }
};
struct Max : detail::reduction_op<kernels::reduction::max> {
  static constexpr signature def() {
    return {
        "Max(input: T, reduction_indices: Tidx) -> output: T; keep_dims: bool = false; T: {float, double, int32, "
        "uint8, int16, int8, int64, bfloat16, uint16, half, uint32, uint64, qint8, quint8, qint32, qint16, quint16}; "
        "Tidx: {int32, int64} = int32"};
  }
};
struct Min : detail::reduction_op<kernels::reduction::min> {
  static constexpr signature def() {
    return {
        "Min(input: T, reduction_indices: Tidx) -> output: T; keep_dims: bool = false; T: {float, double, int32, "
        "uint8, int16, int8, int64, bfloat16, uint16, half, uint32, uint64, qint8, quint8, qint32, qint16, quint16}; "
        "Tidx: {int32, int64} = int32"};
  }
};
struct All : detail::reduction_op<kernels::reduction::all> {
  static constexpr signature def() {
    return {
        "All(input: bool, reduction_indices: Tidx) -> output: bool; keep_dims: bool = false; Tidx: {int32, int64} = "
        "int32"};
  }
};
struct Any : detail::reduction_op<kernels::reduction::any> {
  static constexpr signature def() {
    return {
        "Any(input: bool, reduction_indices: Tidx) -> output: bool; keep_dims: bool = false; Tidx: {int32, int64} = "
        "int32"};
  }
};

}  // namespace thaw::ops
