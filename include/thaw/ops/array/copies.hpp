// What the ops that move elements have in common: a list of copies, made when planning where everything is known, and
// the reading of axes and lists of numbers.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/ops/array/runs.hpp"
#include "thaw/ops/context.hpp"

namespace thaw::ops::detail {

/// A copy from an input, or from what is in the output already.
struct copy_step {
  copy_plan plan;
  std::size_t output = 0, input = 0;
  bool within_output = false;
};

/// All that an op does: perhaps fill output 0, then copy.
struct copy_job {
  enum class filling { none, zeros, value };
  filling fill = filling::none;
  std::size_t fill_value = 0;  // the input that holds the value
  std::vector<copy_step> steps;

  THAW_LAZY copy_plan& add(std::size_t output, std::size_t input) {
    steps.push_back({{}, output, input, false});
    return steps.back().plan;
  }
  THAW_LAZY copy_plan& add_within_output() {
    steps.push_back({{}, 0, 0, true});
    return steps.back().plan;
  }
};

/// What strings would take that are repeated: the memory limit is for their characters too.
THAW_LAZY void check_strings(const copy_job& job, const run_context& c) {
  if (c.resources().memory_limit() == 0 || c.outputs() != 1 || c.output_dtype(0) != dtype::string) return;
  const auto sizes_of = [](const tensor& t) {
    std::vector<std::uint64_t> sizes;
    for (std::int64_t i = 0; i < t.elements(); ++i) sizes.push_back(t.data<std::string>()[i].size());
    return sizes;
  };
  std::vector<std::uint64_t> sizes(static_cast<std::size_t>(c.output(0).elements()), 0);
  if (job.fill == copy_job::filling::value && !sizes.empty())
    std::fill(sizes.begin(), sizes.end(), sizes_of(c.input(job.fill_value))[0]);
  for (const copy_step& s : job.steps)
    if (!s.plan.empty)
      run_copy(s.plan, sizes.data(), s.within_output ? sizes.data() : sizes_of(c.input(s.input)).data());
  std::uint64_t bytes = 0;
  for (const std::uint64_t size : sizes) bytes += size;
  c.resources().check_memory(bytes);
}

THAW_LAZY void run_job(const copy_job& job, const run_context& c) {
  check_strings(job, c);
  if (job.fill == copy_job::filling::zeros) c.output(0).set_zero();
  if (job.fill == copy_job::filling::value)
    fill_elements(c.output_dtype(0), c.output(0).raw(), c.output(0).elements(), c.input(job.fill_value).raw());
  for (const copy_step& s : job.steps) {
    tensor& to = c.output(s.output);
    run_copy(s.plan, to.dtype(), to.raw(), s.within_output ? to.raw() : c.input(s.input).raw());
  }
}

/// The shapes and values of a step's inputs as inference sees them, when it runs.
class known_inputs {
 public:
  THAW_LAZY explicit known_inputs(const run_context& c) : outputs_(c.outputs(), shape::unknown()) {
    for (std::size_t i = 0; i < c.inputs(); ++i) {
      shapes_.push_back(c.input_shape(i));
      values_.push_back(&c.input(i));
    }
  }
  infer_context context(const run_context& c) { return {c.node(), shapes_.data(), values_.data(), outputs_.data()}; }
  /// Infers, and refuses inputs that don't fit the outputs that were planned before all was known.
  template <class Op>
  infer_context check(const run_context& c) {
    infer_context known = context(c);
    Op::infer(known);
    for (std::size_t i = 0; i < outputs_.size(); ++i)
      if (outputs_[i] != c.output(i).shape())
        fail(code::invalid_argument, "output ", i, " has shape ", outputs_[i], ", where ", c.output(i).shape(),
             " was planned");
    return known;
  }

