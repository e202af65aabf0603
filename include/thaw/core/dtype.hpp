// Element types: TensorFlow's numbers and names, and the C++ type that holds each.
#pragma once
#include <complex>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include "thaw/core/float16.hpp"

namespace thaw {

/// tensorflow/core/framework/types.proto, with its numbers; spelled as in Python where C++ has a keyword.
enum class dtype : std::uint8_t {
  invalid = 0,
  float32 = 1,
  float64 = 2,
  int32 = 3,
  uint8 = 4,
  int16 = 5,
  int8 = 6,
  string = 7,
  complex64 = 8,
  int64 = 9,
  boolean = 10,
  qint8 = 11,
  quint8 = 12,
  qint32 = 13,
  bfloat16 = 14,
  qint16 = 15,
  quint16 = 16,
  uint16 = 17,
  complex128 = 18,
  float16 = 19,
  resource = 20,
  variant = 21,
  uint32 = 22,
  uint64 = 23,
  float8_e5m2 = 24,
  float8_e4m3fn = 25,
  float8_e4m3fnuz = 26,
  float8_e4m3b11fnuz = 27,
  float8_e5m2fnuz = 28,
  int4 = 29,
  uint4 = 30,
  int2 = 31,
  uint2 = 32,
  float4_e2m1fn = 33,
};

/// What a `resource` tensor holds: a variable, a table, a tensor array.
struct resource_base {
  virtual ~resource_base() = default;
  /// "variable", "tensor_array", …: what it is, for errors and for `resource_cast`.
  virtual std::string_view kind() const noexcept = 0;
};
/// What a `variant` tensor holds: an immutable value such as a tensor list.
struct variant_base {
  virtual ~variant_base() = default;
  virtual std::string_view kind() const noexcept = 0;
};
using resource_handle = std::shared_ptr<resource_base>;
using variant_value = std::shared_ptr<const variant_base>;

/// Storage of the types that C++ has no arithmetic for: same bits, distinct type.
template <dtype D, class Bits>
struct raw_element {
  Bits bits{};
  friend bool operator==(const raw_element& a, const raw_element& b) noexcept { return a.bits == b.bits; }
};
using qint8 = raw_element<dtype::qint8, std::int8_t>;
using quint8 = raw_element<dtype::quint8, std::uint8_t>;
using qint16 = raw_element<dtype::qint16, std::int16_t>;
using quint16 = raw_element<dtype::quint16, std::uint16_t>;
using qint32 = raw_element<dtype::qint32, std::int32_t>;

namespace detail {
struct dtype_row {
  dtype type;
  std::string_view name;        // in op signatures and TensorFlow's errors
  std::string_view numpy_name;  // in Python: tf.as_dtype(…).name
  std::uint8_t size;            // bytes in memory; 0: not plain bytes
};
inline constexpr dtype_row dtype_rows[] = {
    {dtype::invalid, "invalid", "invalid", 0},
    {dtype::float32, "float", "float32", 4},
    {dtype::float64, "double", "float64", 8},
    {dtype::int32, "int32", "int32", 4},
    {dtype::uint8, "uint8", "uint8", 1},
    {dtype::int16, "int16", "int16", 2},
    {dtype::int8, "int8", "int8", 1},
    {dtype::string, "string", "string", 0},
    {dtype::complex64, "complex64", "complex64", 8},
    {dtype::int64, "int64", "int64", 8},
    {dtype::boolean, "bool", "bool", 1},
    {dtype::qint8, "qint8", "qint8", 1},
    {dtype::quint8, "quint8", "quint8", 1},
    {dtype::qint32, "qint32", "qint32", 4},
    {dtype::bfloat16, "bfloat16", "bfloat16", 2},
    {dtype::qint16, "qint16", "qint16", 2},
    {dtype::quint16, "quint16", "quint16", 2},
    {dtype::uint16, "uint16", "uint16", 2},
    {dtype::complex128, "complex128", "complex128", 16},
    {dtype::float16, "half", "float16", 2},
    {dtype::resource, "resource", "resource", 0},
    {dtype::variant, "variant", "variant", 0},
    {dtype::uint32, "uint32", "uint32", 4},
    {dtype::uint64, "uint64", "uint64", 8},
    {dtype::float8_e5m2, "float8_e5m2", "float8_e5m2", 1},
    {dtype::float8_e4m3fn, "float8_e4m3fn", "float8_e4m3fn", 1},
    {dtype::float8_e4m3fnuz, "float8_e4m3fnuz", "float8_e4m3fnuz", 1},
    {dtype::float8_e4m3b11fnuz, "float8_e4m3b11fnuz", "float8_e4m3b11fnuz", 1},
    {dtype::float8_e5m2fnuz, "float8_e5m2fnuz", "float8_e5m2fnuz", 1},
    {dtype::int4, "int4", "int4", 1},
    {dtype::uint4, "uint4", "uint4", 1},
    {dtype::int2, "int2", "int2", 1},
    {dtype::uint2, "uint2", "uint2", 1},
    {dtype::float4_e2m1fn, "float4_e2m1fn", "float4_e2m1fn", 1},
};
template <class T>
struct dtype_of_type;
template <dtype D>
struct type_of_dtype;
#define THAW_DTYPE(D, ...)                   \
  template <>                                \
  struct dtype_of_type<__VA_ARGS__> {        \
    static constexpr dtype value = dtype::D; \
  };                                         \
  template <>                                \
  struct type_of_dtype<dtype::D> {           \
    using type = __VA_ARGS__;                \
  };
THAW_DTYPE(float32, float)
THAW_DTYPE(float64, double)
THAW_DTYPE(int32, std::int32_t)
THAW_DTYPE(uint8, std::uint8_t)
THAW_DTYPE(int16, std::int16_t)
THAW_DTYPE(int8, std::int8_t)
THAW_DTYPE(string, std::string)
THAW_DTYPE(complex64, std::complex<float>)
THAW_DTYPE(int64, std::int64_t)
THAW_DTYPE(boolean, bool)
THAW_DTYPE(qint8, thaw::qint8)
THAW_DTYPE(quint8, thaw::quint8)
THAW_DTYPE(qint32, thaw::qint32)
THAW_DTYPE(bfloat16, thaw::bfloat16)
THAW_DTYPE(qint16, thaw::qint16)
THAW_DTYPE(quint16, thaw::quint16)
THAW_DTYPE(uint16, std::uint16_t)
THAW_DTYPE(complex128, std::complex<double>)
THAW_DTYPE(float16, thaw::half)
THAW_DTYPE(resource, resource_handle)
THAW_DTYPE(variant, variant_value)
THAW_DTYPE(uint32, std::uint32_t)
THAW_DTYPE(uint64, std::uint64_t)
THAW_DTYPE(float8_e5m2, raw_element<dtype::float8_e5m2, std::uint8_t>)
THAW_DTYPE(float8_e4m3fn, raw_element<dtype::float8_e4m3fn, std::uint8_t>)
THAW_DTYPE(float8_e4m3fnuz, raw_element<dtype::float8_e4m3fnuz, std::uint8_t>)
THAW_DTYPE(float8_e4m3b11fnuz, raw_element<dtype::float8_e4m3b11fnuz, std::uint8_t>)
THAW_DTYPE(float8_e5m2fnuz, raw_element<dtype::float8_e5m2fnuz, std::uint8_t>)
THAW_DTYPE(int4, raw_element<dtype::int4, std::int8_t>)
THAW_DTYPE(uint4, raw_element<dtype::uint4, std::uint8_t>)
THAW_DTYPE(int2, raw_element<dtype::int2, std::int8_t>)
THAW_DTYPE(uint2, raw_element<dtype::uint2, std::uint8_t>)
THAW_DTYPE(float4_e2m1fn, raw_element<dtype::float4_e2m1fn, std::uint8_t>)
#undef THAW_DTYPE
// The other type of 64 bits: long long on Linux, long on macOS; nothing new where long has 32.
template <class Exact>
struct no_other_type {};
template <class Exact, class Long, class LongLong>
using other_64_bit = std::conditional_t<sizeof(Long) != 8, no_other_type<Exact>,
                                        std::conditional_t<std::is_same_v<Exact, Long>, LongLong, Long>>;
template <>
struct dtype_of_type<other_64_bit<std::int64_t, long, long long>> : dtype_of_type<std::int64_t> {};
template <>
struct dtype_of_type<other_64_bit<std::uint64_t, unsigned long, unsigned long long>> : dtype_of_type<std::uint64_t> {};
}  // namespace detail

inline constexpr std::size_t dtype_count = sizeof detail::dtype_rows / sizeof *detail::dtype_rows;

/// The dtype whose elements are `T` (float → float32, std::string → string, …); does not compile for other types.
template <class T>
inline constexpr dtype dtype_of = detail::dtype_of_type<T>::value;
/// The C++ type of the elements of `D`.
template <dtype D>
using element_t = typename detail::type_of_dtype<D>::type;

/// As in op signatures: "float", "half", "bool", …
constexpr std::string_view name(dtype d) noexcept {
  return static_cast<std::size_t>(d) < dtype_count ? detail::dtype_rows[static_cast<std::size_t>(d)].name : "invalid";
}
/// As in Python: "float32", "float16", "bool", …
constexpr std::string_view numpy_name(dtype d) noexcept {
  return static_cast<std::size_t>(d) < dtype_count ? detail::dtype_rows[static_cast<std::size_t>(d)].numpy_name
                                                   : "invalid";
}
/// Bytes of one element in a tensor, or 0 for string, resource and variant, whose elements are C++ objects.
constexpr std::size_t plain_size(dtype d) noexcept {
  return static_cast<std::size_t>(d) < dtype_count ? detail::dtype_rows[static_cast<std::size_t>(d)].size : 0;
}
/// Bytes of one element in memory, for every dtype.
constexpr std::size_t element_size(dtype d) noexcept {
  return d == dtype::string     ? sizeof(std::string)
         : d == dtype::resource ? sizeof(resource_handle)
         : d == dtype::variant  ? sizeof(variant_value)
                                : plain_size(d);
}
/// Elements are plain bytes: no constructor, no destructor.
constexpr bool is_plain(dtype d) noexcept { return plain_size(d) != 0; }
constexpr bool is_floating(dtype d) noexcept {
  return d == dtype::float32 || d == dtype::float64 || d == dtype::float16 || d == dtype::bfloat16;
}
constexpr bool is_complex(dtype d) noexcept { return d == dtype::complex64 || d == dtype::complex128; }
constexpr bool is_integer(dtype d) noexcept {
  return d == dtype::int8 || d == dtype::int16 || d == dtype::int32 || d == dtype::int64 || d == dtype::uint8 ||
         d == dtype::uint16 || d == dtype::uint32 || d == dtype::uint64;
}

inline void append(std::string& to, dtype d) { to.append(name(d)); }

/// The dtype of a name in either spelling, or `invalid`.
constexpr dtype dtype_from_name(std::string_view n) noexcept {
  for (const auto& row : detail::dtype_rows)
    if (row.name == n || row.numpy_name == n) return row.type;
  return dtype::invalid;
}
/// The dtype of TensorFlow's number, or `invalid`; reference types (100 + n) are invalid here.
constexpr dtype dtype_from_number(std::int64_t n) noexcept {
  return n > 0 && n < static_cast<std::int64_t>(dtype_count) ? static_cast<dtype>(n) : dtype::invalid;
}

}  // namespace thaw
