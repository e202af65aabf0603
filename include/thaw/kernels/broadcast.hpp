// Numpy broadcasting of up to three operands, reduced to the loops that are left once neighbouring axes are merged.
#pragma once
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "thaw/core/shape.hpp"

namespace thaw::kernels {

inline constexpr std::size_t max_operands = 3;

/// One merged axis of the output: its size and, per operand, the elements to advance (0: the operand is repeated).
struct broadcast_axis {
  std::int64_t size = 1;
  std::int64_t stride[max_operands] = {};
};

/// Where each operand's element lies for each element of the (contiguous) output. Made once per shapes.
struct broadcast_plan {
  shape out;
  std::size_t operands = 0;
  std::int64_t count = 0;            // elements of the output
  std::vector<broadcast_axis> axes;  // outermost first; at least one; the last is the run
  std::int64_t operand_count[max_operands] = {};
  /// The operand doesn't advance along the innermost axis.
  bool is_scalar(std::size_t operand) const noexcept { return axes.back().stride[operand] == 0; }
};

/// The broadcast shape. Throws invalid_argument when the shapes don't broadcast.
inline shape broadcast_shape(const shape& a, const shape& b) {
  const std::size_t rank = a.rank() > b.rank() ? a.rank() : b.rank();
  shape out;
  for (std::size_t i = 0; i < rank; ++i) {
    const std::int64_t x = i + a.rank() < rank ? 1 : a[i + a.rank() - rank];
    const std::int64_t y = i + b.rank() < rank ? 1 : b[i + b.rank() - rank];
    if (x != y && x != 1 && y != 1) fail(code::invalid_argument, "Incompatible shapes: ", a, " vs. ", b);
    out.push_back(x == 1 ? y : x);
  }
  return out;
}

/// The plan for `n` <= max_operands shapes at `shapes`. Throws invalid_argument when they don't broadcast, or are too
/// large.
inline broadcast_plan make_broadcast_of(const shape* shapes, std::size_t n) {
  broadcast_plan p;
  p.operands = n;
  for (std::size_t i = 0; i < n; ++i) {
    p.out = i == 0 ? shapes[0] : broadcast_shape(p.out, shapes[i]);
    p.operand_count[i] = shapes[i].elements();
  }
  p.count = p.out.elements();
  const std::size_t rank = p.out.rank();
  std::int64_t stride[max_operands] = {1, 1, 1};
  // Innermost first: an axis joins the one inside it when every operand walks both as one.
  std::vector<broadcast_axis> reversed;
  for (std::size_t i = rank; i-- > 0;) {
    broadcast_axis axis;
    axis.size = p.out[i];
    for (std::size_t k = 0; k < n; ++k) {
      const std::size_t missing = rank - shapes[k].rank();
      const std::int64_t d = i < missing ? 1 : shapes[k][i - missing];
      axis.stride[k] = d == 1 ? 0 : stride[k];
      stride[k] *= d;
    }
    if (axis.size == 1) continue;
    bool joins = !reversed.empty();
    for (std::size_t k = 0; k < n && joins; ++k)
      joins = axis.stride[k] == reversed.back().stride[k] * reversed.back().size;
    if (joins)
      reversed.back().size *= axis.size;
    else
      reversed.push_back(axis);
  }
  if (reversed.empty()) reversed.emplace_back();
  p.axes.assign(reversed.rbegin(), reversed.rend());
  return p;
}
// A template, so that make_broadcast({0}, {2}) isn't a null pointer and a number.
template <class Shape, std::enable_if_t<std::is_same_v<Shape, shape>, int> = 0>
broadcast_plan make_broadcast(const Shape* shapes, std::size_t n) {
  return make_broadcast_of(shapes, n);
}
inline broadcast_plan make_broadcast(const shape& a) { return make_broadcast_of(&a, 1); }
inline broadcast_plan make_broadcast(const shape& a, const shape& b) {
  const shape s[] = {a, b};
  return make_broadcast_of(s, 2);
}
inline broadcast_plan make_broadcast(const shape& a, const shape& b, const shape& c) {
  const shape s[] = {a, b, c};
  return make_broadcast_of(s, 3);
}

/// A position in the output and the matching ones in the operands; moves along the innermost axis, then outwards.
class broadcast_cursor {
 public:
  broadcast_cursor(const broadcast_plan& plan, std::int64_t begin) : plan_(plan), index_(plan.axes.size()) {
    for (std::size_t a = plan.axes.size(); a-- > 0;) {
      index_[a] = begin % plan.axes[a].size;
      begin /= plan.axes[a].size;
      for (std::size_t k = 0; k < plan.operands; ++k) offset_[k] += index_[a] * plan.axes[a].stride[k];
    }
  }
  /// Elements up to the end of the innermost axis.
  std::int64_t run() const noexcept { return plan_.axes.back().size - index_.back(); }
  std::int64_t offset(std::size_t operand) const noexcept { return offset_[operand]; }
  /// Moves by n <= run() elements.
  void advance(std::int64_t n) noexcept {
    std::size_t a = plan_.axes.size() - 1;
    move(a, n);
    while (index_[a] == plan_.axes[a].size && a > 0) {
      move(a, -plan_.axes[a].size);
      move(--a, 1);
    }
  }

 private:
  void move(std::size_t axis, std::int64_t n) noexcept {
    index_[axis] += n;
    for (std::size_t k = 0; k < plan_.operands; ++k) offset_[k] += n * plan_.axes[axis].stride[k];
  }
  const broadcast_plan& plan_;
  std::vector<std::int64_t> index_;
  std::int64_t offset_[max_operands] = {};
};

}  // namespace thaw::kernels
