// Rows picked by index: Gather, GatherV2, GatherNd.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

#include "thaw/ops/array/copies.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {
/// f(const I*) with the numbers of an int16, int32 or int64 tensor.
template <class F>
void with_indices(const tensor& t, F&& f) {
  if (t.dtype() == dtype::int16) return f(t.data<std::int16_t>());
  if (t.dtype() == dtype::int32) return f(t.data<std::int32_t>());
  f(t.data<std::int64_t>());
}

/// That the characters of the strings gathered, `from[offsets[i]]` and so on, fit the memory limit.
THAW_LAZY void check_strings(const run_context& c, const std::string* from, const std::int64_t* offsets, std::int64_t n,
                             std::int64_t inner, std::uint64_t& bytes) {
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t k = 0; k < inner && offsets[i] >= 0; ++k) bytes += from[offsets[i] + k].size();
  c.resources().check_memory(bytes);
}

/// Row i of the output, `inner` elements, is what stands at from[offsets[i]]; zeros where the offset is negative.
THAW_LAZY void gather_rows(dtype d, void* to, const void* from, const std::int64_t* offsets, std::int64_t n,
                           std::int64_t inner) {
  with_word(d, [&](auto* word) {
    using Word = std::remove_pointer_t<decltype(word)>;
    auto* out = static_cast<Word*>(to);
    const auto* in = static_cast<const Word*>(from);
    for (std::int64_t i = 0; i < n; ++i, out += inner) {
      if (offsets[i] < 0)
        std::fill_n(out, inner, Word{});
      else
        copy_run(out, in + offsets[i], {inner, 1, 1});
    }
  });
}

/// The sizes of a gather along one axis. The output is [batch, outer, indices, inner].
struct gather_sizes {
  std::int64_t batch = 1, outer = 1, limit = 1, inner = 1;
  std::int64_t indices = 1;  // for each batch
};

THAW_LAZY void gather_axis(const run_context& c, const gather_sizes& g) {
  if (c.output(0).elements() == 0) return;  // then TensorFlow doesn't look at the indices
  const std::int64_t count = g.batch * g.indices;
  const dtype d = c.output_dtype(0);
  auto* offsets = c.scratch<std::int64_t>(static_cast<std::size_t>(count));
  with_indices(c.input(1), [&](const auto* index) {
    for (std::int64_t i = 0; i < count; ++i) {
      if (index[i] < 0 || index[i] >= g.limit)
        fail(code::invalid_argument, "indices[", i, "] = ", index[i], " is not in [0, ", g.limit, ')');
      offsets[i] = index[i] * g.inner;
    }
  });
  const std::size_t element = element_size(d);
  std::uint64_t string_bytes = 0;
  auto* to = static_cast<unsigned char*>(c.output(0).raw());
  const auto* from = static_cast<const unsigned char*>(c.input(0).raw());
  for (std::int64_t b = 0; b < g.batch; ++b)
    for (std::int64_t o = 0; o < g.outer; ++o) {
      const std::int64_t block = b * g.outer + o;
      if (d == dtype::string)
        check_strings(c, c.in<std::string>(0) + block * g.limit * g.inner, offsets + b * g.indices, g.indices, g.inner,
                      string_bytes);
      gather_rows(d, to + static_cast<std::size_t>(block * g.indices * g.inner) * element,
                  from + static_cast<std::size_t>(block * g.limit * g.inner) * element, offsets + b * g.indices,
                  g.indices, g.inner);
    }
}

/// The output's shape for an axis and leading axes that params and indices share. `params` has a rank.
THAW_LAZY shape gathered(const shape& params, const shape& indices, std::size_t axis, std::size_t batch_dims) {
  shape out(params.begin(), params.begin() + axis);
  for (std::size_t i = 0; i < batch_dims; ++i)
    if (out[i] < 0) out[i] = indices[i];
  for (std::size_t i = batch_dims; i < indices.rank(); ++i) out.push_back(indices[i]);
  for (std::size_t i = axis + 1; i < params.rank(); ++i) out.push_back(params[i]);
  if (out.is_fully_defined()) out.elements();
  return out;
}
}  // namespace detail

