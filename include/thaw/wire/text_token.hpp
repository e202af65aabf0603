// The words of protobuf's text format.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "thaw/core/error.hpp"
#include "thaw/wire/utf8.hpp"

namespace thaw::wire::detail {

enum class token_kind : std::uint8_t { end, identifier, number, string, symbol };

/// A piece of the text: a name, a number without its sign, one quoted string, or one other character.
struct token {
  token_kind what = token_kind::end;
  std::string_view text;
};

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
constexpr bool is_space(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }
/// May stand in the URL of an Any between brackets.
constexpr bool is_url(char c) noexcept {
  return is_letter(c) || is_digit(c) || std::string_view("-._~/!$&()*+,;=%").find(c) != std::string_view::npos;
}
/// The value of a hexadecimal digit, or -1.
constexpr int hex_value(char c) noexcept {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Splits a text into tokens, one ahead.
class tokenizer {
 public:
  tokenizer(std::string_view text, std::string_view what) : text_(text), what_(what) {
    if (text_.substr(0, 3) == "\xef\xbb\xbf") at_ = 3;  // byte order mark
    next();
  }

  const token& current() const noexcept { return current_; }
  bool done() const noexcept { return current_.what == token_kind::end; }
  bool at(char symbol) const noexcept { return current_.what == token_kind::symbol && current_.text[0] == symbol; }
  THAW_SETUP bool take(char symbol) {
    if (!at(symbol)) return false;
    next();
    return true;
  }
  THAW_SETUP void expect(char symbol) {
    if (!take(symbol)) fail_here("'", symbol, "' was expected, not ", shown());
  }
  /// Moves to the next token.
  THAW_SETUP void next() {
    skip_space();
    start_ = at_;
    if (at_ == text_.size()) {
      current_ = {token_kind::end, {}};
      return;
    }
    const char c = text_[at_];
    if (is_letter(c)) {
      while (at_ < text_.size() && (is_letter(text_[at_]) || is_digit(text_[at_]))) ++at_;
      current_ = {token_kind::identifier, text_.substr(start_, at_ - start_)};
    } else if (is_digit(c) || (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) {
      take_number();
      current_ = {token_kind::number, text_.substr(start_, at_ - start_)};
    } else if (c == '"' || c == '\'') {
      take_quoted(c);
      current_ = {token_kind::string, text_.substr(start_, at_ - start_)};
    } else {
      ++at_;
      current_ = {token_kind::symbol, text_.substr(start_, 1)};
    }
  }
  /// The URL of an Any, without spaces, which begins with the current token and ends before ']'.
  THAW_SETUP std::string take_url() {
    std::string taken;
    for (at_ = start_; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (is_url(c))
        taken += c;
      else if (!is_space(c))
        break;
    }
    next();
    return taken;
  }

  /// data_loss at the current token: "FILE:LINE:COLUMN: …".
  template <class... Parts>
  [[noreturn]] THAW_COLD void fail_here(const Parts&... parts) const {
    fail_at(start_, concat(parts...));
  }
  /// The current token, for errors.
  THAW_SETUP std::string shown() const {
    constexpr std::size_t longest = 40;
    if (done()) return "the end of the text";
    return "'" + std::string(current_.text.substr(0, longest)) + (current_.text.size() > longest ? "…'" : "'");
  }

  /// The value of the current token, which is a string: quotes removed, escapes replaced.
  THAW_SETUP std::string unquoted() const;

 private:
  [[noreturn]] THAW_COLD void fail_at(std::size_t offset, const std::string& message) const {
    std::size_t line = 1, column = 1;
    for (std::size_t i = 0; i < offset; ++i) {
      ++column;
      if (text_[i] == '\n') ++line, column = 1;
    }
    fail(code::data_loss, what_.empty() ? "" : std::string(what_) + ":", line, ":", column, ": ", message);
  }
  THAW_SETUP void skip_space() noexcept {
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '#') {
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
        if (at_ == text_.size()) return;
      } else if (!is_space(text_[at_])) {
        return;
      }
    }
  }
  /// Whatever hangs together and starts like a number; whether it is one is decided where its type is known.
  THAW_SETUP void take_number() noexcept {
    for (++at_; at_ < text_.size(); ++at_) {
      const char c = text_[at_], before = text_[at_ - 1];
      const bool in_exponent = (c == '+' || c == '-') && (before == 'e' || before == 'E') && !is_hex(start_);
      if (!is_letter(c) && !is_digit(c) && c != '.' && !in_exponent) return;
    }
  }
  THAW_SETUP bool is_hex(std::size_t i) const noexcept {
    return text_[i] == '0' && i + 1 < text_.size() && (text_[i + 1] == 'x' || text_[i + 1] == 'X');
  }
  THAW_SETUP void take_quoted(char quote) {
    for (++at_; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\n') fail_at(at_, "a string may not run over the end of a line");
      if (c == quote) {
        ++at_;
        return;
      }
      if (c == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] != '\n') ++at_;
    }
    fail_at(start_, "a string is not closed");
  }
  /// Up to `most` digits of a base, from `i` on.
  THAW_SETUP static std::uint32_t digits(std::string_view s, std::size_t& i, std::size_t most, int base) noexcept {
    std::uint32_t value = 0;
    for (const std::size_t end = i + most; i < end && i < s.size(); ++i) {
      const int digit = hex_value(s[i]);
      if (digit < 0 || digit >= base) break;
      value = value * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digit);
    }
    return value;
  }
  THAW_SETUP std::uint32_t code_point(std::string_view body, std::size_t& i) const;

  std::string_view text_;
  std::string_view what_;
  std::size_t at_ = 0;     // behind the current token
  std::size_t start_ = 0;  // of the current token
  token current_;
};

