// What the collections `variables`, `trainable_variables`, … hold.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "thaw/wire/field.hpp"

namespace thaw::proto {

/// tensorflow.VariableAggregation
enum variable_aggregation : std::int32_t {
  variable_aggregation_none = 0,
  variable_aggregation_sum = 1,
  variable_aggregation_mean = 2,
  variable_aggregation_only_first_replica = 3
};
namespace detail {
inline constexpr wire::enum_value variable_aggregation_values[] = {
    {0, "VARIABLE_AGGREGATION_NONE"},
    {1, "VARIABLE_AGGREGATION_SUM"},
    {2, "VARIABLE_AGGREGATION_MEAN"},
    {3, "VARIABLE_AGGREGATION_ONLY_FIRST_REPLICA"},
};
}  // namespace detail

/// tensorflow.VariableAggregation
inline constexpr wire::enum_names variable_aggregation_names{"tensorflow.VariableAggregation",
                                                             detail::variable_aggregation_values};

/// tensorflow.VariableSynchronization
enum variable_synchronization : std::int32_t {
  variable_synchronization_auto = 0,
  variable_synchronization_none = 1,
  variable_synchronization_on_write = 2,
  variable_synchronization_on_read = 3
};
namespace detail {
inline constexpr wire::enum_value variable_synchronization_values[] = {
    {0, "VARIABLE_SYNCHRONIZATION_AUTO"},
    {1, "VARIABLE_SYNCHRONIZATION_NONE"},
    {2, "VARIABLE_SYNCHRONIZATION_ON_WRITE"},
    {3, "VARIABLE_SYNCHRONIZATION_ON_READ"},
};
}  // namespace detail

/// tensorflow.VariableSynchronization
inline constexpr wire::enum_names variable_synchronization_names{"tensorflow.VariableSynchronization",
                                                                 detail::variable_synchronization_values};

/// Which part of a partitioned variable a variable is. tensorflow/core/framework/variable.proto
struct save_slice_info_def {
  std::string full_name;
  std::vector<std::int64_t> full_shape;
  std::vector<std::int64_t> var_offset;
  std::vector<std::int64_t> var_shape;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.SaveSliceInfoDef";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::full_name>(1, "full_name"),
      wire::field_of<&M::full_shape>(2, "full_shape"),
      wire::field_of<&M::var_offset>(3, "var_offset"),
      wire::field_of<&M::var_shape>(4, "var_shape"),
  };
};

/// A variable: the names of its nodes. tensorflow/core/framework/variable.proto
struct variable_def {
  std::string variable_name;
  std::string initializer_name;
  std::string snapshot_name;
  wire::box<proto::save_slice_info_def> save_slice_info_def;
  bool is_resource = false;
  std::string initial_value_name;
  bool trainable = false;
  std::int32_t synchronization = 0;
  std::int32_t aggregation = 0;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.VariableDef";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::variable_name>(1, "variable_name"),
      wire::field_of<&M::initializer_name>(2, "initializer_name"),
      wire::field_of<&M::snapshot_name>(3, "snapshot_name"),
      wire::field_of<&M::save_slice_info_def>(4, "save_slice_info_def"),
      wire::field_of<&M::is_resource>(5, "is_resource"),
      wire::field_of<&M::initial_value_name>(6, "initial_value_name"),
      wire::field_of<&M::trainable>(7, "trainable"),
      wire::field_of<&M::synchronization, &variable_synchronization_names>(8, "synchronization"),
      wire::field_of<&M::aggregation, &variable_aggregation_names>(9, "aggregation"),
  };
};

}  // namespace thaw::proto
