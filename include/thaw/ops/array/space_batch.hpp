// Blocks of space as entries of the batch: SpaceToBatchND, BatchToSpaceND.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "thaw/ops/array/copies.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {
/// The constant-like inputs of both ops: the block's size and the padding (or crop), before and after, for each axis
/// after the batch.
struct space_blocks {
  static constexpr std::int64_t max_border = std::int64_t{1} << 61;  // so that three sizes can be added
  std::vector<std::int64_t> block, border;

  /// Nothing when a value is not known. Throws invalid_argument for block sizes below 1 and negative borders.
  THAW_LAZY static std::optional<space_blocks> read(const infer_context& c) {
    const shape& in = c.with_rank_at_least(0, 1);
    const auto block = numbers_of(c, 1);
    c.with_rank(2, 2);
    const shape& sizes = c.input(1);
    if (sizes.is_fully_defined()) {
      if (!c.input(2).is_compatible_with({sizes[0], 2}))
        fail(code::invalid_argument, "input 2 ('", c.node().input_name(2), "') must have shape [", sizes[0],
             ",2], not ", c.input(2));
      if (in.has_rank() && static_cast<std::int64_t>(in.rank()) <= sizes[0])
        fail(code::invalid_argument, "blocks of ", sizes[0], " axes, in an input of shape ", in);
    }
    const auto border = c.ints(2);
    if (!block || !border) return std::nullopt;
    for (const std::int64_t b : *block)
      if (b < 1) fail(code::invalid_argument, "a block size is ", b, "; it must be positive");
    for (const std::int64_t b : *border)
      if (b < 0 || b > max_border) fail(code::invalid_argument, b, " is no size of a border");
    return space_blocks{*block, *border};
  }
  THAW_LAZY std::int64_t entries() const { return shape(block).elements(); }
  std::int64_t before(std::size_t i) const { return border[2 * i]; }
  std::int64_t after(std::size_t i) const { return border[2 * i + 1]; }

  /// One copy for each entry of the block, from `wide` to `batched` or back.
  void plan(copy_job& job, const shape& wide, const shape& batched, bool to_batch) const {
    if (wide.elements() == 0 || batched.elements() == 0) return;
    std::vector<std::int64_t> offset(block.size(), 0);
    for (std::int64_t entry = 0, n = entries(); entry < n; ++entry) {
      copy_plan p;
      if (plan_entry(p, wide, batched, entry, offset, to_batch)) job.add(0, 0) = std::move(p);
      for (std::size_t i = block.size(); i-- > 0 && ++offset[i] == block[i];) offset[i] = 0;
    }
  }

 private:
  THAW_LAZY bool plan_entry(copy_plan& p, const shape& wide, const shape& batched, std::int64_t entry,
                            const std::vector<std::int64_t>& offset, bool to_batch) const {
    const std::vector<std::int64_t> w = strides_of(wide), b = strides_of(batched);
    std::int64_t wide_at = 0, batched_at = entry * wide[0] * b[0];
    const auto add = [&](std::int64_t n, std::int64_t wide_step, std::int64_t batched_step) {
      p.add(to_batch ? copy_axis{n, batched_step, wide_step} : copy_axis{n, wide_step, batched_step});
    };
    add(wide[0], w[0], b[0]);
    for (std::size_t i = 0; i < block.size(); ++i) {
      // Entry `at` of the batched axis is entry at·block + offset − before of the wide one; those within it count.
      const std::int64_t skip = before(i) - offset[i];
      const std::int64_t first = skip > 0 ? (skip - 1) / block[i] + 1 : 0;
      const std::int64_t room = wide[i + 1] + skip;
      const std::int64_t end = room > 0 ? std::min((room - 1) / block[i] + 1, batched[i + 1]) : 0;
      if (first >= end) return false;
      wide_at += (first * block[i] - skip) * w[i + 1];
      batched_at += first * b[i + 1];
      add(end - first, block[i] * w[i + 1], b[i + 1]);
    }
    for (std::size_t i = block.size() + 1; i < wide.rank(); ++i) add(wide[i], w[i], b[i]);
    p.to = to_batch ? batched_at : wide_at;
    p.from = to_batch ? wide_at : batched_at;
    return true;
  }
};
}  // namespace detail

