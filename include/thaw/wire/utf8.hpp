// UTF-8: protobuf's `string` fields must be valid.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "thaw/core/config.hpp"

namespace thaw::wire {

/// The length of the character that starts at byte `i`, or 0 where no well-formed one does (RFC 3629: no overlong
/// forms, no surrogates, nothing above U+10FFFF). NUL is a character.
THAW_LAZY std::size_t utf8_length(std::string_view text, std::size_t i) noexcept {
  const auto follows = [&](std::size_t at, unsigned low, unsigned high) {
    if (at >= text.size()) return false;
    const unsigned b = static_cast<unsigned char>(text[at]);
    return b >= low && b <= high;
  };
  const unsigned b = static_cast<unsigned char>(text[i]);
  if (b < 0x80) return 1;
  if (b >= 0xc2 && b <= 0xdf) return follows(i + 1, 0x80, 0xbf) ? 2 : 0;
  if (b >= 0xe0 && b <= 0xef) {
    const unsigned low = b == 0xe0 ? 0xa0 : 0x80, high = b == 0xed ? 0x9f : 0xbf;
    return follows(i + 1, low, high) && follows(i + 2, 0x80, 0xbf) ? 3 : 0;
  }
  if (b >= 0xf0 && b <= 0xf4) {
    const unsigned low = b == 0xf0 ? 0x90 : 0x80, high = b == 0xf4 ? 0x8f : 0xbf;
    return follows(i + 1, low, high) && follows(i + 2, 0x80, 0xbf) && follows(i + 3, 0x80, 0xbf) ? 4 : 0;
  }
  return 0;
}

/// All of it is well-formed.
THAW_LAZY bool is_utf8(std::string_view text) noexcept {
  for (std::size_t i = 0; i < text.size();) {
    std::uint64_t eight = 0x80;
    if (text.size() - i >= 8) std::memcpy(&eight, text.data() + i, 8);
    if ((eight & 0x8080808080808080u) == 0) {  // names are ASCII, nearly always
      i += 8;
      continue;
    }
    const std::size_t n = utf8_length(text, i);
    if (n == 0) return false;
    i += n;
  }
  return true;
}

/// Appends one code point (at most U+10FFFF).
THAW_LAZY void append_utf8(std::string& to, std::uint32_t point) {
  const auto put = [&](std::uint32_t b) { to.push_back(static_cast<char>(b)); };
  const auto put_rest = [&](int shift) { put(0x80 | (point >> shift & 0x3f)); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xc0 | point >> 6);
    put_rest(0);
  } else if (point < 0x10000) {
    put(0xe0 | point >> 12);
    put_rest(6);
    put_rest(0);
  } else {
    put(0xf0 | point >> 18);
    put_rest(12);
    put_rest(6);
    put_rest(0);
  }
}

}  // namespace thaw::wire
