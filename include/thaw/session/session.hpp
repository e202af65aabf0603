// A session: a graph, the state of its variables, and the plans of the runs so far.
#pragma once
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/core/denormals.hpp"
#include "thaw/core/error.hpp"
#include "thaw/graph/graph.hpp"
#include "thaw/ops/op_set.hpp"
#include "thaw/session/executor.hpp"
#include "thaw/session/feed.hpp"
#include "thaw/session/plan.hpp"
#include "thaw/session/planner.hpp"

namespace thaw {

/// How a session works.
struct session_options {
  /// The most bytes that a run may ask for at once: for all intermediate values whose sizes are known when planning,
  /// for each other value, and for scratch. 0: no limit.
  std::size_t memory_limit = 0;
  /// How many plans (one for each combination of feeds, fetches and fed shapes) are kept; the oldest goes first.
  std::size_t plans_kept = 32;
};

namespace session_detail {

/// A plan with the frames that its runs have left.
struct kept_plan {
  plan_request request;
  std::unique_ptr<const plan> p;
  std::vector<std::unique_ptr<frame>> idle;
};

THAW_LAZY bool same_request(const plan_request& a, const plan_request& b) {
  if (a.feeds.size() != b.feeds.size() || a.fetches != b.fetches) return false;
  for (std::size_t i = 0; i < a.feeds.size(); ++i)
    if (a.feeds[i].where != b.feeds[i].where || a.feeds[i].type != b.feeds[i].type ||
        a.feeds[i].shape != b.feeds[i].shape)
      return false;
  return true;
}

}  // namespace session_detail

namespace session_detail {
/// The set itself; for `void`, the standard set, as session/standard.hpp says. A type, because a function that is not a
/// template would compile the standard ops into every program that includes them.
template <class Set>
struct set_or_standard {
  using type = Set;
};
template <>
struct set_or_standard<void>;
}  // namespace session_detail

/// Runs a graph. `run` may be called from several threads at once. Variables belong to the session: restore a
/// checkpoint into it, or run the initializers, before fetching what depends on them.
class session {
 public:
  /// A session with the ops of `index_of<Set>()`. The graph is not copied.
  THAW_LAZY explicit session(thaw::graph g, const op_index& ops, session_options options = {})
      : state_(std::make_unique<state>(std::move(g), ops, options)) {}
  /// A session with the ops of a set: `session s{g, my_ops{}}`.
  template <class... Items>
  explicit session(thaw::graph g, op_set<Items...>, session_options options = {})
      : session(std::move(g), index_of<op_set<Items...>>(), options) {}
  /// A session with the standard ops; needs session/standard.hpp (thaw.hpp has it). They are compiled only where this
  /// is used.
  template <class Set = void>
  explicit session(thaw::graph g, session_options options = {})
      : session(std::move(g), index_of<typename session_detail::set_or_standard<Set>::type>(), options) {}

  const thaw::graph& graph() const noexcept { return state_->g; }
  const op_index& ops() const noexcept { return state_->ops; }
  session_resources& resources() noexcept { return state_->resources; }

  /// The value of a tensor, with some tensors (any, not just placeholders) fed. The name of an operation without
  /// outputs
  /// ("init") runs it and gives an empty tensor. Throws not_found for unknown names, invalid_argument for feeds that do
  /// not fit or are missing, unimplemented for ops that the session's set lacks, and what ops throw.
  THAW_LAZY tensor run(const tensor_key& fetch, std::initializer_list<feed> feeds = {}) {
    return std::move(run_all(&fetch, 1, feeds.begin(), feeds.size()).front());
  }
  THAW_LAZY tensor run(const tensor_key& fetch, const std::vector<feed>& feeds) {
    return std::move(run_all(&fetch, 1, feeds.data(), feeds.size()).front());
  }
  /// The values of several tensors, in the order asked for, from one run.
  THAW_LAZY std::vector<tensor> run(std::initializer_list<tensor_key> fetches, std::initializer_list<feed> feeds = {}) {
    return run_all(fetches.begin(), fetches.size(), feeds.begin(), feeds.size());
  }
  THAW_LAZY std::vector<tensor> run(const std::vector<tensor_key>& fetches, const std::vector<feed>& feeds) {
    return run_all(fetches.data(), fetches.size(), feeds.data(), feeds.size());
  }

 private:
  struct state {
    state(thaw::graph graph_, const op_index& ops_, session_options options_)
        : g(std::move(graph_)), ops(ops_), options(options_), resources(options_.memory_limit) {}
    thaw::graph g;
    const op_index& ops;
    session_options options;
    session_resources resources;
    std::mutex mutex;  // guards what follows
    session_detail::source_cache sources;
    std::vector<std::shared_ptr<session_detail::kept_plan>> plans;
  };

