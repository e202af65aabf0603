// Places for the static buffers of a plan: offsets in one block, by lifetime.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "thaw/core/tensor.hpp"

namespace thaw::session_detail {

/// A buffer that is needed from step `first` to step `last`, both included.
struct arena_buffer {
  std::size_t bytes = 0;
  std::uint32_t first = 0, last = 0;
  std::size_t offset = 0;  // set by `place_buffers`
};

/// Gives each buffer an offset so that no two that are needed at the same time overlap; returns the size of the arena.
/// Largest first, each in the smallest gap that holds it (greedy by size, as in Pisarchyk and Lee, "Efficient Memory
/// Management for Deep Neural Net Inference", 2020).
THAW_LAZY std::size_t place_buffers(std::vector<arena_buffer>& buffers) {
  std::vector<std::size_t> order(buffers.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return buffers[a].bytes > buffers[b].bytes; });
  std::vector<std::size_t> placed;  // by rising offset
  std::size_t total = 0;
  for (const std::size_t i : order) {
    arena_buffer& b = buffers[i];
    b.bytes = (b.bytes + alignment - 1) / alignment * alignment;
    std::size_t end = 0, best = 0, best_gap = std::numeric_limits<std::size_t>::max();
    bool found = false;
    for (const std::size_t j : placed) {
      const arena_buffer& other = buffers[j];
      if (other.last < b.first || b.last < other.first) continue;
      if (other.offset > end && other.offset - end >= b.bytes && other.offset - end < best_gap) {
        best = end;
        best_gap = other.offset - end;
        found = true;
      }
      end = std::max(end, other.offset + other.bytes);
    }
    b.offset = found ? best : end;
    total = std::max(total, b.offset + b.bytes);
    placed.insert(std::upper_bound(placed.begin(), placed.end(), i,
                                   [&](std::size_t a, std::size_t c) { return buffers[a].offset < buffers[c].offset; }),
                  i);
  }
  return total;
}

}  // namespace thaw::session_detail