// ---- details ----

template <class>
std::string tokenizer::unquoted() const {
  const std::string_view body = current_.text.substr(1, current_.text.size() - 2);
  std::string s;
  s.reserve(body.size());
  for (std::size_t i = 0; i < body.size();) {
    if (body[i] != '\\') {
      s += body[i++];
      continue;
    }
    const std::size_t start = i++;
    constexpr std::string_view names = "abfnrtv\\'\"?", values = "\a\b\f\n\r\t\v\\'\"?";
    const std::size_t simple = i < body.size() ? names.find(body[i]) : std::string_view::npos;
    std::size_t digits_from = i;
    if (simple != std::string_view::npos) {
      s += values[simple];
      ++i;
      continue;
    }
    if (i < body.size() && body[i] >= '0' && body[i] <= '7') {
      s += static_cast<char>(digits(body, i, 3, 8));
    } else if (i < body.size() && body[i] == 'x') {
      digits_from = ++i;
      s += static_cast<char>(digits(body, i, 2, 16));
    } else if (i < body.size() && (body[i] == 'u' || body[i] == 'U')) {
      append_utf8(s, code_point(body, i));
    }
    if (i == digits_from) fail_at(start_ + 1 + start, "an unknown escape in a string");
  }
  return s;
}

/// Of "uXXXX" or "UXXXXXXXX" at `i`; two surrogates in a row are one character.
template <class>
std::uint32_t tokenizer::code_point(std::string_view body, std::size_t& i) const {
  const std::size_t start = i;
  const auto one = [&] {
    const std::size_t most = body[i] == 'u' ? 4 : 8, from = ++i;
    const std::uint32_t point = digits(body, i, most, 16);
    if (i - from != most) fail_at(start_ + from, concat(most, " hexadecimal digits were expected in a string"));
    return point;
  };
  std::uint32_t point = one();
  if (point >= 0xd800 && point < 0xdc00 && body.substr(i, 2) == "\\u") {
    ++i;
    const std::uint32_t low = one();
    point = low >= 0xdc00 && low < 0xe000 ? 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00) : 0xd800;
  }
  if (point > 0x10ffff || (point >= 0xd800 && point < 0xe000))
    fail_at(start_ + start, "an escape in a string is not a Unicode character");
  return point;
}

}  // namespace thaw::wire::detail
