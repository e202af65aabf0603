// What the tests of meta/ share: a few ops, paths of the data, the error that something gives.
#pragma once
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "thaw/core/error.hpp"
#include "thaw/core/tensor.hpp"
#include "thaw/ops/array/constant.hpp"
#include "thaw/ops/control/no_op.hpp"
#include "thaw/ops/math/arithmetic.hpp"
#include "thaw/ops/op_set.hpp"
#include "thaw/ops/state.hpp"

namespace meta_test {

using few_ops =
    thaw::op_set<thaw::ops::Const, thaw::ops::Placeholder, thaw::ops::PlaceholderWithDefault, thaw::ops::NoOp,
                 thaw::ops::Identity, thaw::ops::Add, thaw::ops::AddV2, thaw::ops::Mul, thaw::ops::state>;

inline std::string data(const std::string& name) { return std::string(THAW_TEST_DATA "/meta/") + name; }

template <class T>
std::vector<T> values(const thaw::tensor& t) {
  return std::vector<T>(t.data<T>(), t.data<T>() + t.elements());
}

/// "not_found: …"; "" when nothing is thrown.
template <class F>
std::string error_of(F&& f) {
  try {
    f();
  } catch (const thaw::error& e) {
    return thaw::concat(thaw::name(e.code()), ": ", e.message());
  }
  return {};
}
inline bool has(const std::string& text, const std::string& part) {
  const bool found = text.find(part) != std::string::npos;
  if (!found) MESSAGE("not in the text: ", part, "\n  text: ", text);
  return found;
}

}  // namespace meta_test
