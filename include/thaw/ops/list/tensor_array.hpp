// TensorArrays: lists that live for one run, written and read by index (tensorflow/core/kernels/tensor_array.h).
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {

class tensor_array final : public resource_base {
 public:
  static constexpr std::string_view kind_name = "tensor array";
  std::string_view kind() const noexcept override { return kind_name; }

  struct options {
    dtype type = dtype::invalid;
    thaw::shape element = thaw::shape::unknown();
    bool dynamic_size = false, clear_after_read = true, identical_element_shapes = false;
  };
  tensor_array(options o, std::int32_t size) : options_(std::move(o)), elements_(static_cast<std::size_t>(size)) {}

  /// What a list of n elements takes, without their values.
  THAW_LAZY static std::uint64_t bytes_for(std::int64_t n) noexcept {
    return n < 0 ? 0 : static_cast<std::uint64_t>(n) * sizeof(element);
  }
  dtype type() const noexcept { return options_.type; }
  std::int64_t size() const noexcept { return static_cast<std::int64_t>(elements_.size()); }
  const thaw::shape& element_shape() const noexcept { return options_.element; }

  THAW_LAZY void write(std::int64_t i, const tensor& value) {
    if (value.dtype() != options_.type)
      fail(code::invalid_argument, "TensorArray dtype is ", options_.type, " but Op is trying to write dtype ",
           value.dtype(), " at index ", i);
    if (i < 0 || (i >= size() && !options_.dynamic_size))
      fail(code::invalid_argument, "Tried to write to index ", i, " but array is not resizeable and size is: ", size());
    if (i >= size()) elements_.resize(static_cast<std::size_t>(i) + 1);
    if (!options_.element.is_compatible_with(value.shape()))
      fail(code::invalid_argument, "could not write to TensorArray index ", i, ": the value's shape is ", value.shape(),
           ", the TensorArray's element shape is ", options_.element);
    element& e = elements_[static_cast<std::size_t>(i)];
    if (e.cleared)
      fail(code::invalid_argument, "could not write to TensorArray index ", i, ": it has been read already");
    if (!e.value.empty())
      fail(code::invalid_argument, "could not write to TensorArray index ", i, ": it has been written to already");
    e.value = value.owned();
    if (options_.identical_element_shapes && !options_.element.is_fully_defined()) options_.element = value.shape();
  }

  tensor read(std::int64_t i, const session_resources& r) {
    if (i < 0 || i >= size())
      fail(code::invalid_argument, "Tried to read from index ", i, " but array size is: ", size());
    element& e = elements_[static_cast<std::size_t>(i)];
    if (e.cleared)
      fail(code::invalid_argument, "Could not read index ", i,
           " twice because it was cleared after a previous read (clear_after_read = true)");
    if (e.value.empty()) {
      if (!options_.element.is_fully_defined())
        fail(code::invalid_argument, "Could not read from TensorArray index ", i,
             ": it has not been written to, and the element shape ", options_.element, " is not fully defined");
      r.check_memory(options_.type, options_.element);
      tensor zeros(options_.type, options_.element);
      zeros.set_zero();
      e.value = std::move(zeros);
    }
    if (!options_.clear_after_read) return e.value;
    e.cleared = true;
    return std::exchange(e.value, tensor());
  }

 private:
  struct element {
    tensor value;
    bool cleared = false;
  };
  options options_;
  std::vector<element> elements_;
};

THAW_LAZY tensor_array& array_of(const run_context& c) {
  return resource_cast<tensor_array>(c.input(0).scalar<resource_handle>());
}

}  // namespace detail

struct TensorArrayV3 {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() {
    return {
        "TensorArrayV3(size: int32) -> (handle: resource, flow: float); dtype: type; element_shape: shape = ?; "
        "dynamic_size: bool = false; clear_after_read: bool = true; identical_element_shapes: bool = false; "
        "tensor_array_name: string = \"\""};
  }
  THAW_SETUP static void infer(infer_context& c) {
    c.with_rank(0, 0);
    c.output(0, shape{});
    c.output(1, shape{});
  }
  THAW_SETUP static void prepare(prepare_context& c) {
    auto& o = c.make_state<detail::tensor_array::options>();
    o.type = c.attr_type("dtype");
    o.element = c.attr_shape("element_shape");
    o.dynamic_size = c.attr_bool("dynamic_size");
    o.clear_after_read = c.attr_bool("clear_after_read");
    o.identical_element_shapes = c.attr_bool("identical_element_shapes");
  }
  THAW_LAZY static void run(run_context& c) {
    const auto size = c.input(0).scalar<std::int32_t>();
    if (size < 0) fail(code::invalid_argument, "Size should be >= 0, it is ", size);
    c.resources().check_memory(detail::tensor_array::bytes_for(size));
    *c.out<resource_handle>(0) = std::make_shared<detail::tensor_array>(c.state<detail::tensor_array::options>(), size);
    *c.out<float>(1) = 0;
  }
};

