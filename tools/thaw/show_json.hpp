// thaw show --json.
#pragma once
#include <string>

#include "description.hpp"

namespace tool {

/// Everything in a description, nothing abbreviated.
std::string show_json(const description& d);

}  // namespace tool