  THAW_LAZY std::vector<tensor> run_all(const tensor_key* fetches, std::size_t fetch_count, const feed* feeds,
                                        std::size_t feed_count) {
#if THAW_EXCEPTIONS
    try {
      return run_now(fetches, fetch_count, feeds, feed_count);
    } catch (const std::bad_alloc&) {
      fail(code::resource_exhausted, "the run needs more memory than there is");
    }
#else
    return run_now(fetches, fetch_count, feeds, feed_count);
#endif
  }
  THAW_LAZY std::vector<tensor> run_now(const tensor_key* fetches, std::size_t fetch_count, const feed* feeds,
                                        std::size_t feed_count) {
    state& s = *state_;
    const flush_denormals flush;
    const std::shared_ptr<session_detail::kept_plan> kept =
        plan_for(make_request(fetches, fetch_count, feeds, feed_count));
    const plan& p = *kept->p;
    std::unique_ptr<frame> f = take_frame(*kept);
    for (std::size_t i = 0; i < feed_count; ++i) f->values[p.feeds[i]] = feeds[i].value;
    session_detail::run_steps(p, *f, s.resources);
    std::vector<tensor> results(fetch_count);
    for (std::size_t i = 0; i < fetch_count; ++i)
      if (p.fetch_has_value[i]) results[i] = f->values[p.fetches[i]].owned();
    for (const std::uint32_t slot : p.transient) f->values[slot] = tensor();
    const std::lock_guard<std::mutex> lock(s.mutex);
    kept->idle.push_back(std::move(f));
    return results;
  }

  THAW_LAZY session_detail::plan_request make_request(const tensor_key* fetches, std::size_t fetch_count,
                                                      const feed* feeds, std::size_t feed_count) const;
  THAW_LAZY std::shared_ptr<session_detail::kept_plan> plan_for(session_detail::plan_request request);

  /// Whether the op of a node has outputs; of an op that the set lacks, yes.
  THAW_LAZY bool has_outputs(int n) const {
    const op_index::entry* op = state_->ops.find(state_->g[n].op());
    return op == nullptr || !op->def.outputs.empty();
  }

  THAW_LAZY std::unique_ptr<frame> take_frame(session_detail::kept_plan& kept) {
    {
      const std::lock_guard<std::mutex> lock(state_->mutex);
      if (!kept.idle.empty()) {
        std::unique_ptr<frame> f = std::move(kept.idle.back());
        kept.idle.pop_back();
        return f;
      }
    }
    return std::make_unique<frame>(*kept.p);
  }

  std::unique_ptr<state> state_;
};

// ---- details ----

template <class V>
session_detail::plan_request session::make_request(const tensor_key* fetches, std::size_t fetch_count,
                                                   const feed* feeds, std::size_t feed_count) const {
  const thaw::graph& g = state_->g;
  session_detail::plan_request request;
  for (std::size_t i = 0; i < feed_count; ++i) {
    const endpoint e = with_context([&] { return g.at_tensor(feeds[i].key.name()); }, [] { return "feed"; });
    for (const session_detail::fed_tensor& other : request.feeds)
      if (other.where == e) fail(code::invalid_argument, "feed: '", feeds[i].key.name(), "' is fed twice");
    if (feeds[i].value.empty()) fail(code::invalid_argument, "feed: '", feeds[i].key.name(), "' has no value");
    request.feeds.push_back({e, feeds[i].value.dtype(), feeds[i].value.shape()});
  }
  for (std::size_t i = 0; i < fetch_count; ++i) {
    const std::string& name = fetches[i].name();
    endpoint e = with_context(
        [&] {
          return name[0] == '^' ? endpoint{g.at(name.substr(1)), -1} : g.at_tensor(name);
        },
        [] { return "fetch"; });
    if (e.index == 0 && name.find(':') == std::string::npos && !has_outputs(e.node)) e.index = -1;
    request.fetches.push_back(e);
  }
  return request;
}

template <class V>
std::shared_ptr<session_detail::kept_plan> session::plan_for(session_detail::plan_request request) {
  state& s = *state_;
  const std::lock_guard<std::mutex> lock(s.mutex);
  for (std::size_t i = 0; i < s.plans.size(); ++i) {
    const auto& kept = s.plans[i];
    if (!session_detail::same_request(kept->request, request)) continue;
    if (kept->p->is_current()) return kept;
    for (const plan_variable& v : kept->p->variables)
      if (v.folded && v.var->version() != v.version) v.var->count_stale_plan();
    s.plans.erase(s.plans.begin() + static_cast<std::ptrdiff_t>(i));
    break;
  }
  auto kept = std::make_shared<session_detail::kept_plan>();
  session_detail::planner<> planner(s.g, s.ops, s.resources, s.sources);
  kept->p = planner.make(request);
  const std::size_t bytes = kept->p->arena_bytes + kept->p->owned_bytes;
  if (s.options.memory_limit != 0 && bytes > s.options.memory_limit)
    fail(code::resource_exhausted, "the run needs ", bytes, " bytes for values; the limit is ", s.options.memory_limit);
  kept->request = std::move(request);
  if (s.plans.size() >= s.options.plans_kept && !s.plans.empty()) s.plans.erase(s.plans.begin());
  s.plans.push_back(kept);
  return kept;
}

}  // namespace thaw
