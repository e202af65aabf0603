// What the tests of checkpoints share: the expected values of tests/data/bundle, a directory to write to, damage.
#pragma once
#include <doctest/doctest.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "thaw/core/error.hpp"
#include "thaw/core/file.hpp"
#include "thaw/core/tensor.hpp"

#if THAW_POSIX
#include <unistd.h>
#endif

namespace bundle_test {

inline std::string data_file(std::string_view name = "") { return thaw::join_path(THAW_TEST_DATA "/bundle", name); }

inline std::string unhex(std::string_view hex) {
  const auto digit = [](char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); };
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); ++i) {
    if (hex[i] == ' ') continue;
    bytes.push_back(static_cast<char>(digit(hex[i]) << 4 | digit(hex[i + 1])));
    ++i;
  }
  return bytes;
}

inline std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// A line of expected.tsv.
struct expectation {
  std::string checkpoint, name;
  thaw::dtype dtype;
  thaw::shape shape;
  std::string bytes;                 // of plain types
  std::vector<std::string> strings;  // of strings
};

inline std::vector<expectation> expectations(std::string_view checkpoint = "") {
  std::vector<expectation> all;
  const std::string text = thaw::read_file(data_file("expected.tsv"));
  for (const std::string_view line : split(text, '\n')) {
    if (line.empty() || line[0] == '#') continue;
    const auto fields = split(line, '\t');
    REQUIRE(fields.size() == 5);
    if (!checkpoint.empty() && fields[0] != checkpoint) continue;
    expectation e{std::string(fields[0]), std::string(fields[1]), thaw::dtype_from_name(fields[2]), {}, {}, {}};
    if (const std::size_t zero = e.name.find("\\0"); zero != std::string::npos) e.name.replace(zero, 2, 1, '\0');
    if (!fields[3].empty())
      for (const std::string_view d : split(fields[3], ',')) e.shape.push_back(std::atoll(std::string(d).c_str()));
    if (e.dtype != thaw::dtype::string)
      e.bytes = unhex(fields[4]);
    else if (!fields[4].empty())
      for (const std::string_view s : split(fields[4].substr(0, fields[4].size() - 1), ';'))
        e.strings.push_back(unhex(s));
    all.push_back(std::move(e));
  }
  REQUIRE(!all.empty());
  return all;
}

inline bool same(const thaw::tensor& t, const expectation& e) {
  if (t.dtype() != e.dtype || t.shape() != e.shape) return false;
  if (e.dtype == thaw::dtype::string)
    return std::equal(e.strings.begin(), e.strings.end(), t.data<std::string>(), t.data<std::string>() + t.elements());
  return t.bytes() == e.bytes.size() && (e.bytes.empty() || std::memcmp(t.raw(), e.bytes.data(), e.bytes.size()) == 0);
}

/// As a tensor, to be written.
inline thaw::tensor to_tensor(const expectation& e) {
  thaw::tensor t(e.dtype, e.shape);
  if (e.dtype == thaw::dtype::string)
    for (std::size_t i = 0; i < e.strings.size(); ++i) t.data<std::string>()[i] = e.strings[i];
  else if (!e.bytes.empty())
    std::memcpy(t.raw(), e.bytes.data(), e.bytes.size());
  return t;
}

/// What f() throws: "not_found: text", or "" when nothing.
template <class F>
std::string error_of(F&& f) {
  try {
    f();
  } catch (const thaw::error& e) {
    return thaw::concat(name(e.code()), ": ", e.message());
  }
  return "";
}

inline bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// An empty directory that goes away with the object.
class scratch {
 public:
  scratch() {
    const char* base = std::getenv("TMPDIR");
    static int count = 0;
#if THAW_POSIX
    const long process = ::getpid();
#else
    const long process = 0;
#endif
    path_ = thaw::join_path(base != nullptr ? base : "/tmp", thaw::concat("thaw_bundle_test_", process, '_', count++));
    remove_all(path_);
    thaw::make_directories(path_);
  }
  scratch(const scratch&) = delete;
  scratch& operator=(const scratch&) = delete;
  ~scratch() { remove_all(path_); }
  std::string operator/(std::string_view name) const { return thaw::join_path(path_, name); }
  const std::string& path() const { return path_; }
  std::vector<std::string> names() const { return thaw::list_directory(path_); }

 private:
  static void remove_all(const std::string& path) {
    if (thaw::is_directory(path))
      for (const std::string& name : thaw::list_directory(path)) remove_all(thaw::join_path(path, name));
    thaw::remove_path(path);
  }
  std::string path_;
};

}  // namespace bundle_test
