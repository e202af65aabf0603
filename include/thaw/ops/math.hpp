// math: arithmetic, comparisons, elementary functions, casts, matrix products, reductions. Elementwise ops are one
// function of one element each (ops/elementwise.hpp has the rest); start at math/arithmetic.hpp, then math/matmul.hpp
// and math/reduction.hpp for ops with shapes of their own. May include: core, graph, kernels.
#pragma once
#include "thaw/ops/math/add_n.hpp"
#include "thaw/ops/math/arg_reduction.hpp"
#include "thaw/ops/math/arithmetic.hpp"
#include "thaw/ops/math/cast.hpp"
#include "thaw/ops/math/comparison.hpp"
#include "thaw/ops/math/division.hpp"
#include "thaw/ops/math/elementary.hpp"
#include "thaw/ops/math/extremes.hpp"
#include "thaw/ops/math/inverse.hpp"
#include "thaw/ops/math/logical.hpp"
#include "thaw/ops/math/matmul.hpp"
#include "thaw/ops/math/power.hpp"
#include "thaw/ops/math/reduction.hpp"
#include "thaw/ops/math/scan.hpp"
#include "thaw/ops/math/unary.hpp"

namespace thaw::ops {
/// The ops of this family.
using math = op_set<Abs, Acos, Acosh, Add, AddN, AddV2, All, Any, ArgMax, ArgMin, Asin, Asinh, Atan, Atan2, Atanh,
                    BatchMatMul, BatchMatMulV2, BatchMatMulV3, BitwiseAnd, BitwiseOr, BitwiseXor, Cast, Ceil,
                    ClipByValue, Cos, Cosh, Cumprod, Cumsum, Div, DivNoNan, Equal, Erf, Erfc, Exp, Expm1, Floor,
                    FloorDiv, FloorMod, Greater, GreaterEqual, Inv, Invert, IsFinite, IsInf, IsNan, Less, LessEqual,
                    Log, Log1p, LogicalAnd, LogicalNot, LogicalOr, MatMul, Max, Maximum, Mean, Min, Minimum, Mod, Mul,
                    MulNoNan, Neg, NotEqual, Pow, Prod, RealDiv, Reciprocal, Rint, Round, Rsqrt, Sigmoid, Sign, Sin,
                    Sinh, Sqrt, Square, SquaredDifference, Sub, Sum, Tan, Tanh, TruncateDiv, TruncateMod>;
}  // namespace thaw::ops
