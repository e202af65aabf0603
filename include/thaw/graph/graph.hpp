// The graph in memory: nodes, the edges between them, the function library, versions and collections.
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "thaw/core/error.hpp"
#include "thaw/core/text.hpp"
#include "thaw/graph/names.hpp"
#include "thaw/proto.hpp"

namespace thaw {

struct tensor_ref;
template <class T>
class collection;

/// An output of a node: the node's number in its graph, and which output.
struct endpoint {
  int node = -1;
  int index = 0;
  friend bool operator==(const endpoint& a, const endpoint& b) noexcept {
    return a.node == b.node && a.index == b.index;
  }
  friend bool operator!=(const endpoint& a, const endpoint& b) noexcept { return !(a == b); }
};

/// A node: TensorFlow's NodeDef, with its inputs resolved.
struct node {
  proto::node_def def;
  std::vector<endpoint> inputs;  // data inputs, in order
  std::vector<int> controls;     // nodes that must run before

  const std::string& name() const noexcept { return def.name; }
  const std::string& op() const noexcept { return def.op; }
};

/// A graph. The object is a handle, as in Python: a copy refers to the same graph; `clone` makes another one.
/// Nodes are only ever added, so their numbers stay valid. Not synchronised: don't add while sessions run.
class graph {
 public:
  THAW_LAZY graph() : data_(std::make_shared<contents>()) {}

  std::size_t size() const noexcept { return data_->nodes.size(); }
  const node& operator[](int i) const noexcept { return *data_->nodes[static_cast<std::size_t>(i)]; }
  node& operator[](int i) noexcept { return *data_->nodes[static_cast<std::size_t>(i)]; }

  /// The node's number, or -1.
  THAW_LAZY int find(std::string_view name) const noexcept {
    const auto it = data_->by_name.find(name);
    return it == data_->by_name.end() ? -1 : it->second;
  }
  /// The node's number; not_found, with the nearest names, when there is none.
  THAW_LAZY int at(std::string_view name) const {
    const int i = find(name);
    if (i < 0) fail(code::not_found, "no node '", name, "' in the graph", did_you_mean(name));
    return i;
  }
  /// "softmax" or "softmax:0". Throws not_found for an unknown node; that the node has this output is checked later,
  /// where its op is known.
  THAW_LAZY endpoint at_tensor(std::string_view name) const {
    const tensor_name n = parse_tensor_name(name);
    if (n.control) fail(code::invalid_argument, "'", name, "' names an operation, not a tensor");
    return {at(n.node), static_cast<int>(n.index > 0x7fffffff ? 0x7fffffff : n.index)};
  }
  /// "softmax:0"
  THAW_LAZY std::string tensor_name_of(const endpoint& e) const { return concat((*this)[e.node].name(), ':', e.index); }

  /// Adds a node whose inputs are resolved already and returns its number; already_exists when the name is taken.
  THAW_LAZY int add(node n) {
    if (find(n.name()) >= 0) fail(code::already_exists, "there is a node '", n.name(), "' in the graph already");
    const int i = static_cast<int>(size());
    data_->nodes.push_back(std::make_unique<node>(std::move(n)));
    data_->by_name.emplace(data_->nodes.back()->name(), i);
    return i;
  }

  /// " (did you mean 'a' or 'b'?)", or nothing.
  THAW_LAZY std::string did_you_mean(std::string_view name) const {
    std::vector<std::string_view> names;
    names.reserve(size());
    for (const auto& n : data_->nodes) names.push_back(n->name());
    const std::vector<std::string> near = nearest(name, names, 3);
    return near.empty() ? std::string() : concat("; did you mean '", join(near, "' or '"), "'?");
  }

  /// As in the GraphDef; absent parts stay absent.
  wire::box<proto::version_def>& versions() noexcept { return data_->versions; }
  const wire::box<proto::version_def>& versions() const noexcept { return data_->versions; }
  wire::box<proto::function_def_library>& library() noexcept { return data_->library; }
  const wire::box<proto::function_def_library>& library() const noexcept { return data_->library; }
  /// Collections as they are stored; meta/collection.hpp reads them by type.
  using collection_map = wire::map<proto::collection_def>;
  collection_map& collections() noexcept { return data_->collections; }
  const collection_map& collections() const noexcept { return data_->collections; }

  /// The items of a collection, as `T`; see meta/collection.hpp (to be included by who calls this) for which types can
  /// be had. Empty when there is no such collection.
  template <class T = tensor_ref>
  collection<T> get_collection(std::string_view key) const;

  /// The same graph, by identity.
  bool is(const graph& other) const noexcept { return data_ == other.data_; }
  THAW_LAZY graph clone() const {
    graph g;
    g.data_->versions = data_->versions;
    g.data_->library = data_->library;
    g.data_->collections = data_->collections;
    for (const auto& n : data_->nodes) g.add(*n);
    return g;
  }

 private:
  struct contents {
    std::vector<std::unique_ptr<node>> nodes;
    std::unordered_map<std::string_view, int> by_name;  // keys point into the nodes
    wire::box<proto::version_def> versions;
    wire::box<proto::function_def_library> library;
    collection_map collections;
  };
  std::shared_ptr<contents> data_;
};

}  // namespace thaw
