#include "terminal.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#if defined(__unix__) || defined(__APPLE__)
#include <sys/ioctl.h>
#include <unistd.h>
#endif

#include "thaw/core/text.hpp"
#include "thaw/wire/utf8.hpp"

namespace tool {

namespace {

constexpr std::size_t narrowest = 40;

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

std::string_view escape_of(style how) {
  switch (how) {
    case style::heading:
      return "\x1b[1m";
    case style::name:
      return "\x1b[36m";
    case style::dim:
      return "\x1b[2m";
    case style::good:
      return "\x1b[32m";
    case style::bad:
      return "\x1b[31m";
    case style::warning:
      return "\x1b[33m";
    case style::normal:
      break;
  }
  return {};
}

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

}  // namespace

screen standard_output() {
  screen s;
  if (const char* given = std::getenv("COLUMNS")) {
    const long n = std::strtol(given, nullptr, 10);
    if (n > 0 && n < 10000) s.width = static_cast<std::size_t>(n);
  }
#if defined(__unix__) || defined(__APPLE__)
  if (isatty(STDOUT_FILENO) != 0) {
    s.terminal = true;
    const char* term = std::getenv("TERM");
    s.colour = !is_set("NO_COLOR") && !(term != nullptr && std::string_view(term) == "dumb");
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) s.width = size.ws_col;
  }
#endif
  if (s.width < narrowest) s.width = narrowest;
  return s;
}

std::string paint(const screen& s, style how, std::string_view text) {
  if (!s.colour || how == style::normal || text.empty()) return std::string(text);
  std::string painted(escape_of(how));
  painted.append(text).append("\x1b[0m");
  return painted;
}

std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t known = thaw::wire::utf8_length(text, 0), n = known == 0 ? 1 : known;
    const auto c = static_cast<unsigned char>(text[0]);
    const bool c1_control = n == 2 && c == 0xc2 && static_cast<unsigned char>(text[1]) < 0xa0;
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c < 0x20 || c == 0x7f || known == 0 || c1_control) {
      for (std::size_t i = 0; i < n; ++i) {
        char hex[8];
        std::snprintf(hex, sizeof hex, "\\x%02x", static_cast<unsigned>(static_cast<unsigned char>(text[i])));
        out += hex;
      }
    } else {
      out.append(text.substr(0, n));
    }
    text.remove_prefix(n);
  }
  return out;
}

std::size_t columns(std::string_view text) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x1b')
      i = std::min(text.size(), text.find('m', i));
    else
      n += continues(text[i]) ? 0 : 1;
  }
  return n;
}

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent) {
  std::string out;
  std::size_t column = 0;
  while (!text.empty()) {
    const std::size_t word = std::min(text.size(), text.find(' ', text.find_first_not_of(' ')));
    const std::string_view piece = text.substr(0, word);  // with the blanks in front of it
    text.remove_prefix(word);
    if (width != 0 && column > indent && column + columns(piece) > width) {
      const std::string_view bare = piece.substr(std::min(piece.size(), piece.find_first_not_of(' ')));
      out.append("\n").append(indent, ' ').append(bare);
      column = indent + columns(bare);
    } else {
      out.append(piece);
      column += columns(piece);
    }
  }
  return out + "\n";
}

std::string shortened(std::string_view text, std::size_t most) {
  const std::size_t all = columns(text);
  if (most == 0 || all <= most) return std::string(text);
  const std::size_t front = (most - 1) / 2, back = most - 1 - front;
  const auto offset_of = [&](std::size_t column) {
    std::size_t at = 0;
    for (; at < text.size(); ++at)
      if (!continues(text[at]) && column-- == 0) break;
    return at;
  };
  std::string out(text.substr(0, offset_of(front)));
  out.append("…").append(text.substr(offset_of(all - back)));
  return out;
}

std::string with_commas(std::uint64_t n) {
  std::string digits = std::to_string(n);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return digits;
}

std::string count_of(std::uint64_t n, std::string_view one, std::string_view many) {
  std::string text = with_commas(n) + ' ';
  if (n == 1 || many.empty()) text.append(one);
  if (n != 1) text.append(many.empty() ? "s" : many);
  return text;
}

std::string byte_size(std::uint64_t n) {
  if (n < 1000) return std::to_string(n) + " B";
  auto value = static_cast<double>(n);
  const char* unit = "B";
  for (const char* next : {"KB", "MB", "GB", "TB", "PB", "EB"}) {
    if (value < 999.95) break;
    value /= 1000;
    unit = next;
  }
  char text[32];
  std::snprintf(text, sizeof text, "%.1f %s", value, unit);
  return text;
}

std::string fit_list(const std::vector<std::string>& items, std::size_t width, std::string_view separator) {
  std::string text = thaw::join(items, separator);
  if (width == 0 || columns(text) <= width) return text;
  text.clear();
  std::size_t used = 0, shown = 0;
  const auto ending = [&](std::size_t left) {
    return left == 0 ? std::string() : " and " + with_commas(left) + " more";
  };
  for (const std::string& item : items) {
    const std::size_t more = (shown == 0 ? 0 : columns(separator)) + columns(item);
    if (shown != 0 && used + more + ending(items.size() - shown - 1).size() > width) break;
    if (shown != 0) text.append(separator);
    text.append(item);
    used += more;
    ++shown;
  }
  return text + ending(items.size() - shown);
}

}  // namespace tool
