// Blocks of space as channels: DepthToSpace, SpaceToDepth.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "thaw/ops/array/copies.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {
/// Where batch, height, width and depth stand.
struct image_axes {
  std::size_t height, width, depth;

  THAW_LAZY static image_axes read(const op_context& c) {
    const std::string format = c.attr_string("data_format");
    if (format == "NHWC") return {1, 2, 3};
    if (format == "NCHW") return {2, 3, 1};
    fail(code::unimplemented, "data_format ", format);
  }
};

/// Copies between `deep`, whose depth is block² times that of `wide`, and `wide`: the place in the block is the outer
/// part of the depth, rows first.
THAW_LAZY void plan_blocks(copy_job& job, const image_axes& at, const shape& deep, const shape& wide,
                           std::int64_t block, bool to_wide) {
  if (deep.elements() == 0) return;
  const std::vector<std::int64_t> d = strides_of(deep), w = strides_of(wide);
  copy_plan& p = job.add(0, 0);
  const auto add = [&](std::int64_t n, std::int64_t deep_step, std::int64_t wide_step) {
    p.add(to_wide ? copy_axis{n, wide_step, deep_step} : copy_axis{n, deep_step, wide_step});
  };
  const std::int64_t channels = wide[at.depth];
  add(deep[0], d[0], w[0]);
  if (at.depth < at.height) add(channels, d[at.depth], w[at.depth]);
  add(deep[at.height], d[at.height], block * w[at.height]);
  add(block, block * channels * d[at.depth], w[at.height]);
  add(deep[at.width], d[at.width], block * w[at.width]);
  add(block, channels * d[at.depth], w[at.width]);
  if (at.depth > at.height) add(channels, d[at.depth], w[at.depth]);
}
}  // namespace detail

/// [b, h, w, k²·c] → [b, k·h, k·w, c].
struct DepthToSpace : detail::copying<DepthToSpace> {
  static constexpr signature def() {
    return {
        "DepthToSpace(input: T) -> output: T; T: type; block_size: int >= 2; data_format: {\"NHWC\", \"NCHW\", "
        "\"NCHW_VECT_C\"} = \"NHWC\""};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const auto at = detail::image_axes::read(c);
    const shape& in = c.with_rank(0, 4);
    if (!in.has_rank()) return c.output(0, shape::unknown_of_rank(4));
    c.output(0, widened(in, at, c.attr_int("block_size")));
  }
  static bool plan(const infer_context& c, detail::copy_job& job) {
    const auto at = detail::image_axes::read(c);
    const std::int64_t block = c.attr_int("block_size");
    detail::plan_blocks(job, at, c.input(0), widened(c.input(0), at, block), block, true);
    return true;
  }

 private:
  THAW_LAZY static shape widened(const shape& in, const detail::image_axes& at, std::int64_t block) {
    const std::int64_t entries = shape({block, block}).elements();
    shape out = in;
    for (const std::size_t a : {at.height, at.width})
      if (in[a] >= 0) out[a] = shape({in[a], block}).elements();
    if (in[at.depth] >= 0) {
      if (in[at.depth] % entries != 0)
        fail(code::invalid_argument, "the depth of shape ", in, " does not divide by block_size squared, ", entries);
      out[at.depth] = in[at.depth] / entries;
    }
    return out;
  }
};

/// [b, k·h, k·w, c] → [b, h, w, k²·c].
struct SpaceToDepth : detail::copying<SpaceToDepth> {
  static constexpr signature def() {
    return {
        "SpaceToDepth(input: T) -> output: T; T: type; block_size: int >= 2; data_format: {\"NHWC\", \"NCHW\", "
        "\"NCHW_VECT_C\"} = \"NHWC\""};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const auto at = detail::image_axes::read(c);
    const shape& in = c.with_rank(0, 4);
    if (!in.has_rank()) return c.output(0, shape::unknown_of_rank(4));
    c.output(0, deepened(in, at, c.attr_int("block_size")));
  }
  static bool plan(const infer_context& c, detail::copy_job& job) {
    const auto at = detail::image_axes::read(c);
    const std::int64_t block = c.attr_int("block_size");
    detail::plan_blocks(job, at, deepened(c.input(0), at, block), c.input(0), block, false);
    return true;
  }

 private:
  THAW_LAZY static shape deepened(const shape& in, const detail::image_axes& at, std::int64_t block) {
    shape out = in;
    for (const std::size_t a : {at.height, at.width}) {
      if (in[a] < 0) continue;
      if (in[a] % block != 0)
        fail(code::invalid_argument, "axis ", a, " of shape ", in, " does not divide by block_size, ", block);
      out[a] = in[a] / block;
    }
    if (in[at.depth] >= 0) out[at.depth] = shape({in[at.depth], block, block}).elements();
    return out;
  }
};

}  // namespace thaw::ops
