// Saving and restoring: the ops that Saver puts into a graph.
#pragma once
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "thaw/bundle.hpp"
#include "thaw/core/text.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {

/// The checkpoint opened last: graphs of 2016 have one RestoreV2 for each variable.
struct open_checkpoint final : resource_base {
  static constexpr std::string_view kind_name = "open checkpoint";
  std::string_view kind() const noexcept override { return kind_name; }

  THAW_LAZY bundle::checkpoint_reader get(const std::string& prefix) {
    const std::lock_guard<std::mutex> lock(mutex_);
    const file_info index = stat_path(prefix + ".index");
    const bool same = reader_ != nullptr && prefix == prefix_ && index.kind == file_info::file &&
                      index.size == index_.size && index.modified_ns == index_.modified_ns;
    if (!same) {
      reader_ = std::make_unique<bundle::checkpoint_reader>(bundle::checkpoint_reader::open(prefix));
      prefix_ = prefix;
      index_ = index;
    }
    return *reader_;
  }

 private:
  std::mutex mutex_;
  std::string prefix_;
  file_info index_;
  std::unique_ptr<bundle::checkpoint_reader> reader_;
};

THAW_LAZY bundle::checkpoint_reader open_for(const run_context& c, const std::string& prefix) {
  return c.resources().get<open_checkpoint>("", "", [] { return std::make_shared<open_checkpoint>(); })->get(prefix);
}

/// Every key asked for is there and has the dtype asked for; one error lists all that are not.
THAW_LAZY void check_keys(const bundle::checkpoint_reader& reader, const std::string* names, std::size_t n,
                          const run_context& c) {
  std::vector<std::string> missing, wrong;
  for (std::size_t i = 0; i < n; ++i) {
    const auto* entry = reader.find(names[i]);
    if (entry == nullptr) {
      const std::vector<std::string> near = reader.nearest(names[i]);
      missing.push_back(near.empty() ? concat("'", names[i], "'")
                                     : concat("'", names[i], "' (it has '", join(near, "', '"), "')"));
    } else if (entry->dtype != c.output_dtype(i)) {
      wrong.push_back(concat("tensor_name = ", names[i], "; expected dtype ", c.output_dtype(i),
                             " does not equal original dtype ", entry->dtype));
    }
  }
  if (!missing.empty())
    fail(code::not_found, missing.size() == 1 ? "Key " : concat(missing.size(), " keys "), join(missing, ", "),
         " not found in checkpoint ", reader.prefix());
  if (!wrong.empty()) fail(code::invalid_argument, reader.prefix(), ": ", join(wrong, "; "));
}

THAW_LAZY void check_counts(std::size_t names, std::size_t slices, std::size_t tensors) {
  if (names != tensors || slices != tensors)
    fail(code::invalid_argument, "got ", names, " tensor_names and ", slices, " shape_and_slices for ", tensors,
         " tensors");
}

/// prefix, tensor_names, shape_and_slices
THAW_SETUP void check_ranks(infer_context& c) {
  c.with_rank(0, 0);
  c.with_rank(1, 1);
  c.with_rank(2, 1);
}

}  // namespace detail

/// Reads tensors of a checkpoint, V2 or V1. Tensors may be views of the file.
struct RestoreV2 {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() {
    return {
        "RestoreV2(prefix: string, tensor_names: string, shape_and_slices: string) -> tensors: dtypes; dtypes: "
        "list(type) >= 1"};
  }
  THAW_SETUP static void infer(infer_context& c) { detail::check_ranks(c); }
  THAW_LAZY static void run(run_context& c) {
    const std::size_t n = c.outputs();
    detail::check_counts(static_cast<std::size_t>(c.input(1).elements()),
                         static_cast<std::size_t>(c.input(2).elements()), n);
    const auto *names = c.in<std::string>(1), *slices = c.in<std::string>(2);
    const bundle::checkpoint_reader reader = detail::open_for(c, c.input(0).scalar<std::string>());
    detail::check_keys(reader, names, n, c);
    for (std::size_t i = 0; i < n; ++i)
      c.set_output(i, slices[i].empty() ? reader.read(names[i]) : reader.read_slice(names[i], slices[i]));
  }
};

/// One tensor; what graphs before V2 use. `file_pattern` is a prefix or a pattern of V1 files.
struct Restore {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() {
    return {"Restore(file_pattern: string, tensor_name: string) -> tensor: dt; dt: type; preferred_shard: int = -1"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    for (std::size_t i = 0; i < c.inputs(); ++i) c.with_rank(i, 0);
  }
  THAW_LAZY static void run(run_context& c) {
    const bundle::checkpoint_reader reader = detail::open_for(c, c.input(0).scalar<std::string>());
    const std::string& name = c.input(1).scalar<std::string>();
    detail::check_keys(reader, &name, 1, c);
    const std::string slice = c.inputs() > 2 ? c.input(2).scalar<std::string>() : std::string();
    c.set_output(0, slice.empty() ? reader.read(name) : reader.read_slice(name, slice));
  }
};

struct RestoreSlice : Restore {
  static constexpr signature def() {
    return {
        "RestoreSlice(file_pattern: string, tensor_name: string, shape_and_slice: string) -> tensor: dt; dt: type; "
        "preferred_shard: int = -1"};
  }
};

/// Writes a checkpoint of one shard, all or nothing.
struct SaveV2 {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() {
    return {
        "SaveV2(prefix: string, tensor_names: string, shape_and_slices: string, tensors: dtypes) -> (); dtypes: "
        "list(type) >= 1"};
  }
  THAW_SETUP static void infer(infer_context& c) { detail::check_ranks(c); }
  THAW_LAZY static void run(run_context& c) {
    const std::size_t n = c.inputs() - 3;
    detail::check_counts(static_cast<std::size_t>(c.input(1).elements()),
                         static_cast<std::size_t>(c.input(2).elements()), n);
    const auto *names = c.in<std::string>(1), *slices = c.in<std::string>(2);
    bundle::checkpoint_writer writer(c.input(0).scalar<std::string>());
    for (std::size_t i = 0; i < n; ++i) {
      if (slices[i].empty())
        writer.add(names[i], c.input(3 + i));
      else
        writer.add(names[i], slices[i], c.input(3 + i));
    }
    writer.finish();
  }
};

/// Makes one checkpoint of the shards that the SaveV2 ops of a sharded saver wrote.
struct MergeV2Checkpoints {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() {
    return {
        "MergeV2Checkpoints(checkpoint_prefixes: string, destination_prefix: string) -> (); delete_old_dirs: bool = "
        "true; allow_missing_files: bool = false"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    c.with_rank(0, 1);
    c.with_rank(1, 0);
  }
  THAW_LAZY static void run(run_context& c) {
    const bool allow_missing = c.attr_bool("allow_missing_files");
    const auto* given = c.in<std::string>(0);
    std::vector<std::string> prefixes;
    for (std::int64_t i = 0; i < c.input(0).elements(); ++i) {
      if (is_file(given[i] + ".index"))
        prefixes.push_back(given[i]);
      else if (!allow_missing)
        fail(code::invalid_argument, "the checkpoint ", given[i], ", which is to be merged, is not there");
    }
    bundle::merge_v2_checkpoints(prefixes, c.input(1).scalar<std::string>(), c.attr_bool("delete_old_dirs"));
  }
};

}  // namespace thaw::ops
