// ops: TensorFlow's ops, one struct each, in sets.
//
// May include: core, proto, graph, kernels, and bundle (the ops that save and restore). An op's signature is one line
// of text (ops/signature.hpp); what an op sees of its node and inputs is in ops/context.hpp; how rows are made of
// structs, and sets of rows, in ops/op_set.hpp. Ops of level 1 (an element at a time) start at ops/elementwise.hpp, of
// level 2 (moving bytes) at ops/array/runs.hpp. The families are the folders; start reading at ops/math/arithmetic.hpp.
#pragma once
#include "thaw/ops/all.hpp"
#include "thaw/ops/array.hpp"
#include "thaw/ops/audio.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/control.hpp"
#include "thaw/ops/elementwise.hpp"
#include "thaw/ops/image.hpp"
#include "thaw/ops/io.hpp"
#include "thaw/ops/list.hpp"
#include "thaw/ops/math.hpp"
#include "thaw/ops/nn.hpp"
#include "thaw/ops/node_types.hpp"
#include "thaw/ops/op_def.hpp"
#include "thaw/ops/op_set.hpp"
#include "thaw/ops/quant.hpp"
#include "thaw/ops/random.hpp"
#include "thaw/ops/resources.hpp"
#include "thaw/ops/signature.hpp"
#include "thaw/ops/standard.hpp"
#include "thaw/ops/state.hpp"
#include "thaw/ops/string.hpp"
