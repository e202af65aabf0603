// The header of a .npy file: a magic string, a version, a length, and a Python dict literal such as
//   {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }
// (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html). Nothing but such a literal is understood.
#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "thaw/core/error.hpp"
#include "thaw/core/shape.hpp"

namespace thaw::detail {

/// What the header says of the array behind it.
struct npy_header {
  std::string descr;           // as in the file: "<f4", "|S12", …
  char kind = 0;               // numpy's letter: b i u f c V S U
  std::uint64_t item = 0;      // bytes of one element
  bool big_endian = false;     // the elements are
  bool fortran_order = false;  // the first index runs fastest
  thaw::shape shape;
  std::size_t size = 0;  // bytes of the header: where the elements begin
};

/// Reads the header at the beginning of a file. Throws data_loss for what is not one, unimplemented for arrays that no
/// tensor can hold (objects, structures, dates, long double).
THAW_SETUP npy_header parse_npy_header(std::string_view bytes);

/// The header that numpy.save writes for a row-major array (version 1.0).
THAW_SETUP std::string make_npy_header(std::string_view descr, const thaw::shape& s);

// ---- details ----

/// A reader of the Python literals that a header consists of.
class npy_literals {
 public:
  explicit npy_literals(std::string_view text) noexcept : text_(text) {}

  /// Skips white space; then: is this the next character? If so, steps over it.
  THAW_SETUP bool take(char c) noexcept {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r'))
      ++at_;
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  THAW_SETUP void expect(char c) {
    if (!take(c)) wrong(concat("'", c, "'"));
  }
  THAW_SETUP bool done() noexcept { return !take('\0') && at_ == text_.size(); }

  THAW_SETUP std::string_view string() {
    const char quote = take('"') ? '"' : '\'';
    if (quote == '\'') expect(quote);
    const std::size_t end = text_.find(quote, at_);
    if (end == std::string_view::npos) wrong("the end of the string");
    const std::string_view s = text_.substr(at_, end - at_);
    if (s.find('\\') != std::string_view::npos) wrong("a string without escapes");
    at_ = end + 1;
    return s;
  }
  THAW_SETUP bool boolean() {
    if (word("True")) return true;
    if (!word("False")) wrong("True or False");
    return false;
  }
  /// A tuple of sizes; Python 2 wrote them as "3L".
  THAW_SETUP thaw::shape tuple() {
    thaw::shape s;
    expect('(');
    while (!take(')')) {
      if (s.rank() == max_rank) fail(code::data_loss, "the header's shape has more than ", max_rank, " dimensions");
      s.push_back(size());
      if (take(',')) continue;
      if (s.rank() == 1) wrong("',' (a tuple, not a number in parentheses)");
      expect(')');
      break;
    }
    return s;
  }
  THAW_LAZY [[noreturn]] void wrong(std::string_view expected) const {
    fail(code::data_loss, "the header is damaged: ", expected, " was expected at byte ", at_, " of its text");
  }

 private:
  THAW_SETUP bool word(std::string_view w) noexcept {
    take('\0');  // skips white space
    if (text_.substr(at_, w.size()) != w) return false;
    at_ += w.size();
    return true;
  }
  std::int64_t size() {
    constexpr std::int64_t max = std::numeric_limits<std::int64_t>::max();
    take('\0');  // skips white space
    const std::size_t start = at_;
    std::int64_t n = 0;
    for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_) {
      const int digit = text_[at_] - '0';
      if (n > (max - digit) / 10) wrong("a size below 2^63");
      n = n * 10 + digit;
    }
    if (at_ == start) wrong("a size");
    if (at_ < text_.size() && text_[at_] == 'L') ++at_;
    return n;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// Splits "<f4" into byte order, kind and size, and refuses what no tensor can hold.
THAW_SETUP void parse_npy_descr(npy_header& h) {
  std::string_view d = h.descr;
  const auto unsupported = [&](std::string_view why) {
    fail(code::unimplemented, "an array of numpy's dtype '", h.descr, "' ", why);
  };
  const auto malformed = [&] { fail(code::data_loss, "the header's descr '", h.descr, "' is not a dtype"); };
  if (!d.empty() && (d[0] == '<' || d[0] == '>' || d[0] == '|' || d[0] == '=')) {
    h.big_endian = d[0] == '>';
    d.remove_prefix(1);
  }
  if (d.empty()) malformed();
  h.kind = d[0] == 'a' ? 'S' : d[0];  // 'a' is an old name of 'S'
  d.remove_prefix(1);
  if (h.kind == 'O')
    unsupported("holds pickled Python objects, which cannot be read; save strings with dtype 'S' or 'U'");
  if (h.kind == 'M' || h.kind == 'm') unsupported("holds dates or durations, which no tensor can hold");
  if (std::string_view("biufcVSU").find(h.kind) == std::string_view::npos || d.empty()) malformed();
  for (const char c : d) {
    if (c < '0' || c > '9') malformed();
    h.item = h.item * 10 + static_cast<std::uint64_t>(c - '0');
    if (h.item > 0x7fffffff) malformed();  // numpy's own limit
  }
  const auto is_one_of = [&](std::string_view sizes) {  // characters with the value of the sizes
    return h.item < 64 && sizes.find(static_cast<char>(h.item)) != std::string_view::npos;
  };
  switch (h.kind) {
    case 'S':
      break;
    case 'U':
      h.item *= 4;
      break;
    case 'V':
      if (h.item != 2) unsupported("holds opaque items; of these only bfloat16 ('V2') can be read");
      break;
    case 'b':
      if (!is_one_of("\1")) malformed();
      break;
    case 'f':
      if (is_one_of("\xA\xC\x10")) unsupported("holds long doubles; save it as float64");
      if (!is_one_of("\2\4\x8")) malformed();
      break;
    case 'c':
      if (is_one_of("\x14\x18\x20")) unsupported("holds long doubles; save it as complex128");
      if (!is_one_of("\x8\x10")) malformed();
      break;
    default:
      if (!is_one_of("\1\2\4\x8")) malformed();
  }
}

template <class>
npy_header parse_npy_header(std::string_view bytes) {
  constexpr std::string_view magic = "\x93NUMPY";
  const auto byte = [&](std::size_t i) { return static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])); };
  if (bytes.substr(0, 4) == "PK\3\4")
    fail(code::data_loss, "not a .npy file but a zip archive; if it is an .npz file, unpack it and choose an array");
  if (bytes.substr(0, magic.size()) != magic)
    fail(code::data_loss, "not a .npy file: it does not begin with \\x93NUMPY");
  if (bytes.size() < 10) fail(code::data_loss, "the .npy header is cut off after ", bytes.size(), " bytes");
  const std::uint64_t major = byte(6), minor = byte(7);
  if (major < 1 || major > 3 || minor != 0)
    fail(code::unimplemented, "version ", major, ".", minor, " of the .npy format is not known (1.0, 2.0 and 3.0 are)");
  const std::size_t start = major == 1 ? 10 : 12;
  if (bytes.size() < start) fail(code::data_loss, "the .npy header is cut off after ", bytes.size(), " bytes");
  std::uint64_t length = byte(8) | byte(9) << 8;
  if (major > 1) length |= byte(10) << 16 | byte(11) << 24;
  if (length > bytes.size() - start)
    fail(code::data_loss, "the .npy header is cut off: ", length, " bytes promised, ", bytes.size() - start, " there");

