// Snappy, decompression only: old checkpoints have compressed table blocks; nothing writes them any more.
//
//   varint32 length of the output, then elements; the low two bits of an element's first byte tell its kind:
//   00 literal: length - 1 in the upper six bits (60…63: in the next 1…4 bytes, little-endian), then the bytes
//   01 copy:    length - 4 in bits 2–4, offset = bits 5–7 then the next byte
//   10 copy:    length - 1 in the upper six bits, offset in the next 2 bytes;   11: in the next 4
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "thaw/core/error.hpp"

namespace thaw::bundle {

/// The decompressed bytes. Throws data_loss when the input is malformed; memory is asked for only after checking that
/// the input could expand to the length that it claims.
THAW_LAZY std::string snappy_decompress(std::string_view compressed);

namespace detail {
[[noreturn]] THAW_COLD inline void snappy_fail(std::size_t at, const char* what) {
  fail(code::data_loss, "corrupted snappy data at byte ", at, ": ", what);
}

// `count` little-endian bytes at `at`, which moves past them.
THAW_LAZY std::uint32_t snappy_number(std::string_view in, std::size_t& at, std::size_t count) {
  if (in.size() - at < count) snappy_fail(at, "it ends inside an element");
  std::uint32_t n = 0;
  for (std::size_t i = 0; i < count; ++i)
    n |= static_cast<std::uint32_t>(static_cast<unsigned char>(in[at + i])) << (8 * i);
  at += count;
  return n;
}

THAW_LAZY std::uint64_t snappy_length(std::string_view in, std::size_t& at) {
  std::uint64_t n = 0;
  for (unsigned shift = 0; shift < 35; shift += 7) {
    const std::uint32_t byte = snappy_number(in, at, 1);
    n |= static_cast<std::uint64_t>(byte & 0x7fu) << shift;
    if (byte < 0x80u) {
      if (n > 0xffffffffu) break;
      return n;
    }
  }
  snappy_fail(at, "its length has more than 32 bits");
}
}  // namespace detail

template <class>
std::string snappy_decompress(std::string_view in) {
  std::size_t at = 0;
  const std::uint64_t length = detail::snappy_length(in, at);
  // The densest element is a copy of 64 bytes in three.
  if (length > 22 * static_cast<std::uint64_t>(in.size())) detail::snappy_fail(0, "it claims to expand too much");
  std::string out(static_cast<std::size_t>(length), '\0');
  std::size_t done = 0;
  while (at < in.size()) {
    const std::uint32_t tag = static_cast<unsigned char>(in[at++]);
    std::uint64_t count = (tag >> 2) + 1;
    if ((tag & 3u) == 0) {
      if (count > 60) count = std::uint64_t{1} + detail::snappy_number(in, at, static_cast<std::size_t>(count - 60));
      if (count > in.size() - at) detail::snappy_fail(at, "a literal runs past the end");
      if (count > out.size() - done) detail::snappy_fail(at, "the output is longer than announced");
      std::memcpy(&out[done], in.data() + at, static_cast<std::size_t>(count));
      at += static_cast<std::size_t>(count);
      done += static_cast<std::size_t>(count);
      continue;
    }
    std::uint32_t offset;
    if ((tag & 3u) == 1) {
      count = 4 + (tag >> 2 & 7u);
      offset = (tag >> 5) << 8 | detail::snappy_number(in, at, 1);
    } else {
      offset = detail::snappy_number(in, at, (tag & 3u) == 2 ? 2 : 4);
    }
    if (offset == 0 || offset > done) detail::snappy_fail(at, "a copy reaches before the start");
    if (count > out.size() - done) detail::snappy_fail(at, "the output is longer than announced");
    // Byte by byte: the ranges may overlap, which repeats the pattern.
    for (; count != 0; --count, ++done) out[done] = out[done - offset];
  }
  if (done != out.size()) detail::snappy_fail(at, "the output is shorter than announced");
  return out;
}

}  // namespace thaw::bundle
