// An op's signature, unpacked at run time: arguments, attributes, defaults.
#pragma once
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/core/dtype.hpp"
#include "thaw/core/error.hpp"
#include "thaw/ops/signature.hpp"
#include "thaw/proto.hpp"

namespace thaw {

/// What an op says of itself: the OpDef of its signature text, which must outlive it.
struct op_def {
  struct arg {
    std::string_view name;
    dtype type = dtype::invalid;   // when fixed
    std::string_view type_attr;    // an attribute of kind `type`
    std::string_view list_attr;    // an attribute of kind `list(type)`: that many tensors
    std::string_view number_attr;  // an attribute of kind `int`: that many tensors
    bool ref = false;
  };
  struct attr {
    std::string_view name, kind;
    bool list = false;
    ops::detail::dtype_set dtypes = 0;
    std::string_view strings;
    bool has_minimum = false, has_default = false;
    std::int64_t minimum = 0;
    proto::attr_value fallback;
  };

  std::string_view name, text;
  std::vector<arg> inputs, outputs;
  std::vector<attr> attrs;

  THAW_SETUP const attr* find(std::string_view attr_name) const noexcept {
    for (const attr& a : attrs)
      if (a.name == attr_name) return &a;
    return nullptr;
  }
};

namespace ops::detail {

/// The texts between the commas of "[a, b]".
THAW_SETUP std::vector<std::string_view> split_list(std::string_view text) {
  std::vector<std::string_view> items;
  text = text.substr(1, text.size() - 2);
  while (!text.empty()) {
    const std::size_t end = text.find(',');
    items.push_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    while (!text.empty() && text[0] == ' ') text.remove_prefix(1);
  }
  return items;
}

THAW_SETUP std::int64_t parse_int(std::string_view s) { return std::strtoll(std::string(s).c_str(), nullptr, 10); }
THAW_SETUP float parse_float(std::string_view s) { return std::strtof(std::string(s).c_str(), nullptr); }
THAW_SETUP std::string unquote(std::string_view s) { return std::string(s.substr(1, s.size() - 2)); }
THAW_SETUP std::int32_t type_number_of(std::string_view s) { return static_cast<std::int32_t>(dtype_from_name(s)); }

/// "?" or "[1, ?]"
THAW_SETUP proto::tensor_shape_proto parse_shape(std::string_view text) {
  proto::tensor_shape_proto s;
  s.unknown_rank = text == "?";
  if (s.unknown_rank) return s;
  for (const std::string_view d : split_list(text)) {
    s.dim.emplace_back();
    s.dim.back().size = d == "?" ? -1 : parse_int(d);
  }
  return s;
}

/// The text after '=' as a value.
THAW_SETUP proto::attr_value parse_default(const signature_attr& a) {
  using cases = proto::attr_value::value_case;
  proto::attr_value v;
  if (a.list) {
    proto::attr_value::list_value list;
    for (const std::string_view item : split_list(a.fallback)) {
      if (a.kind == "int") list.i.push_back(parse_int(item));
      if (a.kind == "float") list.f.push_back(parse_float(item));
      if (a.kind == "bool") list.b.push_back(item == "true");
      if (a.kind == "string") list.s.emplace_back(unquote(item));
      if (a.kind == "type") list.type.push_back(type_number_of(item));
    }
    v.value.emplace<cases::list>(std::move(list));
  } else if (a.kind == "int") {
    v.value.emplace<cases::i>(parse_int(a.fallback));
  } else if (a.kind == "float") {
    v.value.emplace<cases::f>(parse_float(a.fallback));
  } else if (a.kind == "bool") {
    v.value.emplace<cases::b>(a.fallback == "true");
  } else if (a.kind == "string") {
    v.value.emplace<cases::s>(unquote(a.fallback));
  } else if (a.kind == "type") {
    v.value.emplace<cases::type>(type_number_of(a.fallback));
  } else if (a.kind == "shape") {
    v.value.emplace<cases::shape>(parse_shape(a.fallback));
  } else if (a.kind == "tensor") {
    v.value.emplace<cases::tensor>(proto::tensor_proto{});
  }
  return v;
}

struct op_def_sink {
  op_def* def;
  THAW_SETUP void arg(const signature_arg& a) {
    op_def::arg to;
    to.name = a.name;
    to.type = dtype_from_name(a.type);
    if (to.type == dtype::invalid) to.type_attr = a.type;  // settled by `attr` when it is a list
    to.number_attr = a.count;
    to.ref = a.ref;
    (a.output ? def->outputs : def->inputs).push_back(to);
  }
  void attr(const signature_attr& a) {
    op_def::attr to;
    to.name = a.name;
    to.kind = a.kind;
    to.list = a.list;
    to.dtypes = a.dtypes;
    to.strings = a.strings;
    to.has_minimum = a.has_minimum;
    to.minimum = a.minimum;
    to.has_default = !a.fallback.empty();
    if (to.has_default) to.fallback = parse_default(a);
    if (a.list) {
      for (auto* args : {&def->inputs, &def->outputs})
        for (op_def::arg& arg : *args)
          if (arg.type_attr == a.name) std::swap(arg.type_attr, arg.list_attr);
    }
    def->attrs.push_back(std::move(to));
  }
};

THAW_SETUP op_def unpack(std::string_view text) {
  op_def def;
  def.text = text;
  def.name = text.substr(0, text.find('('));
  op_def_sink sink{&def};
  const bool good = signature_parser<op_def_sink>(text, sink).parse();
  if (!good) fail(code::internal, "the signature of op ", def.name, " is not well formed");
  return def;
}

}  // namespace ops::detail
}  // namespace thaw