  npy_header h;
  h.size = start + static_cast<std::size_t>(length);
  npy_literals in(bytes.substr(start, static_cast<std::size_t>(length)));
  bool has_descr = false, has_order = false, has_shape = false;
  const auto first = [](bool& seen, std::string_view key) {
    if (std::exchange(seen, true)) fail(code::data_loss, "the header has '", key, "' twice");
  };
  in.expect('{');
  while (!in.take('}')) {
    const std::string_view key = in.string();
    in.expect(':');
    if (key == "descr") {
      first(has_descr, key);
      if (in.take('[') || in.take('('))
        fail(code::unimplemented, "a structured array has no counterpart among tensors");
      h.descr = in.string();
    } else if (key == "fortran_order") {
      first(has_order, key);
      h.fortran_order = in.boolean();
    } else if (key == "shape") {
      first(has_shape, key);
      h.shape = in.tuple();
    } else {
      fail(code::data_loss, "the header has an unknown key '", key, "'");
    }
    if (in.take(',')) continue;
    in.expect('}');
    break;
  }
  if (!in.done()) in.wrong("the end");
  if (!has_descr || !has_order || !has_shape)
    fail(code::data_loss, "the header lacks", has_descr ? "" : " 'descr'", has_order ? "" : " 'fortran_order'",
         has_shape ? "" : " 'shape'");
  parse_npy_descr(h);
  return h;
}

template <class>
std::string make_npy_header(std::string_view descr, const thaw::shape& s) {
  std::string dims;
  for (std::size_t i = 0; i < s.rank(); ++i) dims += (i != 0 ? ", " : "") + std::to_string(s[i]);
  std::string text =
      concat("{'descr': '", descr, "', 'fortran_order': False, 'shape': (", dims, s.rank() == 1 ? "," : "", "), }");
  // numpy leaves room for the first size to grow to 21 digits, then pads to 64 bytes (a whole 64 where none are
  // needed).
  if (s.rank() != 0) text.append(21 - std::to_string(s[0]).size(), ' ');
  text.append(64 - (10 + text.size() + 1) % 64, ' ').push_back('\n');
  std::string h("\x93NUMPY\1\0", 8);
  h.push_back(static_cast<char>(text.size() & 0xff));  // at most 254 sizes of 21 characters: 16 bits are enough
  h.push_back(static_cast<char>(text.size() >> 8));
  return h + text;
}

}  // namespace thaw::detail
