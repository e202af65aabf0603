// The engine of the ops that move elements: nested loops over memory runs, for every dtype.
//
// A slice, a padded border, one input of a concatenation, a reversed or repeated axis: each is one `copy_plan`, in
// which neighbouring loops that walk memory as one have been merged, so that the innermost is as long as it can be.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "thaw/core/dtype.hpp"
#include "thaw/core/shape.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops::detail {

/// One loop: its count, and how many elements output and input advance each time (input: 0 repeats, < 0 is backwards).
struct copy_axis {
  std::int64_t size, to, from;
};

/// Nested loops that copy one element each time, outermost first.
struct copy_plan {
  std::vector<copy_axis> axes;
  std::int64_t to = 0, from = 0;  // where the first element goes, and where it is
  bool empty = false;

  /// Adds a loop inside those that are there.
  THAW_LAZY void add(copy_axis inner) {
    empty = empty || inner.size == 0;
    if (inner.size == 1) return;
    if (!axes.empty()) {
      copy_axis& outer = axes.back();
      if (outer.to == inner.to * inner.size && outer.from == inner.from * inner.size) {
        outer = {outer.size * inner.size, inner.to, inner.from};
        return;
      }
    }
    axes.push_back(inner);
  }
};

/// f(Word*) with the type that holds elements of dtype `d` while they are moved.
template <class F>
void with_word(dtype d, F&& f) {
  switch (d) {
    case dtype::string:
      return f(static_cast<std::string*>(nullptr));
    case dtype::resource:
      return f(static_cast<resource_handle*>(nullptr));
    case dtype::variant:
      return f(static_cast<variant_value*>(nullptr));
    default:
      break;
  }
  switch (plain_size(d)) {
    case 1:
      return f(static_cast<std::uint8_t*>(nullptr));
    case 2:
      return f(static_cast<std::uint16_t*>(nullptr));
    case 4:
      return f(static_cast<std::uint32_t*>(nullptr));
    case 8:
      return f(static_cast<std::uint64_t*>(nullptr));
    default:
      return f(static_cast<word128*>(nullptr));
  }
}

template <class Word>
void copy_run(Word* to, const Word* from, const copy_axis& a) {
  constexpr std::int64_t few = 8;  // up to here a loop is faster than the call of memmove
  if (a.to == 1 && a.from == 1 && a.size > few)
    std::copy_n(from, a.size, to);
  else if (a.to == 1 && a.from == 0)
    std::fill_n(to, a.size, *from);
  else
    for (std::int64_t i = 0; i < a.size; ++i) to[i * a.to] = from[i * a.from];
}

template <class Word>
void run_copy(const copy_plan& p, Word* to, const Word* from) {
  to += p.to;
  from += p.from;
  if (p.axes.empty()) {
    *to = *from;
    return;
  }
  const std::size_t outer = p.axes.size() - 1;
  const copy_axis inner = p.axes[outer];
  std::int64_t index[max_rank];
  std::fill_n(index, outer, 0);
  for (std::int64_t t = 0, f = 0;;) {
    copy_run(to + t, from + f, inner);
    std::size_t k = outer;
    for (;;) {
      if (k == 0) return;
      const copy_axis& a = p.axes[--k];
      t += a.to;
      f += a.from;
      if (++index[k] < a.size) break;
      index[k] = 0;
      t -= a.to * a.size;
      f -= a.from * a.size;
    }
  }
}

/// Runs the loops. `to` may be the same tensor as `from` where the places written and read are different ones.
THAW_LAZY void run_copy(const copy_plan& p, dtype d, void* to, const void* from) {
  if (p.empty) return;
  with_word(d, [&](auto* word) {
    using Word = std::remove_pointer_t<decltype(word)>;
    run_copy(p, static_cast<Word*>(to), static_cast<const Word*>(from));
  });
}

/// `n` times the same element.
THAW_LAZY void fill_elements(dtype d, void* to, std::int64_t n, const void* value) {
  with_word(d, [&](auto* word) {
    using Word = std::remove_pointer_t<decltype(word)>;
    std::fill_n(static_cast<Word*>(to), n, *static_cast<const Word*>(value));
  });
}

/// The elements to advance along each axis of a dense tensor; `s` has elements.
THAW_LAZY std::vector<std::int64_t> strides_of(const shape& s) {
  std::vector<std::int64_t> strides(s.rank());
  std::int64_t n = 1;
  for (std::size_t i = s.rank(); i-- > 0;) {
    strides[i] = n;
    n *= s[i];
  }
  return strides;
}

/// The product of the sizes [first, last).
THAW_LAZY std::int64_t elements_of(const shape& s, std::size_t first, std::size_t last) {
  std::int64_t n = 1;
  for (std::size_t i = first; i < last; ++i) n *= s[i];
  return n;
}

}  // namespace thaw::ops::detail
