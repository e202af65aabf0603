// Reading a sorted-string table: the format of `.index` files and of V1 checkpoints.
//
//   file    = data blocks, meta-index block, index block, footer
//   footer  = handle(meta-index) handle(index), zeros up to 40 bytes, 57fb808b247547db
//   handle  = varint64 offset, varint64 size (without the trailer)
//   block   = payload, kind (0 raw, 1 snappy), masked crc32c of both
//   payload = entries, restart offsets (fixed32 each), their number (fixed32)
//   entry   = varint32 shared, varint32 unshared, varint32 value size, end of the key, value
// An entry's key begins with the first `shared` bytes of the key before it (0 at a restart). The index block's values
// are the handles of data blocks, its keys separate them. Writing: bundle/table_writer.hpp.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/bundle/crc32c.hpp"
#include "thaw/bundle/snappy.hpp"
#include "thaw/core/error.hpp"
#include "thaw/core/file.hpp"

namespace thaw::bundle {

inline constexpr std::string_view table_magic{"\x57\xfb\x80\x8b\x24\x75\x47\xdb", 8};
inline constexpr std::size_t table_footer_size = 48;
inline constexpr std::size_t table_trailer_size = 5;
/// Keys share prefixes, so a small hostile file could expand without limit: all keys together may take this much, and
/// this many times the size of the file.
inline constexpr std::uint64_t table_key_budget = std::uint64_t{16} << 20;
inline constexpr std::uint64_t table_key_ratio = 64;

namespace detail {

// A varint at the front of `in`, which is cut off; false when it is malformed or larger than `limit`.
THAW_LAZY bool take_varint(std::string_view& in, std::uint64_t& value, std::uint64_t limit = UINT64_MAX) noexcept {
  value = 0;
  for (std::size_t i = 0; i < in.size() && i < 10; ++i) {
    const auto byte = static_cast<unsigned char>(in[i]);
    if (i == 9 && byte > 1) return false;
    value |= static_cast<std::uint64_t>(byte & 0x7fu) << (7 * i);
    if (byte < 0x80) {
      in.remove_prefix(i + 1);
      return value <= limit;
    }
  }
  return false;
}
THAW_LAZY std::uint32_t load_fixed32(const char* p) noexcept {
  const auto* b = reinterpret_cast<const unsigned char*>(p);
  return static_cast<std::uint32_t>(b[0]) | static_cast<std::uint32_t>(b[1]) << 8 |
         static_cast<std::uint32_t>(b[2]) << 16 | static_cast<std::uint32_t>(b[3]) << 24;
}

struct block_handle {
  std::uint64_t offset = 0, size = 0;
};
THAW_LAZY bool take_handle(std::string_view& in, block_handle& h) noexcept {
  return take_varint(in, h.offset) && take_varint(in, h.size);
}

// A verified, uncompressed block.
struct table_block {
  std::string_view payload;
  std::shared_ptr<const void> owner;
  std::string where;  // for errors
};

// Walks the entries of a block. Every entry is checked, also that keys rise.
class block_cursor {
 public:
  THAW_LAZY explicit block_cursor(const table_block& block) : where_(block.where), payload_(block.payload) {
    if (payload_.size() < 4) bad("has no restart count", payload_.size());
    restarts_ = load_fixed32(payload_.data() + payload_.size() - 4);
    const std::uint64_t tail = 4 * (static_cast<std::uint64_t>(restarts_) + 1);
    if (tail > payload_.size()) bad("has more restarts than fit", payload_.size() - 4);
    end_ = payload_.size() - static_cast<std::size_t>(tail);
  }

  /// Moves to the next entry, at first to the first one; false at the end.
  THAW_LAZY bool next() {
    if (at_ == end_) return false;
    std::string_view in = payload_.substr(at_, end_ - at_);
    std::uint64_t shared, unshared, size;
    if (!take_varint(in, shared) || !take_varint(in, unshared) || !take_varint(in, size) || shared > key_.size() ||
        unshared > in.size() || size > in.size() - unshared)
      bad("has a malformed entry", at_);
    const std::string_view suffix = in.substr(0, static_cast<std::size_t>(unshared));
    // Only what differs is compared, so that long shared prefixes cost nothing.
    if (!fresh_ && suffix <= std::string_view(key_).substr(static_cast<std::size_t>(shared)))
      bad("has keys that do not rise", at_);
    fresh_ = false;
    key_.resize(static_cast<std::size_t>(shared));
    key_.append(suffix);
    value_ = in.substr(static_cast<std::size_t>(unshared), static_cast<std::size_t>(size));
    at_ = static_cast<std::size_t>(value_.data() + value_.size() - payload_.data());
    return true;
  }

