// Which version wrote a file, and which may read it.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "thaw/wire/field.hpp"

namespace thaw::proto {

/// The version that wrote a file, and those that may read it. tensorflow/core/framework/versions.proto
struct version_def {
  std::int32_t producer = 0;
  std::int32_t min_consumer = 0;
  std::vector<std::int32_t> bad_consumers;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.VersionDef";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::producer>(1, "producer"),
      wire::field_of<&M::min_consumer>(2, "min_consumer"),
      wire::field_of<&M::bad_consumers>(3, "bad_consumers"),
  };
};

}  // namespace thaw::proto
