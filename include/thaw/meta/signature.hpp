// Signatures: the names by which a model's makers want its inputs and outputs to be called.
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/core/error.hpp"
#include "thaw/core/text.hpp"
#include "thaw/graph/graph.hpp"
#include "thaw/meta/describe.hpp"
#include "thaw/proto/meta_graph.hpp"

namespace thaw {

/// The signature that serving programs use.
inline constexpr std::string_view default_signature = "serving_default";

/// An input or output of a signature.
struct signature_item {
  std::string key;
  tensor_ref tensor;  ///< with dtype and shape as the signature says
};

/// Inputs or outputs of a signature that are plain tensors, sorted by key. (Sparse and composite ones are left out.)
THAW_SETUP std::vector<signature_item> signature_items(const wire::map<proto::tensor_info>& list);

namespace meta::detail {

THAW_SETUP const std::string* plain_name(const proto::tensor_info& info) {
  return wire::as<proto::tensor_info::encoding_case::name>(info.encoding);
}

THAW_SETUP tensor_ref to_tensor_ref(const std::string& name, const proto::tensor_info& info) {
  const tensor_name parsed = parse_tensor_name(name);
  tensor_ref t;
  t.node = std::string(parsed.node);
  t.index = static_cast<int>(std::min<std::int64_t>(parsed.index, 0x7fffffff));
  t.dtype = dtype_or_invalid(info.dtype);
  if (info.tensor_shape) t.shape = lenient_shape(*info.tensor_shape);
  return t;
}

/// Operations for loaders, not for users ("__saved_model_init_op").
THAW_SETUP bool is_hidden_signature(std::string_view key) noexcept { return key.substr(0, 2) == "__"; }

/// A name of the graph as it is; else the tensor of a signature's key.
THAW_SETUP std::string tensor_for(const graph& g, const wire::map<proto::signature_def>& signatures,
                                  std::string_view chosen, std::string_view name, bool feed) {
  const tensor_name parsed = parse_tensor_name(name);
  if (g.find(parsed.node) >= 0 || signatures.empty()) return std::string(name);
  const auto look = [&](const proto::signature_def& s) -> const std::string* {
    const proto::tensor_info* info = (feed ? s.inputs : s.outputs).find(name);
    return info == nullptr ? nullptr : plain_name(*info);
  };
  for (const std::string_view key : {chosen, default_signature})
    if (const proto::signature_def* s = key.empty() ? nullptr : signatures.find(key))
      if (const std::string* found = look(*s)) return *found;
  std::vector<std::string> keys, tensors, owners;
  for (const auto& [key, s] : signatures) {
    if (is_hidden_signature(key)) continue;
    for (const auto& item : feed ? s.inputs : s.outputs) keys.push_back(item.key);
    const std::string* found = look(s);
    if (found == nullptr) continue;
    owners.push_back(key);
    if (std::find(tensors.begin(), tensors.end(), *found) == tensors.end()) tensors.push_back(*found);
  }
  if (tensors.size() == 1) return tensors[0];
  const std::string_view what = feed ? "feed" : "fetch";
  if (!tensors.empty())
    fail(code::invalid_argument, what, ": '", name, "' means different tensors in the signatures ", join(owners), ": ",
         join(tensors), "; choose one (load_options::signature) or name the tensor");
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  fail(code::not_found, what, ": '", name, "' is neither in the graph nor ", feed ? "an input" : "an output",
       " of a signature; their keys: ", join(keys, ", ", 20), g.did_you_mean(parsed.node));
}

}  // namespace meta::detail

template <class>
std::vector<signature_item> signature_items(const wire::map<proto::tensor_info>& list) {
  std::vector<signature_item> items;
  for (const auto& [key, info] : list)
    if (const std::string* name = meta::detail::plain_name(info))
      items.push_back({key, meta::detail::to_tensor_ref(*name, info)});
  std::sort(items.begin(), items.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
  return items;
}

}  // namespace thaw
