// What the tests of messages share: hex, tables of cases, and the error that something throws.
#pragma once
#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "thaw/core/error.hpp"
#include "thaw/core/file.hpp"

namespace wire_test {

inline int digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

/// Bytes from lower-case hex; spaces do not count.
inline std::string unhex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); ++i) {
    if (hex[i] == ' ') continue;
    bytes.push_back(static_cast<char>(digit(hex[i]) << 4 | digit(hex[i + 1])));
    ++i;
  }
  return bytes;
}
inline std::string hex(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    text += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    text += "0123456789abcdef"[static_cast<unsigned char>(c) & 15];
  }
  return text;
}
inline std::string lower(std::string_view text) {
  std::string s(text);
  for (char& c : s)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return s;
}
/// Text from the columns that are percent-encoded.
inline std::string decoded(std::string_view text) {
  std::string s;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      s += text[i];
      continue;
    }
    s += unhex(text.substr(i + 1, 2));
    i += 2;
  }
  return s;
}

inline std::string data(const std::string& name) { return thaw::read_file(THAW_TEST_DATA "/" + name); }

/// The lines of a table of tests/data, split at tabs; lines with # are headings.
inline std::vector<std::vector<std::string>> rows(const std::string& name) {
  std::vector<std::vector<std::string>> all;
  const std::string text = data(name);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    if (line[0] == '#') continue;
    std::vector<std::string> row(1);
    for (const char c : line)
      if (c == '\t')
        row.emplace_back();
      else
        row.back() += c;
    all.push_back(row);
  }
  return all;
}

/// The message of the thaw::error that f throws, or "".
template <class F>
std::string error_of(F&& f, thaw::code expected = thaw::code::data_loss) {
  try {
    f();
  } catch (const thaw::error& e) {
    CHECK(e.code() == expected);
    return e.message();
  }
  return "";
}

/// f(bytes) at every truncation, and with every byte changed in three ways: each must return or throw a thaw::error.
template <class F>
void damage(const std::string& bytes, F&& f) {
  const auto attempt = [&](const std::string& damaged) {
    try {
      f(damaged);
    } catch (const thaw::error& e) {
      if (e.message().empty()) FAIL("an error without a text");
    }
  };
  for (std::size_t n = 0; n <= bytes.size(); ++n) attempt(bytes.substr(0, n));
  for (std::size_t i = 0; i < bytes.size(); ++i)
    for (const int change : {0x01, 0x80, 0xff}) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ change);
      attempt(damaged);
    }
}

}  // namespace wire_test