  /// Moves to the first entry whose key is >= `target`; false when there is none.
  THAW_LAZY bool seek(std::string_view target) {
    std::uint32_t low = 0, high = restarts_;  // the last restart whose key is < target, or the first
    while (high - low > 1) {
      const std::uint32_t middle = low + (high - low) / 2;
      start_at(middle);
      if (next() && key_ < target)
        low = middle;
      else
        high = middle;
    }
    if (restarts_ != 0) start_at(low);
    while (next())
      if (key_ >= target) return true;
    return false;
  }

  const std::string& key() const noexcept { return key_; }
  std::string_view value() const noexcept { return value_; }

 private:
  [[noreturn]] THAW_COLD void bad(const char* what, std::size_t at) const {
    fail(code::data_loss, where_, " ", what, " (at byte ", at, " of the block)");
  }
  THAW_LAZY void start_at(std::uint32_t restart) {
    at_ = load_fixed32(payload_.data() + end_ + 4 * static_cast<std::size_t>(restart));
    if (at_ > end_) bad("has a restart past its end", end_ + 4 * static_cast<std::size_t>(restart));
    key_.clear();  // so that the entry there may share nothing
    fresh_ = true;
  }

  const std::string& where_;
  std::string_view payload_;
  std::size_t end_ = 0, at_ = 0;
  std::uint32_t restarts_ = 0;
  bool fresh_ = true;  // no entry before this one to compare with
  std::string key_;
  std::string_view value_;
};
}  // namespace detail

/// A table in memory. Blocks are checked (checksum, bounds, order) when they are first needed. Copies share everything;
/// reading from several threads is fine.
class table {
 public:
  /// `what` names the file in errors. Throws data_loss: too short, wrong magic number, a damaged index; out_of_range: a
  /// block past the end of the file.
  THAW_LAZY static table open(shared_bytes file, std::string what);

  /// f(key, value, owner) for every entry, in order. Throws as `open`.
  template <class F>
  void for_each(F&& f) const;
  /// The value of a key and its owner. Throws as `open`.
  THAW_LAZY std::optional<shared_bytes> find(std::string_view key) const;
  std::uint64_t file_size() const noexcept { return state_->file.bytes.size(); }
  std::size_t blocks() const noexcept { return state_->index.size(); }

 private:
  struct index_entry {
    std::string last;  // >= every key of the block, < every key of the next
    detail::block_handle handle;
  };
  struct state {
    shared_bytes file;
    std::string what;
    std::vector<index_entry> index;
    std::mutex mutex;
    std::vector<std::shared_ptr<const detail::table_block>> checked;
  };

  THAW_LAZY static detail::table_block read_block(const state& s, detail::block_handle h);
  THAW_LAZY std::shared_ptr<const detail::table_block> block(std::size_t i) const;

