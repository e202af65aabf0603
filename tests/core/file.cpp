#include "thaw/core/file.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

#include "thaw/core/atomic_file.hpp"

namespace {
template <class F>
std::string error_of(F&& f) {
  try {
    f();
  } catch (const thaw::error& e) {
    return thaw::concat(name(e.code()), ": ", e.message());
  }
  return "";
}

// An empty directory that goes away with the object.
struct scratch {
  scratch() {
    const char* base = std::getenv("TMPDIR");
    path = thaw::join_path(base != nullptr ? base : "/tmp",
                           thaw::concat("thaw_file_test_", reinterpret_cast<std::uintptr_t>(this), '_',
                                        thaw::detail::temporary_number(this, 0)));
    thaw::make_directories(path);
  }
  scratch(const scratch&) = delete;
  scratch& operator=(const scratch&) = delete;
  ~scratch() { remove_all(path); }
  std::string operator/(std::string_view name) const { return thaw::join_path(path, name); }
  static void remove_all(const std::string& p) {
    if (thaw::is_directory(p))
      for (const std::string& name : thaw::list_directory(p)) remove_all(thaw::join_path(p, name));
    thaw::remove_path(p);
  }
  std::string path;
};
}  // namespace

TEST_CASE("paths") {
  CHECK(thaw::directory_of("a/b/c") == "a/b");
  CHECK(thaw::directory_of("a") == "");
  CHECK(thaw::directory_of("/a") == "/");
  CHECK(thaw::directory_of("a/") == "a");
  CHECK(thaw::file_name_of("a/b/c") == "c");
  CHECK(thaw::file_name_of("c") == "c");
  CHECK(thaw::file_name_of("a/") == "");
  CHECK(thaw::join_path("a", "b") == "a/b");
  CHECK(thaw::join_path("a/", "b") == "a/b");
  CHECK(thaw::join_path("", "b") == "b");
  CHECK(thaw::join_path("a", "/b") == "/b");
  CHECK(thaw::join_path("a", "") == "a/");
  CHECK(thaw::is_absolute_path("/a"));
  CHECK_FALSE(thaw::is_absolute_path("a/b"));
  CHECK_FALSE(thaw::is_absolute_path(""));
}

TEST_CASE("relative_path") {
  CHECK(thaw::relative_path("a/b/c", "a/d") == "../b/c");
  CHECK(thaw::relative_path("a/b", "a/b") == ".");
  CHECK(thaw::relative_path("a/b", "a") == "b");
  CHECK(thaw::relative_path("a", "a/b") == "..");
  CHECK(thaw::relative_path("./a/../b", "") == "b");
  CHECK(thaw::relative_path("/x/y", "/x/z") == "../y");
  CHECK(thaw::relative_path("/x/y", "/") == "x/y");
  CHECK(thaw::relative_path(thaw::current_directory() + "/a", "b") == "../a");
  CHECK(thaw::join_path(thaw::current_directory(), thaw::relative_path("../q", ".")) ==
        thaw::current_directory() + "/../q");
}

TEST_CASE("files: written, mapped, read, listed") {
  const scratch dir;
  std::string content(100000, '\0');
  for (std::size_t i = 0; i < content.size(); ++i) content[i] = static_cast<char>(i * 7);
  for (const std::string& text : {std::string(), std::string("x"), content}) {
    thaw::write_file(dir / "f", text);
    CHECK(thaw::read_file(dir / "f") == text);
    const thaw::shared_bytes mapped = thaw::map_file(dir / "f");
    CHECK(mapped.bytes == text);
    CHECK(thaw::stat_path(dir / "f").size == text.size());
    // Replaced, the old bytes stay.
    thaw::write_file(dir / "f", "new");
    CHECK(mapped.bytes == text);
  }
  thaw::make_directories(dir / "b/c");
  thaw::make_directories(dir / "b/c");
  thaw::write_file(dir / "a", "");
  CHECK(thaw::list_directory(dir.path) == std::vector<std::string>{"a", "b", "f"});
  CHECK(thaw::is_directory(dir / "b"));
  CHECK_FALSE(thaw::is_file(dir / "b"));
  CHECK(thaw::is_file(dir / "a"));
  CHECK_FALSE(thaw::path_exists(dir / "z"));
  thaw::rename_file(dir / "a", dir / "f");
  CHECK(thaw::read_file(dir / "f").empty());
  CHECK(thaw::remove_path(dir / "f"));
  CHECK_FALSE(thaw::remove_path(dir / "f"));
  CHECK_FALSE(thaw::remove_path(dir / "b"));  // not empty
}

