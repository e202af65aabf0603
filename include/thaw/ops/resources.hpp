// What outlives a run: variables and other resources of a session, by name.
#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "thaw/core/error.hpp"
#include "thaw/core/tensor.hpp"

namespace thaw {

/// The resource as a `T`; invalid_argument when the handle is empty or of another kind. `T::kind_name` is what a `T`
/// answers for `kind()`.
template <class T>
T& resource_cast(const resource_handle& h) {
  if (h == nullptr) fail(code::invalid_argument, "the resource handle is empty; a ", T::kind_name, " was expected");
  if (h->kind() != T::kind_name)
    fail(code::invalid_argument, "the resource is a ", h->kind(), "; a ", T::kind_name, " was expected");
  return static_cast<T&>(*h);
}

/// A variable: a value that is replaced, never written in place, so that a tensor once read stays as it was.
/// Safe to use from several threads.
class variable final : public resource_base {
 public:
  static constexpr std::string_view kind_name = "variable";

  variable(std::string name, thaw::dtype d, thaw::shape declared)
      : name_(std::move(name)), declared_(std::move(declared)), dtype_(d) {}

  std::string_view kind() const noexcept override { return kind_name; }
  const std::string& name() const noexcept { return name_; }
  thaw::dtype dtype() const noexcept { return dtype_; }
  /// The shape in the graph; may be partly known.
  const thaw::shape& declared_shape() const noexcept { return declared_; }
  /// Grows with each assignment; 0: not initialised.
  std::uint64_t version() const noexcept { return version_.load(std::memory_order_acquire); }
  THAW_LAZY bool is_initialized() const noexcept { return version() != 0; }
  /// Grows with each assignment that changes the shape.
  THAW_LAZY std::uint64_t shape_version() const noexcept { return shape_version_.load(std::memory_order_acquire); }
  /// The shape of the value; of an uninitialised variable, the declared one.
  THAW_LAZY thaw::shape current_shape() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return value_.empty() ? declared_ : value_.shape();
  }

  /// Plans fold the value of a variable that is seldom assigned. Each plan that this made stale is counted.
  THAW_LAZY bool is_worth_folding() const noexcept { return stale_plans_.load(std::memory_order_relaxed) < 2; }
  THAW_LAZY void count_stale_plan() noexcept { stale_plans_.fetch_add(1, std::memory_order_relaxed); }

  /// The value; failed_precondition when there is none yet.
  THAW_LAZY tensor read() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (value_.empty())
      fail(code::failed_precondition, "variable '", name_,
           "' has no value: restore a checkpoint, or run its initializer ('", name_, "/Assign')");
    return value_;
  }
  /// Replaces the value. Throws invalid_argument for another dtype and, where `check_shape` is set, for a shape that
  /// the declared one excludes.
  THAW_LAZY void assign(const tensor& value, bool check_shape) {
    if (value.dtype() != dtype_)
      fail(code::invalid_argument, "variable '", name_, "' holds ", dtype_, ", the value is ", value.dtype());
    if (check_shape && !declared_.is_compatible_with(value.shape()))
      fail(code::invalid_argument, "variable '", name_, "' has shape ", declared_, ", the value has shape ",
           value.shape());
    tensor kept = value.owned();
    const std::lock_guard<std::mutex> lock(mutex_);
    store(std::move(kept));
  }
  /// Replaces the value by `f(value)`, with no assignment in between.
  template <class F>
  tensor update(F&& f) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (value_.empty()) fail(code::failed_precondition, "variable '", name_, "' has no value yet");
    store(f(std::as_const(value_)).owned());
    return value_;
  }

 private:
  THAW_LAZY void store(tensor value) {
    if (value_.empty() || value_.shape() != value.shape()) shape_version_.fetch_add(1, std::memory_order_release);
    value_ = std::move(value);
    version_.fetch_add(1, std::memory_order_release);
  }

  std::string name_;
  thaw::shape declared_;
  thaw::dtype dtype_;
  mutable std::mutex mutex_;
  tensor value_;
  std::atomic<std::uint64_t> version_{0}, shape_version_{0};
  std::atomic<int> stale_plans_{0};
};

/// What a variable is called among a session's resources: TF1's and TF2's of one name are two.
THAW_LAZY std::string variable_key(bool is_resource, std::string_view name) {
  return concat(is_resource ? "r/" : "v/", name);
}

/// The resources of a session, by kind, container and name. Safe to use from several threads; the run path doesn't come
/// here: handles are looked up when planning.
class session_resources {
 public:
  explicit session_resources(std::size_t memory_limit = 0) noexcept : memory_limit_(memory_limit) {}

  /// Throws resource_exhausted when `bytes` for one value (or for scratch) are more than the session's limit.
  THAW_LAZY void check_memory(std::uint64_t bytes) const {
    if (memory_limit_ != 0 && bytes > memory_limit_)
      fail(code::resource_exhausted, "a value needs ", bytes, " bytes; the session's memory limit is ", memory_limit_);
  }
  THAW_LAZY void check_memory(thaw::dtype d, const thaw::shape& s) const {
    if (memory_limit_ == 0) return;
    const auto n = static_cast<std::uint64_t>(s.elements()), size = static_cast<std::uint64_t>(element_size(d));
    check_memory(n, size);
  }
  /// For `n` things of `size` bytes.
  void check_memory(std::uint64_t n, std::uint64_t size) const {
    check_memory(size != 0 && n > ~std::uint64_t{0} / size ? ~std::uint64_t{0} : n * size);
  }
  /// 0: none.
  std::size_t memory_limit() const noexcept { return memory_limit_; }

  /// The resource of that name, made by `make()` (a shared_ptr<T>) when it is not there.
  template <class T, class Make>
  std::shared_ptr<T> get(std::string_view container, std::string_view name, Make&& make) {
    const std::string key = concat(T::kind_name, '\n', container, '\n', name);
    const std::lock_guard<std::mutex> lock(mutex_);
    resource_handle& h = by_name_[key];
    if (h == nullptr) h = make();
    return std::static_pointer_cast<T>(h);
  }
  /// Null when there is none of that name.
  template <class T>
  std::shared_ptr<T> find(std::string_view container, std::string_view name) {
    const std::string key = concat(T::kind_name, '\n', container, '\n', name);
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto it = by_name_.find(key);
    return it == by_name_.end() ? nullptr : std::static_pointer_cast<T>(it->second);
  }

 private:
  const std::size_t memory_limit_;
  std::mutex mutex_;
  std::unordered_map<std::string, resource_handle> by_name_;
};

}  // namespace thaw
