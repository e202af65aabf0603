// meta: MetaGraphs and SavedModels as a user meets them: load one, restore its checkpoint, read its collections and
// signatures, run it.
//
// May include: all other layers but testing. Start reading at meta/load.hpp (from a path to a model) and
// meta/model.hpp; then meta/import.hpp and meta/saver.hpp (the same in steps, in TensorFlow's words),
// meta/collection.hpp (collections by type). Below them: meta/locate.hpp (paths to files), meta/model_file.hpp (telling
// kinds of files apart), meta/restore_request.hpp (what a graph wants from its checkpoint), meta/likely.hpp (which
// tensors to feed and fetch).
#pragma once
#include "thaw/meta/collection.hpp"
#include "thaw/meta/describe.hpp"
#include "thaw/meta/graph_keys.hpp"
#include "thaw/meta/graph_parts.hpp"
#include "thaw/meta/import.hpp"
#include "thaw/meta/likely.hpp"
#include "thaw/meta/load.hpp"
#include "thaw/meta/locate.hpp"
#include "thaw/meta/model.hpp"
#include "thaw/meta/model_file.hpp"
#include "thaw/meta/restore_request.hpp"
#include "thaw/meta/saved_model.hpp"
#include "thaw/meta/saver.hpp"
#include "thaw/meta/signature.hpp"
#include "thaw/meta/summary.hpp"
#include "thaw/meta/variables.hpp"
#include "thaw/meta/walk.hpp"
