// What the graph itself says of its tensors: dtype and shape, as far as attributes tell. No op set is needed.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "thaw/core/dtype.hpp"
#include "thaw/core/shape.hpp"
#include "thaw/graph/attrs.hpp"
#include "thaw/graph/graph.hpp"
#include "thaw/session/feed.hpp"

namespace thaw {

/// An output with the dtype and shape that the graph gives it: by `_output_shapes`, the attributes of placeholders,
/// constants and variables, or the attributes that hold dtypes. Where they do not tell, the dtype is `invalid` and the
/// shape unknown.
THAW_SETUP tensor_ref describe_tensor(const graph& g, const endpoint& e);

/// An operation of a graph.
struct operation_ref {
  std::string node;
  std::string op;
  const std::string& name() const noexcept { return node; }
  operator tensor_key() const { return node; }  // NOLINT: implicit, so that an operation can be run
};

namespace meta::detail {

using attr_case = proto::attr_value::value_case;

THAW_SETUP bool is_one_of(std::string_view s, std::initializer_list<std::string_view> list) noexcept {
  return std::find(list.begin(), list.end(), s) != list.end();
}

THAW_SETUP dtype dtype_or_invalid(std::int64_t number) noexcept {
  return dtype_from_number(number > 100 ? number - 100 : number);
}
/// The attribute as a dtype (or item `i` of a list of dtypes); invalid when it is not there or something else.
THAW_SETUP dtype attr_dtype(const node& n, std::string_view attr, std::size_t i = 0) {
  const proto::attr_value* v = n.def.attr.find(attr);
  if (v == nullptr) return dtype::invalid;
  if (const auto* type = wire::as<attr_case::type>(v->value)) return dtype_or_invalid(*type);
  if (const auto* list = wire::as<attr_case::list>(v->value))
    if (i < list->type.size()) return dtype_or_invalid(list->type[i]);
  return dtype::invalid;
}
THAW_SETUP const proto::tensor_shape_proto* attr_shape(const node& n, std::string_view attr) {
  const proto::attr_value* v = n.def.attr.find(attr);
  return v == nullptr ? nullptr : wire::as<attr_case::shape>(v->value);
}
/// Never throws: a shape that makes no sense counts as unknown here.
THAW_SETUP shape lenient_shape(const proto::tensor_shape_proto& p) {
  if (p.unknown_rank || p.dim.size() > max_rank) return shape::unknown();
  shape s;
  for (const auto& d : p.dim) s.push_back(d.size < 0 ? unknown_dim : d.size);
  return s;
}

THAW_SETUP bool is_variable_op(std::string_view op) noexcept {
  return is_one_of(op, {"VariableV2", "Variable", "VarHandleOp"});
}
THAW_SETUP bool is_placeholder_op(std::string_view op) noexcept {
  return is_one_of(op, {"Placeholder", "PlaceholderV2", "PlaceholderWithDefault"});
}

THAW_SETUP dtype output_dtype(const node& n, int index) {
  const std::string& op = n.op();
  const auto i = static_cast<std::size_t>(index);
  if (is_one_of(op, {"Equal",
                     "NotEqual",
                     "Less",
                     "LessEqual",
                     "Greater",
                     "GreaterEqual",
                     "ApproximateEqual",
                     "All",
                     "Any",
                     "LogicalAnd",
                     "LogicalOr",
                     "LogicalNot",
                     "IsNan",
                     "IsInf",
                     "IsFinite",
                     "InTopK",
                     "InTopKV2",
                     "IsVariableInitialized",
                     "VarIsInitializedOp",
                     "LoopCond",
                     "StringRegexFullMatch"}))
    return dtype::boolean;
  if (is_one_of(op, {"VarHandleOp", "HashTableV2", "MutableHashTableV2", "IteratorV2"})) return dtype::resource;
  if (is_one_of(op, {"StringJoin", "AsString", "ReduceJoin", "StringLower", "StringUpper", "ReadFile", "DecodeBase64",
                     "EncodeBase64", "EncodePng", "EncodeJpeg", "StaticRegexReplace", "RegexReplace", "Substr",
                     "ShardedFilename", "MergeSummary", "ScalarSummary", "HistogramSummary", "ImageSummary"}))
    return dtype::string;
  if (op == "Rank" || (is_one_of(op, {"TopK", "TopKV2", "Merge"}) && index == 1)) return dtype::int32;
  if (is_one_of(op, {"Where", "CTCGreedyDecoder"}) && index < 3) return dtype::int64;
  if (op == "Cast") return attr_dtype(n, "DstT");
  if (is_one_of(op, {"ArgMax", "ArgMin"})) {
    const dtype d = attr_dtype(n, "output_type");
    return d == dtype::invalid ? dtype::int64 : d;
  }
  if (is_one_of(op, {"Shape", "ShapeN", "Size"})) {
    const dtype d = attr_dtype(n, "out_type");
    return d == dtype::invalid ? dtype::int32 : d;
  }
  if (is_one_of(op, {"DecodePng", "DecodeJpeg", "DecodeBmp", "DecodeGif", "DecodeImage"})) {
    const dtype d = attr_dtype(n, "dtype");
    return d == dtype::invalid ? dtype::uint8 : d;
  }
  if (is_one_of(op, {"ResizeBilinear", "ResizeBicubic", "ResizeArea", "CropAndResize", "AudioSpectrogram", "Mfcc"}))
    return dtype::float32;
  for (const std::string_view attr : {"dtype", "output_types", "component_types", "dtypes", "Tout", "out_type",
                                      "output_type", "Tparams", "value_dtype", "Tvalues", "T"})
    if (const dtype d = attr_dtype(n, attr, i); d != dtype::invalid) return d;
  return dtype::invalid;
}

/// Where a tensor comes from, past ops that hand it on unchanged.
THAW_SETUP endpoint past_identities(const graph& g, endpoint e) {
  for (int steps = 0; steps < 100; ++steps) {
    const node& n = g[e.node];
    if (n.inputs.empty() || e.index != 0 || !is_one_of(n.op(), {"Identity", "StopGradient", "Snapshot"})) break;
    e = n.inputs[0];
  }
  return e;
}

THAW_SETUP shape output_shape(const graph& g, const endpoint& e) {
  const node& n = g[e.node];
  if (const proto::attr_value* v = n.def.attr.find("_output_shapes"))
    if (const auto* list = wire::as<attr_case::list>(v->value))
      if (e.index >= 0 && static_cast<std::size_t>(e.index) < list->shape.size())
        return lenient_shape(list->shape[static_cast<std::size_t>(e.index)]);
  if (n.op() == "VarHandleOp") return shape{};
  if (is_placeholder_op(n.op()) || is_variable_op(n.op())) {
    const proto::tensor_shape_proto* p = attr_shape(n, "shape");
    if (p == nullptr) return shape::unknown();
    // Before GraphDef version 24 a placeholder of unknown shape was written with an empty one (core/ops/array_ops.cc).
    const bool old = n.op() == "Placeholder" && g.versions()->producer < 24 && p->dim.empty();
    return old ? shape::unknown() : lenient_shape(*p);
  }
  if (n.op() == "Const")
    if (const proto::attr_value* v = n.def.attr.find("value"))
      if (const auto* t = wire::as<attr_case::tensor>(v->value)) return lenient_shape(*t->tensor_shape);
  const endpoint from = past_identities(g, e);
  if (from != e) return output_shape(g, from);
  if (n.op() == "ReadVariableOp" && !n.inputs.empty()) {
    const node& handle = g[past_identities(g, n.inputs[0]).node];
    if (handle.op() == "VarHandleOp")
      if (const proto::tensor_shape_proto* p = attr_shape(handle, "shape")) return lenient_shape(*p);
  }
  return shape::unknown();
}

}  // namespace meta::detail

template <class>
tensor_ref describe_tensor(const graph& g, const endpoint& e) {
  return {g[e.node].name(), e.index, meta::detail::output_dtype(g[e.node], e.index), meta::detail::output_shape(g, e)};
}

}  // namespace thaw
