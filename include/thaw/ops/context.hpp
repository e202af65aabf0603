// What an op sees: of its node (attributes, dtypes), of its inputs' shapes and values when they are inferred, and of
// the tensors when it runs.
#pragma once
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/core/cpu.hpp"
#include "thaw/core/tensor.hpp"
#include "thaw/ops/node_types.hpp"
#include "thaw/ops/resources.hpp"

namespace thaw {

/// The integers of an int32, int64, int16, … tensor. Throws invalid_argument for other dtypes.
THAW_LAZY std::vector<std::int64_t> integers_of(const tensor& t) {
  std::vector<std::int64_t> v(static_cast<std::size_t>(t.elements()));
  const auto copy = [&](const auto* p) {
    for (std::size_t i = 0; i < v.size(); ++i) v[i] = static_cast<std::int64_t>(p[i]);
  };
  switch (t.dtype()) {
    case dtype::int32:
      copy(t.data<std::int32_t>());
      break;
    case dtype::int64:
      copy(t.data<std::int64_t>());
      break;
    case dtype::int16:
      copy(t.data<std::int16_t>());
      break;
    case dtype::uint16:
      copy(t.data<std::uint16_t>());
      break;
    case dtype::int8:
      copy(t.data<std::int8_t>());
      break;
    case dtype::uint8:
      copy(t.data<std::uint8_t>());
      break;
    default:
      fail(code::invalid_argument, "integers were expected, not ", t.dtype());
  }
  return v;
}

/// The part that all contexts share: the node's types and attributes.
class op_context {
 public:
  explicit op_context(const node_info& n) : node_(&n) {}

  const node_info& node() const noexcept { return *node_; }
  std::size_t inputs() const noexcept { return node_->inputs.size(); }
  std::size_t outputs() const noexcept { return node_->outputs.size(); }
  dtype input_dtype(std::size_t i) const noexcept { return node_->inputs[i]; }
  dtype output_dtype(std::size_t i) const noexcept { return node_->outputs[i]; }

  /// Attributes, defaults applied. The node has been checked against the signature, so these do not fail.
  THAW_LAZY bool attr_bool(std::string_view name) const { return node_->attr(name).get_b(); }
  THAW_LAZY std::int64_t attr_int(std::string_view name) const { return node_->attr(name).get_i(); }
  THAW_LAZY float attr_float(std::string_view name) const { return node_->attr(name).get_f(); }
  THAW_LAZY std::string attr_string(std::string_view name) const { return std::string(node_->attr(name).get_s()); }
  THAW_LAZY dtype attr_type(std::string_view name) const { return node_->attr(name).get_type(); }
  THAW_LAZY shape attr_shape(std::string_view name) const { return node_->attr(name).get_shape(); }
  THAW_LAZY std::vector<std::int64_t> attr_ints(std::string_view name) const { return node_->attr(name).get_ints(); }

 private:
  const node_info* node_;
};

/// Shape inference. Called when planning, with what is known then (sizes may be unknown, values are there for
/// constants), and again when the node runs if that did not settle the shapes; then everything is known.
class infer_context : public op_context {
 public:
  infer_context(const node_info& n, const shape* in, const tensor* const* values, shape* out)
      : op_context(n), in_(in), values_(values), out_(out) {}

  const shape& input(std::size_t i) const noexcept { return in_[i]; }
  /// The value of an input, or null when it isn't known (yet).
  const tensor* value(std::size_t i) const noexcept { return values_[i]; }
  /// The integers of an input whose value is known.
  THAW_LAZY std::optional<std::vector<std::int64_t>> ints(std::size_t i) const {
    if (value(i) == nullptr) return std::nullopt;
    return integers_of(*value(i));
  }
  /// Sets the shape of an output. An output that is not set has an unknown shape: `run` then allocates it.
  THAW_LAZY void output(std::size_t i, shape s) const { out_[i] = std::move(s); }