/// Pads with zeros, then takes every block[i]-th entry of axis i + 1 away into a batch entry of its own; the place in
/// the block is the outer part of the new batch.
struct SpaceToBatchND : detail::copying<SpaceToBatchND> {
  static constexpr signature def() {
    return {
        "SpaceToBatchND(input: T, block_shape: Tblock_shape, paddings: Tpaddings) -> output: T; T: type; Tblock_shape: "
        "{int32, int64} = int32; Tpaddings: {int32, int64} = int32"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const auto blocks = detail::space_blocks::read(c);
    const shape& in = c.input(0);
    if (!in.has_rank()) return;
    if (!blocks) return c.output(0, detail::same_rank(in));
    shape out = in;
    if (in[0] >= 0) out[0] = shape({in[0], blocks->entries()}).elements();
    for (std::size_t i = 0; i < blocks->block.size(); ++i) {
      if (in[i + 1] < 0) continue;
      if (in[i + 1] > detail::space_blocks::max_border)
        fail(code::invalid_argument, "axis ", i + 1, " of shape ", in, " is too long");
      const std::int64_t n = blocks->before(i) + blocks->after(i) + in[i + 1];
      if (n % blocks->block[i] != 0)
        fail(code::invalid_argument, "axis ", i + 1, ", with its padding of size ", n,
             ", does not divide into blocks of ", blocks->block[i]);
      out[i + 1] = n / blocks->block[i];
    }
    if (out.is_fully_defined()) out.elements();
    c.output(0, std::move(out));
  }
  static bool plan(const infer_context& c, detail::copy_job& job) {
    const auto blocks = detail::space_blocks::read(c);
    if (!blocks) return false;
    const shape& in = c.input(0);
    shape out = in;
    out[0] = in[0] * blocks->entries();
    for (std::size_t i = 0; i < blocks->block.size(); ++i) {
      const std::int64_t border = blocks->before(i) + blocks->after(i);
      if (border > 0) job.fill = detail::copy_job::filling::zeros;
      out[i + 1] = (in[i + 1] + border) / blocks->block[i];
    }
    blocks->plan(job, in, out, true);
    return true;
  }
};

/// The reverse of SpaceToBatchND: spreads the batch over blocks of space, then crops.
struct BatchToSpaceND : detail::copying<BatchToSpaceND> {
  static constexpr signature def() {
    return {
        "BatchToSpaceND(input: T, block_shape: Tblock_shape, crops: Tcrops) -> output: T; T: type; Tblock_shape: "
        "{int32, int64} = int32; Tcrops: {int32, int64} = int32"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const auto blocks = detail::space_blocks::read(c);
    const shape& in = c.input(0);
    if (!in.has_rank()) return;
    if (!blocks) return c.output(0, detail::same_rank(in));
    c.output(0, spread(in, *blocks));
  }
  static bool plan(const infer_context& c, detail::copy_job& job) {
    const auto blocks = detail::space_blocks::read(c);
    if (!blocks) return false;
    blocks->plan(job, spread(c.input(0), *blocks), c.input(0), false);
    return true;
  }

 private:
  THAW_LAZY static shape spread(const shape& in, const detail::space_blocks& blocks) {
    shape out = in;
    const std::int64_t entries = blocks.entries();
    if (in[0] >= 0) {
      if (in[0] % entries != 0)
        fail(code::invalid_argument, "the batch, ", in[0], ", does not divide into blocks of ", entries, " entries");
      out[0] = in[0] / entries;
    }
    for (std::size_t i = 0; i < blocks.block.size(); ++i) {
      if (in[i + 1] < 0) continue;
      out[i + 1] = shape({in[i + 1], blocks.block[i]}).elements() - blocks.before(i) - blocks.after(i);
      if (out[i + 1] < 0)
        fail(code::invalid_argument, "more is cropped from axis ", i + 1, " than there is: ", blocks.before(i), " and ",
             blocks.after(i));
    }
    return out;
  }
};

}  // namespace thaw::ops
