// Opening a model for a command: thaw::load, and what the file says about itself besides.
#pragma once
#include <string>
#include <vector>

#include "commands.hpp"
#include "thaw/meta/load.hpp"

namespace tool {

struct opened_model {
  thaw::model model;
  thaw::model_kind kind = thaw::model_kind::other;
  std::string file;        ///< where the graph is
  std::string checkpoint;  ///< prefix of the checkpoint that belongs to it; "": there is none
  std::vector<std::string> tags;
  std::string tensorflow_version;  ///< that wrote it, if it says so
};

/// Without restoring: variables have no values. That there is no checkpoint is no error then.
opened_model look_at_model(const model_arguments& a);

/// Ready to run. `fetches`: what will be run; variables that none of them needs are not restored.
thaw::model load_model(const model_arguments& a, const std::vector<std::string>& fetches);

}  // namespace tool
