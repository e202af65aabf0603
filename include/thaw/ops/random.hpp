// random: random numbers, with TensorFlow's own for a seed (random/uniform.hpp; generators in random/generator.hpp).
// May include: core, graph, kernels.
#pragma once
#include "thaw/ops/random/normal.hpp"
#include "thaw/ops/random/uniform.hpp"
#include "thaw/ops/random/whole.hpp"

namespace thaw::ops {
/// The ops of this family.
using random = op_set<RandomShuffle, RandomStandardNormal, RandomUniform, RandomUniformInt, TruncatedNormal>;
}  // namespace thaw::ops
