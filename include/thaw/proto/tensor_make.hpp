// From a tensor to a TensorProto, as TensorFlow's python writes it (python/framework/tensor_util.py,
// make_tensor_proto).
#pragma once
#include <complex>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "thaw/core/dtype.hpp"
#include "thaw/core/error.hpp"
#include "thaw/core/tensor.hpp"
#include "thaw/proto/shape_convert.hpp"
#include "thaw/proto/tensor.hpp"

namespace thaw::proto {

namespace detail {

/// Types of which TensorFlow writes arrays as bytes; of the others it always writes values one by one.
constexpr bool has_content(dtype d) noexcept {
  switch (d) {
    case dtype::boolean:
    case dtype::string:
    case dtype::complex64:
    case dtype::complex128:
    case dtype::uint16:
    case dtype::int4:
    case dtype::uint4:
    case dtype::int2:
    case dtype::uint2:
    case dtype::resource:
    case dtype::variant:
      return false;
    default:
      return true;
  }
}

template <class T, class To>
void each(const tensor& from, To to) {
  const T* values = from.data<T>();
  for (std::int64_t i = 0; i < from.elements(); ++i) to(values[i]);
}
template <class T>
void ints(const tensor& from, std::vector<std::int32_t>& to) {
  each<T>(from, [&](const T& x) {
    if constexpr (std::is_integral_v<T>)
      to.push_back(x);
    else
      to.push_back(x.bits);
  });
}
template <class T, class Part>
void pairs(const tensor& from, std::vector<Part>& to) {
  each<T>(from, [&](const T& x) {
    to.push_back(x.real());
    to.push_back(x.imag());
  });
}
template <class T>
void values(const tensor& from, std::vector<T>& to) {
  each<T>(from, [&](const T& x) { to.push_back(x); });
}

THAW_LAZY void write_typed(const tensor& t, tensor_proto& p) {
  switch (t.dtype()) {
    case dtype::float32:
      return values<float>(t, p.float_val);
    case dtype::float64:
      return values<double>(t, p.double_val);
    case dtype::int64:
      return values<std::int64_t>(t, p.int64_val);
    case dtype::uint32:
      return values<std::uint32_t>(t, p.uint32_val);
    case dtype::uint64:
      return values<std::uint64_t>(t, p.uint64_val);
    case dtype::boolean:
      return values<bool>(t, p.bool_val);
    case dtype::string:
      return each<std::string>(t, [&](const std::string& s) { p.string_val.emplace_back(s); });
    case dtype::complex64:
      return pairs<std::complex<float>>(t, p.scomplex_val);
    case dtype::complex128:
      return pairs<std::complex<double>>(t, p.dcomplex_val);
    case dtype::float16:
      return ints<half>(t, p.half_val);
    case dtype::bfloat16:
      return ints<bfloat16>(t, p.half_val);
    case dtype::int32:
      return ints<std::int32_t>(t, p.int_val);
    case dtype::uint8:
      return ints<std::uint8_t>(t, p.int_val);
    case dtype::int16:
      return ints<std::int16_t>(t, p.int_val);
    case dtype::int8:
      return ints<std::int8_t>(t, p.int_val);
    case dtype::uint16:
      return ints<std::uint16_t>(t, p.int_val);
    case dtype::qint8:
      return ints<qint8>(t, p.int_val);
    case dtype::quint8:
      return ints<quint8>(t, p.int_val);
    case dtype::qint16:
      return ints<qint16>(t, p.int_val);
    case dtype::quint16:
      return ints<quint16>(t, p.int_val);
    case dtype::qint32:
      return ints<qint32>(t, p.int_val);
    case dtype::int4:
      return ints<element_t<dtype::int4>>(t, p.int_val);
    case dtype::uint4:
      return ints<element_t<dtype::uint4>>(t, p.int_val);
    case dtype::int2:
      return ints<element_t<dtype::int2>>(t, p.int_val);
    case dtype::uint2:
      return ints<element_t<dtype::uint2>>(t, p.int_val);
    default:
      break;
  }
  if (is_plain(t.dtype())) {  // float8 and float4: one byte each
    p.float8_val = std::string(static_cast<const char*>(t.raw()), t.bytes());
    return;
  }
  fail(code::unimplemented, "a tensor of ", t.dtype(), " cannot be written to a message");
}

}  // namespace detail

/// The message: numbers as bytes in `tensor_content`, which shares the storage of the tensor; scalars, and bools,
/// strings, complex and 4-bit numbers of any shape, in the typed field. Throws unimplemented for handles and variants,
/// invalid_argument for an empty tensor.
THAW_LAZY tensor_proto to_proto(const thaw::tensor& from) {
  if (from.empty()) fail(code::invalid_argument, "an empty tensor has no message");
  tensor_proto to;
  to.dtype = static_cast<std::int32_t>(from.dtype());
  to.tensor_shape = to_proto(from.shape());
  if (from.elements() > 1 && detail::has_content(from.dtype())) {
    const std::string_view bytes(static_cast<const char*>(from.raw()), from.bytes());
    to.tensor_content = from.owner() != nullptr ? wire::bytes(bytes, from.owner()) : wire::bytes::copy(bytes);
  } else {
    detail::write_typed(from, to);
  }
  return to;
}

}  // namespace thaw::proto
