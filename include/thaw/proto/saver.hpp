// Names of the nodes that save and restore.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "thaw/wire/field.hpp"

namespace thaw::proto {

namespace detail {
inline constexpr wire::enum_value checkpoint_format_version_values[] = {
    {0, "LEGACY"},
    {1, "V1"},
    {2, "V2"},
};
}  // namespace detail

/// tensorflow.SaverDef.CheckpointFormatVersion
inline constexpr wire::enum_names checkpoint_format_version_names{"tensorflow.SaverDef.CheckpointFormatVersion",
                                                                  detail::checkpoint_format_version_values};

/// The nodes that save and restore. tensorflow/core/protobuf/saver.proto
struct saver_def {
  /// tensorflow.SaverDef.CheckpointFormatVersion
  enum checkpoint_format_version : std::int32_t { legacy = 0, v1 = 1, v2 = 2 };
  std::string filename_tensor_name;  ///< a tensor, with ":0"
  std::string save_tensor_name;      ///< a tensor, with ":0"
  std::string restore_op_name;       ///< a node
  std::int32_t max_to_keep = 0;
  bool sharded = false;
  float keep_checkpoint_every_n_hours = 0;
  std::int32_t version = 0;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.SaverDef";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::filename_tensor_name>(1, "filename_tensor_name"),
      wire::field_of<&M::save_tensor_name>(2, "save_tensor_name"),
      wire::field_of<&M::restore_op_name>(3, "restore_op_name"),
      wire::field_of<&M::max_to_keep>(4, "max_to_keep"),
      wire::field_of<&M::sharded>(5, "sharded"),
      wire::field_of<&M::keep_checkpoint_every_n_hours>(6, "keep_checkpoint_every_n_hours"),
      wire::field_of<&M::version, &checkpoint_format_version_names>(7, "version"),
  };
};

}  // namespace thaw::proto
