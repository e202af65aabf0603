// A message inside a message: absent, or a value of its own on the heap, so that messages may be recursive.
#pragma once
#include <cstddef>
#include <memory>
#include <utility>
#include <variant>

namespace thaw::wire {

/// A message field: absent, or a T. Copies copy the T. As in protobuf, *reading* an absent message gives an empty one,
/// through const access; access through a non-const box makes the message present.
template <class T>
class box {
 public:
  using element_type = T;
  box() noexcept = default;
  box(T value) : p_(new T(std::move(value))) {}  // NOLINT: implicit, so that a field can be assigned
  box(const box& other) : p_(other.p_ ? new T(*other.p_) : nullptr) {}
  box(box&& other) noexcept : p_(std::move(other.p_)) {}
  box& operator=(const box& other) {
    if (this != &other) p_.reset(other.p_ ? new T(*other.p_) : nullptr);
    return *this;
  }
  box& operator=(box&& other) noexcept {
    p_ = std::move(other.p_);
    return *this;
  }
  ~box() = default;

  bool has_value() const noexcept { return p_ != nullptr; }
  explicit operator bool() const noexcept { return has_value(); }
  /// The message, or an empty one.
  const T& operator*() const {
    if (p_) return *p_;
    static const T nothing{};
    return nothing;
  }
  const T* operator->() const { return &**this; }
  /// The message; an absent one becomes present.
  T& operator*() { return p_ ? *p_ : emplace(); }
  T* operator->() { return &**this; }
  /// The message, or null.
  const T* get() const noexcept { return p_.get(); }
  T* get() noexcept { return p_.get(); }
  /// A new, empty message in place of the old.
  T& emplace() {
    p_.reset(new T());
    return *p_;
  }
  void reset() noexcept { p_.reset(); }

 private:
  std::unique_ptr<T> p_;
};

namespace detail {
template <class T>
const T* unboxed(const T* value) {
  return value;
}
template <class T>
const T* unboxed(const box<T>* value) {
  return value != nullptr ? &**value : nullptr;
}
}  // namespace detail

/// The case `I` of a oneof, or null when another one (or none) is set; messages come out of their box. For example
/// `wire::as<attr_value::value_case::tensor>(attr.value)` is a `const tensor_proto*`.
template <std::size_t I, class... Cases>
auto as(const std::variant<Cases...>& oneof) {
  return detail::unboxed(std::get_if<I>(&oneof));
}

}  // namespace thaw::wire
