// String tensors in the data files of a V2 checkpoint.
//
//   varint64 length of each, masked crc32c of the lengths (fixed32), then all bytes
// The lengths' checksum L takes each as a fixed32 (fixed64 from 2^32 on); the entry's checksum continues L over the
// four stored bytes and the strings (tensorflow/core/util/tensor_bundle/tensor_bundle.cc, WriteStringTensor). In a
// big-endian file, the lengths enter the checksum, and L is stored, with the high byte first.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/bundle/crc32c.hpp"
#include "thaw/bundle/table_writer.hpp"
#include "thaw/core/error.hpp"
#include "thaw/core/tensor.hpp"

namespace thaw::bundle {

/// What a string tensor becomes in a data file.
struct string_data {
  std::string lengths;      ///< with their checksum; the strings themselves follow
  std::uint32_t crc = 0;    ///< of everything, not masked
  std::uint64_t bytes = 0;  ///< of the strings
};

namespace detail {
THAW_LAZY std::uint32_t crc_of_length(std::uint32_t crc, std::uint64_t length, bool big_endian) noexcept {
  const unsigned size = length <= 0xffffffffu ? 4 : 8;
  unsigned char bytes[8];
  for (unsigned i = 0; i < size; ++i)
    bytes[big_endian ? size - 1 - i : i] = static_cast<unsigned char>(length >> (8 * i));
  return crc32c_extend(crc, bytes, size);
}
THAW_LAZY std::uint32_t swap_bytes(std::uint32_t n) noexcept {
  return n >> 24 | (n >> 8 & 0xff00u) | (n << 8 & 0xff0000u) | n << 24;
}
}  // namespace detail

/// `count` strings at `from`.
THAW_LAZY string_data encode_strings(const std::string* from, std::size_t count) {
  string_data d;
  for (std::size_t i = 0; i < count; ++i) {
    detail::put_varint(d.lengths, from[i].size());
    d.crc = detail::crc_of_length(d.crc, from[i].size(), false);
    d.bytes += from[i].size();
  }
  std::string stored;
  detail::put_fixed32(stored, crc32c_mask(d.crc));
  d.lengths += stored;
  d.crc = crc32c_extend(d.crc, stored);
  for (std::size_t i = 0; i < count; ++i) d.crc = crc32c_extend(d.crc, from[i]);
  return d;
}

/// The strings of an entry's bytes. `masked_crc` is checked when `verify`. Throws data_loss.
THAW_LAZY tensor decode_strings(std::string_view bytes, shape s, std::uint32_t masked_crc, bool verify,
                                bool big_endian) {
  const auto count = static_cast<std::uint64_t>(s.elements());
  // Nothing at all is what some writers leave for no elements.
  if (count == 0 && bytes.empty()) return tensor(dtype::string, std::move(s));
  if (bytes.size() < 4 || count > bytes.size() - 4)  // each takes a byte: checked before memory is asked for
    fail(code::data_loss, bytes.size(), " bytes cannot hold ", count, " strings");
  std::vector<std::uint64_t> lengths;
  lengths.reserve(static_cast<std::size_t>(count));
  std::uint32_t crc = 0;
  std::string_view rest = bytes;
  std::uint64_t total = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    std::uint64_t n;
    if (!detail::take_varint(rest, n) || n > bytes.size() - total)
      fail(code::data_loss, "the length of string ", i, " is malformed");
    total += n;
    crc = detail::crc_of_length(crc, n, big_endian);
    lengths.push_back(n);
  }
  if (rest.size() < 4 || rest.size() - 4 != total)
    fail(code::data_loss, "the strings take ", total, " bytes by their lengths, but ", rest.size(),
         " bytes follow, their checksum included");
  std::uint32_t stored = detail::load_fixed32(rest.data());
  if (big_endian) stored = detail::swap_bytes(stored);
  if (verify && crc32c_mask(crc) != stored)
    fail(code::data_loss, "The length checksum does not match: expected ", stored, ", calculated ", crc32c_mask(crc));
  crc = crc32c_extend(crc, rest);
  if (verify && crc32c_mask(crc) != masked_crc)
    fail(code::data_loss, "Checksum does not match: stored ", crc32c_unmask(masked_crc), " vs. calculated ", crc);
  rest.remove_prefix(4);
  tensor t(dtype::string, std::move(s));
  auto* to = static_cast<std::string*>(t.raw());
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    to[i].assign(rest.substr(0, static_cast<std::size_t>(lengths[i])));
    rest.remove_prefix(static_cast<std::size_t>(lengths[i]));
  }
  return t;
}

}  // namespace thaw::bundle
