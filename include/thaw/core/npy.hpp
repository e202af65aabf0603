// numpy's .npy files, read and written. xtensor's own (xnpy.hpp) handles numbers in the machine's byte order and trusts
// the file; strings, half, bfloat16, Fortran order, big-endian files and damaged ones need this one.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/core/atomic_file.hpp"
#include "thaw/core/error.hpp"
#include "thaw/core/file.hpp"
#include "thaw/core/npy_header.hpp"
#include "thaw/core/tensor.hpp"

namespace thaw {

/// The array of a .npy file (format 1.0, 2.0 or 3.0; either byte order; C or Fortran order): bool, integers, float16 to
/// float64, complex64, complex128; items of two opaque bytes ('V2') are bfloat16, as numpy saves them; 'S' and 'U' are
/// strings, 'U' as UTF-8, both without trailing zeros, as in numpy. `what` names the source in errors. Throws data_loss
/// for malformed files, unimplemented for objects, structures, dates and long double.
THAW_LAZY tensor parse_npy(std::string_view bytes, std::string_view what = "npy");

/// As numpy.save writes it, byte for byte. bfloat16 is written as 'V2'; quantized, 8-bit float and narrower types as
/// the integers of their bits (float8_e5m2 as 'u1', int4 as 'i1', qint32 as 'i4'); strings as 'S' of the longest, so
/// that trailing zero bytes are lost. Throws invalid_argument for resources, variants and empty tensors.
THAW_LAZY std::string to_npy(const tensor& t);

/// `parse_npy` of a file. Also throws what reading a file throws (not_found, …).
THAW_LAZY tensor load_npy(const std::string& path);

/// `to_npy` into a file, which is replaced as a whole or not at all.
THAW_LAZY void save_npy(const std::string& path, const tensor& t);

/// What to feed from a file: the array of a file named *.npy; any other file is one string scalar, the whole file.
THAW_LAZY tensor load_feed(const std::string& path);

// ---- details ----

namespace detail {
/// Strings of no bytes ('S0') are the only elements that a file does not have to pay for.
inline constexpr std::int64_t max_npy_strings_of_no_bytes = 1 << 16;

/// From Fortran order to row-major order.
THAW_LAZY void transpose_npy(const char* from, char* to, std::size_t item, const shape& s) {
  const std::size_t rank = s.rank();
  std::vector<std::size_t> stride(rank), index(rank);
  std::size_t all = item;
  for (std::size_t i = 0; i < rank; ++i) {
    stride[i] = all;
    all *= static_cast<std::size_t>(s[i]);
  }
  for (const char* end = to + all; to != end; to += item) {
    std::memcpy(to, from, item);
    for (std::size_t i = rank; i-- > 0;) {
      from += stride[i];
      if (++index[i] != static_cast<std::size_t>(s[i])) break;
      from -= stride[i] * index[i];
      index[i] = 0;
    }
  }
}

THAW_LAZY void append_utf8(std::string& to, std::uint32_t c) {
  const auto put = [&](std::uint32_t b) { to.push_back(static_cast<char>(b)); };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xc0 | c >> 6);
  } else {
    if (c < 0x10000) {
      put(0xe0 | c >> 12);
    } else {
      put(0xf0 | c >> 18);
      put(0x80 | (c >> 12 & 0x3f));
    }
    put(0x80 | (c >> 6 & 0x3f));
  }
  put(0x80 | (c & 0x3f));
}

/// One element of an array of kind 'U', whose characters have four bytes.
THAW_LAZY std::string utf8_of_npy(std::string_view item, bool big_endian, std::int64_t index) {
  std::string s;
  std::size_t end = 0;  // of the last character that is not zero
  for (std::size_t i = 0; i < item.size(); i += 4) {
    std::uint32_t c = 0;
    for (std::size_t k = 0; k < 4; ++k) c = c << 8 | static_cast<unsigned char>(item[i + (big_endian ? k : 3 - k)]);
    if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
      fail(code::data_loss, "string ", index, ": character ", i / 4, " (", c, ") is not a Unicode character");
    append_utf8(s, c);
    if (c != 0) end = s.size();
  }
  s.resize(end);
  return s;
}