 private:
  std::vector<shape> shapes_, outputs_;
  std::vector<const tensor*> values_;
};

THAW_LAZY bool shapes_are_known(const prepare_context& c) {
  for (std::size_t i = 0; i < c.inputs(); ++i)
    if (!c.input(i).is_fully_defined()) return false;
  for (std::size_t i = 0; i < c.outputs(); ++i)
    if (!c.output_shape(i).is_fully_defined()) return false;
  return true;
}

/// Base of an op that copies. The op has `infer`, whose checks `plan` may count on, and
/// `static bool plan(const infer_context&, copy_job&)`, called with known shapes: false when a value that it needs is
/// not known.
template <class Op>
struct copying {
  static void prepare(prepare_context& c) {
    if (!shapes_are_known(c)) return;
    copy_job job;
    if (Op::plan(c, job)) c.make_state<copy_job>(std::move(job));
  }
  static void run(run_context& c) {
    if (c.has_state()) return run_job(c.state<copy_job>(), c);
    known_inputs known(c);
    copy_job job;
    Op::plan(known.check<Op>(c), job);
    run_job(job, c);
  }
};

/// Base of an op with a `run` of its own that relies on what `infer` checks: `run` calls `check` first, which has
/// nothing to do where all shapes were known when planning.
template <class Op>
struct checked {
  static void prepare(prepare_context& c) {
    struct nothing {};
    if (shapes_are_known(c)) c.make_state<nothing>();
  }
  static void check(const run_context& c) {
    if (!c.has_state()) known_inputs(c).check<Op>(c);
  }
};

/// An axis counted from either end, as one counted from the front. Throws invalid_argument when there is no such axis.
THAW_LAZY std::size_t axis_of(std::int64_t axis, std::size_t rank, std::string_view what = "axis") {
  const auto n = static_cast<std::int64_t>(rank);
  if (axis < -n || axis >= n)
    fail(code::invalid_argument, what, ' ', axis, " is not in [", -n, ", ", n, "), the range for rank ", rank);
  return static_cast<std::size_t>(axis < 0 ? axis + n : axis);
}

/// The number in an input that has one element, when it is known.
THAW_LAZY std::optional<std::int64_t> number_of(const infer_context& c, std::size_t i) {
  const shape& s = c.input(i);
  if (s.is_fully_defined() && s.elements() != 1)
    fail(code::invalid_argument, "input ", i, " ('", c.node().input_name(i), "') must be one number, its shape is ", s);
  const auto numbers = c.ints(i);
  if (!numbers) return std::nullopt;
  return (*numbers)[0];
}
/// The same, of a scalar.
THAW_LAZY std::optional<std::int64_t> scalar_of(const infer_context& c, std::size_t i) {
  c.with_rank(i, 0);
  return number_of(c, i);
}

/// The numbers of an input of rank 1, when they are known.
THAW_LAZY std::optional<std::vector<std::int64_t>> numbers_of(const infer_context& c, std::size_t i) {
  c.with_rank(i, 1);
  return c.ints(i);
}

/// `rank` unknown sizes for the output, or nothing known.
THAW_LAZY shape same_rank(const shape& s) { return s.has_rank() ? shape::unknown_of_rank(s.rank()) : shape::unknown(); }

/// What is known from two shapes of the same tensor. Throws invalid_argument when they contradict each other.
THAW_LAZY shape merge(const shape& a, const shape& b) {
  if (!a.has_rank()) return b;
  if (!b.has_rank()) return a;
  if (!a.is_compatible_with(b)) fail(code::invalid_argument, "shapes ", a, " and ", b, " differ");
  shape s = a;
  for (std::size_t i = 0; i < s.rank(); ++i)
    if (s[i] < 0) s[i] = b[i];
  return s;
}

/// A shape out of numbers. Throws invalid_argument when one is negative, or too many elements come out.
THAW_LAZY shape shape_of(const std::vector<std::int64_t>& dims) {
  for (const std::int64_t d : dims)
    if (d < 0) fail(code::invalid_argument, "size ", d, " of shape ", shape(dims), " is negative");
  shape s(dims);
  s.elements();
  return s;
}

/// The outcome of inference that has to be done again with a fully known input, because the checks are not all done:
/// so one size must stay unknown. Reshape and its kin have no `run` that could check.
THAW_LAZY shape inferred_again(shape s, const shape& input) {
  if (s.has_rank() && s.is_fully_defined() && !input.is_fully_defined()) {
    if (s.rank() == 0) return shape::unknown();
    s[0] = unknown_dim;
  }
  return s;
}

}  // namespace thaw::ops::detail
