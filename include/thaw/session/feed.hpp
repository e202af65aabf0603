// What goes into a run: feeds and fetches, by name.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "thaw/core/tensor.hpp"

namespace thaw {

/// A tensor (or operation) of a graph: its node's name, the number of the output, and what is known of it.
struct tensor_ref {
  std::string node;
  int index = 0;
  thaw::dtype dtype = thaw::dtype::invalid;
  thaw::shape shape = thaw::shape::unknown();
  /// "x:0"
  std::string name() const { return concat(node, ':', index); }
};

/// What a feed or a fetch is named by: "softmax", "softmax:0" or a `tensor_ref`.
class tensor_key {
 public:
  tensor_key(const char* name) : name_(name) {}                   // NOLINT: implicit
  tensor_key(std::string name) : name_(std::move(name)) {}        // NOLINT: implicit
  tensor_key(std::string_view name) : name_(name) {}              // NOLINT: implicit
  tensor_key(const tensor_ref& tensor) : name_(tensor.name()) {}  // NOLINT: implicit
  const std::string& name() const noexcept { return name_; }

 private:
  std::string name_;
};

namespace detail {
/// An xtensor container whose elements lie in memory in row-major order.
template <class E, class = void>
struct is_plain_container : std::false_type {};
template <class E>
struct is_plain_container<E, std::void_t<decltype(std::declval<const E&>().data()), typename E::value_type,
                                         std::enable_if_t<E::static_layout == xt::layout_type::row_major>>>
    : std::bool_constant<
          std::is_same_v<std::decay_t<decltype(*std::declval<const E&>().data())>, typename E::value_type>> {};
}  // namespace detail

/// One value to feed. An xtensor container that is a variable of the caller, and memory given by pointer and shape, are
/// not copied: they must live until the run is over.
struct feed {
  tensor_key key;
  tensor value;

  feed(tensor_key k, tensor t) : key(std::move(k)), value(std::move(t)) {}
  template <class E, std::enable_if_t<detail::is_xexpression<E>::value, int> = 0>
  feed(tensor_key k, const E& e) : key(std::move(k)), value(view_or_copy(e)) {}
  template <class E, std::enable_if_t<detail::is_xexpression<E>::value, int> = 0>
  feed(tensor_key k, const E&& e) : key(std::move(k)), value(tensor(e)) {}
  /// `data` points to as many values as the shape says.
  template <class T>
  feed(tensor_key k, const T* data, thaw::shape s) : key(std::move(k)), value(tensor::view(data, std::move(s))) {}
  template <class T>
  feed(tensor_key k, const std::vector<T>& data, thaw::shape s)
      : key(std::move(k)), value(tensor::from(data, std::move(s))) {}

 private:
  template <class E>
  static tensor view_or_copy(const E& e) {
    if constexpr (detail::is_plain_container<E>::value)
      return tensor::view(e.data(), thaw::shape(e.shape().begin(), e.shape().end()));
    else
      return tensor(e);
  }
};

}  // namespace thaw
