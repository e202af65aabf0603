// Which nodes a run needs, in an order in which they can run.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "thaw/core/error.hpp"
#include "thaw/graph/graph.hpp"

namespace thaw::session_detail {

/// The nodes that fetches and targets need when some tensors are fed.
struct needed_nodes {
  std::vector<int> order;      // inputs and control inputs first
  std::vector<bool> must_run;  // by node: a target, or reached by a control edge
  std::vector<int> cycle;      // nodes on a cycle, when there is one
};

/// Walks back from `roots` (nodes). `is_fed(endpoint)` cuts the graph at a tensor. A control edge from a fed node still
/// runs that node, unless it is a Placeholder (as tensorflow/core/graph/subgraph.cc rewrites feeds).
template <class IsFed, class IsFedNode>
needed_nodes find_needed(const graph& g, const std::vector<int>& roots, const std::vector<int>& targets,
                         const IsFed& is_fed, const IsFedNode& is_fed_node) {
  needed_nodes found;
  found.must_run.assign(g.size(), false);
  enum : std::uint8_t { unseen, open, done };
  std::vector<std::uint8_t> state(g.size(), unseen);
  struct visit {
    int node;
    std::size_t next;  // control inputs, then data inputs
  };
  std::vector<visit> stack;
  const auto enter = [&](int n) {
    if (state[static_cast<std::size_t>(n)] == unseen) {
      state[static_cast<std::size_t>(n)] = open;
      stack.push_back({n, 0});
    } else if (state[static_cast<std::size_t>(n)] == open && found.cycle.empty()) {
      std::size_t i = stack.size();
      while (i > 0 && stack[i - 1].node != n) --i;
      for (; i > 0 && i <= stack.size(); ++i) found.cycle.push_back(stack[i - 1].node);
    }
  };
  const auto walk = [&](int root) {
    enter(root);
    while (!stack.empty()) {
      visit& v = stack.back();
      const node& n = g[v.node];
      if (v.next < n.controls.size()) {
        const int c = n.controls[v.next++];
        if (is_fed_node(c) && g[c].op().rfind("Placeholder", 0) == 0) continue;
        found.must_run[static_cast<std::size_t>(c)] = true;
        enter(c);
      } else if (v.next < n.controls.size() + n.inputs.size()) {
        const endpoint e = n.inputs[v.next++ - n.controls.size()];
        if (!is_fed(e)) enter(e.node);
      } else {
        state[static_cast<std::size_t>(v.node)] = done;
        found.order.push_back(v.node);
        stack.pop_back();
      }
    }
  };
  for (const int t : targets) {
    found.must_run[static_cast<std::size_t>(t)] = true;
    walk(t);
  }
  for (const int r : roots) walk(r);
  return found;
}

}  // namespace thaw::session_detail
