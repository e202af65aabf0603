// The bounded reader: every length, varint and tag that comes from a file passes through here, and nowhere else is
// arithmetic done on it. Lengths are compared in 64 bits before anything is added, narrowed or allocated.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "thaw/core/error.hpp"

namespace thaw::wire {

/// Messages inside messages: protobuf's own limit, in both of its runtimes. Groups and map entries count.
inline constexpr int max_depth = 100;
/// Bytes of a varint of 64 bits, and of a tag.
inline constexpr int max_varint_bytes = 10;
inline constexpr int max_tag_bytes = 5;
/// A serialized message is smaller than this, and so is each field in it.
inline constexpr std::uint64_t max_message_bytes = 0x7fffffff;

/// How a field's value is laid out in the file.
enum class wire_type : std::uint8_t {
  varint = 0,
  fixed64 = 1,
  length = 2,
  group_start = 3,
  group_end = 4,
  fixed32 = 5
};

/// Number and wire type in front of each field.
struct field_tag {
  std::uint32_t number;
  wire_type type;
};

/// Reads little-endian values, varints and runs of bytes off the front of a view. Whatever does not fit what is left is
/// `data_loss`, with the position in the file; the reader never looks outside its view.
class reader {
 public:
  /// `position` is where `data` starts in the file, for error texts.
  explicit reader(std::string_view data, std::uint64_t position = 0) noexcept
      : at_(data.data()), left_(data.size()), end_position_(position + data.size()) {}

  bool done() const noexcept { return left_ == 0; }
  std::uint64_t remaining() const noexcept { return left_; }
  /// Offset in the file of the next byte.
  std::uint64_t position() const noexcept { return end_position_ - left_; }
  /// What has not been read yet.
  std::string_view rest() const noexcept { return {at_, left_}; }

  /// A varint of up to ten bytes, which need not be the shortest; bits beyond 64 are dropped, as protobuf does.
  THAW_LAZY std::uint64_t varint64() {
    if (left_ != 0 && static_cast<unsigned char>(*at_) < 0x80) return take();
    return long_varint(max_varint_bytes);
  }
  /// A varint of up to five bytes whose value fits 32 bits.
  THAW_LAZY std::uint32_t varint32() {
    if (left_ != 0 && static_cast<unsigned char>(*at_) < 0x80) return take();
    const std::uint64_t start = position(), value = long_varint(max_tag_bytes);
    if (value > 0xffffffffu) fail(code::data_loss, "a varint does not fit 32 bits, at byte ", start);
    return static_cast<std::uint32_t>(value);
  }
  THAW_LAZY std::uint32_t fixed32() { return static_cast<std::uint32_t>(fixed(4)); }
  THAW_LAZY std::uint64_t fixed64() { return fixed(8); }
  /// The next `n` bytes, in place.
  THAW_LAZY std::string_view bytes(std::uint64_t n) {
    if (n > left_) too_short(n);
    const std::string_view taken(at_, static_cast<std::size_t>(n));
    at_ += n;
    left_ -= static_cast<std::size_t>(n);
    return taken;
  }
  /// A reader of the next `n` bytes, which are skipped here.
  THAW_LAZY reader part(std::uint64_t n) {
    const std::uint64_t start = position();
    return reader(bytes(n), start);
  }

  /// The length in front of a length-delimited field.
  THAW_LAZY std::uint64_t length() {
    const std::uint64_t start = position(), n = varint64();
    if (n > left_ || n > max_message_bytes) bad_length(n, start);
    return n;
  }
  /// The tag of the next field.
  THAW_LAZY field_tag tag() {
    const std::uint64_t start = position();
    const std::uint32_t value = varint32();
    if (value >> 3 == 0 || (value & 7) > 5) bad_tag(value, start);
    return {value >> 3, static_cast<wire_type>(value & 7)};
  }
  /// Skips the value of a field whose tag has just been read; `depth` is what is left of `max_depth`.
  THAW_LAZY void skip(field_tag t, int depth) {
    switch (t.type) {
      case wire_type::varint:
        varint64();
        return;
      case wire_type::fixed64:
        bytes(8);
        return;
      case wire_type::length:
        bytes(length());
        return;
      case wire_type::fixed32:
        bytes(4);
        return;
      case wire_type::group_start:
        skip_group(t.number, depth);
        return;
      case wire_type::group_end:
        fail(code::data_loss, "the end of a group that was not started, before byte ", position());
    }
  }

  [[noreturn]] THAW_COLD void too_deep() const {
    fail(code::data_loss, "messages are nested more than ", max_depth, " deep, at byte ", position());
  }

 private:
  THAW_LAZY std::uint8_t take() noexcept {
    --left_;
    return static_cast<std::uint8_t>(*at_++);
  }
  THAW_LAZY std::uint64_t fixed(unsigned size) {
    const std::string_view b = bytes(size);
    std::uint64_t value = 0;
    for (unsigned i = 0; i < size; ++i)
      value |= static_cast<std::uint64_t>(static_cast<unsigned char>(b[i])) << (8 * i);
    return value;
  }
  THAW_NOINLINE std::uint64_t long_varint(int longest) {
    const std::uint64_t start = position();
    std::uint64_t value = 0;
    for (int i = 0; i < longest; ++i) {
      if (left_ == 0) fail(code::data_loss, "the data ends inside a varint, at byte ", position());
      const std::uint8_t byte = take();
      value |= static_cast<std::uint64_t>(byte & 0x7f) << (7 * i);
      if (byte < 0x80) return value;
    }
    fail(code::data_loss, "a varint is longer than ", longest, " bytes, at byte ", start);
  }
  THAW_LAZY void skip_group(std::uint32_t number, int depth) {
    if (depth == 0) too_deep();
    for (;;) {
      if (done()) fail(code::data_loss, "the data ends inside a group, at byte ", position());
      const std::uint64_t start = position();
      const field_tag t = tag();
      if (t.type != wire_type::group_end) {
        skip(t, depth - 1);
        continue;
      }
      if (t.number != number)
        fail(code::data_loss, "group ", number, " is closed as group ", t.number, ", at byte ", start);
      return;
    }
  }
  [[noreturn]] THAW_COLD void too_short(std::uint64_t n) const {
    fail(code::data_loss, n, " bytes wanted, ", left_, " left, at byte ", position());
  }
  [[noreturn]] THAW_COLD void bad_length(std::uint64_t n, std::uint64_t start) const {
    fail(code::data_loss, "length ", n, " runs past the end (", left_, " bytes left), at byte ", start);
  }
  [[noreturn]] THAW_COLD static void bad_tag(std::uint32_t value, std::uint64_t start) {
    if (value >> 3 == 0) fail(code::data_loss, "a field has number 0, at byte ", start);
    fail(code::data_loss, "a field has wire type ", value & 7, ", at byte ", start);
  }

  const char* at_;
  std::size_t left_;
  std::uint64_t end_position_;
};

}  // namespace thaw::wire
