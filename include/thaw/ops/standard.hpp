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
/// All families.
using standard = op_set<array, control, io, list, math, nn, random, state, string>;
}  // namespace ops

/// For large programs: with THAW_STANDARD_OPS_ELSEWHERE defined, this translation unit has no kernels of the standard
/// set; one other has them, by `template const thaw::op_index& thaw::index_of<thaw::ops::standard>();`.
#if defined(THAW_STANDARD_OPS_ELSEWHERE)
extern template const op_index& index_of<ops::standard>();
#endif

}  // namespace thaw
