// Collections by type: what Python's add_to_collection put into a MetaGraph, as tensors, numbers, strings, messages or
// types of the program's own.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "thaw/core/error.hpp"
#include "thaw/core/text.hpp"
#include "thaw/graph/graph.hpp"
#include "thaw/meta/describe.hpp"
#include "thaw/wire/message.hpp"

namespace thaw {

/// The items of a collection: a vector, whose `at` says what is there when the collection, or the item, is not.
/// A collection that the graph does not have is empty, as in TensorFlow.
template <class T>
class collection : public std::vector<T> {
 public:
  collection(graph g, std::string_view key, std::vector<T> items)
      : std::vector<T>(std::move(items)), graph_(std::move(g)), key_(key) {}

  const std::string& key() const noexcept { return key_; }
  /// Throws not_found when the graph has no such collection (listing those it has), out_of_range when it is shorter.
  const T& at(std::size_t i) const {
    if (i >= this->size()) fail_at(i);
    return (*this)[i];
  }
  T& at(std::size_t i) {
    if (i >= this->size()) fail_at(i);
    return (*this)[i];
  }

 private:
  [[noreturn]] void fail_at(std::size_t i) const;

  graph graph_;
  std::string key_;
};

/// How a type of the program's own is kept in a collection (tf.register_proto_function). Specialise it:
///
///   template <> struct thaw::collection_item<vocabulary> {
///     using proto_type = tensorflow_features;            // a message of thaw::proto or your own, or wire::bytes
///     static vocabulary from_proto(const proto_type&);   // or (const proto_type&, const thaw::graph&)
///     static proto_type to_proto(const vocabulary&);
///   };
///
/// Messages themselves need no specialisation. Items are serialized messages in a `bytes_list`; an `any_list` is read,
/// too, when its items are of that message type.
template <class T, class = void>
struct collection_item {
  static_assert(sizeof(T) == 0,
                "this type cannot be in a collection: specialise thaw::collection_item, or use tensor_ref, "
                "operation_ref, std::string, std::int64_t, float, proto::any or a message");
};
template <class M>
struct collection_item<M, std::void_t<decltype(M::proto_name)>> {
  using proto_type = M;
  static M from_proto(const M& m) { return m; }
  static M to_proto(const M& m) { return m; }
};

/// What a graph says of one of its collections without reading the items.
struct collection_summary {
  std::string key;
  std::string_view kind;  ///< "node_list", "bytes_list", "int64_list", "float_list", "any_list" or "empty"
  std::size_t size = 0;
};

/// The keys of all collections, sorted.
THAW_SETUP std::vector<std::string> collection_keys(const graph& g);
/// All collections, sorted by key.
THAW_SETUP std::vector<collection_summary> list_collections(const graph& g);

/// Puts an item into a collection, which is made when it is not there (tf.add_to_collection): a tensor_ref or
/// operation_ref of the graph, std::string, std::int64_t, float, proto::any, a message, or a type with a
/// `collection_item`. Throws invalid_argument when the collection holds items of another kind, not_found for tensors
/// and operations that the graph does not have.
template <class T>
void add_to_collection(graph& g, std::string_view key, const T& item);

namespace meta::detail {

using collection_case = proto::collection_def::kind_case;

struct item_count {
  std::size_t operator()(const std::monostate&) const { return 0; }
  template <class Box>
  std::size_t operator()(const Box& b) const {
    return b->value.size();
  }
};
THAW_SETUP std::size_t count_items(const proto::collection_def& c) { return std::visit(item_count{}, c.kind); }

THAW_SETUP std::string_view kind_name(const proto::collection_def& c) noexcept {
  constexpr std::string_view names[] = {"empty", "node_list", "bytes_list", "int64_list", "float_list", "any_list"};
  return names[c.kind.index()];
}
THAW_SETUP std::string_view ways_to_read(const proto::collection_def& c) noexcept {
  constexpr std::string_view ways[] = {
      "",
      "as tensor_ref, operation_ref or std::string",
      "as std::string, or as the type of its messages (proto::variable_def, variable_ref, …)",
      "as std::int64_t",
      "as float",
      "as proto::any, or as the type of its messages"};
  return ways[c.kind.index()];
}

/// The list of one kind; null when the collection is empty. Throws when it is of another kind.
template <std::size_t Case>
auto list_of(std::string_view key, const proto::collection_def& c, std::string_view wanted) {
  const auto* list = wire::as<Case>(c.kind);
  if (list == nullptr && c.kind.index() != 0)
    fail(code::invalid_argument, "collection '", key, "' is a ", kind_name(c), ", whose items are not ", wanted,
         "; read it ", ways_to_read(c));
  return list;
}
/// The list to add to.
template <std::size_t Case>
auto& list_for(std::string_view key, proto::collection_def& c, std::string_view wanted) {
  if (c.kind.index() == 0) c.kind.template emplace<Case>();
  (void)list_of<Case>(key, c, wanted);
  return *std::get<Case>(c.kind);
}

template <class F>
decltype(auto) with_item(std::string_view key, std::size_t i, F&& f) {
  return with_context(f, [&] { return concat("collection '", key, "', item ", i); });
}

template <class Item, class = void>
struct takes_graph : std::false_type {};
template <class Item>
struct takes_graph<Item, std::void_t<decltype(Item::from_proto(std::declval<const typename Item::proto_type&>(),
                                                               std::declval<const graph&>()))>> : std::true_type {};

/// Reads and adds items of one type.
template <class T>
struct collection_access {
  using item = collection_item<T>;
  using message = typename item::proto_type;
  static constexpr bool is_raw = std::is_convertible_v<message, std::string_view>;

