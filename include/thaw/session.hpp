// session: running a graph.
//
// A run has feeds and fetches. For each combination of them (and of the fed shapes) a plan is made once: what the
// fetches need, checked, folded, its buffers laid out; running a plan is walking an array of steps. Variables and other
// resources live in the session, outside plans.
//
// May include: core, proto, graph, ops (and through them kernels). Start reading at session/session.hpp (what callers
// use), then plan.hpp (what a plan is), planner.hpp (how one is made), executor.hpp (how it is run).
#pragma once
#include "thaw/session/arena.hpp"
#include "thaw/session/executor.hpp"
#include "thaw/session/feed.hpp"
#include "thaw/session/layout.hpp"
#include "thaw/session/plan.hpp"
#include "thaw/session/planner.hpp"
#include "thaw/session/problems.hpp"
#include "thaw/session/prune.hpp"
#include "thaw/session/session.hpp"
#include "thaw/session/standard.hpp"
