// The writer: runs over a message twice, first to measure, then to write into exactly as many bytes.
//
// A length stands in front of what it measures, so the first run keeps the lengths, in the order in which they are
// opened, and the second run uses them up in the same order.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "thaw/core/error.hpp"
#include "thaw/wire/reader.hpp"

namespace thaw::wire {

/// Appends protobuf's wire format. Starts out measuring; `write_to` begins the second run.
class writer {
 public:
  /// What the first run would have written.
  std::uint64_t size() const noexcept { return size_; }
  /// The second run writes to `out`, which has `size()` bytes.
  THAW_LAZY void write_to(char* out) noexcept {
    out_ = out;
    next_ = 0;
  }

  THAW_LAZY void raw(const void* data, std::size_t n) {
    if (n == 0) return;
    if (out_ == nullptr) {
      size_ += n;
      return;
    }
    std::memcpy(out_, data, n);
    out_ += n;
  }
  THAW_LAZY void varint(std::uint64_t value) {
    unsigned char bytes[max_varint_bytes];
    std::size_t n = 0;
    for (; value >= 0x80; value >>= 7) bytes[n++] = static_cast<unsigned char>(value | 0x80);
    bytes[n++] = static_cast<unsigned char>(value);
    raw(bytes, n);
  }
  THAW_LAZY void fixed32(std::uint32_t value) { fixed(value, 4); }
  THAW_LAZY void fixed64(std::uint64_t value) { fixed(value, 8); }
  THAW_LAZY void tag(std::uint32_t number, wire_type type) {
    varint(static_cast<std::uint64_t>(number) << 3 | static_cast<unsigned>(type));
  }
  THAW_LAZY void delimited(std::string_view text) {
    varint(text.size());
    raw(text.data(), text.size());
  }

  /// What `body()` writes, with its length in front.
  template <class Body>
  void delimited_by(Body&& body) {
    const std::size_t slot = next_++;
    if (out_ != nullptr) {
      varint(lengths_[slot]);
      body();
      return;
    }
    lengths_.push_back(0);
    const std::uint64_t start = size_;
    body();
    lengths_[slot] = size_ - start;
    varint(lengths_[slot]);
  }

 private:
  THAW_LAZY void fixed(std::uint64_t value, unsigned n) {
    unsigned char bytes[8];
    for (unsigned i = 0; i < n; ++i) bytes[i] = static_cast<unsigned char>(value >> (8 * i));
    raw(bytes, n);
  }

  char* out_ = nullptr;
  std::uint64_t size_ = 0;
  std::vector<std::uint64_t> lengths_;
  std::size_t next_ = 0;
};

}  // namespace thaw::wire