THAW_LAZY tensor strings_of_npy(const npy_header& h, std::string_view data) {
  tensor t(dtype::string, h.shape);
  auto* to = t.data<std::string>();
  const auto item = static_cast<std::size_t>(h.item);
  for (std::int64_t i = 0; i < t.elements(); ++i, data.remove_prefix(item)) {
    const std::string_view s = data.substr(0, item);
    if (h.kind == 'U')
      to[i] = utf8_of_npy(s, h.big_endian, i);
    else
      to[i] = s.substr(0, s.find_last_not_of('\0') + 1);  // npos + 1 is 0
  }
  return t;
}

THAW_LAZY dtype dtype_of_npy(const npy_header& h) noexcept {
  switch (h.kind) {
    case 'b':
      return dtype::boolean;
    case 'i':
      return h.item == 1 ? dtype::int8 : h.item == 2 ? dtype::int16 : h.item == 4 ? dtype::int32 : dtype::int64;
    case 'u':
      return h.item == 1 ? dtype::uint8 : h.item == 2 ? dtype::uint16 : h.item == 4 ? dtype::uint32 : dtype::uint64;
    case 'f':
      return h.item == 2 ? dtype::float16 : h.item == 4 ? dtype::float32 : dtype::float64;
    case 'c':
      return h.item == 8 ? dtype::complex64 : dtype::complex128;
    case 'V':
      return dtype::bfloat16;
    default:
      return dtype::string;
  }
}

/// Checks that what follows the header is exactly the array that it describes.
THAW_LAZY void check_npy_size(const npy_header& h, std::uint64_t there) {
  constexpr auto max = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  std::uint64_t count = 1;
  bool none = false;
  for (const std::int64_t d : h.shape) {
    const auto n = static_cast<std::uint64_t>(d);
    none = none || n == 0;
    if (n == 0) continue;
    if (count > max / n) fail(code::data_loss, "the header's shape ", h.shape, " has more than 2^63 - 1 elements");
    count *= n;
  }
  if (none) count = 0;
  if (h.item == 0 && count > static_cast<std::uint64_t>(max_npy_strings_of_no_bytes))
    fail(code::data_loss, "the header promises ", count, " strings of no bytes");
  if (h.item != 0 && count > there / h.item)
    fail(code::data_loss, "the array is cut off: ", count, " elements of ", h.item, " bytes (descr '", h.descr,
         "', shape ", h.shape, ") are promised, ", there, " bytes are there");
  if (count * h.item != there)
    fail(code::data_loss, there - count * h.item, " bytes follow the ", count, " elements of ", h.item,
         " bytes (descr '", h.descr, "', shape ", h.shape, ")");
}

THAW_LAZY tensor decode_npy(std::string_view bytes) {
  const npy_header h = parse_npy_header(bytes);
  std::string_view data = bytes.substr(h.size);
  check_npy_size(h, data.size());
  const dtype d = dtype_of_npy(h);
  const auto item = static_cast<std::size_t>(h.item);
  const bool transpose = h.fortran_order && h.shape.rank() > 1 && !data.empty();
  if (d == dtype::string) {
    if (!transpose) return strings_of_npy(h, data);
    std::string in_order(data.size(), '\0');
    transpose_npy(data.data(), in_order.data(), item, h.shape);
    return strings_of_npy(h, in_order);
  }

  tensor t(d, h.shape);
  if (data.empty()) return t;
  auto* to = static_cast<char*>(t.raw());
  if (transpose)
    transpose_npy(data.data(), to, item, h.shape);
  else
    std::memcpy(to, data.data(), data.size());
  if (d == dtype::boolean)  // any other byte in a C++ bool is undefined behaviour
    for (std::size_t i = 0; i < data.size(); ++i) to[i] = to[i] != 0;
  const std::size_t part = h.kind == 'c' ? item / 2 : item;
  if (h.big_endian && part > 1)
    for (std::size_t i = 0; i < data.size(); i += part) std::reverse(to + i, to + i + part);
  return t;
}

