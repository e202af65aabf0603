// The standard op set: what a program has that does not choose.
#pragma once
#include "thaw/ops/array.hpp"
#include "thaw/ops/control.hpp"
#include "thaw/ops/io.hpp"
#include "thaw/ops/list.hpp"
#include "thaw/ops/math.hpp"
#include "thaw/ops/nn.hpp"
#include "thaw/ops/random.hpp"
#include "thaw/ops/state.hpp"
#include "thaw/ops/string.hpp"

namespace thaw {
namespace ops {
/// The families that models of all kinds use; the others are in ops/all.hpp.
using standard = op_set<array, control, io, list, math, nn, random, state, string>;
}  // namespace ops

/// For large programs: with THAW_OPS_ELSEWHERE defined, this translation unit has no kernels of our families; others
/// have them, by `template struct thaw::op_rows<thaw::ops::math>;` and so on, one line for each family.
#if defined(THAW_OPS_ELSEWHERE)
extern template struct op_rows<ops::array>;
extern template struct op_rows<ops::control>;
extern template struct op_rows<ops::io>;
extern template struct op_rows<ops::list>;
extern template struct op_rows<ops::math>;
extern template struct op_rows<ops::nn>;
extern template struct op_rows<ops::random>;
extern template struct op_rows<ops::state>;
extern template struct op_rows<ops::string>;
#endif

}  // namespace thaw
