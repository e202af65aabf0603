// One value everywhere: Fill, ZerosLike, OnesLike; and OneHot.
#pragma once
#include <complex>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>

#include "thaw/ops/array/copies.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {
/// That the characters of a string fit the memory limit `n` times.
THAW_LAZY void check_repeated_string(const run_context& c, const tensor& value, std::int64_t n) {
  if (value.dtype() == dtype::string)
    c.resources().check_memory(static_cast<std::uint64_t>(n), value.scalar<std::string>().size());
}
}  // namespace detail

/// `value` in every element of shape `dims`, a vector (in old graphs also one number).
struct Fill {
  static constexpr signature def() {
    return {"Fill(dims: index_type, value: T) -> output: T; T: type; index_type: {int32, int64} = int32"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const shape &dims = c.input(0), &value = c.input(1);
    if (dims.has_rank() && dims.rank() > 1)
      fail(code::invalid_argument, "dims must be a list of numbers, its shape is ", dims);
    if (value.is_fully_defined() && value.elements() != 1)
      fail(code::invalid_argument, "the value must be one element, its shape is ", value);
    if (const auto sizes = c.ints(0))
      c.output(0, detail::shape_of(*sizes));
    else if (dims.is_fully_defined())
      c.output(0, shape::unknown_of_rank(static_cast<std::size_t>(dims.elements())));
  }
  THAW_LAZY static void run(run_context& c) {
    if (c.input(1).elements() != 1)
      fail(code::invalid_argument, "the value must be one element, its shape is ", c.input_shape(1));
    detail::check_repeated_string(c, c.input(1), c.output(0).elements());
    detail::fill_elements(c.output_dtype(0), c.output(0).raw(), c.output(0).elements(), c.input(1).raw());
  }
};

/// Zeros (false, empty strings) of its input's shape.
struct ZerosLike {
  static constexpr unsigned traits = op_shape_only;
  static constexpr signature def() { return {"ZerosLike(x: T) -> y: T; T: type"}; }
  THAW_SETUP static void infer(infer_context& c) {
    if (c.output_dtype(0) == dtype::variant || c.output_dtype(0) == dtype::resource)
      fail(code::unimplemented, "zeros of dtype ", c.output_dtype(0));
    c.output(0, c.input(0));
  }
  THAW_LAZY static void run(run_context& c) { c.output(0).set_zero(); }
};

/// Ones (true) of its input's shape.
struct OnesLike {
  static constexpr unsigned traits = op_shape_only;
  static constexpr signature def() {
    return {
        "OnesLike(x: T) -> y: T; T: {bfloat16, half, float, double, int8, uint8, int16, uint16, int32, uint32, int64, "
        "uint64, complex64, complex128, bool}"};
  }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, c.input(0)); }
  THAW_LAZY static void run(run_context& c) {
    tensor& out = c.output(0);
    const auto fill = [&](auto one) { detail::fill_elements(out.dtype(), out.raw(), out.elements(), &one); };
    switch (out.dtype()) {
      case dtype::float32:
        return fill(1.0f);
      case dtype::float64:
        return fill(1.0);
      case dtype::float16:
        return fill(half(1.0f));
      case dtype::bfloat16:
        return fill(bfloat16(1.0f));
      case dtype::complex64:
        return fill(std::complex<float>(1.0f));
      case dtype::complex128:
        return fill(std::complex<double>(1.0));
      default:
        break;
    }
    switch (plain_size(out.dtype())) {
      case 1:
        return fill(std::uint8_t{1});
      case 2:
        return fill(std::uint16_t{1});
      case 4:
        return fill(std::uint32_t{1});
      default:
        return fill(std::uint64_t{1});
    }
  }
};

/// Along a new axis, `on_value` at the index and `off_value` elsewhere; an index that is out of range has no
/// `on_value`.
struct OneHot : detail::checked<OneHot> {
  static constexpr signature def() {
    return {
        "OneHot(indices: TI, depth: int32, on_value: T, off_value: T) -> output: T; axis: int = -1; T: type; TI: "
        "{uint8, int8, int32, int64} = int64"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const auto depth = detail::scalar_of(c, 1);
    if (depth && *depth < 0) fail(code::invalid_argument, "the depth is ", *depth, "; it must not be negative");
    c.with_rank(2, 0);
    c.with_rank(3, 0);
    const shape& in = c.input(0);
    if (!in.has_rank()) return;
    const std::size_t at = axis(c, in);
    shape out(in.begin(), in.begin() + at);
    out.push_back(depth ? *depth : unknown_dim);
    for (std::size_t i = at; i < in.rank(); ++i) out.push_back(in[i]);
    if (out.is_fully_defined()) out.elements();
    c.output(0, out);
  }
  THAW_LAZY static void run(run_context& c) {
    check(c);
    const shape& in = c.input_shape(0);
    tensor& out = c.output(0);
    if (out.elements() == 0) return;
    detail::check_repeated_string(c, c.input(3), out.elements());
    detail::check_repeated_string(c, c.input(2), c.input(0).elements());
    detail::fill_elements(out.dtype(), out.raw(), out.elements(), c.input(3).raw());
    const std::size_t at = axis(c, in);
    const std::int64_t depth = out.shape()[at], inner = detail::elements_of(in, at, in.rank());
    with_index(c.input(0), [&](const auto* index) {
      detail::with_word(out.dtype(), [&](auto* word) {
        using Word = std::remove_pointer_t<decltype(word)>;
        auto* to = static_cast<Word*>(out.raw());
        const Word& on = *static_cast<const Word*>(c.input(2).raw());
        for (std::int64_t i = 0; i < c.input(0).elements(); ++i) {
          const auto k = static_cast<std::int64_t>(index[i]);
          if (k >= 0 && k < depth) to[(i / inner * depth + k) * inner + i % inner] = on;
        }
      });
    });
  }

 private:
  THAW_LAZY static std::size_t axis(const op_context& c, const shape& indices) {
    const std::int64_t a = c.attr_int("axis");
    if (a < -1) fail(code::invalid_argument, "axis is ", a, "; it must be -1 or an axis of the output");
    return detail::axis_of(a, indices.rank() + 1);
  }
  template <class F>
  static void with_index(const tensor& t, F&& f) {
    switch (t.dtype()) {
      case dtype::uint8:
        return f(t.data<std::uint8_t>());
      case dtype::int8:
        return f(t.data<std::int8_t>());
      case dtype::int32:
        return f(t.data<std::int32_t>());
      default:
        return f(t.data<std::int64_t>());
    }
  }
};

}  // namespace thaw::ops