/// numpy's name of the dtype that a tensor is written as; "" where there is none.
constexpr std::string_view npy_descr(dtype d) noexcept {
  switch (d) {
    case dtype::boolean:
      return "|b1";
    case dtype::int8:
    case dtype::qint8:
    case dtype::int4:
    case dtype::int2:
      return "|i1";
    case dtype::uint8:
    case dtype::quint8:
    case dtype::uint4:
    case dtype::uint2:
    case dtype::float8_e5m2:
    case dtype::float8_e4m3fn:
    case dtype::float8_e4m3fnuz:
    case dtype::float8_e4m3b11fnuz:
    case dtype::float8_e5m2fnuz:
    case dtype::float4_e2m1fn:
      return "|u1";
    case dtype::int16:
    case dtype::qint16:
      return "<i2";
    case dtype::uint16:
    case dtype::quint16:
      return "<u2";
    case dtype::int32:
    case dtype::qint32:
      return "<i4";
    case dtype::uint32:
      return "<u4";
    case dtype::int64:
      return "<i8";
    case dtype::uint64:
      return "<u8";
    case dtype::float16:
      return "<f2";
    case dtype::float32:
      return "<f4";
    case dtype::float64:
      return "<f8";
    case dtype::complex64:
      return "<c8";
    case dtype::complex128:
      return "<c16";
    case dtype::bfloat16:
      return "<V2";
    case dtype::string:
      return "|S";
    case dtype::resource:
    case dtype::variant:
    case dtype::invalid:
      break;
  }
  return "";
}

THAW_LAZY std::size_t npy_string_width(const tensor& t) {
  const auto* strings = t.data<std::string>();
  std::size_t width = 1;  // as in numpy, even where all strings are empty
  for (std::int64_t i = 0; i < t.elements(); ++i) width = std::max(width, strings[i].size());
  return width;
}
THAW_LAZY std::string npy_header_of(const tensor& t) {
  const std::string_view descr = npy_descr(t.dtype());
  if (descr.empty()) fail(code::invalid_argument, "a tensor of dtype ", t.dtype(), " cannot be written as .npy");
  if (t.dtype() != dtype::string) return make_npy_header(descr, t.shape());
  return make_npy_header(concat(descr, npy_string_width(t)), t.shape());
}
THAW_LAZY std::string_view plain_bytes(const tensor& t) noexcept {
  return t.bytes() == 0 ? std::string_view() : std::string_view(static_cast<const char*>(t.raw()), t.bytes());
}
}  // namespace detail

template <class>
tensor parse_npy(std::string_view bytes, std::string_view what) {
  return with_context([&] { return detail::decode_npy(bytes); }, [&] { return what; });
}

template <class>
std::string to_npy(const tensor& t) {
  std::string out = detail::npy_header_of(t);
  if (t.dtype() != dtype::string) return out.append(detail::plain_bytes(t));
  const auto* strings = t.data<std::string>();
  const auto n = static_cast<std::size_t>(t.elements());
  const std::size_t width = detail::npy_string_width(t);
  if (n > (out.max_size() - out.size()) / width)
    fail(code::resource_exhausted, n, " strings cannot be padded to ", width, " bytes, the length of the longest");
  out.reserve(out.size() + n * width);
  for (std::size_t i = 0; i < n; ++i) out.append(strings[i]).append(width - strings[i].size(), '\0');
  return out;
}

template <class>
tensor load_npy(const std::string& path) {
  return parse_npy(map_file(path).bytes, path);
}

template <class>
void save_npy(const std::string& path, const tensor& t) {
  if (t.dtype() == dtype::string) return write_file(path, to_npy(t));
  const std::string header = detail::npy_header_of(t);
  atomic_file f(path);
  f.write(header);
  f.write(detail::plain_bytes(t));  // not by way of a copy: tensors may be large
  f.commit();
}

template <class>
tensor load_feed(const std::string& path) {
  constexpr std::string_view extension = ".npy";
  if (path.size() >= extension.size() && path.compare(path.size() - extension.size(), path.npos, extension) == 0)
    return load_npy(path);
  return tensor(read_file(path));
}

}  // namespace thaw
