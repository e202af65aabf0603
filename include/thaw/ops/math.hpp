// math: arithmetic, comparisons, elementary functions, casts, matrix products, reductions. Elementwise ops are one
// function of one element each (ops/elementwise.hpp has the rest); start at math/arithmetic.hpp, then math/matmul.hpp
// and math/reduction.hpp for ops with shapes of their own. May include: core, graph, kernels.
#pragma once
#include "thaw/ops/math/arithmetic.hpp"
#include "thaw/ops/math/comparison.hpp"
#include "thaw/ops/math/division.hpp"
#include "thaw/ops/math/elementary.hpp"
#include "thaw/ops/math/extremes.hpp"
#include "thaw/ops/math/logical.hpp"
#include "thaw/ops/math/power.hpp"
#include "thaw/ops/math/unary.hpp"

namespace thaw::ops {
/// The ops of this family.
using math = op_set<Abs, Add, AddV2, Atan, BitwiseAnd, BitwiseOr, BitwiseXor, Ceil, ClipByValue, Cos, Div, Equal, Erf,
                    Exp, Expm1, Floor, FloorDiv, FloorMod, Greater, GreaterEqual, Inv, Invert, IsFinite, IsInf, IsNan,
                    Less, LessEqual, Log, Log1p, LogicalAnd, LogicalNot, LogicalOr, Maximum, Minimum, Mod, Mul, Neg,
                    NotEqual, Pow, RealDiv, Reciprocal, Rint, Round, Rsqrt, Sigmoid, Sign, Sin, Sqrt, Square,
                    SquaredDifference, Sub, Tan, Tanh, TruncateDiv, TruncateMod>;
}  // namespace thaw::ops
