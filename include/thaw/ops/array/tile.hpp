// Axes repeated, turned round and turned over: Tile, BroadcastTo, ReverseV2, Roll.
#pragma once
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

#include "thaw/ops/array/copies.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

/// The input, multiples[i] times along axis i.
struct Tile : detail::copying<Tile> {
  static constexpr signature def() {
    return {"Tile(input: T, multiples: Tmultiples) -> output: T; T: type; Tmultiples: {int32, int64} = int32"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const auto times = detail::numbers_of(c, 1);
    shape in = c.input(0);
    if (c.input(1).is_fully_defined()) {
      if (!in.has_rank()) in = shape::unknown_of_rank(static_cast<std::size_t>(c.input(1)[0]));
      if (c.input(1)[0] != static_cast<std::int64_t>(in.rank()))
        fail(code::invalid_argument, c.input(1)[0], " multiples for an input of shape ", in);
    }
    if (!in.has_rank()) return;
    shape out = detail::same_rank(in);
    if (times)
      for (std::size_t i = 0; i < in.rank(); ++i) {
        if ((*times)[i] < 0) fail(code::invalid_argument, "multiple ", (*times)[i], " of axis ", i, " is negative");
        if (in[i] >= 0) out[i] = shape({in[i], (*times)[i]}).elements();
      }
    if (out.is_fully_defined()) out.elements();
    c.output(0, std::move(out));
  }
  static bool plan(const infer_context& c, detail::copy_job& job) {
    const auto times = c.ints(1);
    if (!times) return false;
    const shape& in = c.input(0);
    shape out;
    for (std::size_t i = 0; i < in.rank(); ++i) out.push_back(shape({in[i], (*times)[i]}).elements());
    if (out.elements() == 0) return true;
    const std::vector<std::int64_t> from = detail::strides_of(in), to = detail::strides_of(out);
    detail::copy_plan& p = job.add(0, 0);
    for (std::size_t i = 0; i < in.rank(); ++i) {
      p.add({(*times)[i], in[i] * to[i], 0});
      p.add({in[i], to[i], from[i]});
    }
    return true;
  }
};

/// The input, repeated along axes where its size is 1 (or which it lacks in front) until it has the shape given.
struct BroadcastTo : detail::copying<BroadcastTo> {
  static constexpr signature def() {
    return {"BroadcastTo(input: T, shape: Tidx) -> output: T; T: type; Tidx: {int32, int64} = int32"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const auto sizes = detail::numbers_of(c, 1);
    const shape& in = c.input(0);
    if (!sizes) {
      if (c.input(1).is_fully_defined()) c.output(0, shape::unknown_of_rank(static_cast<std::size_t>(c.input(1)[0])));
      return;
    }
    const shape out = detail::shape_of(*sizes);
    if (in.has_rank()) {
      bool fits = in.rank() <= out.rank();
      for (std::size_t i = 0; fits && i < in.rank(); ++i)
        fits = in[i] < 0 || in[i] == 1 || in[i] == out[i + out.rank() - in.rank()];
      if (!fits) fail(code::invalid_argument, "shape ", in, " does not broadcast to ", out);
    }
    c.output(0, out);
  }
  static bool plan(const infer_context& c, detail::copy_job& job) {
    const auto sizes = c.ints(1);
    if (!sizes) return false;
    const shape &in = c.input(0), out(*sizes);
    if (out.elements() == 0) return true;
    const std::vector<std::int64_t> from = detail::strides_of(in), to = detail::strides_of(out);
    detail::copy_plan& p = job.add(0, 0);
    const std::size_t missing = out.rank() - in.rank();
    for (std::size_t i = 0; i < out.rank(); ++i)
      p.add({out[i], to[i], i < missing || in[i - missing] == 1 ? 0 : from[i - missing]});
    return true;
  }
};

/// Turns the order of the axes named.
struct ReverseV2 : detail::copying<ReverseV2> {
  static constexpr signature def() {
    return {
        "ReverseV2(tensor: T, axis: Tidx) -> output: T; Tidx: {int32, int64} = int32; T: {uint8, int8, uint16, int16, "
        "int32, uint32, int64, uint64, bool, bfloat16, half, float, double, complex64, complex128, string}"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const auto axes = detail::numbers_of(c, 1);
    const shape& in = c.input(0);
    // TensorFlow returns scalars and empty tensors before it looks at the axes.
    if (axes && in.is_fully_defined() && in.rank() != 0 && in.elements() != 0) turned(*axes, in.rank());
    c.output(0, in);
  }
  static bool plan(const infer_context& c, detail::copy_job& job) {
    const auto axes = c.ints(1);
    if (!axes) return false;
    const shape& in = c.input(0);
    if (in.elements() == 0) return true;
    if (in.rank() == 0) {
      job.add(0, 0);
      return true;
    }
    const std::vector<bool> turn = turned(*axes, in.rank());
    const std::vector<std::int64_t> stride = detail::strides_of(in);
    detail::copy_plan& p = job.add(0, 0);
    for (std::size_t i = 0; i < in.rank(); ++i) {
      if (turn[i]) p.from += (in[i] - 1) * stride[i];
      p.add({in[i], stride[i], turn[i] ? -stride[i] : stride[i]});
    }
    return true;
  }

 private:
  THAW_LAZY static std::vector<bool> turned(const std::vector<std::int64_t>& axes, std::size_t rank) {
    std::vector<bool> turn(rank, false);
    for (const std::int64_t a : axes) {
      const std::size_t i = detail::axis_of(a, rank);
      if (turn[i]) fail(code::invalid_argument, "axis ", i, " is named twice");
      turn[i] = true;
    }
    return turn;
  }
};

/// Shifts along the axes named; what leaves at the end comes in at the start. Shifts of one axis add up.
struct Roll {
  static constexpr signature def() {
    return {
        "Roll(input: T, shift: Tshift, axis: Taxis) -> output: T; T: type; Tshift: {int32, int64}; Taxis: {int32, "
        "int64}"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    c.with_rank_at_least(0, 1);
    for (const std::size_t i : {1u, 2u})
      if (c.input(i).has_rank() && c.input(i).rank() > 1)
        fail(code::invalid_argument, "shifts and axes must be numbers or lists of them; their shapes are ", c.input(1),
             " and ", c.input(2));
    if (!c.input(1).is_compatible_with(c.input(2)))
      fail(code::invalid_argument, "shifts and axes must have the same shape, not ", c.input(1), " and ", c.input(2));
    if (const auto axes = c.ints(2); axes && c.input(0).has_rank())
      for (const std::int64_t a : *axes) detail::axis_of(a, c.input(0).rank());
    c.output(0, c.input(0));
  }
  THAW_LAZY static void prepare(prepare_context& c) {
    const auto shifts = c.ints(1), axes = c.ints(2);
    if (shifts && axes && detail::shapes_are_known(c)) c.make_state<how>(make(c.input(0), *shifts, *axes));
  }
  THAW_LAZY static void run(run_context& c) {
    if (c.has_state()) return roll(c, c.state<how>());
    detail::known_inputs(c).check<Roll>(c);
    roll(c, make(c.input_shape(0), c.ints(1), c.ints(2)));
  }

 private:
  struct shifted_axis {
    std::int64_t size = 1, shift = 0, stride = 1;  // the shift is in [0, size)
  };
  /// The axes up to the last one that is shifted; those after it move as one.
  struct how {
    std::vector<shifted_axis> outer;
    shifted_axis last;
  };

  THAW_LAZY static how make(const shape& in, const std::vector<std::int64_t>& shifts,
                            const std::vector<std::int64_t>& axes) {
    how h;
    if (in.elements() == 0) return h;
    const std::vector<std::int64_t> stride = detail::strides_of(in);
    std::vector<shifted_axis> all;
    for (std::size_t i = 0; i < in.rank(); ++i) all.push_back({in[i], 0, stride[i]});
    for (std::size_t i = 0; i < axes.size(); ++i) {
      shifted_axis& a = all[detail::axis_of(axes[i], in.rank())];
      const std::int64_t s = shifts[i] % a.size;
      a.shift = (a.shift + (s < 0 ? s + a.size : s)) % a.size;
    }
    while (all.size() > 1 && all.back().shift == 0) all.pop_back();
    h.last = all.back();
    all.pop_back();
    h.outer = std::move(all);
    return h;
  }
  THAW_LAZY static void roll(const run_context& c, const how& h) {
    if (c.output(0).elements() == 0) return;
    detail::with_word(c.output_dtype(0), [&](auto* word) {
      using Word = std::remove_pointer_t<decltype(word)>;
      roll(h, static_cast<Word*>(c.output(0).raw()), static_cast<const Word*>(c.input(0).raw()));
    });
  }
  template <class Word>
  static void roll(const how& h, Word* to, const Word* from) {
    const std::int64_t wraps = h.last.shift * h.last.stride, stays = h.last.size * h.last.stride - wraps;
    std::int64_t index[max_rank] = {};
    std::int64_t at = 0;
    for (const shifted_axis& a : h.outer) at += a.shift * a.stride;
    for (;; from += stays + wraps) {
      detail::copy_run(to + at + wraps, from, {stays, 1, 1});
      detail::copy_run(to + at, from + stays, {wraps, 1, 1});
      std::size_t k = h.outer.size();
      for (;;) {
        if (k == 0) return;
        const shifted_axis& a = h.outer[--k];
        at += a.stride;
        if (++index[k] + a.shift == a.size) at -= a.size * a.stride;
        if (index[k] < a.size) break;
        index[k] = 0;
      }
    }
  }
};

}  // namespace thaw::ops
