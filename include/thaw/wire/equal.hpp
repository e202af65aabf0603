// Do two messages hold the same?
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <type_traits>
#include <vector>

#include "thaw/wire/encode.hpp"
#include "thaw/wire/field.hpp"
#include "thaw/wire/visit.hpp"

namespace thaw::wire::detail {

/// a < b, by the keys of two entries: strings bytewise, numbers numerically, as protobuf sorts.
THAW_LAZY bool key_less(const message_type& entry, const void* a, const void* b) {
  const field& key = entry.first[0];
  bool less = false;
  visit_kind(key.how->what, [&](auto t) {
    using T = typename decltype(t)::type;
    if constexpr (!std::is_same_v<T, bytes>)
      less = *static_cast<const T*>(key.get(a)) < *static_cast<const T*>(key.get(b));
  });
  return less;
}

/// The entries of a map by key; of entries with the same key, the last.
THAW_LAZY std::vector<const void*> sorted_entries(const codec& how, const void* member) {
  std::vector<const void*> entries(how.size(member));
  for (std::size_t i = 0; i < entries.size(); ++i) entries[i] = how.item(member, i);
  const message_type& type = how.type();
  std::stable_sort(entries.begin(), entries.end(), [&](const void* a, const void* b) { return key_less(type, a, b); });
  std::size_t kept = 0;
  for (const void* entry : entries) {
    if (kept != 0 && !key_less(type, entries[kept - 1], entry)) --kept;
    entries[kept++] = entry;
  }
  entries.resize(kept);
  return entries;
}

template <class T>
bool same_value(const T& a, const T& b) {
  if constexpr (std::is_floating_point_v<T>)
    return std::memcmp(&a, &b, sizeof a) == 0;
  else
    return a == b;
}

THAW_LAZY bool equal(const void* a, const void* b, const message_type& type);

/// A set case of a oneof with nothing in its box (null) is an empty message.
THAW_LAZY bool same_item(const void* a, const void* b, const message_type& type) {
  if (a != nullptr && b != nullptr) return equal(a, b, type);
  writer size;
  if (a != nullptr || b != nullptr) encode(a != nullptr ? a : b, type, size);
  return size.size() == 0;
}

/// The only comparison: field by field, maps as maps, floats by their bits (a NaN equals itself), unknown fields by
/// their bytes.
template <class>
bool equal(const void* a, const void* b, const message_type& type) {
  if (a == b) return true;
  for (const field& f : type) {
    const void *x = f.get(a), *y = f.get(b);
    if (x == nullptr && y == nullptr) continue;
    if (x == nullptr || y == nullptr) return false;
    const codec& how = *f.how;
    bool same = true;
    if (how.how == form::map) {
      const auto left = sorted_entries(how, x), right = sorted_entries(how, y);
      same = left.size() == right.size();
      for (std::size_t i = 0; same && i < left.size(); ++i) same = equal(left[i], right[i], how.type());
    } else if (how.what == kind::message) {
      const std::size_t n = f.has_presence ? 1 : how.size(x);
      same = f.has_presence || n == how.size(y);
      for (std::size_t i = 0; same && i < n; ++i) same = same_item(how.item(x, i), how.item(y, i), how.type());
    } else {
      visit_kind(how.what, [&](auto t) {
        using T = typename decltype(t)::type;
        if (how.how == form::one) {
          same = same_value(*static_cast<const T*>(x), *static_cast<const T*>(y));
          return;
        }
        const auto &left = *static_cast<const std::vector<T>*>(x), &right = *static_cast<const std::vector<T>*>(y);
        same = left.size() == right.size();
        for (std::size_t i = 0; same && i < left.size(); ++i) same = same_value<T>(left[i], right[i]);
      });
    }
    if (!same) return false;
  }
  return type.rest == nullptr || type.rest(const_cast<void*>(a))->raw == type.rest(const_cast<void*>(b))->raw;
}

}  // namespace thaw::wire::detail
