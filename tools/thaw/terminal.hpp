// Text for people: how wide the screen is, colours, and what is shortened to fit. Names come from files that anybody
// may have made, so everything that is shown goes through `printable`.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tool {

/// Where text goes.
struct screen {
  bool colour = false;
  std::size_t width = 100;  ///< columns; 0: no limit
  bool terminal = false;

  /// For long tables: as wide as they are, unless a person looks at them.
  screen for_table() const {
    screen s = *this;
    if (!terminal) s.width = 0;
    return s;
  }
};
/// Standard output: coloured if it is a terminal and neither NO_COLOR is set nor TERM is "dumb"; as wide as the
/// terminal (or COLUMNS), else 100 columns.
screen standard_output();

/// What a piece of text is, which decides its colour.
enum class style : std::uint8_t { normal, heading, name, dim, good, bad, warning };

/// The text in the colour of its style.
std::string paint(const screen& s, style how, std::string_view text);

/// Control characters as \n, \t, \xNN, so that a name cannot move the cursor or break a line; bytes that are not UTF-8
/// as \xNN.
std::string printable(std::string_view text);

/// Columns that UTF-8 text takes: its code points, but for what `paint` adds. (Wide characters of East Asia count
/// once.)
std::size_t columns(std::string_view text);

/// Text with a line end, broken at blanks where it is longer than `width` (0: nowhere); lines after the first are
/// indented.
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent);

/// Cut in the middle to at most `most` columns: "model/…/kernel". 0: no limit.
std::string shortened(std::string_view text, std::size_t most);

/// "1,234,567"
std::string with_commas(std::uint64_t n);
/// "1 node", "2 nodes", "3,000 boxes" (the plural is given where it is not the singular and an s).
std::string count_of(std::uint64_t n, std::string_view one, std::string_view many = {});
/// "312 B", "4.5 KB", "1.2 MB": powers of 1000, as disks are sold.
std::string byte_size(std::uint64_t n);

/// "a, b, c and 12 more": as many items as fit `width` columns (0: all), at least one.
std::string fit_list(const std::vector<std::string>& items, std::size_t width, std::string_view separator = ", ");

}  // namespace tool
