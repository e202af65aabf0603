// Map fields: a vector of entries in the order of the file.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "thaw/wire/field.hpp"
#include "thaw/wire/repeated.hpp"

namespace thaw::wire {

/// A map field. In the file it is a repeated message {key = 1, value = 2}, and it stays one here, in the file's order,
/// so that writing gives back the same bytes. Where a file has a key twice, the last one counts: `find` looks from the
/// back.
template <class V, class K = std::string, kind KeyKind = detail::kind_of<K>(), kind ValueKind = detail::kind_of<V>()>
class map {
 public:
  struct entry {
    K key{};
    V value{};
    template <class M>
    static constexpr field rows[] = {field_of<&M::key, KeyKind>(1, "key"), field_of<&M::value, ValueKind>(2, "value")};
  };
  using key_view = std::conditional_t<std::is_same_v<K, std::string>, std::string_view, K>;
  using value_type = entry;
  using iterator = typename repeated<entry>::iterator;
  using const_iterator = typename repeated<entry>::const_iterator;

  bool empty() const noexcept { return entries_.empty(); }
  std::size_t size() const noexcept { return entries_.size(); }
  auto begin() const noexcept { return entries_.begin(); }
  auto end() const noexcept { return entries_.end(); }
  auto begin() noexcept { return entries_.begin(); }
  auto end() noexcept { return entries_.end(); }
  void clear() noexcept { entries_.clear(); }

  /// The value of the last entry with this key, or null. Linear: these maps are small.
  const V* find(key_view key) const {
    for (std::size_t i = entries_.size(); i-- > 0;)
      if (entries_[i].key == key) return &entries_[i].value;
    return nullptr;
  }
  V* find(key_view key) { return const_cast<V*>(std::as_const(*this).find(key)); }
  bool contains(key_view key) const { return find(key) != nullptr; }
  /// The value of the key, which is added at the end when it is not there.
  V& operator[](key_view key) {
    if (V* found = find(key)) return *found;
    entry& added = entries_.emplace_back();
    added.key = K(key);
    return added.value;
  }
  /// Removes all entries with this key; their number.
  std::size_t erase(key_view key) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < entries_.size(); ++i)
      if (entries_[i].key != key) entries_.swap_items(kept++, i);
    const std::size_t removed = entries_.size() - kept;
    entries_.resize(kept);
    return removed;
  }
  /// The entries as they stand in the file.
  repeated<entry>& entries() noexcept { return entries_; }
  const repeated<entry>& entries() const noexcept { return entries_; }

 private:
  repeated<entry> entries_;
};

namespace detail {
template <class V, class K, kind KeyKind, kind ValueKind>
struct storage<map<V, K, KeyKind, ValueKind>> {
  using map_type = map<V, K, KeyKind, ValueKind>;
  using element = map_type;  // not a scalar: kind_of gives message
  static constexpr form how = form::map;
  static const message_type& type() { return describe<typename map_type::entry>(); }
  static std::size_t size(const void* p) { return static_cast<const map_type*>(p)->size(); }
  static const void* item(const void* p, std::size_t i) { return &static_cast<const map_type*>(p)->entries()[i]; }
  static void* add(void* p) { return &static_cast<map_type*>(p)->entries().emplace_back(); }
};
}  // namespace detail

}  // namespace thaw::wire
