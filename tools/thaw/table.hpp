// Columns of text, as wide as they need to be; one of them gives way when the screen is too narrow.
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "terminal.hpp"

namespace tool {

struct cell {
  std::string text;  // printable
  style how = style::normal;
  bool right = false;  // aligned to the right

  cell(std::string t, style h = style::normal, bool r = false)  // NOLINT: implicit, so that rows are lists of strings
      : text(std::move(t)), how(h), right(r) {}
  cell(const char* t, style h = style::normal) : text(t), how(h) {}  // NOLINT: implicit
};

class table {
 public:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  /// `indent` columns in front of each row; the column that is shortened when a row does not fit.
  explicit table(std::size_t indent = 2, std::size_t elastic = none) : indent_(indent), elastic_(elastic) {}

  void row(std::vector<cell> cells) { rows_.push_back(std::move(cells)); }
  bool empty() const { return rows_.empty(); }
  std::string to_string(const screen& s) const;

 private:
  static constexpr std::size_t gap = 2, least_elastic = 12;
  std::size_t indent_, elastic_;
  std::vector<std::vector<cell>> rows_;
};

// ---- details ----

inline std::string table::to_string(const screen& s) const {
  std::vector<std::size_t> widths;
  for (const auto& r : rows_) {
    widths.resize(std::max(widths.size(), r.size()));
    for (std::size_t i = 0; i < r.size(); ++i) widths[i] = std::max(widths[i], columns(r[i].text));
  }
  if (s.width != 0 && elastic_ < widths.size()) {
    std::size_t all = indent_;
    for (const std::size_t w : widths) all += w + gap;
    all -= gap;
    if (all > s.width) {
      const std::size_t over = all - s.width, w = widths[elastic_];
      widths[elastic_] = std::min(w, w > over + least_elastic ? w - over : least_elastic);
    }
  }
  std::string out;
  for (const auto& r : rows_) {
    std::string line(indent_, ' ');
    std::size_t pending = 0;  // blanks before the next text, so that no line ends in blanks
    for (std::size_t i = 0; i < r.size(); ++i) {
      const std::string text = i == elastic_ ? shortened(r[i].text, widths[i]) : r[i].text;
      const std::size_t blanks = widths[i] - columns(text);
      if (r[i].right) pending += blanks;
      if (!text.empty()) line.append(pending, ' ').append(paint(s, r[i].how, text));
      if (!text.empty()) pending = 0;
      pending += gap + (r[i].right ? 0 : blanks);
    }
    out.append(line).append("\n");
  }
  return out;
}

}  // namespace tool
