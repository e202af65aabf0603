// The door to core/: what every other layer stands on.
//
// Errors with TensorFlow's codes, element types, shapes, tensors and their bridge to xtensor, .npy files, file mapping
// and atomic writing, what the CPU can do. Nothing here knows of TensorFlow's files, graphs or ops.
//
// May include: the standard library, xtensor, xtl. Start reading at core/tensor.hpp; then core/error.hpp, which says
// how everything fails, and core/npy.hpp, a small and complete reader of hostile bytes.
#pragma once
#include "thaw/core/atomic_file.hpp"
#include "thaw/core/config.hpp"
#include "thaw/core/cpu.hpp"
#include "thaw/core/denormals.hpp"
#include "thaw/core/dtype.hpp"
#include "thaw/core/error.hpp"
#include "thaw/core/file.hpp"
#include "thaw/core/float16.hpp"
#include "thaw/core/npy.hpp"
#include "thaw/core/npy_header.hpp"
#include "thaw/core/path.hpp"
#include "thaw/core/shape.hpp"
#include "thaw/core/tensor.hpp"
#include "thaw/core/text.hpp"
#include "thaw/core/xtensor.hpp"
