// The end of planning: steps that nobody needs go, and every slot gets its place.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "thaw/core/error.hpp"
#include "thaw/session/arena.hpp"
#include "thaw/session/plan.hpp"

namespace thaw::session_detail {

/// Leaves out steps whose outputs nobody reads and that have no effect.
THAW_SETUP void drop_unused_steps(plan& p) {
  std::vector<bool> needed(p.slots.size(), false);
  for (std::size_t i = 0; i < p.fetches.size(); ++i)
    if (p.fetch_has_value[i]) needed[p.fetches[i]] = true;
  std::vector<plan_step> kept;
  for (std::size_t s = p.steps.size(); s-- > 0;) {
    const plan_step& step = p.steps[s];
    bool keep = step.keep;
    for (std::uint32_t i = 0; i < step.outs; ++i) keep = keep || needed[p.operands[step.out + i]];
    if (!keep) continue;
    for (std::uint32_t i = 0; i < step.ins; ++i) needed[p.operands[step.in + i]] = true;
    kept.push_back(step);
  }
  std::reverse(kept.begin(), kept.end());
  p.steps = std::move(kept);
  p.constants.erase(
      std::remove_if(p.constants.begin(), p.constants.end(), [&](const auto& c) { return !needed[c.first]; }),
      p.constants.end());
}

template <class = void>
class layout {
 public:
  explicit layout(plan& p) : p_(p), fetched_(p.slots.size(), false) {}

  void run() {
    for (std::size_t i = 0; i < p_.fetches.size(); ++i)
      if (p_.fetch_has_value[i]) fetched_[p_.fetches[i]] = true;
    find_roots();
    for (std::uint32_t i = 0; i < p_.slots.size(); ++i)
      if (fetched_[i]) fetched_[p_.slots[i].root] = true;
    choose_storage();
    find_lifetimes();
    reuse_inputs();
    place();
    settle_aliases();
  }

 private:
  bool is_alias(const plan_step& s) const { return s.run == nullptr; }

  void find_roots() {
    for (const plan_step& s : p_.steps)
      if (is_alias(s)) p_.slots[p_.operands[s.out]].root = p_.slots[p_.operands[s.in]].root;
  }

  void choose_storage() {
    for (plan_step& s : p_.steps) {
      if (is_alias(s)) continue;
      for (std::uint32_t i = 0; i < s.outs; ++i) {
        plan_slot& slot = p_.slots[p_.operands[s.out + i]];
        if (s.reads_variable || s.infer != nullptr || !slot.shape.is_fully_defined()) {
          s.makes_outputs = s.makes_outputs || s.infer != nullptr;
          continue;
        }
        const bool plain = is_plain(slot.type);
        slot.where = plain && !fetched_[slot.root] ? storage::arena : storage::owned;
        s.makes_outputs = s.makes_outputs || slot.where == storage::owned;
      }
    }
  }

  void find_lifetimes() {
    for (std::uint32_t n = 0; n < p_.steps.size(); ++n) {
      const plan_step& s = p_.steps[n];
      for (std::uint32_t i = 0; i < s.outs; ++i) {
        const std::uint32_t slot = p_.operands[s.out + i];
        if (p_.slots[slot].root == slot) p_.slots[slot].first = p_.slots[slot].last = n;
      }
      for (std::uint32_t i = 0; i < s.ins; ++i) root(p_.operands[s.in + i]).last = n;
    }
  }
  plan_slot& root(std::uint32_t slot) { return p_.slots[p_.slots[slot].root]; }

  /// An elementwise step writes over an input that dies with it.
  void reuse_inputs() {
    for (std::uint32_t n = 0; n < p_.steps.size(); ++n) {
      const plan_step& s = p_.steps[n];
      if (!s.in_place || s.outs != 1) continue;
      const std::uint32_t out = p_.operands[s.out];
      if (p_.slots[out].where != storage::arena) continue;
      for (std::uint32_t i = 0; i < s.ins; ++i)
        if (may_write_over(s, i, n)) {
          const std::uint32_t target = p_.slots[p_.operands[s.in + i]].root;
          for (plan_slot& slot : p_.slots)
            if (slot.root == out) slot.root = target;
          p_.slots[target].last = std::max(p_.slots[target].last, p_.slots[out].last);
          break;
        }
    }
  }
  bool may_write_over(const plan_step& s, std::uint32_t input, std::uint32_t n) {
    const std::uint32_t in = p_.operands[s.in + input], out = p_.operands[s.out];
    const plan_slot& from = p_.slots[in];
    if (root(in).where != storage::arena || root(in).last != n) return false;
    if (from.type != p_.slots[out].type || from.shape != p_.slots[out].shape) return false;
    if (root(in).type != from.type || root(in).shape.elements() != from.shape.elements()) return false;
    for (std::uint32_t i = 0; i < s.ins; ++i) {  // nor may another input be the same bytes under another shape
      const plan_slot& other = p_.slots[p_.operands[s.in + i]];
      if (other.root == from.root && other.shape != from.shape) return false;
    }
    return true;
  }

  void place() {
    std::vector<arena_buffer> buffers;
    std::vector<std::uint32_t> owners;
    for (std::uint32_t i = 0; i < p_.slots.size(); ++i) {
      const plan_slot& s = p_.slots[i];
      if (s.where == storage::owned) p_.owned_bytes += bytes_of(s);
      if (s.where != storage::arena || s.root != i) continue;
      buffers.push_back({bytes_of(s), s.first, s.last, 0});
      owners.push_back(i);
    }
    p_.arena_bytes = place_buffers(buffers);
    for (std::size_t i = 0; i < owners.size(); ++i) p_.slots[owners[i]].offset = buffers[i].offset;
    for (plan_slot& s : p_.slots)
      if (s.where == storage::arena) s.offset = p_.slots[s.root].offset;
  }

  static std::size_t bytes_of(const plan_slot& s) {
    constexpr std::uint64_t most = std::uint64_t{1} << 42;  // far above any memory, far below overflow of a sum
    const auto n = static_cast<std::uint64_t>(s.shape.elements());
    const std::uint64_t size = element_size(s.type);
    if (n > most / size)
      fail(code::resource_exhausted, "an intermediate value of shape ", s.shape, " does not fit memory");
    return static_cast<std::size_t>(n * size);
  }

  /// Aliases of the arena and of constants are settled with the frame; others are made when the step runs.
  void settle_aliases() {
    std::vector<plan_step> kept;
    for (const plan_step& s : p_.steps) {
      if (s.outs == 0) {
        kept.push_back(s);
        continue;
      }
      const std::uint32_t out = p_.operands[s.out];
      if (is_alias(s) && s.infer == nullptr && root(out).where == storage::arena) {
        p_.slots[out].where = storage::arena;
        p_.slots[out].offset = root(out).offset;
        continue;
      }
      if (is_alias(s) || s.reads_variable) p_.transient.push_back(out);
      kept.push_back(s);
    }
    for (const std::uint32_t slot : p_.feeds) p_.transient.push_back(slot);
    p_.steps = std::move(kept);
  }

  plan& p_;
  std::vector<bool> fetched_;
};

/// Chooses the storage of every slot and lays out the arena.
THAW_SETUP void lay_out(plan& p) { layout<>(p).run(); }

}  // namespace thaw::session_detail
