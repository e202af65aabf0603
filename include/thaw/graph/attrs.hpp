// Attributes of nodes, by type.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "thaw/core/dtype.hpp"
#include "thaw/core/error.hpp"
#include "thaw/core/shape.hpp"
#include "thaw/proto.hpp"

namespace thaw {

/// The dtype of a number as it stands in a file; references (100 + n) count as what they refer to. Throws
/// invalid_argument for numbers that TensorFlow doesn't have.
THAW_SETUP dtype dtype_of_number(std::int64_t number) {
  const dtype d = dtype_from_number(number > 100 ? number - 100 : number);
  if (d == dtype::invalid) fail(code::invalid_argument, "unknown data type ", number);
  return d;
}

/// Reads one attribute; each function throws invalid_argument when the attribute is of another kind.
class attr_view {
 public:
  using cases = proto::attr_value::value_case;
  using list_value = proto::attr_value::list_value;

 private:
  template <std::size_t Case>
  decltype(auto) get(std::string_view wanted) const {
    const auto* v = wire::as<Case>(value_->value);
    if (v == nullptr) fail(code::invalid_argument, "attr '", name_, "' is not ", wanted);
    return *v;
  }

 public:
  attr_view(std::string_view name, const proto::attr_value& value) : name_(name), value_(&value) {}

  THAW_SETUP bool get_b() const { return get<cases::b>("a bool"); }
  THAW_SETUP std::int64_t get_i() const { return get<cases::i>("an int"); }
  THAW_SETUP float get_f() const { return get<cases::f>("a float"); }
  THAW_SETUP std::string_view get_s() const { return get<cases::s>("a string").view(); }
  THAW_SETUP dtype get_type() const { return dtype_of_number(get<cases::type>("a type")); }
  THAW_SETUP shape get_shape() const { return proto::to_shape(get<cases::shape>("a shape")); }
  THAW_SETUP const proto::tensor_proto& get_tensor() const { return get<cases::tensor>("a tensor"); }
  THAW_SETUP const proto::name_attr_list& get_func() const { return get<cases::func>("a function"); }
  THAW_SETUP const list_value& get_list() const { return get<cases::list>("a list"); }
  THAW_SETUP const std::vector<std::int64_t>& get_ints() const { return get_list().i; }
  THAW_SETUP const std::vector<float>& get_floats() const { return get_list().f; }
  THAW_SETUP std::vector<dtype> get_types() const {
    std::vector<dtype> types;
    for (const auto number : get_list().type) types.push_back(dtype_of_number(number));
    return types;
  }
  THAW_SETUP std::vector<shape> get_shapes() const {
    std::vector<shape> shapes;
    for (const auto& s : get_list().shape) shapes.push_back(proto::to_shape(s));
    return shapes;
  }

 private:
  std::string_view name_;
  const proto::attr_value* value_;
};

/// How many values of a kind ("int", "type", …) a list holds.
THAW_SETUP std::size_t list_size(const proto::attr_value::list_value& list, std::string_view kind) {
  if (kind == "int") return list.i.size();
  if (kind == "float") return list.f.size();
  if (kind == "bool") return list.b.size();
  if (kind == "type") return list.type.size();
  if (kind == "string") return list.s.size();
  if (kind == "shape") return list.shape.size();
  if (kind == "tensor") return list.tensor.size();
  return list.func.size();
}

/// The kind of a value in the words of op signatures: "int", "type", "list", …; "nothing" when it isn't set.
THAW_SETUP std::string_view describe_kind(const proto::attr_value& v) {
  constexpr std::string_view kinds[] = {"nothing", "list",  "string", "int",         "float", "bool",
                                        "type",    "shape", "tensor", "placeholder", "func"};
  return kinds[v.value.index()];
}

/// The value is of this kind. A list must not hold values of another kind.
THAW_SETUP bool has_kind(const proto::attr_value& v, std::string_view kind, bool list) {
  if (!list) return describe_kind(v) == kind;
  const auto* l = wire::as<proto::attr_value::value_case::list>(v.value);
  if (l == nullptr) return false;
  const std::size_t all = l->s.size() + l->i.size() + l->f.size() + l->b.size() + l->type.size() + l->shape.size() +
                          l->tensor.size() + l->func.size();
  return all == list_size(*l, kind);
}

}  // namespace thaw
