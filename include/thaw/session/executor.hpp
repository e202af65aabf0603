// Running a plan: frames and the walk over the steps.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "thaw/core/error.hpp"
#include "thaw/session/plan.hpp"

namespace thaw {

/// The memory of one run at a time. Kept and used again by later runs of the same plan.
class frame {
 public:
  THAW_LAZY explicit frame(const plan& p) : values(p.slots.size()) {
    if (p.arena_bytes != 0) arena_ = detail::make_bytes(p.arena_bytes);
    auto* base = static_cast<char*>(arena_.get());
    for (std::size_t i = 0; i < p.slots.size(); ++i) {
      const plan_slot& s = p.slots[i];
      if (s.where == storage::arena) values[i] = tensor::view(s.type, s.shape, base + s.offset, nullptr);
      if (s.where == storage::owned) values[i] = tensor(s.type, s.shape);
    }
    for (const auto& [slot, value] : p.constants) values[slot] = value;
  }

  std::vector<tensor> values;
  scratch_memory scratch;
  // What inference at run time needs.
  std::vector<shape> in_shapes, out_shapes;
  std::vector<const tensor*> in_values;

 private:
  std::shared_ptr<void> arena_;
};

namespace session_detail {

/// Gives an output the storage that its shape, now known, asks for.
THAW_LAZY void allocate_now(tensor& t, dtype d, shape s) {
  if (t.is_unique() && t.dtype() == d && t.elements() == s.elements())
    t.reset_shape(std::move(s));
  else
    t = tensor(d, std::move(s));
}

/// Calls the step's `infer` with what its inputs are now; the result is in `f.out_shapes`.
THAW_LAZY void infer_now(const plan& p, const plan_step& step, frame& f) {
  f.in_shapes.clear();
  f.in_values.clear();
  for (std::uint32_t i = 0; i < step.ins; ++i) {
    const tensor& t = f.values[p.operands[step.in + i]];
    f.in_shapes.push_back(t.shape());
    f.in_values.push_back(&t);
  }
  f.out_shapes.assign(step.outs, shape::unknown());
  infer_context c(*step.node, f.in_shapes.data(), f.in_values.data(), f.out_shapes.data());
  step.infer(c);
}

/// What follows was planned for this shape.
THAW_LAZY void check_planned(const shape& planned, const shape& s) {
  if (!planned.is_compatible_with(s))
    fail(code::invalid_argument, "an output has shape ", s, ", where ", planned, " was planned");
}

THAW_LAZY void run_alias(const plan& p, const plan_step& step, frame& f) {
  const tensor& in = f.values[p.operands[step.in]];
  const std::uint32_t out = p.operands[step.out];
  if (step.infer != nullptr) infer_now(p, step, f);
  const shape& s = step.infer != nullptr ? f.out_shapes[0] : p.slots[out].shape;
  if (!s.is_fully_defined() || s.elements() != in.elements())
    fail(code::invalid_argument, "the input has shape ", in.shape(), ", which cannot become ", s);
  check_planned(p.slots[out].shape, s);
  f.values[out] = in.reshaped(s);
}

/// Before `run`: gives the outputs storage where the plan could not, or where somebody still holds it.
THAW_LAZY void make_outputs(const plan& p, const plan_step& step, frame& f, const session_resources& r) {
  if (step.infer != nullptr) infer_now(p, step, f);
  for (std::uint32_t i = 0; i < step.outs; ++i) {
    const std::uint32_t slot = p.operands[step.out + i];
    if (p.slots[slot].where == storage::owned) allocate_now(f.values[slot], p.slots[slot].type, p.slots[slot].shape);
    if (step.infer != nullptr && p.slots[slot].where == storage::computed && f.out_shapes[i].is_fully_defined()) {
      check_planned(p.slots[slot].shape, f.out_shapes[i]);
      r.check_memory(p.slots[slot].type, f.out_shapes[i]);
      allocate_now(f.values[slot], p.slots[slot].type, std::move(f.out_shapes[i]));
    }
  }
}

THAW_LAZY void run_step(const plan& p, const plan_step& step, frame& f, session_resources& r) {
  if (step.run == nullptr) return run_alias(p, step, f);
  if (step.makes_outputs) make_outputs(p, step, f, r);
  run_context c(*step.node, f.values.data(), p.operands.data() + step.in, p.operands.data() + step.out, step.state,
                f.scratch, r);
  step.run(c);
  if (step.infer != nullptr)  // an op may have made the output itself
    for (std::uint32_t i = 0; i < step.outs; ++i)
      check_planned(p.slots[p.operands[step.out + i]].shape, f.values[p.operands[step.out + i]].shape());
  if (!step.reads_variable) return;
  const std::uint32_t out = p.operands[step.out];
  const shape& planned = p.slots[out].shape;
  if (!planned.is_compatible_with(f.values[out].shape()))
    fail(code::failed_precondition, "the variable's shape changed from ", planned, " to ", f.values[out].shape(),
         " during the run");
}

/// All steps in order. An error gets the node's name and op in front.
THAW_LAZY void run_steps(const plan& p, frame& f, session_resources& r) {
  const plan_step* step = p.steps.data();
  const plan_step* const end = step + p.steps.size();
  with_context(
      [&] {
        for (; step != end; ++step) run_step(p, *step, f, r);
      },
      [&] { return step->node->label(); });
}

}  // namespace session_detail
}  // namespace thaw
