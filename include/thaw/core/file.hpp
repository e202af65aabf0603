// Files: read-only mapping with shared ownership, existence, listing, renaming. Writing is in core/atomic_file.hpp.
//
// Paths are bytes as the system takes them. Errors carry the path and what the system said.
#pragma once
#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/core/error.hpp"
#include "thaw/core/path.hpp"

#if THAW_POSIX
#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#else
#include <chrono>
#include <filesystem>
#include <system_error>
#endif

namespace thaw {

/// Bytes and what keeps them alive (null: the caller does).
struct shared_bytes {
  std::string_view bytes;
  std::shared_ptr<const void> owner;
};

/// The bytes, owned.
THAW_LAZY shared_bytes share(std::string bytes) {
  auto owner = std::make_shared<const std::string>(std::move(bytes));
  const std::string_view view = *owner;
  return {view, std::move(owner)};
}

/// The whole file, mapped where the system can (else read). The bytes stay valid while a copy of `owner` lives, also
/// when the file is replaced by rename; a file that another program truncates or overwrites in place changes under the
/// map, so use `read_file` for those. Throws not_found, permission_denied, failed_precondition (a directory), ….
THAW_LAZY shared_bytes map_file(const std::string& path);
/// The whole file, read into memory. Throws as `map_file`.
THAW_LAZY std::string read_file(const std::string& path);

/// What is at a path.
struct file_info {
  enum kind_t { missing, file, directory } kind = missing;
  std::uint64_t size = 0;        ///< bytes, of a file
  std::int64_t modified_ns = 0;  ///< nanoseconds; only good for comparing
};
/// Links are followed. Whatever cannot be looked at counts as missing.
THAW_LAZY file_info stat_path(const std::string& path) noexcept;
THAW_LAZY bool is_file(const std::string& path) noexcept { return stat_path(path).kind == file_info::file; }
THAW_LAZY bool is_directory(const std::string& path) noexcept { return stat_path(path).kind == file_info::directory; }
THAW_LAZY bool path_exists(const std::string& path) noexcept { return stat_path(path).kind != file_info::missing; }

/// The names in a directory ("" is "."), sorted bytewise, without "." and "..". Throws as `map_file`.
THAW_LAZY std::vector<std::string> list_directory(const std::string& path);

/// Renames, replacing a file that is there. Throws.
THAW_LAZY void rename_file(const std::string& from, const std::string& to);
/// Deletes a file or an empty directory; false when it was not there or could not be deleted.
THAW_LAZY bool remove_path(const std::string& path) noexcept;
/// Makes a directory and those above it. Throws; one that exists is fine.
THAW_LAZY void make_directories(const std::string& path);

/// Where relative paths start.
THAW_LAZY std::string current_directory();
/// `path` as seen from the directory `start`, by name alone ("." and ".." are resolved, links are not):
/// "a/b/c" from "a/d" is "../b/c". Both relative paths start at the current directory.
THAW_LAZY std::string relative_path(std::string_view path, std::string_view start);

namespace detail {

THAW_LAZY code code_of_errno(int e) noexcept {
  switch (e) {
    case ENOENT:
      return code::not_found;
    case EACCES:
    case EPERM:
    case EROFS:
      return code::permission_denied;
    case EEXIST:
      return code::already_exists;
    case EISDIR:
    case ENOTDIR:
    case ENOTEMPTY:
      return code::failed_precondition;
    case ENOSPC:
#ifdef EDQUOT
    case EDQUOT:
#endif
    case EMFILE:
    case ENFILE:
    case ENOMEM:
    case EFBIG:
      return code::resource_exhausted;
    case EINVAL:
    case ENAMETOOLONG:
      return code::invalid_argument;
    default:
      return code::unknown;
  }
}
[[noreturn]] THAW_COLD inline void fail_errno(int e, std::string_view path) {
  fail(code_of_errno(e), path, "; ", std::strerror(e));
}
[[noreturn]] THAW_COLD inline void fail_directory(std::string_view path) {
  fail(code::failed_precondition, path, "; it is a directory, a file was expected");
}

struct file_closer {
  void operator()(std::FILE* f) const noexcept { std::fclose(f); }
};
using unique_file = std::unique_ptr<std::FILE, file_closer>;

#if THAW_POSIX
struct descriptor {
  int fd;
  explicit descriptor(int d) noexcept : fd(d) {}
  descriptor(const descriptor&) = delete;
  descriptor& operator=(const descriptor&) = delete;
  ~descriptor() {
    if (fd >= 0) ::close(fd);
  }
};
struct mapping {
  void* at;
  std::size_t size;
  mapping(void* a, std::size_t n) noexcept : at(a), size(n) {}
  mapping(const mapping&) = delete;
  mapping& operator=(const mapping&) = delete;
  ~mapping() { ::munmap(at, size); }
};
#endif

}  // namespace detail

template <class>
shared_bytes map_file(const std::string& path) {
#if THAW_POSIX
  const detail::descriptor d(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (d.fd < 0) detail::fail_errno(errno, path);
  struct stat info;
  if (::fstat(d.fd, &info) != 0) detail::fail_errno(errno, path);
  if (S_ISDIR(info.st_mode)) detail::fail_directory(path);
  if (!S_ISREG(info.st_mode)) return share(read_file(path));  // a pipe has no size
  if (info.st_size == 0) return {};
  const auto size = static_cast<std::size_t>(info.st_size);
  void* at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, d.fd, 0);
  if (at == MAP_FAILED) return share(read_file(path));  // some file systems cannot map
  return {{static_cast<const char*>(at), size}, std::make_shared<const detail::mapping>(at, size)};
#else
  return share(read_file(path));
#endif
}

template <class>
std::string read_file(const std::string& path) {
  const file_info info = stat_path(path);
  if (info.kind == file_info::directory) detail::fail_directory(path);
  const detail::unique_file f(std::fopen(path.c_str(), "rb"));
  if (f == nullptr) detail::fail_errno(errno, path);
  std::string bytes;
  bytes.resize(static_cast<std::size_t>(info.size));
  std::size_t done = 0;
  for (;;) {  // to the end, wherever it is: the size is a hint (pipes, /proc, a file that grows)
    if (done == bytes.size()) {
      const int c = std::getc(f.get());
      if (c == EOF) break;
      bytes.resize(std::max<std::size_t>(4096, bytes.size() + bytes.size() / 2));
      bytes[done++] = static_cast<char>(c);
    }
    const std::size_t got = std::fread(&bytes[done], 1, bytes.size() - done, f.get());
    done += got;
    if (got == 0) break;
  }
  if (std::ferror(f.get()) != 0) detail::fail_errno(errno, path);
  bytes.resize(done);
  return bytes;
}

#if THAW_POSIX
template <class>
file_info stat_path(const std::string& path) noexcept {
  file_info info;
  struct stat s;
  if (::stat(path.c_str(), &s) != 0) return info;
  info.kind = S_ISDIR(s.st_mode) ? file_info::directory : file_info::file;
  info.size = S_ISREG(s.st_mode) ? static_cast<std::uint64_t>(s.st_size) : 0;
#if defined(__APPLE__)
  info.modified_ns = static_cast<std::int64_t>(s.st_mtimespec.tv_sec) * 1000000000 + s.st_mtimespec.tv_nsec;
#else
  info.modified_ns = static_cast<std::int64_t>(s.st_mtim.tv_sec) * 1000000000 + s.st_mtim.tv_nsec;
#endif
  return info;
}

template <class>
std::vector<std::string> list_directory(const std::string& path) {
  const std::unique_ptr<DIR, int (*)(DIR*)> dir(::opendir(path.empty() ? "." : path.c_str()),
                                                [](DIR* d) { return ::closedir(d); });
  if (dir == nullptr) detail::fail_errno(errno, path);
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(dir.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

template <class>
std::string current_directory() {
  std::string path(256, '\0');
  while (::getcwd(&path[0], path.size()) == nullptr) {
    if (errno != ERANGE) detail::fail_errno(errno, ".");
    path.resize(2 * path.size());
  }
  path.resize(std::strlen(path.c_str()));
  return path;
}
template <class>
void rename_file(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) detail::fail_errno(errno, concat(from, " -> ", to));
}
template <class>
bool remove_path(const std::string& path) noexcept {
  return std::remove(path.c_str()) == 0;
}
template <class>
void make_directories(const std::string& path) {
  if (path.empty() || is_directory(path)) return;
  const std::string_view parent = directory_of(path);
  if (parent != path) make_directories(std::string(parent));
  if (::mkdir(path.c_str(), 0777) != 0 && !is_directory(path)) detail::fail_errno(errno, path);
}
#else
namespace detail {
[[noreturn]] THAW_COLD inline void fail_system(const std::error_code& e, std::string_view path) {
  fail(code_of_errno(e.default_error_condition().value()), path, "; ", e.message());
}
}  // namespace detail

template <class>
file_info stat_path(const std::string& path) noexcept {
  file_info info;
  std::error_code e;
  const auto status = std::filesystem::status(path, e);
  if (e || !std::filesystem::exists(status)) return info;
  info.kind = std::filesystem::is_directory(status) ? file_info::directory : file_info::file;
  if (info.kind == file_info::file) {
    const auto size = std::filesystem::file_size(path, e);
    info.size = e ? 0 : static_cast<std::uint64_t>(size);
  }
  const auto time = std::filesystem::last_write_time(path, e);
  if (!e)
    info.modified_ns = static_cast<std::int64_t>(
        std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count());
  return info;
}

template <class>
std::vector<std::string> list_directory(const std::string& path) {
  std::error_code e;
  std::vector<std::string> names;
  std::filesystem::directory_iterator it(path.empty() ? "." : path, e);
  for (; !e && it != std::filesystem::directory_iterator(); it.increment(e))
    names.push_back(it->path().filename().string());
  if (e) detail::fail_system(e, path);
  std::sort(names.begin(), names.end());
  return names;
}

template <class>
std::string current_directory() {
  std::error_code e;
  const auto path = std::filesystem::current_path(e);
  if (e) detail::fail_system(e, ".");
  return path.string();
}
template <class>
void rename_file(const std::string& from, const std::string& to) {
  std::error_code e;
  std::filesystem::rename(from, to, e);
  if (e) detail::fail_system(e, concat(from, " -> ", to));
}
template <class>
bool remove_path(const std::string& path) noexcept {
  std::error_code e;
  return std::filesystem::remove(path, e) && !e;
}
template <class>
void make_directories(const std::string& path) {
  std::error_code e;
  if (path.empty() || is_directory(path)) return;
  std::filesystem::create_directories(path, e);
  if (e) detail::fail_system(e, path);
}
#endif

namespace detail {
THAW_LAZY std::vector<std::string> path_components(std::string_view path) {
  std::vector<std::string> parts;
  const std::string whole = join_path(current_directory(), path);
  for (std::string_view rest = whole; !rest.empty();) {
    const std::size_t end = std::min(rest.size(), rest.find_first_of(THAW_POSIX ? "/" : "/\\"));
    const std::string_view part = rest.substr(0, end);
    if (part == "..") {
      if (!parts.empty()) parts.pop_back();
    } else if (!part.empty() && part != ".") {
      parts.emplace_back(part);
    }
    rest.remove_prefix(std::min(rest.size(), end + 1));
  }
  return parts;
}
}  // namespace detail

template <class>
std::string relative_path(std::string_view path, std::string_view start) {
  const std::vector<std::string> to = detail::path_components(path), from = detail::path_components(start);
  std::size_t same = 0;
  while (same < to.size() && same < from.size() && to[same] == from[same]) ++same;
  std::string result;
  for (std::size_t i = same; i < from.size(); ++i) result += "../";
  for (std::size_t i = same; i < to.size(); ++i) result += to[i] + "/";
  if (result.empty()) return ".";
  result.pop_back();
  return result;
}

}  // namespace thaw
