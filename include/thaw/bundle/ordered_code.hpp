// Keys of tensor slices: an encoding whose byte order is the order of what it encodes.
//
//   key    = number(0) string(name) number(rank) { signed(start) signed(length) } for each dimension
//   number = one byte n, then n bytes, big-endian, without leading zeros: 0 → 00, 1 → 0101, 256 → 020100
//   string = bytes with 00 → 00ff and ff → ff00, then 0001
//   signed = n bytes hold [-2^(7n-1), 2^(7n-1)): big-endian two's complement whose first bits are xored with a header
//            (n bits that are 1 for values ≥ 0, then the opposite)
// Follows tensorflow/core/lib/strings/ordered_code.h and core/util/saved_tensor_slice_util.h. Keys are only ever made,
// never decoded: TensorFlow's own decoder refuses scalars.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "thaw/core/config.hpp"

namespace thaw::bundle {

THAW_LAZY void append_ordered_number(std::string& to, std::uint64_t n) {
  char bytes[8];
  std::size_t used = 0;
  for (; n != 0; n >>= 8) bytes[used++] = static_cast<char>(n & 0xffu);
  to.push_back(static_cast<char>(used));
  while (used != 0) to.push_back(bytes[--used]);
}

THAW_LAZY void append_ordered_string(std::string& to, std::string_view s) {
  for (const char c : s) {
    to.push_back(c);
    if (c == '\0') to.push_back('\xff');
    if (c == '\xff') to.push_back('\0');
  }
  to.append("\0\1", 2);
}

THAW_LAZY void append_ordered_signed(std::string& to, std::int64_t value) {
  const bool negative = value < 0;
  std::uint64_t magnitude = static_cast<std::uint64_t>(negative ? ~value : value);
  std::size_t n = 1;
  for (std::uint64_t rest = magnitude >> 6; rest != 0; rest >>= 7) ++n;
  // Ten bytes of two's complement, most significant first; the last n count.
  unsigned char bytes[10];
  for (std::size_t i = 10; i-- > 0; magnitude >>= 8)
    bytes[i] = static_cast<unsigned char>(negative ? ~magnitude & 0xffu : magnitude & 0xffu);
  unsigned char* const first = bytes + 10 - n;
  // Below, "≥ 0" flips n header bits of a sign extension of zeros, "< 0" those of ones: the same xor.
  for (std::size_t bit = 0; bit < n; ++bit)
    first[bit / 8] = static_cast<unsigned char>(first[bit / 8] ^ 0x80u >> bit % 8);
  to.append(reinterpret_cast<const char*>(first), n);
}

}  // namespace thaw::bundle
