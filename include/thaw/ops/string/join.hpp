// Putting strings together.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

/// Element by element; scalars are repeated, other shapes must be equal
/// (tensorflow/core/kernels/string_join_op.cc).
struct StringJoin {
  static constexpr signature def() {
    return {"StringJoin(inputs: N*string) -> output: string; N: int >= 0; separator: string = \"\""};
  }
  THAW_SETUP static void infer(infer_context& c) {
    shape s;
    for (std::size_t i = 0; i < c.inputs(); ++i) {
      const shape& in = c.input(i);
      if (!in.has_rank()) return;
      if (in.is_scalar()) continue;
      if (!s.is_scalar() && !s.is_compatible_with(in))
        fail(code::invalid_argument, "the shapes ", s, " and ", in, " differ; only scalars may");
      if (s.is_scalar() || !s.is_fully_defined()) s = in;
    }
    c.output(0, s);
  }
  THAW_LAZY static void run(run_context& c) {
    const std::string separator = c.attr_string("separator");
    auto* out = c.out<std::string>(0);
    const auto part = [&](std::size_t i, std::int64_t k) -> const std::string& {
      return c.in<std::string>(i)[c.input(i).shape().is_scalar() ? 0 : k];
    };
    std::uint64_t bytes = 0;
    for (std::int64_t k = 0; k < c.output(0).elements(); ++k)
      for (std::size_t i = 0; i < c.inputs(); ++i) bytes += part(i, k).size() + separator.size();
    c.resources().check_memory(bytes);
    for (std::int64_t k = 0; k < c.output(0).elements(); ++k) {
      out[k].clear();
      for (std::size_t i = 0; i < c.inputs(); ++i) {
        if (i != 0) out[k] += separator;
        out[k] += part(i, k);
      }
    }
  }
};

}  // namespace thaw::ops