  /// The input has this rank, or an unknown one; else invalid_argument.
  THAW_LAZY const shape& with_rank(std::size_t i, std::size_t rank) const {
    if (in_[i].has_rank() && in_[i].rank() != rank)
      fail(code::invalid_argument, "input ", i, " ('", node().input_name(i), "') must have rank ", rank,
           ", its shape is ", in_[i]);
    return in_[i];
  }
  THAW_LAZY const shape& with_rank_at_least(std::size_t i, std::size_t rank) const {
    if (in_[i].has_rank() && in_[i].rank() < rank)
      fail(code::invalid_argument, "input ", i, " ('", node().input_name(i), "') must have rank ", rank,
           " or more, its shape is ", in_[i]);
    return in_[i];
  }

 private:
  const shape* in_;
  const tensor* const* values_;
  shape* out_;
};

/// Called once per plan: unpack attributes and constant inputs into a state that `run` reads.
class prepare_context : public infer_context {
 public:
  prepare_context(const node_info& n, const shape* in, const tensor* const* values, shape* out, session_resources& r,
                  std::shared_ptr<void>& state)
      : infer_context(n, in, values, out), resources_(&r), state_(&state), out_shapes_(out) {}

  /// The shape of an output, as inferred.
  const shape& output_shape(std::size_t i) const noexcept { return out_shapes_[i]; }
  session_resources& resources() const noexcept { return *resources_; }
  thaw::isa isa() const { return current_isa(); }
  /// Makes the state; several runs may read it at once.
  template <class S, class... A>
  S& make_state(A&&... args) const {
    auto p = std::make_shared<S>(std::forward<A>(args)...);
    S& s = *p;
    *state_ = std::move(p);
    return s;
  }

 private:
  session_resources* resources_;
  std::shared_ptr<void>* state_;
  const shape* out_shapes_;
};

/// Memory that a step may use while it runs; it grows to the largest request and is kept from run to run.
class scratch_memory {
 public:
  /// 64-byte aligned; uninitialised; valid until the next request.
  THAW_LAZY void* get(std::size_t bytes) {
    if (bytes > size_) {
      memory_ = detail::make_bytes(bytes);
      size_ = bytes;
    }
    return memory_.get();
  }

 private:
  std::shared_ptr<void> memory_;
  std::size_t size_ = 0;
};

/// Running: inputs, outputs that are allocated already (unless their shape depends on values), state and scratch.
class run_context : public op_context {
 public:
  run_context(const node_info& n, tensor* values, const std::uint32_t* in, const std::uint32_t* out, void* state,
              scratch_memory& scratch, session_resources& r)
      : op_context(n), values_(values), in_(in), out_(out), state_(state), scratch_(&scratch), resources_(&r) {}

  const tensor& input(std::size_t i) const noexcept { return values_[in_[i]]; }
  THAW_LAZY const shape& input_shape(std::size_t i) const noexcept { return input(i).shape(); }
  template <class T>
  const T* in(std::size_t i) const {
    return input(i).data<T>();
  }
  THAW_LAZY std::vector<std::int64_t> ints(std::size_t i) const { return integers_of(input(i)); }

  tensor& output(std::size_t i) const noexcept { return values_[out_[i]]; }
  template <class T>
  T* out(std::size_t i) const {
    return output(i).data<T>();
  }
  /// For an output whose shape `infer` left unknown. Storage of the last run is used again when nobody else has it.
  THAW_LAZY tensor& allocate(std::size_t i, shape s) const {
    tensor& t = output(i);
    resources_->check_memory(output_dtype(i), s);
    if (t.is_unique() && t.dtype() == output_dtype(i) && t.elements() == s.elements())
      t.reset_shape(std::move(s));
    else
      t = tensor(output_dtype(i), std::move(s));
    return t;
  }
  /// Makes an output share an existing tensor.
  THAW_LAZY void set_output(std::size_t i, tensor t) const { output(i) = std::move(t); }

  template <class S>
  const S& state() const noexcept {
    assert(state_ != nullptr);
    return *static_cast<const S*>(state_);
  }
  bool has_state() const noexcept { return state_ != nullptr; }
  template <class T>
  T* scratch(std::size_t count) const {
    resources_->check_memory(count * sizeof(T));
    return static_cast<T*>(scratch_->get(count * sizeof(T)));
  }
  session_resources& resources() const noexcept { return *resources_; }
  thaw::isa isa() const { return current_isa(); }

 private:
  tensor* values_;
  const std::uint32_t *in_, *out_;
  void* state_;
  scratch_memory* scratch_;
  session_resources* resources_;
};

}  // namespace thaw
