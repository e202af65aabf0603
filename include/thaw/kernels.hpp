// The door of kernels/: the numeric loops, on raw pointers and sizes. They know dtypes and shapes, not tensors or
// graphs.
//
// May include: core. Start reading at kernels/simd.hpp (how one source serves every instruction set), then
// kernels/block.hpp and kernels/elementwise.hpp (level-1 ops), kernels/gemm.hpp (matrix products and convolutions stand
// on it). docs/add-a-kernel.md is the recipe. A kernel never allocates: the caller gives scratch memory of the size
// that a function beside the kernel tells; only prepacked weights own memory.
#pragma once
#include "thaw/kernels/arg_reduce.hpp"
#include "thaw/kernels/block.hpp"
#include "thaw/kernels/broadcast.hpp"
#include "thaw/kernels/cast.hpp"
#include "thaw/kernels/conv.hpp"
#include "thaw/kernels/depthwise.hpp"
#include "thaw/kernels/elementwise.hpp"
#include "thaw/kernels/gemm.hpp"
#include "thaw/kernels/gemm_generic.hpp"
#include "thaw/kernels/generic.hpp"
#include "thaw/kernels/math.hpp"
#include "thaw/kernels/pack.hpp"
#include "thaw/kernels/philox.hpp"
#include "thaw/kernels/pool.hpp"
#include "thaw/kernels/reduce.hpp"
#include "thaw/kernels/simd.hpp"
#include "thaw/kernels/softmax.hpp"
#include "thaw/kernels/transpose.hpp"
#include "thaw/kernels/vec.hpp"
#include "thaw/kernels/window.hpp"
