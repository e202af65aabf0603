// A repeated message field: messages one by one on the heap, in a vector of pointers. What std::vector would
// instantiate for each of a hundred message types (growing, moving, inserting) exists once, for all.
#pragma once
#include <cstddef>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include "thaw/core/config.hpp"

namespace thaw::wire {

namespace detail {
/// Copies and deletes messages of one type.
struct element_functions {
  void* (*copy)(const void* message);
  void (*destroy)(void* message) noexcept;
};

THAW_COLD inline void destroy_all(std::vector<void*>& items, const element_functions& f) noexcept {
  for (void* item : items) f.destroy(item);
  items.clear();
}
THAW_COLD inline void copy_all(std::vector<void*>& to, const std::vector<void*>& from, const element_functions& f) {
  to.reserve(to.size() + from.size());  // so that push_back cannot fail after a copy is made
  for (const void* item : from) to.push_back(f.copy(item));
}
THAW_COLD inline void append(std::vector<void*>& to, void* item) { to.push_back(item); }
}  // namespace detail

/// The messages of a repeated field, with the names of std::vector. Their addresses stay when others are added.
template <class M>
class repeated {
  template <class T, class Item>
  class basic_iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = M;
    using difference_type = std::ptrdiff_t;
    using pointer = T*;
    using reference = T&;
    basic_iterator() noexcept = default;
    explicit basic_iterator(Item* at) noexcept : at_(at) {}
    T& operator*() const noexcept { return *static_cast<T*>(*at_); }
    T* operator->() const noexcept { return static_cast<T*>(*at_); }
    basic_iterator& operator++() noexcept { return ++at_, *this; }
    basic_iterator operator++(int) noexcept { return basic_iterator(at_++); }
    friend bool operator==(const basic_iterator& a, const basic_iterator& b) noexcept { return a.at_ == b.at_; }
    friend bool operator!=(const basic_iterator& a, const basic_iterator& b) noexcept { return a.at_ != b.at_; }

   private:
    Item* at_ = nullptr;
  };

 public:
  using value_type = M;
  using iterator = basic_iterator<M, void*>;
  using const_iterator = basic_iterator<const M, void* const>;

  repeated() noexcept = default;
  repeated(const repeated& other) : repeated() { detail::copy_all(items_, other.items_, functions); }
  repeated(repeated&& other) noexcept : items_(std::move(other.items_)) { other.items_.clear(); }
  repeated& operator=(repeated other) noexcept {
    items_.swap(other.items_);
    return *this;
  }
  ~repeated() { detail::destroy_all(items_, functions); }

  bool empty() const noexcept { return items_.empty(); }
  std::size_t size() const noexcept { return items_.size(); }
  iterator begin() noexcept { return iterator(items_.data()); }
  iterator end() noexcept { return iterator(items_.data() + items_.size()); }
  const_iterator begin() const noexcept { return const_iterator(items_.data()); }
  const_iterator end() const noexcept { return const_iterator(items_.data() + items_.size()); }
  M& operator[](std::size_t i) noexcept { return *static_cast<M*>(items_[i]); }
  const M& operator[](std::size_t i) const noexcept { return *static_cast<const M*>(items_[i]); }
  M& front() noexcept { return (*this)[0]; }
  const M& front() const noexcept { return (*this)[0]; }
  M& back() noexcept { return (*this)[size() - 1]; }
  const M& back() const noexcept { return (*this)[size() - 1]; }

  void reserve(std::size_t n) { items_.reserve(n); }
  M& emplace_back() { return take(std::make_unique<M>()); }
  M& emplace_back(M message) { return take(std::make_unique<M>(std::move(message))); }
  void push_back(M message) { take(std::make_unique<M>(std::move(message))); }
  void clear() noexcept { detail::destroy_all(items_, functions); }
  /// New messages are empty.
  void resize(std::size_t n) {
    while (items_.size() < n) emplace_back();
    while (items_.size() > n) {
      functions.destroy(items_.back());
      items_.pop_back();
    }
  }
  void swap_items(std::size_t i, std::size_t j) noexcept { std::swap(items_[i], items_[j]); }

 private:
  M& take(std::unique_ptr<M> message) {
    detail::append(items_, message.get());
    return *message.release();
  }
  static void* copy(const void* message) { return new M(*static_cast<const M*>(message)); }
  static void destroy(void* message) noexcept { delete static_cast<M*>(message); }
  static constexpr detail::element_functions functions = {&copy, &destroy};

  std::vector<void*> items_;
};

}  // namespace thaw::wire
