// Shapes as values: Shape, ShapeN, Rank, Size, BroadcastArgs.
#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "thaw/ops/array/copies.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {
/// Element `at` of an int32 or int64 tensor. Throws invalid_argument when the number does not fit.
THAW_LAZY void put_number(tensor& t, std::size_t at, std::int64_t x) {
  if (t.dtype() == dtype::int64) {
    t.data<std::int64_t>()[at] = x;
    return;
  }
  if (x > std::numeric_limits<std::int32_t>::max() || x < std::numeric_limits<std::int32_t>::min())
    fail(code::invalid_argument, x, " does not fit the int32 that the output holds");
  t.data<std::int32_t>()[at] = static_cast<std::int32_t>(x);
}
THAW_LAZY void put_shape(tensor& t, const shape& s) {
  for (std::size_t i = 0; i < s.rank(); ++i) put_number(t, i, s[i]);
}
THAW_LAZY shape vector_for(const shape& s) {
  return {s.has_rank() ? static_cast<std::int64_t>(s.rank()) : unknown_dim};
}
}  // namespace detail

/// The sizes of its input, as a vector.
struct Shape {
  static constexpr unsigned traits = op_shape_only;
  static constexpr signature def() {
    return {"Shape(input: T) -> output: out_type; T: type; out_type: {int32, int64} = int32"};
  }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, detail::vector_for(c.input(0))); }
  THAW_LAZY static void run(run_context& c) { detail::put_shape(c.output(0), c.input_shape(0)); }
};

/// `Shape` of each input.
struct ShapeN {
  static constexpr unsigned traits = op_shape_only;
  static constexpr signature def() {
    return {"ShapeN(input: N*T) -> output: N*out_type; N: int >= 1; T: type; out_type: {int32, int64} = int32"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    for (std::size_t i = 0; i < c.inputs(); ++i) c.output(i, detail::vector_for(c.input(i)));
  }
  THAW_LAZY static void run(run_context& c) {
    for (std::size_t i = 0; i < c.inputs(); ++i) detail::put_shape(c.output(i), c.input_shape(i));
  }
};

/// The number of axes.
struct Rank {
  static constexpr unsigned traits = op_shape_only;
  static constexpr signature def() { return {"Rank(input: T) -> output: int32; T: type"}; }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, {}); }
  THAW_LAZY static void run(run_context& c) {
    detail::put_number(c.output(0), 0, static_cast<std::int64_t>(c.input_shape(0).rank()));
  }
};

/// The number of elements.
struct Size {
  static constexpr unsigned traits = op_shape_only;
  static constexpr signature def() {
    return {"Size(input: T) -> output: out_type; T: type; out_type: {int32, int64} = int32"};
  }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, {}); }
  THAW_LAZY static void run(run_context& c) { detail::put_number(c.output(0), 0, c.input_shape(0).elements()); }
};

/// The shape that two shapes broadcast to; shapes are vectors of numbers.
struct BroadcastArgs {
  static constexpr signature def() { return {"BroadcastArgs(s0: T, s1: T) -> r0: T; T: {int32, int64} = int32"}; }
  THAW_SETUP static void infer(infer_context& c) {
    const shape &a = c.with_rank(0, 1), &b = c.with_rank(1, 1);
    const bool known = a.is_fully_defined() && b.is_fully_defined();
    c.output(0, {known ? (a[0] > b[0] ? a[0] : b[0]) : unknown_dim});
  }
  THAW_LAZY static void run(run_context& c) {
    const tensor &a = c.input(0), &b = c.input(1);
    tensor& out = c.output(0);
    const std::int64_t rank = out.elements();
    if (rank != (a.elements() > b.elements() ? a.elements() : b.elements()))
      fail(code::invalid_argument, "shapes of ", a.elements(), " and ", b.elements(), " sizes, where ", rank,
           " were planned");
    for (std::int64_t i = 0; i < rank; ++i) {
      const std::int64_t x = size_at(a, i - rank), y = size_at(b, i - rank);
      if (x != y && x != 1 && y != 1)
        fail(code::invalid_argument, "sizes ", x, " and ", y, " (axis ", i - rank, ") do not broadcast");
      detail::put_number(out, static_cast<std::size_t>(i), x == 1 ? y : x);
    }
  }

 private:
  THAW_LAZY static std::int64_t size_at(const tensor& t, std::int64_t from_end) {
    const std::int64_t i = t.elements() + from_end;
    if (i < 0) return 1;
    return t.dtype() == dtype::int64 ? t.data<std::int64_t>()[i] : t.data<std::int32_t>()[i];
  }
};

}  // namespace thaw::ops