  THAW_SETUP static T make(const message& m, const graph& g) {
    (void)g;
    if constexpr (takes_graph<item>::value)
      return item::from_proto(m, g);
    else
      return item::from_proto(m);
  }

  static message parse(const wire::bytes& b) {
    if constexpr (is_raw)
      return message(b);
    else
      return wire::parse<message>(wire::source{b.view(), b.owner(), {}});
  }
  static message unpack(const proto::any& a) {
    if constexpr (!is_raw) {
      const std::string_view type = std::string_view(a.type_url).substr(a.type_url.rfind('/') + 1);
      if (type != message::proto_name) fail(code::invalid_argument, "it is a ", type, ", not a ", message::proto_name);
    }
    return parse(a.value);
  }
  static std::string_view what() {
    if constexpr (is_raw)
      return "bytes";
    else
      return message::proto_name;
  }

  static std::vector<T> read(const graph& g, std::string_view key, const proto::collection_def& c) {
    std::vector<T> items;
    if (const auto* any = wire::as<collection_case::any_list>(c.kind)) {
      for (const proto::any& a : any->value)
        items.push_back(with_item(key, items.size(), [&] { return make(unpack(a), g); }));
    } else if (const auto* bytes = list_of<collection_case::bytes_list>(key, c, what())) {
      for (const wire::bytes& b : bytes->value)
        items.push_back(with_item(key, items.size(), [&] { return make(parse(b), g); }));
    }
    return items;
  }
  THAW_SETUP static void add(graph&, std::string_view key, proto::collection_def& c, const T& value) {
    auto& list = list_for<collection_case::bytes_list>(key, c, what());
    if constexpr (is_raw)
      list.value.emplace_back(wire::bytes::copy(std::string_view(item::to_proto(value))));
    else
      list.value.emplace_back(wire::serialize(item::to_proto(value)));
  }
};

template <>
struct collection_access<tensor_ref> {
  THAW_SETUP static std::vector<tensor_ref> read(const graph& g, std::string_view key, const proto::collection_def& c) {
    std::vector<tensor_ref> items;
    const auto* list = list_of<collection_case::node_list>(key, c, "tensors");
    if (list == nullptr) return items;
    for (const std::string& name : list->value)
      items.push_back(with_item(key, items.size(), [&] {
        if (parse_tensor_name(name).node.size() == name.size())
          fail(code::invalid_argument, "'", name,
               "' is an operation, not a tensor; read the collection as operation_ref");
        return describe_tensor(g, g.at_tensor(name));
      }));
    return items;
  }
  THAW_SETUP static void add(graph& g, std::string_view key, proto::collection_def& c, const tensor_ref& t) {
    (void)g.at(t.node);
    list_for<collection_case::node_list>(key, c, "tensors").value.push_back(t.name());
  }
};

template <>
struct collection_access<operation_ref> {
  THAW_SETUP static std::vector<operation_ref> read(const graph& g, std::string_view key,
                                                    const proto::collection_def& c) {
    std::vector<operation_ref> items;
    const auto* list = list_of<collection_case::node_list>(key, c, "operations");
    if (list == nullptr) return items;
    for (const std::string& name : list->value)
      items.push_back(with_item(key, items.size(), [&] {
        if (parse_tensor_name(name).node.size() != name.size())
          fail(code::invalid_argument, "'", name, "' is a tensor, not an operation; read the collection as tensor_ref");
        return operation_ref{name, g[g.at(name)].op()};
      }));
    return items;
  }
  THAW_SETUP static void add(graph& g, std::string_view key, proto::collection_def& c, const operation_ref& o) {
    (void)g.at(o.node);
    list_for<collection_case::node_list>(key, c, "operations").value.push_back(o.node);
  }
};

/// Strings, or the names in a node_list.
template <>
struct collection_access<std::string> {
  THAW_SETUP static std::vector<std::string> read(const graph&, std::string_view key, const proto::collection_def& c) {
    if (const auto* names = wire::as<collection_case::node_list>(c.kind)) return names->value;
    std::vector<std::string> items;
    if (const auto* list = list_of<collection_case::bytes_list>(key, c, "strings"))
      for (const wire::bytes& b : list->value) items.push_back(b.str());
    return items;
  }
  THAW_SETUP static void add(graph&, std::string_view key, proto::collection_def& c, const std::string& s) {
    list_for<collection_case::bytes_list>(key, c, "strings").value.emplace_back(s);
  }
};

template <class T, std::size_t Case>
struct plain_access {
  static constexpr std::string_view what = Case == collection_case::int64_list   ? "integers"
                                           : Case == collection_case::float_list ? "floats"
                                                                                 : "messages of type Any";
  static std::vector<T> read(const graph&, std::string_view key, const proto::collection_def& c) {
    const auto* list = list_of<Case>(key, c, what);
    return list == nullptr ? std::vector<T>() : std::vector<T>(list->value.begin(), list->value.end());
  }
  THAW_SETUP static void add(graph&, std::string_view key, proto::collection_def& c, const T& value) {
    list_for<Case>(key, c, what).value.push_back(value);
  }
};
template <>
struct collection_access<std::int64_t> : plain_access<std::int64_t, collection_case::int64_list> {};
template <>
struct collection_access<float> : plain_access<float, collection_case::float_list> {};
template <>
struct collection_access<proto::any> : plain_access<proto::any, collection_case::any_list> {};

/// "no collection 'x'; the graph has: …".
[[noreturn]] THAW_COLD inline void fail_no_item(const graph& g, std::string_view key, std::size_t i, std::size_t size) {
  if (g.collections().contains(key))
    fail(code::out_of_range, "collection '", key, "' has ", size, size == 1 ? " item" : " items", "; there is no item ",
         i);
  const std::vector<std::string> keys = collection_keys(g);
  if (keys.empty()) fail(code::not_found, "no collection '", key, "'; the graph has no collections at all");
  const std::vector<std::string> near = nearest(key, keys, 3);
  fail(code::not_found, "no collection '", key, "'; the graph has: ", join(keys, ", ", 30),
       near.empty() ? std::string() : concat(" (did you mean '", join(near, "' or '"), "'?)"));
}

}  // namespace meta::detail

// ---- details ----

template <class T>
void collection<T>::fail_at(std::size_t i) const {
  meta::detail::fail_no_item(graph_, key_, i, this->size());
}

template <class>
std::vector<std::string> collection_keys(const graph& g) {
  std::vector<std::string> keys;
  for (const auto& entry : g.collections()) keys.push_back(entry.key);
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

template <class>
std::vector<collection_summary> list_collections(const graph& g) {
  std::vector<collection_summary> all;
  for (std::string& key : collection_keys(g)) {
    const proto::collection_def& c = *g.collections().find(key);
    all.push_back({std::move(key), meta::detail::kind_name(c), meta::detail::count_items(c)});
  }
  return all;
}

template <class T>
void add_to_collection(graph& g, std::string_view key, const T& item) {
  const proto::collection_def* present = g.collections().find(key);
  proto::collection_def c = present == nullptr ? proto::collection_def() : *present;
  meta::detail::collection_access<T>::add(g, key, c, item);
  g.collections()[key] = std::move(c);
}

template <class T>
collection<T> graph::get_collection(std::string_view key) const {
  const proto::collection_def* c = collections().find(key);
  if (c == nullptr) return {*this, key, {}};
  return {*this, key, meta::detail::collection_access<T>::read(*this, key, *c)};
}

}  // namespace thaw
