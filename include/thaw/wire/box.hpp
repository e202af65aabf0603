// A message inside a message: absent, or a value of its own on the heap, so that messages may be recursive.
#pragma once
#include <cstddef>
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
  box(const box& other) : p_(other.p_ != nullptr ? new T(*other.p_) : nullptr) {}
  box(box&& other) noexcept : p_(std::exchange(other.p_, nullptr)) {}
  box& operator=(box other) noexcept {
    std::swap(p_, other.p_);
    return *this;
  }
  ~box() { delete p_; }

  bool has_value() const noexcept { return p_ != nullptr; }
  explicit operator bool() const noexcept { return has_value(); }
  /// The message, or an empty one.
  const T& operator*() const {
    if (p_ != nullptr) return *p_;
    static const T nothing{};
    return nothing;
  }
  const T* operator->() const { return &**this; }
  /// The message; an absent one becomes present.
  T& operator*() { return p_ != nullptr ? *p_ : emplace(); }
  T* operator->() { return &**this; }
  /// The message, or null.
  const T* get() const noexcept { return p_; }
  T* get() noexcept { return p_; }
  /// A new, empty message in place of the old.
  T& emplace() {
    *this = box(T());
    return *p_;
  }
  void reset() noexcept { *this = box(); }

 private:
  T* p_ = nullptr;  // owned; std::unique_ptr takes three times as long to compile
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
