// Copies of their inputs: Bitcast (as another dtype), IdentityN.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

#include "thaw/ops/array/copies.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

/// The same bytes as another dtype. To a wider one the last axis is used up; to a narrower one there is one more.
struct Bitcast : detail::checked<Bitcast> {
  static constexpr signature def() {
    return {
        "Bitcast(input: T) -> output: type; T: {bfloat16, half, float, double, int64, int32, uint8, uint16, uint32, "
        "uint64, int8, int16, complex64, complex128, qint8, quint8, qint16, quint16, qint32}; type: {bfloat16, half, "
        "float, double, int64, int32, uint8, uint16, uint32, uint64, int8, int16, complex64, complex128, qint8, "
        "quint8, qint16, quint16, qint32}"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const auto from = static_cast<std::int64_t>(plain_size(c.input_dtype(0)));
    const auto to = static_cast<std::int64_t>(plain_size(c.output_dtype(0)));
    shape s = c.input(0);
    if (!s.has_rank()) return;
    if (from > to) s.push_back(from / to);
    if (from < to) {
      const bool fits = s.rank() > 0 && (s.back() < 0 || s.back() == to / from);
      if (!fits)
        fail(code::invalid_argument, "a ", c.output_dtype(0), " is ", to / from, " of ", c.input_dtype(0),
             ", so the last axis must have that size; the shape is ", s);
      s = shape(s.begin(), s.end() - 1);
    }
    c.output(0, std::move(s));
  }
  THAW_LAZY static void run(run_context& c) {
    check(c);
    if (c.output(0).elements() != 0) std::memcpy(c.output(0).raw(), c.input(0).raw(), c.output(0).bytes());
  }
};

/// Its inputs.
struct IdentityN : detail::checked<IdentityN> {
  static constexpr signature def() { return {"IdentityN(input: T) -> output: T; T: list(type) >= 1"}; }
  THAW_SETUP static void infer(infer_context& c) {
    for (std::size_t i = 0; i < c.inputs(); ++i) c.output(i, c.input(i));
  }
  THAW_LAZY static void run(run_context& c) {
    check(c);
    for (std::size_t i = 0; i < c.inputs(); ++i) c.output(i).copy_from(c.input(i));
  }
};

}  // namespace thaw::ops
