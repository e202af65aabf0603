// From a TensorProto to a tensor, by the rules of TensorFlow's C++ reader (tensorflow/core/framework/tensor.cc), which
// differ from those of python's make_ndarray:
//
// - `tensor_content` wins over the typed fields. It is little-endian and must have exactly the right size.
// - Else the typed field of the dtype is read; values in other fields are ignored. When there are fewer values than
//   elements, the last one repeats; none at all means zeros; too many are ignored.
// - No shape, or one of unknown rank, is a scalar.
#pragma once
#include <algorithm>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "thaw/core/dtype.hpp"
#include "thaw/core/error.hpp"
#include "thaw/core/shape.hpp"
#include "thaw/core/tensor.hpp"
#include "thaw/proto/shape_convert.hpp"
#include "thaw/proto/tensor.hpp"
#include "thaw/wire/reader.hpp"

namespace thaw::proto {

/// How many bytes a message may ask for by repeating its last value.
inline constexpr std::uint64_t max_repeated_bytes = std::uint64_t{1} << 31;

/// The tensor. `tensor_content` is not copied when its bytes have an owner (a mapped file) and are aligned for the
/// element type. Throws invalid_argument for dtypes, shapes and sizes that do not fit, resource_exhausted when values
/// that are repeated would take more than `max_bytes`, and unimplemented for handles and variants.
THAW_LAZY thaw::tensor to_tensor(const tensor_proto& from, std::uint64_t max_bytes = max_repeated_bytes);

/// The same with dtype and shape from elsewhere, as V1 checkpoints have them; those of the message are ignored.
THAW_LAZY thaw::tensor to_tensor(const tensor_proto& from, dtype d, const thaw::shape& s,
                                 std::uint64_t max_bytes = max_repeated_bytes);

namespace detail {

/// The bits of an integer of fewer than 8 bits that count; other types are left alone.
constexpr std::int32_t narrowed(dtype d, std::int32_t x) noexcept {
  switch (d) {
    case dtype::int4:
      return ((x & 15) ^ 8) - 8;
    case dtype::uint4:
      return x & 15;
    case dtype::int2:
      return ((x & 3) ^ 2) - 2;
    case dtype::uint2:
      return x & 3;
    default:
      return x;
  }
}

THAW_LAZY void check_repeated(const thaw::shape& s, std::uint64_t elements, std::uint64_t element_bytes,
                              std::uint64_t max_bytes) {
  if (elements != 0 && element_bytes > max_bytes / elements)
    fail(code::resource_exhausted, "a tensor of shape ", s, " with ", element_bytes,
         " bytes for each element takes more than the limit of ", max_bytes, " bytes");
}

/// A tensor of T: value(0), …, value(count - 1), then the last one again and again.
template <class T, class Value>
tensor repeat_last(dtype d, const thaw::shape& s, std::size_t count, std::uint64_t max_bytes, Value value) {
  const auto n = static_cast<std::uint64_t>(s.elements());
  if (n > count) check_repeated(s, n, sizeof(T), max_bytes);
  tensor t(d, s);
  T* to = t.data<T>();
  const std::size_t given = std::min(count, static_cast<std::size_t>(n));
  for (std::size_t i = 0; i < given; ++i) to[i] = value(i);
  std::fill(to + given, to + n, given != 0 ? to[given - 1] : T{});
  return t;
}

/// The C++ type of D from 32 bits; integers wrap.
template <class T>
T element_from(dtype d, std::int32_t x) {
  if constexpr (std::is_integral_v<T>) {
    return static_cast<T>(x);
  } else {
    T element;
    element.bits = static_cast<decltype(element.bits)>(narrowed(d, x));
    return element;
  }
}

/// All types whose values stand in `int_val`, as well as half and bfloat16, which have `half_val`.
template <dtype D>
tensor from_ints(const std::vector<std::int32_t>& values, const thaw::shape& s, std::uint64_t max_bytes) {
  using T = element_t<D>;
  return repeat_last<T>(D, s, values.size(), max_bytes, [&](std::size_t i) { return element_from<T>(D, values[i]); });
}
template <dtype D, class Values>
tensor from_values(const Values& values, const thaw::shape& s, std::uint64_t max_bytes) {
  using T = element_t<D>;
  return repeat_last<T>(D, s, values.size(), max_bytes, [&](std::size_t i) { return static_cast<T>(values[i]); });
}
template <dtype D, class Values>
tensor from_pairs(const Values& values, const thaw::shape& s, std::uint64_t max_bytes) {
  using T = element_t<D>;
  return repeat_last<T>(D, s, values.size() / 2, max_bytes,  // an odd last value is ignored
                        [&](std::size_t i) { return T(values[2 * i], values[2 * i + 1]); });
}
template <dtype D>
tensor from_float8(std::string_view values, const thaw::shape& s, std::uint64_t max_bytes) {
  using T = element_t<D>;
  return repeat_last<T>(D, s, values.size(), max_bytes,
                        [&](std::size_t i) { return T{static_cast<std::uint8_t>(values[i])}; });
}

THAW_LAZY tensor from_strings(const std::vector<wire::bytes>& values, const thaw::shape& s, std::uint64_t max_bytes) {
  const auto n = static_cast<std::uint64_t>(s.elements());
  if (n > values.size())
    check_repeated(s, n, sizeof(std::string) + (values.empty() ? 0 : values.back().size()), max_bytes);
  tensor t(dtype::string, s);
  auto* to = t.data<std::string>();
  if (!values.empty())
    for (std::size_t i = 0; i < n; ++i) to[i] = values[std::min(i, values.size() - 1)].view();
  return t;
}

[[noreturn]] THAW_COLD inline void wrong_content(dtype d, const thaw::shape& s, std::uint64_t size) {
  fail(code::invalid_argument, "tensor_content has ", size, " bytes, which is not a tensor of ", d, " of shape ", s);
}

/// The lengths of all strings as varints, then all their bytes.
THAW_LAZY tensor strings_from_content(std::string_view content, const thaw::shape& s) {
  const auto n = static_cast<std::uint64_t>(s.elements());
  if (n > content.size()) wrong_content(dtype::string, s, content.size());  // each length takes a byte
  tensor t(dtype::string, s);
  auto* to = t.data<std::string>();
  wire::reader lengths(content), text(content);
  for (std::uint64_t i = 0; i < n; ++i) lengths.varint32();
  text.bytes(lengths.position());
  lengths = wire::reader(content);
  for (std::uint64_t i = 0; i < n; ++i) to[i] = text.bytes(lengths.varint32());
  if (!text.done()) wrong_content(dtype::string, s, content.size());
  return t;
}

/// The bytes as they are; what is not a value of the type is an error (bool) or loses its upper bits (int4 and below).
THAW_LAZY tensor from_content(const wire::bytes& content, dtype d, const thaw::shape& s) {
  if (d == dtype::string) return strings_from_content(content, s);
  const std::uint64_t size = plain_size(d), n = content.size() / size;
  if (content.size() % size != 0 || static_cast<std::uint64_t>(s.elements()) != n) wrong_content(d, s, content.size());
  const std::string_view bytes = content;
  if (d == dtype::boolean && std::any_of(bytes.begin(), bytes.end(), [](char c) { return c != 0 && c != 1; }))
    fail(code::invalid_argument, "tensor_content of a bool tensor has a byte that is neither 0 nor 1");
  const auto narrow = [&](char c) { return static_cast<char>(narrowed(d, static_cast<signed char>(c))); };
  const bool as_it_is = size != 1 || std::all_of(bytes.begin(), bytes.end(), [&](char c) { return narrow(c) == c; });
  const std::uint64_t alignment = is_complex(d) ? size / 2 : size;
  if (as_it_is && content.owner() != nullptr && reinterpret_cast<std::uintptr_t>(bytes.data()) % alignment == 0)
    return tensor::view(d, s, bytes.data(), content.owner());
  tensor t(d, s);
  if (as_it_is)
    std::memcpy(t.raw(), bytes.data(), bytes.size());
  else
    std::transform(bytes.begin(), bytes.end(), static_cast<char*>(t.raw()), narrow);
  return t;
}

THAW_LAZY tensor from_typed(const tensor_proto& p, dtype d, const thaw::shape& s, std::uint64_t max) {
  switch (d) {
    case dtype::float32:
      return from_values<dtype::float32>(p.float_val, s, max);
    case dtype::float64:
      return from_values<dtype::float64>(p.double_val, s, max);
    case dtype::int64:
      return from_values<dtype::int64>(p.int64_val, s, max);
    case dtype::uint32:
      return from_values<dtype::uint32>(p.uint32_val, s, max);
    case dtype::uint64:
      return from_values<dtype::uint64>(p.uint64_val, s, max);
    case dtype::boolean:
      return from_values<dtype::boolean>(p.bool_val, s, max);
    case dtype::string:
      return from_strings(p.string_val, s, max);
    case dtype::complex64:
      return from_pairs<dtype::complex64>(p.scomplex_val, s, max);
    case dtype::complex128:
      return from_pairs<dtype::complex128>(p.dcomplex_val, s, max);
    case dtype::float16:
      return from_ints<dtype::float16>(p.half_val, s, max);
    case dtype::bfloat16:
      return from_ints<dtype::bfloat16>(p.half_val, s, max);
    case dtype::int32:
      return from_ints<dtype::int32>(p.int_val, s, max);
    case dtype::uint8:
      return from_ints<dtype::uint8>(p.int_val, s, max);
    case dtype::int16:
      return from_ints<dtype::int16>(p.int_val, s, max);
    case dtype::int8:
      return from_ints<dtype::int8>(p.int_val, s, max);
    case dtype::uint16:
      return from_ints<dtype::uint16>(p.int_val, s, max);
    case dtype::qint8:
      return from_ints<dtype::qint8>(p.int_val, s, max);
    case dtype::quint8:
      return from_ints<dtype::quint8>(p.int_val, s, max);
    case dtype::qint16:
      return from_ints<dtype::qint16>(p.int_val, s, max);
    case dtype::quint16:
      return from_ints<dtype::quint16>(p.int_val, s, max);
    case dtype::qint32:
      return from_ints<dtype::qint32>(p.int_val, s, max);
    case dtype::int4:
      return from_ints<dtype::int4>(p.int_val, s, max);
    case dtype::uint4:
      return from_ints<dtype::uint4>(p.int_val, s, max);
    case dtype::int2:
      return from_ints<dtype::int2>(p.int_val, s, max);
    case dtype::uint2:
      return from_ints<dtype::uint2>(p.int_val, s, max);
    case dtype::float8_e5m2:
      return from_float8<dtype::float8_e5m2>(p.float8_val, s, max);
    case dtype::float8_e4m3fn:
      return from_float8<dtype::float8_e4m3fn>(p.float8_val, s, max);
    case dtype::float8_e4m3fnuz:
      return from_float8<dtype::float8_e4m3fnuz>(p.float8_val, s, max);
    case dtype::float8_e4m3b11fnuz:
      return from_float8<dtype::float8_e4m3b11fnuz>(p.float8_val, s, max);
    case dtype::float8_e5m2fnuz:
      return from_float8<dtype::float8_e5m2fnuz>(p.float8_val, s, max);
    case dtype::float4_e2m1fn:
      return from_float8<dtype::float4_e2m1fn>(p.float8_val, s, max);
    case dtype::resource:
    case dtype::variant:
    case dtype::invalid:
      break;
  }
  fail(code::unimplemented, "a tensor of ", d, " cannot be read from a message");
}

}  // namespace detail

template <class>
thaw::tensor to_tensor(const tensor_proto& from, dtype d, const thaw::shape& s, std::uint64_t max_bytes) {
  if (d == dtype::invalid) fail(code::invalid_argument, "a tensor has no dtype");
  if (!s.is_fully_defined()) fail(code::invalid_argument, "a tensor has the shape ", s, ", which is not fully known");
  const std::int64_t n = s.elements();
  if (n == 0) return tensor(d, s);  // whatever values there are
  if (static_cast<std::uint64_t>(n) > static_cast<std::uint64_t>(PTRDIFF_MAX) / element_size(d))
    fail(code::invalid_argument, "a tensor of shape ", s, " does not fit memory");
  if (!from.tensor_content.empty() && (is_plain(d) || d == dtype::string))
    return detail::from_content(from.tensor_content, d, s);
  return detail::from_typed(from, d, s, max_bytes);
}

template <class>
thaw::tensor to_tensor(const tensor_proto& from, std::uint64_t max_bytes) {
  const dtype d = dtype_from_number(from.dtype);
  if (d == dtype::invalid) fail(code::invalid_argument, "a tensor has the dtype number ", from.dtype);
  const thaw::shape s = to_shape(*from.tensor_shape);
  return to_tensor(from, d, s.has_rank() ? s : thaw::shape{}, max_bytes);
}

}  // namespace thaw::proto
