// Is a string valid UTF-8? protobuf's `string` fields must be.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace thaw::wire {

/// Well-formed UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF. NUL is a character.
inline bool is_utf8(std::string_view text) noexcept {
  const std::size_t n = text.size();
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto follows = [&](std::size_t i, unsigned low, unsigned high) {
    return i < n && byte(i) >= low && byte(i) <= high;
  };
  for (std::size_t i = 0; i < n;) {
    if (n - i >= 8) {  // names are ASCII, nearly always
      std::uint64_t eight;
      std::memcpy(&eight, text.data() + i, 8);
      if ((eight & 0x8080808080808080u) == 0) {
        i += 8;
        continue;
      }
    }
    const unsigned b = byte(i);
    if (b < 0x80) {
      ++i;
    } else if (b >= 0xc2 && b <= 0xdf) {
      if (!follows(i + 1, 0x80, 0xbf)) return false;
      i += 2;
    } else if (b >= 0xe0 && b <= 0xef) {
      const unsigned low = b == 0xe0 ? 0xa0 : 0x80, high = b == 0xed ? 0x9f : 0xbf;
      if (!follows(i + 1, low, high) || !follows(i + 2, 0x80, 0xbf)) return false;
      i += 3;
    } else if (b >= 0xf0 && b <= 0xf4) {
      const unsigned low = b == 0xf0 ? 0x90 : 0x80, high = b == 0xf4 ? 0x8f : 0xbf;
      if (!follows(i + 1, low, high) || !follows(i + 2, 0x80, 0xbf) || !follows(i + 3, 0x80, 0xbf)) return false;
      i += 4;
    } else {
      return false;
    }
  }
  return true;
}

/// Appends one code point (at most U+10FFFF) as UTF-8.
inline void append_utf8(std::string& to, std::uint32_t point) {
  const auto put = [&](std::uint32_t b) { to.push_back(static_cast<char>(b)); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xc0 | point >> 6);
    put(0x80 | (point & 0x3f));
  } else if (point < 0x10000) {
    put(0xe0 | point >> 12);
    put(0x80 | (point >> 6 & 0x3f));
    put(0x80 | (point & 0x3f));
  } else {
    put(0xf0 | point >> 18);
    put(0x80 | (point >> 12 & 0x3f));
    put(0x80 | (point >> 6 & 0x3f));
    put(0x80 | (point & 0x3f));
  }
}

}  // namespace thaw::wire
