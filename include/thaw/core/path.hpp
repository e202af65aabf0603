// Paths as text: parts and joining. Nothing here touches a file.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "thaw/core/error.hpp"

#if defined(__unix__) || (defined(__APPLE__) && defined(__MACH__))
#define THAW_POSIX 1
#else
#define THAW_POSIX 0
#endif

namespace thaw {

/// Everything before the last separator: "a/b" → "a", "b" → "", "/b" → "/".
THAW_SETUP std::string_view directory_of(std::string_view path) noexcept;
/// Everything after the last separator.
THAW_SETUP std::string_view file_name_of(std::string_view path) noexcept;
THAW_SETUP bool is_absolute_path(std::string_view path) noexcept;
/// directory / name; `name` alone when it is absolute or the directory is "".
THAW_SETUP std::string join_path(std::string_view directory, std::string_view name);

namespace detail {
THAW_SETUP std::size_t last_separator(std::string_view path) noexcept {
#if THAW_POSIX
  return path.rfind('/');
#else
  return path.find_last_of("/\\");
#endif
}
}  // namespace detail

template <class>
bool is_absolute_path(std::string_view path) noexcept {
#if THAW_POSIX
  return !path.empty() && path[0] == '/';
#else
  return !path.empty() && (path[0] == '/' || path[0] == '\\' || (path.size() > 1 && path[1] == ':'));
#endif
}
template <class>
std::string_view directory_of(std::string_view path) noexcept {
  const std::size_t at = detail::last_separator(path);
  return at == std::string_view::npos ? std::string_view() : path.substr(0, at == 0 ? 1 : at);
}
template <class>
std::string_view file_name_of(std::string_view path) noexcept {
  return path.substr(detail::last_separator(path) + 1);  // npos + 1 is 0
}
template <class>
std::string join_path(std::string_view directory, std::string_view name) {
  if (directory.empty() || is_absolute_path(name)) return std::string(name);
  return detail::last_separator(directory) == directory.size() - 1 ? concat(directory, name)
                                                                   : concat(directory, '/', name);
}

}  // namespace thaw