  std::shared_ptr<state> state_;
};

template <class>
detail::table_block table::read_block(const state& s, detail::block_handle h) {
  const std::string_view file = s.file.bytes;
  const std::uint64_t room = file.size() - table_footer_size;
  std::string where = concat(s.what, ": the block at byte ", h.offset, " of ", h.size, " bytes");
  if (h.offset > room || room - h.offset < table_trailer_size || h.size > room - h.offset - table_trailer_size)
    fail(code::out_of_range, where, " does not fit the file of ", file.size(),
         " bytes (Read less bytes than requested): the file is truncated or damaged");
  const auto size = static_cast<std::size_t>(h.size);
  const std::string_view stored = file.substr(static_cast<std::size_t>(h.offset), size + table_trailer_size);
  const std::uint32_t expected = crc32c_unmask(detail::load_fixed32(stored.data() + size + 1));
  if (crc32c(stored.substr(0, size + 1)) != expected)
    fail(code::data_loss, where, ": block checksum mismatch: the file is damaged");
  detail::table_block b;
  const auto kind = static_cast<unsigned char>(stored[size]);
  if (kind == 0) {
    b.payload = stored.substr(0, size);
    b.owner = s.file.owner;
  } else if (kind == 1) {
    shared_bytes out =
        share(with_context([&] { return snappy_decompress(stored.substr(0, size)); }, [&] { return where; }));
    b.payload = out.bytes;
    b.owner = std::move(out.owner);
  } else {
    fail(code::data_loss, where, " has the unknown kind ", static_cast<unsigned>(kind));
  }
  b.where = std::move(where);
  return b;
}

template <class>
table table::open(shared_bytes file, std::string what) {
  table t;
  t.state_ = std::make_shared<state>();
  state& s = *t.state_;
  s.file = std::move(file);
  s.what = std::move(what);
  const std::string_view bytes = s.file.bytes;
  if (bytes.size() < table_footer_size)
    fail(code::data_loss, s.what, ": file is too short to be an sstable: ", bytes.size(), " bytes");
  std::string_view footer = bytes.substr(bytes.size() - table_footer_size);
  if (footer.substr(table_footer_size - 8) != table_magic)
    fail(code::data_loss, s.what, ": not an sstable (bad magic number)");
  detail::block_handle meta_index, index;
  footer.remove_suffix(8);
  if (!detail::take_handle(footer, meta_index) || !detail::take_handle(footer, index))
    fail(code::data_loss, s.what, ": the footer is damaged (bad block handle)");
  (void)read_block(s, meta_index);  // empty and not needed, but damage there is damage
  const detail::table_block block = read_block(s, index);
  std::uint64_t budget = table_key_budget + table_key_ratio * bytes.size(), used_to = 0;
  for (detail::block_cursor c(block); c.next();) {
    std::string_view value = c.value();
    index_entry e{c.key(), {}};
    // Blocks follow each other; besides, a block that is named twice could be used to waste time.
    if (!detail::take_handle(value, e.handle) || e.handle.offset < used_to || c.key().size() > budget ||
        e.handle.offset > bytes.size() || e.handle.size > bytes.size())
      fail(code::data_loss, block.where, " has a bad block handle (block ", s.index.size(), ")");
    budget -= c.key().size();
    used_to = e.handle.offset + e.handle.size;
    s.index.push_back(std::move(e));
  }
  s.checked.resize(s.index.size());
  return t;
}

template <class>
std::shared_ptr<const detail::table_block> table::block(std::size_t i) const {
  constexpr std::size_t keep = std::size_t{1} << 20;
  state& s = *state_;
  {
    const std::lock_guard<std::mutex> lock(s.mutex);
    if (s.checked[i] != nullptr) return s.checked[i];
  }
  auto b = std::make_shared<const detail::table_block>(read_block(s, s.index[i].handle));
  // Large decompressed blocks (V1 tensors) are not kept: that would be a second copy of the model.
  if (b->owner == s.file.owner || b->payload.size() <= keep) {
    const std::lock_guard<std::mutex> lock(s.mutex);
    s.checked[i] = b;
  }
  return b;
}

template <class F>
void table::for_each(F&& f) const {
  std::uint64_t budget = table_key_budget + table_key_ratio * file_size();
  std::string last;
  bool first = true;
  for (std::size_t i = 0; i < blocks(); ++i) {
    const auto b = block(i);
    for (detail::block_cursor c(*b); c.next();) {
      if (!first && c.key() <= last) fail(code::data_loss, b->where, " has keys that do not rise from block to block");
      if (c.key().size() > budget) fail(code::data_loss, b->where, ": the keys expand beyond reason");
      budget -= c.key().size();
      f(std::string_view(c.key()), c.value(), b->owner);
      first = false;
      last = c.key();
    }
    if (last > state_->index[i].last) fail(code::data_loss, b->where, " has keys beyond those that the index names");
  }
}

template <class>
std::optional<shared_bytes> table::find(std::string_view key) const {
  std::size_t low = 0, high = blocks();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (state_->index[middle].last < key)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == blocks()) return std::nullopt;
  const auto b = block(low);
  detail::block_cursor c(*b);
  if (!c.seek(key) || c.key() != key) return std::nullopt;
  return shared_bytes{c.value(), b->owner};
}

}  // namespace thaw::bundle
