// Shape inference of one op, for tests: what is known of its inputs goes in, what is known of its outputs comes out.
#pragma once
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "thaw/core/tensor.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/op_def.hpp"
#include "thaw/ops/op_set.hpp"
#include "thaw/proto/attr_make.hpp"

namespace thaw_test {

/// An input of which the value is known, or only a shape.
struct known {
  thaw::shape shape;
  thaw::tensor value;
  known(thaw::shape s) : shape(std::move(s)) {}                     // NOLINT: implicit
  known(thaw::tensor t) : shape(t.shape()), value(std::move(t)) {}  // NOLINT: implicit
};
/// A known vector of int32.
inline known numbers(const std::vector<std::int32_t>& v) {
  return thaw::tensor::from(v, {static_cast<std::int64_t>(v.size())});
}
/// A known int32 scalar.
inline known number(std::int32_t x) { return thaw::tensor(x); }

/// Infers `Op`. Attributes that are not given have their defaults; dtypes without one are int32.
template <class Op>
std::vector<thaw::shape> infer(const std::vector<known>& inputs,
                               const std::vector<std::pair<std::string, thaw::proto::attr_value>>& attrs = {}) {
  const thaw::op_def def = thaw::ops::detail::unpack(Op::def().text);
  thaw::node n;
  n.def.name = "op";
  n.def.op = std::string(Op::def().name());
  n.inputs.resize(inputs.size());
  for (const auto& a : def.attrs)
    if (!a.has_default && a.kind == "type") n.def.attr[a.name] = thaw::proto::make_attr(thaw::dtype::int32);
  for (const auto& [name, value] : attrs) n.def.attr[name] = value;
  thaw::node_info info;
  const std::string problem = thaw::ops::detail::resolve(n, def, info);
  if (!problem.empty()) thaw::fail(thaw::code::internal, problem);
  std::vector<thaw::shape> in, out(info.outputs.size(), thaw::shape::unknown());
  std::vector<const thaw::tensor*> values;
  for (const known& k : inputs) {
    in.push_back(k.shape);
    values.push_back(k.value.empty() ? nullptr : &k.value);
  }
  thaw::infer_context c(info, in.data(), values.data(), out.data());
  Op::infer(c);
  return out;
}

}  // namespace thaw_test
