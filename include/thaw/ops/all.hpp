// Every op that thaw has: the standard set, and the families that few models use.
#pragma once
#include "thaw/ops/audio.hpp"
#include "thaw/ops/image.hpp"
#include "thaw/ops/quant.hpp"
#include "thaw/ops/standard.hpp"

namespace thaw {
namespace ops {
/// The standard set, and the families that few models use.
using all = op_set<standard, audio, image, quant>;
}  // namespace ops

#if defined(THAW_OPS_ELSEWHERE)
extern template struct op_rows<ops::audio>;
extern template struct op_rows<ops::image>;
extern template struct op_rows<ops::quant>;
#endif

}  // namespace thaw
