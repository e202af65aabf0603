// Writing that never leaves half a file: temporary name, flush to the disk, rename.
#pragma once
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

#include "thaw/core/error.hpp"
#include "thaw/core/file.hpp"
#include "thaw/core/path.hpp"

namespace thaw {

/// A file that appears under its name complete or not at all: bytes go to a temporary name beside it, `finish` brings
/// them to the disk, `commit` renames. Destroyed before that, it leaves nothing.
class atomic_file {
 public:
  /// Throws when the temporary file cannot be made.
  THAW_LAZY explicit atomic_file(std::string path);
  atomic_file(atomic_file&& other) noexcept
      : path_(std::move(other.path_)),
        temporary_(std::exchange(other.temporary_, {})),
        file_(std::exchange(other.file_, nullptr)),
        written_(other.written_) {}
  atomic_file& operator=(atomic_file&&) = delete;
  ~atomic_file();

  const std::string& path() const noexcept { return path_; }
  std::uint64_t written() const noexcept { return written_; }
  /// Appends. Throws resource_exhausted when the disk is full, ….
  THAW_LAZY void write(std::string_view bytes);
  /// Flushes to the disk and closes. Throws.
  THAW_LAZY void finish();
  /// `finish`, then renames and flushes the directory. Throws.
  THAW_LAZY void commit() { commit_as(path_); }
  /// `commit` under another name in the same directory.
  THAW_LAZY void commit_as(const std::string& path);

 private:
  std::string path_, temporary_;
  std::FILE* file_ = nullptr;
  std::uint64_t written_ = 0;
};

/// Writes a whole file so that the old one, or none, is there until the new one is complete. Throws.
THAW_LAZY void write_file(const std::string& path, std::string_view bytes) {
  atomic_file f(path);
  f.write(bytes);
  f.commit();
}

namespace detail {
// A rename is on the disk only when its directory is; not every file system can do this, so errors don't count.
THAW_LAZY void sync_directory(std::string_view path) noexcept {
#if THAW_POSIX
  const std::string_view parent = directory_of(path);
  const descriptor d(::open(parent.empty() ? "." : std::string(parent).c_str(), O_RDONLY | O_CLOEXEC));
  if (d.fd >= 0) (void)::fsync(d.fd);
#else
  (void)path;
#endif
}

THAW_LAZY std::uint64_t temporary_number(const void* salt, unsigned attempt) noexcept {
  auto n = static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
  n ^= static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(salt)) << 20;
#if THAW_POSIX
  n ^= static_cast<std::uint64_t>(::getpid()) << 40;
#endif
  n += attempt;
  n = (n ^ n >> 30) * 0xbf58476d1ce4e5b9u;  // splitmix64's finish: spreads the bits
  n = (n ^ n >> 27) * 0x94d049bb133111ebu;
  return n ^ n >> 31;
}
}  // namespace detail

template <class>
atomic_file::atomic_file(std::string path) : path_(std::move(path)) {
  // TensorFlow takes "*.tempstate<number>" for left-overs of interrupted saves, and so may anybody clean them up.
  for (unsigned attempt = 0; file_ == nullptr; ++attempt) {
    std::string candidate = concat(path_, ".tempstate", detail::temporary_number(this, attempt));
#if THAW_POSIX
    const int fd = ::open(candidate.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0 && errno == EEXIST && attempt < 100) continue;
    if (fd < 0) detail::fail_errno(errno, path_);
    file_ = ::fdopen(fd, "wb");
    if (file_ == nullptr) ::close(fd);
#else
    file_ = std::fopen(candidate.c_str(), "wb");
#endif
    if (file_ == nullptr) detail::fail_errno(errno, path_);
    temporary_ = std::move(candidate);
  }
  std::setvbuf(file_, nullptr, _IOFBF, std::size_t{1} << 16);
}

inline atomic_file::~atomic_file() {
  if (file_ != nullptr) std::fclose(file_);
  if (!temporary_.empty()) remove_path(temporary_);
}

template <class>
void atomic_file::write(std::string_view bytes) {
  if (!bytes.empty() && std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size())
    detail::fail_errno(errno, path_);
  written_ += bytes.size();
}

template <class>
void atomic_file::finish() {
  if (file_ == nullptr) return;
  bool good = std::fflush(file_) == 0;
#if THAW_POSIX
  good = good && (::fsync(::fileno(file_)) == 0 || errno == EINVAL);  // EINVAL: nothing that could be flushed
#endif
  const int e = errno;
  const bool closed = std::fclose(std::exchange(file_, nullptr)) == 0;
  if (!good || !closed) detail::fail_errno(good ? errno : e, path_);
}

template <class>
void atomic_file::commit_as(const std::string& path) {
  finish();
  rename_file(temporary_, path);
  temporary_.clear();
  detail::sync_directory(path);
}

}  // namespace thaw
