// What a model needs: the ends that matter, and the ops between them; what `show` and `ops` tell.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "open.hpp"
#include "thaw/meta/likely.hpp"
#include "thaw/ops/op_set.hpp"

namespace tool {

/// How often a graph has an op, and what this program cannot do with it.
struct op_use {
  std::string op;
  std::size_t nodes = 0;          ///< that run
  std::size_t loading_nodes = 0;  ///< besides, that only restore or initialise
  bool known = false;             ///< this program has the op
  std::string problem;            ///< of a known op: how the first node that does not fit differs from what it can do
  bool supported() const noexcept { return known && problem.empty(); }
};

struct model_needs {
  std::vector<thaw::likely_tensor> inputs;                       ///< what to feed for `outputs`
  std::vector<thaw::likely_tensor> outputs;                      ///< what the model is for, most likely
  std::vector<thaw::likely_tensor> other_inputs, other_outputs;  ///< candidates besides
  std::vector<op_use> ops;                                       ///< for these outputs, and for loading; sorted by name
  std::vector<op_use> total;  ///< of the whole graph with its functions, the most frequent first
  std::size_t nodes = 0;      ///< that run for these outputs, functions' nodes included
  std::vector<bool> run;      ///< by node of the graph: needed for these outputs
};

model_needs needs_of(const thaw::model& m);

/// `using my_ops = thaw::op_set<thaw::ops::Add, …>;` for the ops that are there, and a comment with those that are not.
std::string op_set_text(const std::vector<op_use>& ops, std::size_t width);

/// "Foo (3 nodes), Bar (1 node: attr 'T' is half; the op takes float)": those that are not supported.
std::vector<std::string> unsupported(const std::vector<op_use>& ops);

}  // namespace tool
