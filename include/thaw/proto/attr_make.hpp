// Making attributes. Assigning to the variant of an attr_value directly is error-prone: it has an alternative for
// integers and another, also an integer, for dtypes.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "thaw/core/dtype.hpp"
#include "thaw/core/shape.hpp"
#include "thaw/core/tensor.hpp"
#include "thaw/proto/attr_value.hpp"
#include "thaw/proto/shape_convert.hpp"
#include "thaw/proto/tensor_make.hpp"

namespace thaw::proto {

/// An attribute with this value: a bool (`b`), integer (`i`), floating-point number (`f`), text (`s`), dtype (`type`),
/// shape, tensor or function (`func`).
template <class T>
attr_value make_attr(const T& value) {
  using cases = attr_value::value_case;
  attr_value a;
  if constexpr (std::is_same_v<T, bool>)
    a.value.emplace<cases::b>(value);
  else if constexpr (std::is_integral_v<T>)
    a.value.emplace<cases::i>(static_cast<std::int64_t>(value));
  else if constexpr (std::is_floating_point_v<T>)
    a.value.emplace<cases::f>(static_cast<float>(value));
  else if constexpr (std::is_same_v<T, dtype>)
    a.value.emplace<cases::type>(static_cast<std::int32_t>(value));
  else if constexpr (std::is_same_v<T, thaw::shape>)
    a.value.emplace<cases::shape>(to_proto(value));
  else if constexpr (std::is_same_v<T, thaw::tensor>)
    a.value.emplace<cases::tensor>(to_proto(value));
  else if constexpr (std::is_same_v<T, tensor_shape_proto>)
    a.value.emplace<cases::shape>(value);
  else if constexpr (std::is_same_v<T, tensor_proto>)
    a.value.emplace<cases::tensor>(value);
  else if constexpr (std::is_same_v<T, name_attr_list>)
    a.value.emplace<cases::func>(value);
  else if constexpr (std::is_same_v<T, attr_value::list_value>)
    a.value.emplace<cases::list>(value);
  else
    a.value.emplace<cases::s>(std::string(std::string_view(value)));
  return a;
}

/// An attribute that is a list of such values.
template <class T>
attr_value make_attr(const std::vector<T>& values) {
  attr_value::list_value list;
  for (const T& value : values) {
    if constexpr (std::is_same_v<T, bool>)
      list.b.push_back(value);
    else if constexpr (std::is_integral_v<T>)
      list.i.push_back(static_cast<std::int64_t>(value));
    else if constexpr (std::is_floating_point_v<T>)
      list.f.push_back(static_cast<float>(value));
    else if constexpr (std::is_same_v<T, dtype>)
      list.type.push_back(static_cast<std::int32_t>(value));
    else if constexpr (std::is_same_v<T, thaw::shape>)
      list.shape.push_back(to_proto(value));
    else if constexpr (std::is_same_v<T, thaw::tensor>)
      list.tensor.push_back(to_proto(value));
    else if constexpr (std::is_same_v<T, name_attr_list>)
      list.func.push_back(value);
    else
      list.s.emplace_back(std::string(std::string_view(value)));
  }
  return make_attr(list);
}

}  // namespace thaw::proto
