// Everything that `show` tells about a model, gathered once for text and JSON.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "analysis.hpp"
#include "thaw/meta/signature.hpp"
#include "thaw/meta/variables.hpp"

namespace tool {

/// A variable, or (in a frozen graph) a constant that was one.
struct weight {
  std::string name;
  thaw::dtype dtype = thaw::dtype::invalid;
  thaw::shape shape = thaw::shape::unknown();
  std::uint64_t values = 0, bytes = 0;  ///< 0 where the shape is not known
  bool trainable = false;
  bool needed = false;  ///< for the likely outputs
};
struct weight_totals {
  std::size_t count = 0;
  std::uint64_t values = 0, bytes = 0;
};
/// Of all, or of those for which a member (`&weight::needed`) is set.
weight_totals totals_of(const std::vector<weight>& weights, bool weight::*only = nullptr);

struct signature_summary {
  std::string key, method;
  std::vector<thaw::signature_item> inputs, outputs;
};

struct collection_content {
  std::string key;
  std::string kind;  ///< "node_list", …
  std::size_t size = 0;
  std::vector<std::string> items;  ///< where they are names, numbers or text; else empty
};

struct checkpoint_summary {
  std::string prefix;   ///< "" when there is none
  std::string problem;  ///< why it cannot be read; else ""
  bool v1 = false;
  std::size_t tensors = 0;
  std::uint64_t bytes = 0;
  std::vector<std::string> kept;  ///< the names that the directory's `checkpoint` file lists, oldest first
};

struct description {
  opened_model opened;
  model_needs needs;
  std::vector<std::string> defaults;  ///< of needs.inputs: the value when nothing is fed ("1", "its own"), or ""
  std::vector<weight> weights;        ///< those that are needed first, then largest first
  bool frozen = false;                ///< the weights are constants
  std::vector<signature_summary> signatures;
  std::vector<collection_content> collections;
  checkpoint_summary checkpoint;
  std::int64_t producer = 0;  ///< GraphDef version
  std::size_t functions = 0;
};

description describe(const model_arguments& a);

}  // namespace tool
