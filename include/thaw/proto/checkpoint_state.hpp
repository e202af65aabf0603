// The text file `checkpoint`: which checkpoints there are.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "thaw/wire/field.hpp"

namespace thaw::proto {

/// Paths of checkpoints, the oldest first. tensorflow/python/training/checkpoint_state.proto
struct checkpoint_state {
  std::string model_checkpoint_path;
  std::vector<std::string> all_model_checkpoint_paths;
  std::vector<double> all_model_checkpoint_timestamps;
  double last_preserved_timestamp = 0;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.CheckpointState";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::model_checkpoint_path>(1, "model_checkpoint_path"),
      wire::field_of<&M::all_model_checkpoint_paths>(2, "all_model_checkpoint_paths"),
      wire::field_of<&M::all_model_checkpoint_timestamps>(3, "all_model_checkpoint_timestamps"),
      wire::field_of<&M::last_preserved_timestamp>(4, "last_preserved_timestamp"),
  };
};

}  // namespace thaw::proto
