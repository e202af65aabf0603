// Every op that thaw has. Takes about twice as long to compile as the standard set: `thaw show --ops MODEL` names the
// families that a model needs.
#pragma once
#include "thaw/ops/audio.hpp"
#include "thaw/ops/image.hpp"
#include "thaw/ops/linalg.hpp"
#include "thaw/ops/parsing.hpp"
#include "thaw/ops/quant.hpp"
#include "thaw/ops/sparse.hpp"
#include "thaw/ops/special.hpp"
#include "thaw/ops/standard.hpp"

namespace thaw {
namespace ops {
/// The standard set, and the families that few models use.
using all = op_set<standard, audio, image, linalg, parsing, quant, sparse, special>;
}  // namespace ops

#if defined(THAW_OPS_ELSEWHERE)
extern template struct op_rows<ops::audio>;
extern template struct op_rows<ops::image>;
extern template struct op_rows<ops::linalg>;
extern template struct op_rows<ops::parsing>;
extern template struct op_rows<ops::quant>;
extern template struct op_rows<ops::sparse>;
extern template struct op_rows<ops::special>;
#endif

}  // namespace thaw
