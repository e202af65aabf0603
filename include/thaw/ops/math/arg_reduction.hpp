// Where along an axis the largest or smallest element is.
#pragma once
#include "thaw/kernels.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/math/scratch.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {

/// The axis of an ArgMax, from 0. Throws invalid_argument when it isn't a scalar or out of range.
THAW_LAZY std::size_t arg_axis(const tensor& axis, std::size_t rank) {
  if (axis.shape().rank() != 0)
    fail(code::invalid_argument, "dim must be a scalar, but received tensor of shape: ", axis.shape());
  const std::int64_t a = integers_of(axis)[0], n = static_cast<std::int64_t>(rank);
  if (a < -n || a >= n)
    fail(code::invalid_argument, "Expected dimension in the range [", -n, ", ", n, "), but got ", a);
  return static_cast<std::size_t>(a < 0 ? a + n : a);
}

THAW_SETUP void infer_arg(infer_context& c) {
  const shape& in = c.input(0);
  if (c.value(1) == nullptr || !in.has_rank()) return;
  const std::size_t axis = arg_axis(*c.value(1), in.rank());
  shape out;
  bool empty = false;
  for (std::size_t i = 0; i < in.rank(); ++i) {
    if (i == axis) continue;
    out.push_back(in[i]);
    empty = empty || in[i] == 0;
  }
  if (in[axis] == 0 && !empty && out.is_fully_defined())
    fail(code::invalid_argument, "Reduction axis ", axis, " is empty in shape ", in);
  c.output(0, std::move(out));
}

template <class T>
void narrow_indices(void* to, const std::int64_t* from, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) static_cast<T*>(to)[i] = static_cast<T>(from[i]);
}

THAW_LAZY void run_arg(run_context& c, bool largest) {
  const std::size_t n = static_cast<std::size_t>(c.output(0).elements());
  if (n == 0) return;
  const shape& in = c.input_shape(0);
  bool reduced[max_rank] = {};
  reduced[arg_axis(c.input(1), in.rank())] = true;
  const kernels::reduce_plan plan = kernels::make_reduce(in, reduced);
  const dtype d = c.input_dtype(0), to = c.output_dtype(0);
  scratch_parts parts;
  const std::size_t loop = parts.add(kernels::arg_scratch(plan, d));
  const std::size_t wide = parts.add(to == dtype::int64 ? 0 : n * sizeof(std::int64_t));
  parts.allocate(c);
  std::int64_t* indices = to == dtype::int64 ? c.out<std::int64_t>(0) : parts.at<std::int64_t>(wide);
  kernels::arg_reduce(plan, largest, d, c.input(0).raw(), indices, parts.at<void>(loop));
  if (to == dtype::int32) narrow_indices<std::int32_t>(c.output(0).raw(), indices, n);
  if (to == dtype::int16 || to == dtype::uint16) narrow_indices<std::uint16_t>(c.output(0).raw(), indices, n);
}

THAW_SETUP void prepare_arg(prepare_context& c) {
  const dtype d = c.input_dtype(0);
  if (!kernels::is_castable(d)) fail(code::unimplemented, "the largest or smallest of ", d, " is not supported");
}

}  // namespace detail

/// The first of equals; NaN is skipped; 0 where all are NaN. An axis of size 0 is invalid_argument unless nothing is
/// asked.
struct ArgMax {
  static constexpr signature def() {
    return {
        "ArgMax(input: T, dimension: Tidx) -> output: output_type; T: {float, double, int32, uint8, int16, int8, "
        "int64, bfloat16, uint16, half, uint32, uint64, qint8, quint8, qint32, qint16, quint16, bool}; Tidx: {int16, "
        "int32, int64} = int32; output_type: {int16, uint16, int32, int64} = int64"};
  }
  THAW_SETUP static void infer(infer_context& c) { detail::infer_arg(c); }
  THAW_SETUP static void prepare(prepare_context& c) { detail::prepare_arg(c); }
  THAW_LAZY static void run(run_context& c) { detail::run_arg(c, true); }
};

struct ArgMin {
  static constexpr signature def() {
    return {
        "ArgMin(input: T, dimension: Tidx) -> output: output_type; T: {float, double, int32, uint8, int16, int8, "
        "int64, bfloat16, uint16, half, uint32, uint64, qint8, quint8, qint32, qint16, quint16, bool}; Tidx: {int32, "
        "int64} = int32; output_type: {int32, int64} = int64"};
  }
  THAW_SETUP static void infer(infer_context& c) { detail::infer_arg(c); }
  THAW_SETUP static void prepare(prepare_context& c) { detail::prepare_arg(c); }
  THAW_LAZY static void run(run_context& c) { detail::run_arg(c, false); }
};

}  // namespace thaw::ops
