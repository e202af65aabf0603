// thaw: runs frozen TensorFlow snapshots (a MetaGraph and its checkpoint, a frozen GraphDef, a SavedModel) on new
// inputs, without TensorFlow.
//
//   thaw::model m = thaw::load("models/mnist");
//   thaw::tensor y = m.run("softmax", {{"x", image}});
//
// This is the front door; it only includes. Each folder has a door of its own (thaw/wire.hpp, …) for programs that need
// less.
#pragma once
#include "thaw/version.hpp"

#include "thaw/core.hpp"

#include "thaw/wire.hpp"

#include "thaw/proto.hpp"

#include "thaw/bundle.hpp"

#include "thaw/graph.hpp"

#include "thaw/ops/all.hpp"

#include "thaw/session.hpp"

#include "thaw/meta.hpp"
