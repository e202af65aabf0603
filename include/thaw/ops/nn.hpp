// nn: what neural networks are made of: convolutions, pooling, normalisation, activations, softmax. Start at
// nn/window.hpp (geometry and layouts that all windows share) and nn/conv.hpp. Kernels work on NHWC images of float;
// nn/images.hpp brings everything else into that form. May include: core, graph, kernels, and math for its arithmetic.
#pragma once
#include "thaw/ops/nn/activation.hpp"
#include "thaw/ops/nn/batch_norm.hpp"
#include "thaw/ops/nn/bias.hpp"
#include "thaw/ops/nn/conv.hpp"
#include "thaw/ops/nn/cross_entropy.hpp"
#include "thaw/ops/nn/depthwise.hpp"
#include "thaw/ops/nn/loss.hpp"
#include "thaw/ops/nn/pool.hpp"
#include "thaw/ops/nn/softmax.hpp"
#include "thaw/ops/nn/top_k.hpp"

namespace thaw::ops {
/// The ops of this family.
using nn =
    op_set<AvgPool, BiasAdd, Conv2D, DepthwiseConv2dNative, Elu, FusedBatchNorm, FusedBatchNormV2, FusedBatchNormV3,
           InTopK, InTopKV2, L2Loss, LeakyRelu, LogSoftmax, MaxPool, NthElement, Relu, Relu6, Selu, Softmax,
           SoftmaxCrossEntropyWithLogits, Softplus, Softsign, SparseSoftmaxCrossEntropyWithLogits, TopK, TopKV2>;
}  // namespace thaw::ops