/// Rows of axis 0.
struct Gather : detail::checked<Gather> {
  static constexpr signature def() {
    return {
        "Gather(params: Tparams, indices: Tindices) -> output: Tparams; validate_indices: bool = true; Tparams: type; "
        "Tindices: {int32, int64}"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const shape& params = c.with_rank_at_least(0, 1);
    if (params.has_rank() && c.input(1).has_rank()) c.output(0, detail::gathered(params, c.input(1), 0, 0));
  }
  THAW_LAZY static void run(run_context& c) {
    check(c);
    const shape& params = c.input_shape(0);
    detail::gather_sizes g;
    g.limit = params[0];
    if (c.output(0).elements() != 0) g.inner = detail::elements_of(params, 1, params.rank());
    g.indices = c.input(1).elements();
    detail::gather_axis(c, g);
  }
};

/// Entries of any axis; `batch_dims` leading axes are those of both params and indices.
struct GatherV2 : detail::checked<GatherV2> {
  static constexpr signature def() {
    return {
        "GatherV2(params: Tparams, indices: Tindices, axis: Taxis) -> output: Tparams; batch_dims: int = 0; Tparams: "
        "type; Tindices: {int16, int32, int64}; Taxis: {int32, int64}"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const shape &params = c.with_rank_at_least(0, 1), &indices = c.input(1);
    const auto given = detail::scalar_of(c, 2);
    if (!params.has_rank() || !indices.has_rank()) return;
    const std::size_t batch = batch_dims(c, indices);
    if (!given) return c.output(0, shape::unknown_of_rank(params.rank() - 1 + indices.rank() - batch));
    const std::size_t axis = detail::axis_of(*given, params.rank());
    if (batch > axis) fail(code::invalid_argument, "batch_dims is ", batch, ", beyond axis ", axis);
    for (std::size_t i = 0; i < batch; ++i)
      if (params[i] >= 0 && indices[i] >= 0 && params[i] != indices[i])
        fail(code::invalid_argument, "axis ", i, ", one of batch_dims, differs in params ", params, " and indices ",
             indices);
    c.output(0, detail::gathered(params, indices, axis, batch));
  }
  THAW_LAZY static void run(run_context& c) {
    check(c);
    const shape &params = c.input_shape(0), &indices = c.input_shape(1);
    const std::size_t batch = batch_dims(c, indices);
    std::int64_t given = 0;
    detail::with_indices(c.input(2), [&](const auto* a) { given = *a; });
    const std::size_t axis = detail::axis_of(given, params.rank());
    // The axis may be fed: then the planned shape need not be that of this axis.
    if (batch > axis || detail::gathered(params, indices, axis, batch) != c.output(0).shape())
      fail(code::invalid_argument, "axis ", given, " does not give the shape planned, ", c.output(0).shape());
    detail::gather_sizes g;
    g.limit = params[axis];
    g.batch = detail::elements_of(params, 0, batch);
    g.indices = detail::elements_of(indices, batch, indices.rank());
    if (c.output(0).elements() != 0) {
      g.outer = detail::elements_of(params, batch, axis);
      g.inner = detail::elements_of(params, axis + 1, params.rank());
    }
    detail::gather_axis(c, g);
  }

 private:
  THAW_LAZY static std::size_t batch_dims(const op_context& c, const shape& indices) {
    const auto rank = static_cast<std::int64_t>(indices.rank());
    const std::int64_t n = c.attr_int("batch_dims");
    if (n < -rank || n > rank)
      fail(code::invalid_argument, "batch_dims is ", n, "; for indices of rank ", rank, " it must be in [", -rank, ", ",
           rank, ']');
    return static_cast<std::size_t>(n < 0 ? n + rank : n);
  }
};

/// The last axis of `indices` is a position in the first axes of `params`.
struct GatherNd : detail::checked<GatherNd> {
  static constexpr signature def() {
    return {
        "GatherNd(params: Tparams, indices: Tindices) -> output: Tparams; Tparams: type; Tindices: {int16, int32, "
        "int64}; bad_indices_policy: string = \"\""};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const shape &params = c.with_rank_at_least(0, 1), &indices = c.with_rank_at_least(1, 1);
    const std::string policy = c.attr_string("bad_indices_policy");
    if (!policy.empty() && policy != "DEFAULT" && policy != "ERROR" && policy != "IGNORE")
      fail(code::invalid_argument, "bad_indices_policy is \"", policy, "\"; DEFAULT, ERROR and IGNORE are known");
    if (!params.has_rank() || !indices.has_rank() || indices.back() < 0) return;
    const auto depth = static_cast<std::uint64_t>(indices.back());
    if (depth > params.rank())
      fail(code::invalid_argument, "positions of ", depth, " numbers, in params of shape ", params);
    shape out(indices.begin(), indices.end() - 1);
    for (auto i = static_cast<std::size_t>(depth); i < params.rank(); ++i) out.push_back(params[i]);
    if (out.is_fully_defined()) out.elements();
    c.output(0, std::move(out));
  }
  THAW_LAZY static void run(run_context& c) {
    check(c);
    const shape &params = c.input_shape(0), &indices = c.input_shape(1);
    const auto depth = static_cast<std::size_t>(indices.back());
    const std::int64_t rows = detail::elements_of(indices, 0, indices.rank() - 1);
    if (rows > 0 && params.elements() == 0)
      fail(code::invalid_argument, "nothing can be gathered from params of shape ", params);
    if (c.output(0).elements() == 0) return;
    const std::int64_t inner = detail::elements_of(params, depth, params.rank());
    const bool ignore = c.attr_string("bad_indices_policy") == "IGNORE";
    auto* offsets = c.scratch<std::int64_t>(static_cast<std::size_t>(rows));
    detail::with_indices(c.input(1), [&](const auto* index) {
      for (std::int64_t i = 0; i < rows; ++i) {
        std::int64_t offset = 0;
        bool good = true;
        for (std::size_t k = 0; k < depth && good; ++k) {
          const std::int64_t x = index[i * static_cast<std::int64_t>(depth) + static_cast<std::int64_t>(k)];
          good = x >= 0 && x < params[k];
          offset = good ? offset * params[k] + x : 0;
        }
        if (!good && !ignore)
          fail(code::invalid_argument, "position ", i, " of the indices is not within params of shape ", params);
        offsets[i] = good ? offset * inner : -1;
      }
    });
    std::uint64_t string_bytes = 0;
    if (c.output_dtype(0) == dtype::string)
      detail::check_strings(c, c.in<std::string>(0), offsets, rows, inner, string_bytes);
    detail::gather_rows(c.output_dtype(0), c.output(0).raw(), c.input(0).raw(), offsets, rows, inner);
  }
};

}  // namespace thaw::ops
