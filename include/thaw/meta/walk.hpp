// Walking a graph against its edges.
#pragma once
#include <cstddef>
#include <utility>
#include <vector>

#include "thaw/graph/graph.hpp"

namespace thaw::meta::detail {

/// Marks the nodes that `roots` need, themselves included. `enter(endpoint)` says whether to go on to a data input;
/// control inputs are always followed.
template <class Enter>
std::vector<bool> mark_needed(const graph& g, const std::vector<int>& roots, Enter&& enter) {
  std::vector<bool> marked(g.size(), false);
  std::vector<int> todo;
  const auto add = [&](int n) {
    if (marked[static_cast<std::size_t>(n)]) return;
    marked[static_cast<std::size_t>(n)] = true;
    todo.push_back(n);
  };
  for (const int r : roots) add(r);
  while (!todo.empty()) {
    const int at = todo.back();
    todo.pop_back();
    for (const endpoint& e : g[at].inputs)
      if (enter(e)) add(e.node);
    for (const int c : g[at].controls) add(c);
  }
  return marked;
}

/// The same, all the way.
THAW_SETUP std::vector<bool> mark_needed(const graph& g, const std::vector<int>& roots) {
  return mark_needed(g, roots, [](const endpoint&) { return true; });
}

/// Which nodes read which: for each node, the nodes that have it as a data input.
THAW_SETUP std::vector<std::vector<int>> consumers_of(const graph& g) {
  std::vector<std::vector<int>> consumers(g.size());
  for (int n = 0; n < static_cast<int>(g.size()); ++n)
    for (const endpoint& e : g[n].inputs) {
      auto& list = consumers[static_cast<std::size_t>(e.node)];
      if (list.empty() || list.back() != n) list.push_back(n);
    }
  return consumers;
}

}  // namespace thaw::meta::detail
