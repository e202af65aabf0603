// What the collection `queue_runners` holds.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "thaw/proto/types.hpp"
#include "thaw/wire/field.hpp"

namespace thaw::proto {

/// A thread that fills a queue. tensorflow/core/protobuf/queue_runner.proto
struct queue_runner_def {
  std::string queue_name;
  std::vector<std::string> enqueue_op_name;
  std::string close_op_name;
  std::string cancel_op_name;
  std::vector<std::int32_t> queue_closed_exception_types;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.QueueRunnerDef";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::queue_name>(1, "queue_name"),
      wire::field_of<&M::enqueue_op_name>(2, "enqueue_op_name"),
      wire::field_of<&M::close_op_name>(3, "close_op_name"),
      wire::field_of<&M::cancel_op_name>(4, "cancel_op_name"),
      wire::field_of<&M::queue_closed_exception_types, &error_code_names>(5, "queue_closed_exception_types"),
  };
};

}  // namespace thaw::proto
