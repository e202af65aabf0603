// A plan: what a run does, settled once for given feeds, fetches and shapes. Running it is walking `steps`.
//
//   slot   a value of the plan: an output of a node, by number; where its bytes live is its `storage`
//   step   one call of an op's `run`; a step may later hold a plan of its own (a region: loop or branch)
//   frame  the memory of one run at a time: the slots' tensors, the arena, scratch
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "thaw/core/shape.hpp"
#include "thaw/core/tensor.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/node_types.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw {

/// Where the bytes of a slot live.
enum class storage : std::uint8_t {
  constant,  // known when planning
  fed,       // given by the caller of a run
  arena,     // at an offset in the frame's arena
  owned,     // a tensor of its own, kept in the frame and used again when nobody else holds it: fetches, strings
  computed,  // set by its step: a variable's value, an alias of such, a shape that depends on values
};

struct plan_slot {
  dtype type = dtype::invalid;
  thaw::shape shape;  // fully defined, or known only when it runs
  storage where = storage::computed;
  std::uint32_t root = 0;             // the slot whose bytes these are: itself, unless it is an alias
  std::size_t offset = 0;             // storage::arena
  std::uint32_t first = 0, last = 0;  // the steps between which the bytes are needed
};

struct plan_step {
  void (*run)(run_context&) = nullptr;      // null: the output is input 0 under another shape
  void (*infer)(infer_context&) = nullptr;  // when the shapes are known only at run time
  const node_info* node = nullptr;
  std::uint32_t in = 0, out = 0;  // first of its operands
  std::uint32_t ins = 0, outs = 0;
  void* state = nullptr;
  bool makes_outputs = false;  // an output needs storage before the step runs
  bool reads_variable = false;
  bool keep = false;      // has an effect
  bool in_place = false;  // may write over an input
};

/// A variable that a plan counts on: its value (folded) or its shape.
struct plan_variable {
  std::shared_ptr<thaw::variable> var;
  std::uint64_t version = 0;
  bool folded = false;
};

struct plan {
  std::vector<plan_slot> slots;
  std::vector<plan_step> steps;
  std::vector<std::uint32_t> operands;   // slots of the steps' inputs and outputs
  std::vector<std::uint32_t> feeds;      // slots, in the order of the key
  std::vector<std::uint32_t> fetches;    // slots, in the order asked for
  std::vector<bool> fetch_has_value;     // false: an operation without outputs
  std::vector<std::uint32_t> transient;  // slots to let go of after a run: fed values, aliases of them, variables
  std::vector<std::pair<std::uint32_t, tensor>> constants;
  std::vector<plan_variable> variables;
  std::vector<std::unique_ptr<node_info>> nodes;
  std::vector<std::shared_ptr<void>> states;
  std::size_t arena_bytes = 0, owned_bytes = 0;

  /// Every variable is as it was when the plan was made.
  THAW_LAZY bool is_current() const noexcept {
    for (const plan_variable& v : variables)
      if ((v.folded ? v.var->version() : v.var->shape_version()) != v.version) return false;
    return true;
  }
};

}  // namespace thaw