TEST_CASE("files: the map outlives every other trace of the file") {
  const scratch dir;
  thaw::write_file(dir / "f", "content");
  const thaw::shared_bytes copy = thaw::map_file(dir / "f");
  thaw::remove_path(dir / "f");
  CHECK(copy.bytes == "content");
}

TEST_CASE("files: errors name the file") {
  const scratch dir;
  CHECK(error_of([&] { thaw::map_file(dir / "f"); }) == "not_found: " + (dir / "f") + "; No such file or directory");
  CHECK(error_of([&] { thaw::read_file(dir / "f"); }) == "not_found: " + (dir / "f") + "; No such file or directory");
  for (const bool map : {true, false})
    CHECK(error_of([&] { map ? (void)thaw::map_file(dir.path) : (void)thaw::read_file(dir.path); }) ==
          "failed_precondition: " + dir.path + "; it is a directory, a file was expected");
  CHECK(error_of([&] { thaw::list_directory(dir / "x"); }).substr(0, 10) == "not_found:");
  CHECK(error_of([&] { thaw::write_file(dir / "x/f", "y"); }).substr(0, 10) == "not_found:");
  CHECK(error_of([&] { thaw::rename_file(dir / "x", dir / "y"); }).substr(0, 10) == "not_found:");
  thaw::write_file(dir / "f", "x");
  const std::string not_a_directory = error_of([&] { thaw::make_directories(dir / "f/g"); });
  CHECK(not_a_directory.find(dir / "f") != std::string::npos);  // the code is the system's choice
#if THAW_POSIX
  if (::geteuid() != 0) {  // root may do everything
    ::chmod((dir / "f").c_str(), 0);
    CHECK(error_of([&] { thaw::map_file(dir / "f"); }).substr(0, 18) == "permission_denied:");
  }
  CHECK(thaw::detail::code_of_errno(ENOSPC) == thaw::code::resource_exhausted);
#endif
}

TEST_CASE("files: those without a size are read to the end") {
  if (!thaw::path_exists("/proc/self/status")) return;
  CHECK_FALSE(thaw::read_file("/proc/self/status").empty());
}

TEST_CASE("atomic_file: all or nothing") {
  const scratch dir;
  thaw::write_file(dir / "f", "old");
  {
    thaw::atomic_file f(dir / "f");
    f.write("new");
    f.write(std::string(200000, 'x'));
    CHECK(f.written() == 200003);
    CHECK(thaw::read_file(dir / "f") == "old");
    CHECK(thaw::list_directory(dir.path).size() == 2);
  }
  CHECK(thaw::read_file(dir / "f") == "old");
  CHECK(thaw::list_directory(dir.path).size() == 1);
  {
    thaw::atomic_file f(dir / "f");
    thaw::atomic_file moved(std::move(f));
    moved.write("new");
    moved.finish();
    CHECK(thaw::read_file(dir / "f") == "old");
    moved.commit();
    CHECK(thaw::read_file(dir / "f") == "new");
  }
  CHECK(thaw::read_file(dir / "f") == "new");
  CHECK(thaw::list_directory(dir.path).size() == 1);
  {
    thaw::atomic_file f(dir / "f");
    f.write("other");
    f.commit_as(dir / "g");
  }
  CHECK(thaw::read_file(dir / "f") == "new");
  CHECK(thaw::read_file(dir / "g") == "other");
  CHECK(thaw::list_directory(dir.path).size() == 2);
}
