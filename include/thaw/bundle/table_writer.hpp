// Writing a sorted-string table byte for byte as TensorFlow does. The format: bundle/table.hpp.
//
// TensorFlow's parameters (tsl/lib/io/table_options.h, table_builder.cc): blocks of 256 KiB, a restart every 16 entries
// (every entry in the index block), no compression, an empty meta-index block, shortened keys in the index.
#pragma once
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/bundle/crc32c.hpp"
#include "thaw/bundle/table.hpp"

namespace thaw::bundle {

namespace detail {
THAW_LAZY void put_varint(std::string& to, std::uint64_t n) {
  for (; n >= 0x80; n >>= 7) to.push_back(static_cast<char>((n & 0x7fu) | 0x80u));
  to.push_back(static_cast<char>(n));
}
THAW_LAZY void put_fixed32(std::string& to, std::uint32_t n) {
  for (int i = 0; i < 4; ++i, n >>= 8) to.push_back(static_cast<char>(n & 0xffu));
}

class block_builder {
 public:
  explicit block_builder(std::size_t restart_interval) : interval_(restart_interval) {}
  bool empty() const noexcept { return bytes_.empty(); }
  std::size_t size() const noexcept { return bytes_.size() + 4 * restarts_.size() + 4; }
  const std::string& last_key() const noexcept { return last_; }

  THAW_LAZY void add(std::string_view key, std::string_view value) {
    std::size_t shared = 0;
    if (since_restart_ == interval_) {
      restarts_.push_back(static_cast<std::uint32_t>(bytes_.size()));
      since_restart_ = 0;
    } else {
      while (shared < key.size() && shared < last_.size() && key[shared] == last_[shared]) ++shared;
    }
    put_varint(bytes_, shared);
    put_varint(bytes_, key.size() - shared);
    put_varint(bytes_, value.size());
    bytes_.append(key.substr(shared));
    bytes_.append(value);
    last_.assign(key.data(), key.size());
    ++since_restart_;
  }

  /// The payload; starts anew.
  THAW_LAZY std::string take() {
    for (const std::uint32_t r : restarts_) put_fixed32(bytes_, r);
    put_fixed32(bytes_, static_cast<std::uint32_t>(restarts_.size()));
    last_.clear();
    since_restart_ = 0;
    restarts_.assign(1, 0);
    return std::exchange(bytes_, {});
  }

 private:
  std::size_t interval_, since_restart_ = 0;
  std::string bytes_, last_;
  std::vector<std::uint32_t> restarts_{0};
};

// A short key that is >= a and < b.
THAW_LAZY std::string separator(const std::string& a, std::string_view b) {
  std::size_t same = 0;
  while (same < a.size() && same < b.size() && a[same] == b[same]) ++same;
  if (same < a.size() && same < b.size()) {
    const auto byte = static_cast<unsigned char>(a[same]);
    if (byte < 0xff && byte + 1 < static_cast<unsigned char>(b[same])) {
      std::string key = a.substr(0, same + 1);
      key[same] = static_cast<char>(byte + 1);
      return key;
    }
  }
  return a;
}
// A short key that is >= a.
THAW_LAZY std::string successor(const std::string& a) {
  for (std::size_t i = 0; i < a.size(); ++i)
    if (const auto byte = static_cast<unsigned char>(a[i]); byte != 0xff) {
      std::string key = a.substr(0, i + 1);
      key[i] = static_cast<char>(byte + 1);
      return key;
    }
  return a;
}
}  // namespace detail

/// Entries in, bytes out.
class table_writer {
 public:
  /// `key` must be larger than all before it.
  THAW_LAZY void add(std::string_view key, std::string_view value) {
    assert(!any_ || key > last_);
    if (pending_) add_index(detail::separator(last_, key));
    if (key.size() + value.size() >= 2 * block_size && !block_.empty()) {
      flush();
      add_index(detail::separator(last_, key));
    }
    block_.add(key, value);
    last_.assign(key.data(), key.size());
    any_ = true;
    if (block_.size() >= block_size) flush();
  }

  /// The whole file; the writer must not be used again.
  THAW_LAZY std::string finish() {
    if (!block_.empty()) flush();
    const auto meta_index = write_block(detail::block_builder(1).take());
    if (pending_) add_index(detail::successor(last_));
    const auto index = write_block(index_.take());
    std::string footer;
    put_handle(footer, meta_index);
    put_handle(footer, index);
    footer.resize(table_footer_size - table_magic.size(), '\0');
    out_ += footer;
    out_ += table_magic;
    return std::move(out_);
  }

 private:
  static constexpr std::size_t block_size = 262144;

  THAW_LAZY static void put_handle(std::string& to, detail::block_handle h) {
    detail::put_varint(to, h.offset);
    detail::put_varint(to, h.size);
  }
  THAW_LAZY detail::block_handle write_block(std::string payload) {
    const detail::block_handle h{out_.size(), payload.size()};
    payload.push_back('\0');
    out_ += payload;
    detail::put_fixed32(out_, crc32c_mask(crc32c(payload)));
    return h;
  }
  THAW_LAZY void flush() {
    pending_handle_ = write_block(block_.take());
    pending_ = true;
  }
  // An index key is chosen when the first key of the next block is known.
  THAW_LAZY void add_index(const std::string& key) {
    std::string handle;
    put_handle(handle, pending_handle_);
    index_.add(key, handle);
    pending_ = false;
  }

  std::string out_, last_;
  detail::block_builder block_{16}, index_{1};
  detail::block_handle pending_handle_;
  bool pending_ = false, any_ = false;
};

}  // namespace thaw::bundle
