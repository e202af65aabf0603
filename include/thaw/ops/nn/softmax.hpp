// Softmax over the last axis, and its logarithm.
#pragma once
#include "thaw/kernels.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {

template <class T>
void run_softmax_of(run_context& c, bool log, std::size_t rows, std::size_t n) {
  kernels::softmax(log, c.in<T>(0), c.out<T>(0), rows, n);
}
template <bool Log>
struct softmax_op {
  static void infer(infer_context& c) { c.output(0, c.with_rank_at_least(0, 1)); }
  static void run(run_context& c) {
    const auto n = static_cast<std::size_t>(c.input_shape(0).back());
    if (c.input(0).elements() == 0) return;
    const std::size_t rows = static_cast<std::size_t>(c.input(0).elements()) / n;
    switch (c.input_dtype(0)) {
      case dtype::float16:
        return run_softmax_of<half>(c, Log, rows, n);
      case dtype::bfloat16:
        return run_softmax_of<bfloat16>(c, Log, rows, n);
      case dtype::float64:
        return run_softmax_of<double>(c, Log, rows, n);
      default:
        return kernels::softmax(Log, c.in<float>(0), c.out<float>(0), rows, n, c.isa());
    }
  }
};

}  // namespace detail

/// The maximum of a row is subtracted first. NaN, +inf or nothing but -inf make the row NaN.
struct Softmax : detail::softmax_op<false> {
  static constexpr signature def() { return {"Softmax(logits: T) -> softmax: T; T: {half, bfloat16, float, double}"}; }
};
struct LogSoftmax : detail::softmax_op<true> {
  static constexpr signature def() {
    return {"LogSoftmax(logits: T) -> logsoftmax: T; T: {half, bfloat16, float, double}"};
  }
};

}  // namespace thaw::ops
