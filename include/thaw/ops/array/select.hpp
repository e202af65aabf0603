// Choices: Select, SelectV2, Where.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

#include "thaw/kernels/elementwise.hpp"
#include "thaw/ops/array/copies.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/elementwise.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {
template <class T>
void select_objects(const kernels::broadcast_plan& plan, const run_context& c) {
  const bool* condition = c.in<bool>(0);
  const T *a = c.in<T>(1), *b = c.in<T>(2);
  T* out = c.out<T>(0);
  kernels::broadcast_cursor cursor(plan, 0);
  const kernels::broadcast_axis& inner = plan.axes.back();
  for (std::int64_t at = 0; at < plan.count;) {
    const std::int64_t n = cursor.run();
    for (std::int64_t i = 0; i < n; ++i)
      out[at + i] = condition[cursor.offset(0) + i * inner.stride[0]] ? a[cursor.offset(1) + i * inner.stride[1]]
                                                                      : b[cursor.offset(2) + i * inner.stride[2]];
    at += n;
    if (at < plan.count) cursor.advance(n);
  }
}

THAW_LAZY void run_select_plan(const kernels::broadcast_plan& plan, const run_context& c) {
  if (plan.count == 0) return;
  switch (c.output_dtype(0)) {
    case dtype::string:
      return select_objects<std::string>(plan, c);
    case dtype::resource:
      return select_objects<resource_handle>(plan, c);
    case dtype::variant:
      return select_objects<variant_value>(plan, c);
    default:
      kernels::run_select(plan, plain_size(c.output_dtype(0)), c.output(0).raw(), c.in<bool>(0), c.input(1).raw(),
                          c.input(2).raw(), 0, plan.count);
  }
}

/// Base of Select and SelectV2; Op::condition(shape, rank) says how the condition's shape counts.
template <class Op>
struct selecting {
  static void prepare(prepare_context& c) {
    if (shapes_are_known(c))
      c.make_state<kernels::broadcast_plan>(make(c.input(0), c.input(1), c.input(2), c.output_shape(0)));
  }
  static void run(run_context& c) {
    if (c.has_state()) return run_select_plan(c.state<kernels::broadcast_plan>(), c);
    known_inputs(c).check<Op>(c);
    run_select_plan(make(c.input_shape(0), c.input_shape(1), c.input_shape(2), c.output(0).shape()), c);
  }

 private:
  static kernels::broadcast_plan make(const shape& condition, const shape& a, const shape& b, const shape& out) {
    return kernels::make_broadcast(Op::condition(condition, out.rank()), a, b);
  }
};
}  // namespace detail

/// Elements of `t` where the condition holds, else of `e`. The condition has their shape, or is one for all, or a
/// vector with one for each row.
struct Select : detail::selecting<Select> {
  static constexpr signature def() { return {"Select(condition: bool, t: T, e: T) -> output: T; T: type"}; }
  THAW_SETUP static void infer(infer_context& c) {
    const shape& condition = c.input(0);
    const shape values = detail::merge(c.input(1), c.input(2));
    c.output(0, values);
    if (!condition.has_rank() || condition.rank() == 0 || !values.has_rank()) return;
    const shape rows = values.rank() > 0 ? shape{values[0]} : shape{};
    if (!condition.is_compatible_with(values) && !(values.rank() > 0 && condition.is_compatible_with(rows)))
      fail(code::invalid_argument, "a condition of shape ", condition, " for values of shape ", values);
  }
  THAW_LAZY static shape condition(const shape& s, std::size_t rank) {
    shape rows = s;
    if (s.rank() == 1)
      while (rows.rank() < rank) rows.push_back(1);
    return rows;
  }
};

/// Elements of `t` where the condition holds, else of `e`; all three are broadcast.
struct SelectV2 : detail::selecting<SelectV2> {
  static constexpr signature def() { return {"SelectV2(condition: bool, t: T, e: T) -> output: T; T: type"}; }
  THAW_SETUP static void infer(infer_context& c) {
    c.output(0, detail::broadcast(detail::broadcast(c.input(0), c.input(1)), c.input(2)));
  }
  static const shape& condition(const shape& s, std::size_t) { return s; }
};

/// The positions, in order, of the elements that are not zero: one row of `index` for each. NaN is not zero.
struct Where {
  static constexpr signature def() {
    return {
        "Where(input: T) -> index: int64; T: {float, double, int32, uint8, int16, int8, complex64, int64, qint8, "
        "quint8, qint32, bfloat16, qint16, quint16, uint16, complex128, half, uint32, uint64, bool} = bool"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const shape& in = c.with_rank_at_least(0, 1);
    c.output(0, {unknown_dim, in.has_rank() ? static_cast<std::int64_t>(in.rank()) : unknown_dim});
  }
  THAW_LAZY static void run(run_context& c) {
    const dtype d = c.input_dtype(0);
    const bool is_float = is_floating(d) || is_complex(d);
    switch (is_complex(d) ? plain_size(d) / 2 : plain_size(d)) {
      case 1:
        return find<std::uint8_t>(c, is_float);
      case 2:
        return find<std::uint16_t>(c, is_float);
      case 4:
        return find<std::uint32_t>(c, is_float);
      default:
        return find<std::uint64_t>(c, is_float);
    }
  }

 private:
  /// Word: the bits of a real number; complex ones have two.
  template <class Word>
  static void find(const run_context& c, bool is_float) {
    const shape& in = c.input_shape(0);
    const std::int64_t n = c.input(0).elements(), rank = static_cast<std::int64_t>(in.rank());
    const std::int64_t parts = is_complex(c.input_dtype(0)) ? 2 : 1;
    // A float's sign is no value, and where subnormals of float and double are flushed, their fraction alone isn't.
    constexpr unsigned fraction = sizeof(Word) == 4 ? 23 : sizeof(Word) == 8 ? 52 : 0;
    const Word all = static_cast<Word>(~Word{0});
    const Word mask = is_float ? static_cast<Word>(static_cast<Word>(all >> (fraction + 1)) << fraction) : all;
    const auto* x = static_cast<const Word*>(c.input(0).raw());
    const auto is_set = [&](std::int64_t i) {
      return (x[i * parts] & mask) != 0 || (parts == 2 && (x[i * 2 + 1] & mask) != 0);
    };
    std::int64_t count = 0;
    for (std::int64_t i = 0; i < n; ++i) count += is_set(i) ? 1 : 0;
    std::int64_t* out = c.allocate(0, {count, rank}).data<std::int64_t>();
    for (std::int64_t i = 0; i < n; ++i) {
      if (!is_set(i)) continue;
      std::int64_t rest = i;
      for (std::int64_t k = rank; k-- > 0;) {
        out[k] = rest % in[static_cast<std::size_t>(k)];
        rest /= in[static_cast<std::size_t>(k)];
      }
      out += rank;
    }
  }
};

}  // namespace thaw::ops
