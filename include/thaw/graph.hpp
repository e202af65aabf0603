// graph: the graph in memory. Nodes with their inputs resolved, functions, versions and collections; names of tensors;
// attributes by type; import from a GraphDef with TensorFlow's checks.
//
// May include: core, wire, proto. Start reading at graph/graph.hpp; then graph/import.hpp. Nothing here knows what an
// op does: a node may be of any op, and matters only when a run needs it.
#pragma once
#include "thaw/graph/attrs.hpp"
#include "thaw/graph/graph.hpp"
#include "thaw/graph/import.hpp"
#include "thaw/graph/names.hpp"
