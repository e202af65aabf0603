// Random integers and random orders, TensorFlow's own for a seed (tensorflow/core/kernels/random_op.cc,
// random_shuffle_op.cc).
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"
#include "thaw/ops/random/generator.hpp"
#include "thaw/ops/random/uniform.hpp"

namespace thaw::ops {

/// In [minval, maxval).
struct RandomUniformInt {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() {
    return {
        "RandomUniformInt(shape: T, minval: Tout, maxval: Tout) -> output: Tout; seed: int = 0; seed2: int = 0; Tout: "
        "{int32, int64}; T: {int32, int64}"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    c.with_rank(1, 0);
    c.with_rank(2, 0);
    c.output(0, detail::shape_from_value(c, 0));
  }
  THAW_SETUP static void prepare(prepare_context& c) { detail::prepare_random(c); }
  THAW_LAZY static void run(run_context& c) {
    const auto n = static_cast<std::size_t>(c.output(0).elements());
    if (n == 0) return;
    const std::int64_t low = c.ints(1)[0], high = c.ints(2)[0];
    if (low >= high) fail(code::invalid_argument, "there is no integer from ", low, " to below ", high);
    kernels::philox random = c.state<detail::random_state>().generator->reserve(n);
    const std::uint64_t base = static_cast<std::uint64_t>(low), range = static_cast<std::uint64_t>(high) - base;
    if (c.output_dtype(0) == dtype::int32) {
      for (std::size_t i = 0; i < n; i += 4) {
        const kernels::philox::block b = random.next();
        for (std::size_t j = 0; j < 4 && i + j < n; ++j)
          c.out<std::int32_t>(0)[i + j] = static_cast<std::int32_t>(low + static_cast<std::int64_t>(b.word[j] % range));
      }
      return;
    }
    for (std::size_t i = 0; i < n; i += 2) {
      const kernels::philox::block b = random.next();
      for (std::size_t j = 0; j < 2 && i + j < n; ++j) {
        const std::uint64_t bits = b.word[2 * j] | std::uint64_t{b.word[2 * j + 1]} << 32;
        c.out<std::int64_t>(0)[i + j] = static_cast<std::int64_t>(base + bits % range);
      }
    }
  }
};

/// The rows of a tensor in another order.
struct RandomShuffle {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() {
    return {"RandomShuffle(value: T) -> output: T; seed: int = 0; seed2: int = 0; T: type"};
  }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, c.input(0)); }
  THAW_SETUP static void prepare(prepare_context& c) { detail::prepare_random(c); }
  template <class Word>
  static void move(run_context& c) {
    const auto n = static_cast<std::size_t>(c.input(0).elements());
    const auto* in = static_cast<const Word*>(c.input(0).raw());
    auto* out = static_cast<Word*>(c.output(0).raw());
    if (n <= 1 || c.input_shape(0)[0] <= 1) {
      std::copy_n(in, n, out);
      return;
    }
    const auto rows = static_cast<std::size_t>(c.input_shape(0)[0]);
    const std::size_t* order = shuffled(c, rows);
    for (std::size_t i = 0; i < rows; ++i) std::copy_n(in + order[i] * (n / rows), n / rows, out + i * (n / rows));
  }

 private:
  THAW_LAZY static const std::size_t* shuffled(const run_context& c, std::size_t rows) {
    if (rows > std::numeric_limits<std::uint32_t>::max())
      fail(code::invalid_argument, rows, " rows are more than can be shuffled, the shape is ", c.input_shape(0));
    auto* order = c.scratch<std::size_t>(rows);
    for (std::size_t i = 0; i < rows; ++i) order[i] = i;
    kernels::philox random = c.state<detail::random_state>().generator->reserve_blocks((rows - 1 + 3) / 4);
    kernels::philox::block b{};
    for (std::size_t i = 0; i + 1 < rows; ++i) {
      if (i % 4 == 0) b = random.next();
      std::swap(order[i], order[i + b.word[i % 4] % static_cast<std::uint32_t>(rows - i)]);
    }
    return order;
  }
};

}  // namespace thaw::ops
