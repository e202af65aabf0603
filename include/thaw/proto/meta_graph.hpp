// A graph with what belongs to it: collections, signatures, saver.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "thaw/proto/any.hpp"
#include "thaw/proto/asset_file.hpp"
#include "thaw/proto/graph.hpp"
#include "thaw/proto/op_def.hpp"
#include "thaw/proto/saved_object_graph.hpp"
#include "thaw/proto/saver.hpp"
#include "thaw/proto/struct.hpp"
#include "thaw/proto/tensor.hpp"
#include "thaw/proto/tensor_shape.hpp"
#include "thaw/proto/types.hpp"
#include "thaw/wire/field.hpp"
#include "thaw/wire/map.hpp"
#include "thaw/wire/repeated.hpp"

namespace thaw::proto {

/// The items of a collection. tensorflow/core/protobuf/meta_graph.proto
struct collection_def {
  /// Messages of any type.
  struct any_list {
    wire::repeated<proto::any> value;
    wire::unknown unknown;
    static constexpr std::string_view proto_name = "tensorflow.CollectionDef.AnyList";
    template <class M>
    static constexpr wire::field rows[] = {
        wire::field_of<&M::value>(1, "value"),
    };
  };

  /// Messages or strings, as bytes.
  struct bytes_list {
    std::vector<wire::bytes> value;
    wire::unknown unknown;
    static constexpr std::string_view proto_name = "tensorflow.CollectionDef.BytesList";
    template <class M>
    static constexpr wire::field rows[] = {
        wire::field_of<&M::value>(1, "value"),
    };
  };

  /// Floats.
  struct float_list {
    std::vector<float> value;
    wire::unknown unknown;
    static constexpr std::string_view proto_name = "tensorflow.CollectionDef.FloatList";
    template <class M>
    static constexpr wire::field rows[] = {
        wire::field_of<&M::value>(1, "value"),
    };
  };

  /// Integers.
  struct int64_list {
    std::vector<std::int64_t> value;
    wire::unknown unknown;
    static constexpr std::string_view proto_name = "tensorflow.CollectionDef.Int64List";
    template <class M>
    static constexpr wire::field rows[] = {
        wire::field_of<&M::value>(1, "value"),
    };
  };

  /// Names of nodes or tensors.
  struct node_list {
    std::vector<std::string> value;
    wire::unknown unknown;
    static constexpr std::string_view proto_name = "tensorflow.CollectionDef.NodeList";
    template <class M>
    static constexpr wire::field rows[] = {
        wire::field_of<&M::value>(1, "value"),
    };
  };

  /// Indices of `kind`.
  struct kind_case {
    enum : std::size_t { not_set, node_list, bytes_list, int64_list, float_list, any_list };
  };
  std::variant<std::monostate, wire::box<proto::collection_def::node_list>,
               wire::box<proto::collection_def::bytes_list>, wire::box<proto::collection_def::int64_list>,
               wire::box<proto::collection_def::float_list>, wire::box<proto::collection_def::any_list>>
      kind;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.CollectionDef";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::case_of<&M::kind, kind_case::node_list>(1, "node_list", "kind"),
      wire::case_of<&M::kind, kind_case::bytes_list>(2, "bytes_list", "kind"),
      wire::case_of<&M::kind, kind_case::int64_list>(3, "int64_list", "kind"),
      wire::case_of<&M::kind, kind_case::float_list>(4, "float_list", "kind"),
      wire::case_of<&M::kind, kind_case::any_list>(5, "any_list", "kind"),
  };
};

/// Inputs and outputs of a model, by names of their own. tensorflow/core/protobuf/meta_graph.proto
struct signature_def {
  wire::map<proto::tensor_info> inputs;
  wire::map<proto::tensor_info> outputs;
  std::string method_name;
  wire::map<proto::tensor_proto> defaults;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.SignatureDef";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::inputs>(1, "inputs"),
      wire::field_of<&M::outputs>(2, "outputs"),
      wire::field_of<&M::method_name>(3, "method_name"),
      wire::field_of<&M::defaults>(4, "defaults"),
  };
};

/// A graph with what belongs to it; the content of `.meta` files. tensorflow/core/protobuf/meta_graph.proto
struct meta_graph_def {
  /// What wrote the graph, the ops that it needs, its tags.
  struct meta_info_def_type {
    std::string meta_graph_version;
    wire::box<proto::op_list> stripped_op_list;
    wire::box<proto::any> any_info;
    std::vector<std::string> tags;
    std::string tensorflow_version;
    std::string tensorflow_git_version;
    bool stripped_default_attrs = false;
    wire::map<std::string> function_aliases;
    wire::unknown unknown;
    static constexpr std::string_view proto_name = "tensorflow.MetaGraphDef.MetaInfoDef";
    template <class M>
    static constexpr wire::field rows[] = {
        wire::field_of<&M::meta_graph_version>(1, "meta_graph_version"),
        wire::field_of<&M::stripped_op_list>(2, "stripped_op_list"),
        wire::field_of<&M::any_info>(3, "any_info"),
        wire::field_of<&M::tags>(4, "tags"),
        wire::field_of<&M::tensorflow_version>(5, "tensorflow_version"),
        wire::field_of<&M::tensorflow_git_version>(6, "tensorflow_git_version"),
        wire::field_of<&M::stripped_default_attrs>(7, "stripped_default_attrs"),
        wire::field_of<&M::function_aliases>(8, "function_aliases"),
    };
  };

  wire::box<proto::meta_graph_def::meta_info_def_type> meta_info_def;
  wire::box<proto::graph_def> graph_def;
  wire::box<proto::saver_def> saver_def;
  wire::map<proto::collection_def> collection_def;
  wire::map<proto::signature_def> signature_def;
  wire::repeated<proto::asset_file_def> asset_file_def;
  wire::box<proto::saved_object_graph> object_graph_def;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.MetaGraphDef";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::meta_info_def>(1, "meta_info_def"),
      wire::field_of<&M::graph_def>(2, "graph_def"),
      wire::field_of<&M::saver_def>(3, "saver_def"),
      wire::field_of<&M::collection_def>(4, "collection_def"),
      wire::field_of<&M::signature_def>(5, "signature_def"),
      wire::field_of<&M::asset_file_def>(6, "asset_file_def"),
      wire::field_of<&M::object_graph_def>(7, "object_graph_def"),
  };
};

}  // namespace thaw::proto
