// Names of the files of sharded checkpoints.
#pragma once
#include <cstdio>
#include <string>

#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {
THAW_LAZY std::string five_digits(std::int32_t n) {
  char text[16];
  std::snprintf(text, sizeof text, "%05d", n);
  return text;
}
}  // namespace detail

/// "a-00001-of-00003"
struct ShardedFilename {
  static constexpr signature def() {
    return {"ShardedFilename(basename: string, shard: int32, num_shards: int32) -> filename: string"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    for (std::size_t i = 0; i < 3; ++i) c.with_rank(i, 0);
    c.output(0, shape{});
  }
  THAW_LAZY static void run(run_context& c) {
    *c.out<std::string>(0) =
        concat(c.input(0).scalar<std::string>(), '-', detail::five_digits(c.input(1).scalar<std::int32_t>()), "-of-",
               detail::five_digits(c.input(2).scalar<std::int32_t>()));
  }
};

/// "a-?…?-of-00003" (five question marks)
struct ShardedFilespec {
  static constexpr signature def() {
    return {"ShardedFilespec(basename: string, num_shards: int32) -> filename: string"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    for (std::size_t i = 0; i < 2; ++i) c.with_rank(i, 0);
    c.output(0, shape{});
  }
  THAW_LAZY static void run(run_context& c) {
    *c.out<std::string>(0) = concat(c.input(0).scalar<std::string>(), "-\?\?\?\?\?-of-",
                                    detail::five_digits(c.input(1).scalar<std::int32_t>()));
  }
};

}  // namespace thaw::ops
