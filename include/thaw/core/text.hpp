// Small helpers for error messages: what was probably meant, and lists that do not fill the screen.
#pragma once
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/core/error.hpp"

namespace thaw {

/// The number of bytes to insert, delete or replace, or of neighbours to swap, that turns `a` into `b` (each place is
/// edited once: "optimal string alignment"). A distance above `limit` is reported as `limit` + 1 without being
/// computed: the time is proportional to length × limit.
THAW_SETUP std::size_t edit_distance(std::string_view a, std::string_view b,
                                     std::size_t limit = std::numeric_limits<std::size_t>::max());

/// At most `n` candidates that `name` may have meant, the likeliest first: those at a small edit distance (ignoring
/// ASCII case), and those with the same path up to some leading or trailing components ("kernel", "dense" and
/// "model/dense/kernel" for "dense/kernel"). Candidates that look different are left out, duplicates too. The order of
/// the candidates does not matter: ties are alphabetical. `candidates` is a range of what a string_view can be made of.
template <class Candidates>
std::vector<std::string> nearest(std::string_view name, const Candidates& candidates, std::size_t n = 3);

/// "a, b, c and 12 more": the first `max` items with the separator between them, and the number of those left out.
/// Items are whatever `concat` takes.
template <class List>
std::string join(const List& list, std::string_view separator = ", ",
                 std::size_t max = std::numeric_limits<std::size_t>::max());

// ---- details ----

template <class>
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > limit) return limit + 1;
  const std::size_t band = std::min(limit, b.size());  // only cells this near to the diagonal can matter
  const std::size_t far = b.size() + 1;                // of all other cells; more than any distance
  // Rows i - 2, i - 1 and i of the table; column j is the distance of the first i bytes of b and the first j of a.
  std::vector<std::size_t> before(a.size() + 1, far), above(a.size() + 1, far), row(a.size() + 1, far);
  for (std::size_t j = 0; j <= std::min(a.size(), band); ++j) above[j] = j;
  for (std::size_t i = 1; i <= b.size(); ++i) {
    const std::size_t first = i - std::min(i, band), last = std::min(a.size(), i + band);
    std::size_t least = far;
    if (first > 0) row[first - 1] = far;
    for (std::size_t j = first; j <= last; ++j) {
      if (j == 0) {
        row[j] = i;
      } else {
        row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (b[i - 1] == a[j - 1] ? 0u : 1u)});
        if (i > 1 && j > 1 && b[i - 1] == a[j - 2] && b[i - 2] == a[j - 1])
          row[j] = std::min(row[j], before[j - 2] + 1);
      }
      least = std::min(least, row[j]);
    }
    if (last < a.size()) row[last + 1] = far;
    if (least > limit) return limit + 1;
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[a.size()] > limit ? limit + 1 : above[a.size()];
}

namespace detail {
/// The number of components of a path, "a/b/c" has three.
THAW_SETUP std::size_t path_depth(std::string_view path) noexcept {
  return 1 + static_cast<std::size_t>(std::count(path.begin(), path.end(), '/'));
}
/// `part` is whole leading or trailing components of `path`.
THAW_SETUP bool is_end_of_path(std::string_view part, std::string_view path) noexcept {
  if (part.empty() || part.size() >= path.size()) return false;
  const std::size_t rest = path.size() - part.size();
  return (path.substr(rest) == part && path[rest - 1] == '/') ||
         (path.substr(0, part.size()) == part && path[part.size()] == '/');
}
THAW_SETUP std::string lower_ascii(std::string_view s) {
  std::string low(s);
  for (char& c : low)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return low;
}
/// How unlikely it is that `candidate` was meant by `name` (both in lower case); above `limit`: not at all.
THAW_SETUP std::size_t unlikeness(std::string_view name, std::string_view candidate, std::size_t limit) {
  std::size_t cost = edit_distance(name, candidate, limit);
  if (is_end_of_path(name, candidate)) cost = std::min(cost, path_depth(candidate) - path_depth(name));
  if (is_end_of_path(candidate, name)) cost = std::min(cost, path_depth(name) - path_depth(candidate));
  const auto leaf = [](std::string_view path) { return path.substr(path.rfind('/') + 1); };  // npos + 1 is 0
  if (leaf(name) == leaf(candidate)) cost = std::min(cost, limit);
  return cost;
}

THAW_SETUP std::vector<std::string> nearest(std::string_view name, const std::vector<std::string_view>& candidates,
                                            std::size_t n) {
  constexpr std::size_t most_edits = 10;  // keeps the time linear in the length of hostile names
  const std::string wanted = lower_ascii(name);
  const std::size_t limit = std::min(std::max<std::size_t>(1, name.size() / 3), most_edits);
  std::vector<std::pair<std::size_t, std::string_view>> likely;
  for (const std::string_view candidate : candidates) {
    const std::size_t cost = unlikeness(wanted, lower_ascii(candidate), limit);
    if (cost <= limit) likely.emplace_back(cost, candidate);
  }
  std::sort(likely.begin(), likely.end());
  likely.erase(std::unique(likely.begin(), likely.end()), likely.end());
  if (likely.size() > n) likely.resize(n);
  std::vector<std::string> names;
  for (const auto& item : likely) names.emplace_back(item.second);
  return names;
}
}  // namespace detail

template <class Candidates>
std::vector<std::string> nearest(std::string_view name, const Candidates& candidates, std::size_t n) {
  return detail::nearest(name, std::vector<std::string_view>(std::begin(candidates), std::end(candidates)), n);
}

template <class List>
std::string join(const List& list, std::string_view separator, std::size_t max) {
  using detail::append;
  std::string text;
  std::size_t i = 0;
  for (const auto& item : list) {
    if (i < max) {
      if (i != 0) text.append(separator);
      append(text, item);
    }
    ++i;
  }
  if (i > max) text.append(max != 0 ? " and " : "").append(std::to_string(i - max)).append(max != 0 ? " more" : "");
  return text;
}

}  // namespace thaw
