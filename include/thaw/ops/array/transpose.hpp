// Permutations: Transpose, InvertPermutation.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "thaw/kernels/transpose.hpp"
#include "thaw/ops/array/copies.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

/// Axis i of the output is axis perm[i] of the input.
struct Transpose {
  static constexpr signature def() {
    return {"Transpose(x: T, perm: Tperm) -> y: T; T: type; Tperm: {int32, int64} = int32"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const shape& perm = c.with_rank(1, 1);
    shape in = c.input(0);
    if (perm.is_fully_defined()) {
      if (!in.has_rank()) in = shape::unknown_of_rank(static_cast<std::size_t>(perm[0]));
      if (static_cast<std::int64_t>(in.rank()) != perm[0])
        fail(code::invalid_argument, "a permutation of ", perm[0], " axes, for an input of shape ", in);
    }
    if (!in.has_rank()) return;
    const auto given = c.ints(1);
    if (!given) return c.output(0, detail::same_rank(in));
    shape out;
    for (const std::int64_t a : checked_perm(*given)) out.push_back(in[static_cast<std::size_t>(a)]);
    c.output(0, out);
  }
  THAW_SETUP static void prepare(prepare_context& c) {
    if (const auto perm = c.ints(1); perm && detail::shapes_are_known(c))
      c.make_state<how>(make(c.input(0), *perm, c.input_dtype(0)));
  }
  THAW_LAZY static void run(run_context& c) {
    if (c.has_state()) return move(c, c.state<how>());
    detail::known_inputs(c).check<Transpose>(c);
    move(c, make(c.input_shape(0), c.ints(1), c.input_dtype(0)));
  }

 private:
  /// Plain elements go through the kernel; strings and handles, element by element.
  struct how {
    kernels::transpose_plan plain;
    detail::copy_plan objects;
  };

  /// Without negative axes. Throws invalid_argument unless each axis is there once.
  THAW_LAZY static std::vector<std::int64_t> checked_perm(std::vector<std::int64_t> perm) {
    std::vector<bool> seen(perm.size(), false);
    for (std::int64_t& a : perm) {
      const std::size_t at = detail::axis_of(a, perm.size());
      if (seen[at]) fail(code::invalid_argument, "axis ", at, " is twice in the permutation ", shape(perm));
      seen[at] = true;
      a = static_cast<std::int64_t>(at);
    }
    return perm;
  }
  THAW_LAZY static how make(const shape& in, const std::vector<std::int64_t>& given, dtype d) {
    how h;
    if (in.elements() == 0) {
      h.objects.empty = true;
      return h;
    }
    const std::vector<std::int64_t> perm = checked_perm(given);
    if (is_plain(d)) {
      h.plain = kernels::make_transpose(in, perm.data());
      return h;
    }
    const std::vector<std::int64_t> from = detail::strides_of(in);
    std::int64_t to = in.elements();
    for (const std::int64_t a : perm) {
      const auto axis = static_cast<std::size_t>(a);
      to /= in[axis];
      h.objects.add({in[axis], to, from[axis]});
    }
    return h;
  }
  static void move(const run_context& c, const how& h) {
    const dtype d = c.input_dtype(0);
    if (is_plain(d))
      kernels::run_transpose(h.plain, plain_size(d), c.output(0).raw(), c.input(0).raw());
    else
      detail::run_copy(h.objects, d, c.output(0).raw(), c.input(0).raw());
  }
};

/// y[x[i]] = i.
struct InvertPermutation {
  static constexpr signature def() { return {"InvertPermutation(x: T) -> y: T; T: {int32, int64} = int32"}; }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, c.with_rank(0, 1)); }
  THAW_LAZY static void run(run_context& c) {
    if (c.output_dtype(0) == dtype::int32)
      invert(c.in<std::int32_t>(0), c.out<std::int32_t>(0), c.input(0).elements());
    else
      invert(c.in<std::int64_t>(0), c.out<std::int64_t>(0), c.input(0).elements());
  }

 private:
  template <class T>
  static void invert(const T* x, T* y, std::int64_t n) {
    std::fill_n(y, n, T{-1});
    for (std::int64_t i = 0; i < n; ++i) {
      if (x[i] < 0 || x[i] >= n) fail(code::invalid_argument, x[i], " is not in [0, ", n, ')');
      if (y[x[i]] != -1) fail(code::invalid_argument, x[i], " is twice in the permutation");
      y[x[i]] = static_cast<T>(i);
    }
  }
};

}  // namespace thaw::ops