struct TensorArrayWriteV3 {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() {
    return {"TensorArrayWriteV3(handle: resource, index: int32, value: T, flow_in: float) -> flow_out: float; T: type"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    c.with_rank(1, 0);
    c.output(0, shape{});
  }
  THAW_LAZY static void run(run_context& c) {
    const auto i = c.input(1).scalar<std::int32_t>();
    c.resources().check_memory(detail::tensor_array::bytes_for(std::int64_t{i} + 1));
    detail::array_of(c).write(i, c.input(2));
    *c.out<float>(0) = 0;
  }
};

struct TensorArrayReadV3 {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() {
    return {"TensorArrayReadV3(handle: resource, index: int32, flow_in: float) -> value: dtype; dtype: type"};
  }
  THAW_SETUP static void infer(infer_context& c) { c.with_rank(1, 0); }
  THAW_LAZY static void run(run_context& c) {
    detail::tensor_array& a = detail::array_of(c);
    if (a.type() != c.output_dtype(0))
      fail(code::invalid_argument, "TensorArray dtype is ", a.type(), " but Op requested dtype ", c.output_dtype(0));
    c.set_output(0, a.read(c.input(1).scalar<std::int32_t>(), c.resources()));
  }
};

/// Stacks elements along a new first dimension.
struct TensorArrayGatherV3 {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() {
    return {
        "TensorArrayGatherV3(handle: resource, indices: int32, flow_in: float) -> value: dtype; dtype: type; "
        "element_shape: shape = ?"};
  }
  THAW_SETUP static void infer(infer_context& c) { c.with_rank(1, 1); }
  THAW_LAZY static void run(run_context& c) {
    detail::tensor_array& a = detail::array_of(c);
    if (a.type() != c.output_dtype(0))
      fail(code::invalid_argument, "TensorArray dtype is ", a.type(), " but Op requested dtype ", c.output_dtype(0));
    const shape wanted = c.attr_shape("element_shape");
    if (!wanted.is_compatible_with(a.element_shape()))
      fail(code::invalid_argument, "TensorArray was passed element_shape ", wanted, " which does not match its own, ",
           a.element_shape());
    const std::vector<std::int64_t> indices = c.ints(1);
    if (indices.empty()) return gather_nothing(c, wanted.is_fully_defined() ? wanted : a.element_shape());
    std::vector<tensor> elements;
    for (const std::int64_t i : indices) {
      elements.push_back(a.read(i, c.resources()));
      if (elements.back().shape() != elements[0].shape())
        fail(code::invalid_argument, "TensorArray has inconsistent shapes: index ", indices[0], " has ",
             elements[0].shape(), ", index ", i, " has ", elements.back().shape());
    }
    if (!wanted.is_compatible_with(elements[0].shape()))
      fail(code::invalid_argument, "TensorArray was passed element_shape ", wanted,
           " which does not match the Tensor at index ", indices[0], ": ", elements[0].shape());
    tensor& out = c.allocate(0, stacked(elements[0].shape(), elements.size()));
    for (std::size_t i = 0; i < elements.size(); ++i)
      out.copy_elements(static_cast<std::int64_t>(i) * elements[i].elements(), elements[i], 0, elements[i].elements());
  }

 private:
  THAW_LAZY static shape stacked(const shape& element, std::size_t n) {
    shape s{static_cast<std::int64_t>(n)};
    for (const std::int64_t d : element) s.push_back(d);
    return s;
  }
  THAW_LAZY static void gather_nothing(run_context& c, const shape& element) {
    if (!element.is_fully_defined())
      fail(code::unimplemented, "TensorArray has size zero, but element shape ", element,
           " is not fully defined: only static shapes are supported when packing zero-size TensorArrays");
    c.allocate(0, stacked(element, 0));
  }
};

/// Writes the rows of `value`.
struct TensorArrayScatterV3 {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() {
    return {
        "TensorArrayScatterV3(handle: resource, indices: int32, value: T, flow_in: float) -> flow_out: float; T: type"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    c.with_rank(1, 1);
    c.with_rank_at_least(2, 1);
    c.output(0, shape{});
  }
  THAW_LAZY static void run(run_context& c) {
    detail::tensor_array& a = detail::array_of(c);
    const std::vector<std::int64_t> indices = c.ints(1);
    const tensor& value = c.input(2);
    const auto n = static_cast<std::int64_t>(indices.size());
    if (value.shape()[0] != n)
      fail(code::invalid_argument, "Expected len(indices) == values.shape[0], but saw: ", n, " vs. ", value.shape()[0]);
    const shape row(value.shape().begin() + 1, value.shape().end());
    for (const std::int64_t i : indices) c.resources().check_memory(detail::tensor_array::bytes_for(i + 1));
    for (std::int64_t i = 0; i < n; ++i) {
      tensor element(value.dtype(), row);
      element.copy_elements(0, value, i * element.elements(), element.elements());
      a.write(indices[static_cast<std::size_t>(i)], element);
    }
    *c.out<float>(0) = 0;
  }
};

struct TensorArraySizeV3 {
  static constexpr unsigned traits = op_stateful;
  static constexpr signature def() { return {"TensorArraySizeV3(handle: resource, flow_in: float) -> size: int32"}; }
  THAW_SETUP static void infer(infer_context& c) { c.output(0, shape{}); }
  THAW_LAZY static void run(run_context& c) {
    *c.out<std::int32_t>(0) = static_cast<std::int32_t>(detail::array_of(c).size());
  }
};

}  // namespace thaw::ops
