// Checkpoint V2, the "tensor bundle": P.index is a table of messages that say where each tensor lies in P.data-….
//
// Key "" has the BundleHeaderProto, every other key a BundleEntryProto. A partitioned variable has an entry with the
// whole shape and a list of slices but without data, and an ordinary entry for each slice under `slice_key`. Elements
// are stored as in memory, packed without alignment; the checksum covers them as stored.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "thaw/bundle/prefix.hpp"
#include "thaw/bundle/stored.hpp"
#include "thaw/bundle/string_data.hpp"
#include "thaw/proto/tensor_bundle.hpp"
#include "thaw/wire/message.hpp"

namespace thaw::bundle::detail {

/// Bytes that are swapped together in a big-endian file.
constexpr std::size_t swap_unit(dtype d) noexcept { return is_complex(d) ? plain_size(d) / 2 : plain_size(d); }

THAW_LAZY void reverse_elements(void* data, std::size_t bytes, std::size_t unit) noexcept {
  auto* p = static_cast<unsigned char*>(data);
  for (std::size_t at = 0; at + unit <= bytes; at += unit) std::reverse(p + at, p + at + unit);
}

THAW_LAZY class basic_v2_source final : public source {
 public:
  basic_v2_source(std::string prefix, file_set files) : prefix_(std::move(prefix)), files_(std::move(files)) {
    const std::string path = index_file_name(prefix_);
    with_context([&] { read_index(open_table(files_, path)); }, [&] { return path; });
  }

  void check(const stored_tensor& t, const stored_part& p) override { (void)bytes_of(t, p); }

  tensor read(const stored_tensor& t, const stored_part& p, bool verify) override {
    const range r = bytes_of(t, p);
    shape s;
    for (const slice_extent& e : p.box.extents) s.push_back(e.length);
    const dtype d = t.entry.dtype;
    return with_context(
        [&] {
          if (d == dtype::string) return decode_strings(r.bytes, std::move(s), p.masked_crc, verify, big_endian_);
          return read_plain(d, std::move(s), r, p.masked_crc, verify);
        },
        [&] { return concat(r.path, ", bytes ", p.offset, " to ", p.offset + p.size); });
  }

 private:
  struct shard {
    std::string path;
    shared_bytes content;
  };
  struct range {
    std::string_view bytes;
    std::shared_ptr<const void> owner;
    std::string_view path;
  };
  // An entry under a key that a slice may have.
  struct slice_entry {
    std::string key;
    proto::bundle_entry_proto proto;
    bool used = false;
  };

  THAW_LAZY void read_index(const table& index) {
    std::vector<slice_entry> slices;
    std::vector<std::pair<std::string, proto::bundle_entry_proto>> whole;
    bool header = false;
    index.for_each([&](std::string_view key, std::string_view value, const std::shared_ptr<const void>&) {
      if (!header) {
        if (!key.empty()) fail(code::data_loss, "the index has no header");
        read_header(wire::parse<proto::bundle_header_proto>(value, "the header of the index"));
        header = true;
        return;
      }
      auto entry = with_context([&] { return wire::parse<proto::bundle_entry_proto>(value, "bundle_entry_proto"); },
                                [&] { return concat("Entry for key ", key, " not parseable."); });
      if (key[0] == '\0')
        slices.push_back({std::string(key), std::move(entry), false});
      else
        whole.emplace_back(key, std::move(entry));
    });
    if (!header) fail(code::data_loss, "the index has no header");
    tensors.reserve(whole.size());
    for (auto& [name, entry] : whole) add(name, entry, slices);
    // A name may begin with a zero byte, so what nobody refers to is a tensor of its own.
    for (std::size_t i = 0; i < slices.size(); ++i)
      if (!slices[i].used && !slices[i].proto.slices.empty()) add(slices[i].key, slices[i].proto, slices);
    std::vector<slice_entry> rest;
    for (slice_entry& e : slices)
      if (!e.used && e.proto.slices.empty()) rest.push_back(std::move(e));
    for (const slice_entry& e : rest) add(e.key, e.proto, slices);
    std::sort(tensors.begin(), tensors.end(),
              [](const stored_tensor& a, const stored_tensor& b) { return a.entry.name < b.entry.name; });
  }

  THAW_LAZY void read_header(const proto::bundle_header_proto& h) {
    check_version(*h.version, "the header of the index");
    if (h.num_shards < 0) fail(code::data_loss, "the index claims ", h.num_shards, " shards");
    num_shards_ = h.num_shards;
    big_endian_ = h.endianness == proto::bundle_header_proto::big;
  }

  THAW_LAZY void add(const std::string& name, const proto::bundle_entry_proto& e, std::vector<slice_entry>& slices) {
    with_context(
        [&] {
          stored_tensor t;
          t.entry.name = name;
          t.dtype_number = e.dtype;
          t.entry.dtype = dtype_from_number(t.dtype_number);
          t.entry.shape = shape_of(*e.shape);
          t.entry.sliced = !e.slices.empty();
          if (e.slices.empty()) t.parts.push_back(part(e, tensor_slice::full(t.entry.shape.rank()), t));
          for (const auto& s : e.slices) {
            const tensor_slice stored = slice_of(s);
            const std::string key = slice_key(name, stored);
            const auto at = std::lower_bound(slices.begin(), slices.end(), key,
                                             [](const slice_entry& a, const std::string& k) { return a.key < k; });
            if (at == slices.end() || at->key != key)
              fail(code::data_loss, "the index has no entry for slice ", stored.to_string());
            at->used = true;
            t.parts.push_back(part(at->proto, stored, t));
            if (at->proto.dtype != t.dtype_number)
              fail(code::data_loss, "slice ", stored.to_string(), " has another dtype than the whole");
            const shape expected = stored.shape_in(t.entry.shape), got = shape_of(*at->proto.shape);
            if (got != expected)
              fail(code::data_loss, "slice ", stored.to_string(), " is stored with shape ", got, ", not ", expected);
          }
          tensors.push_back(std::move(t));
        },
        [&] { return concat("tensor ", name); });
  }

  THAW_LAZY stored_part part(const proto::bundle_entry_proto& e, const tensor_slice& slice,
                             const stored_tensor& t) const {
    if (e.shard_id < 0 || e.offset < 0 || e.size < 0)
      fail(code::data_loss, "shard ", e.shard_id, ", offset ", e.offset, ", size ", e.size, ": negative");
    stored_part p;
    p.box = slice.resolved(t.entry.shape);
    p.file = e.shard_id, p.offset = e.offset, p.size = e.size, p.masked_crc = e.crc32c;
    return p;
  }

  // Opened when first needed: shards that nobody reads may be missing.
  THAW_LAZY const shard& open_shard(std::int64_t number) {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::unique_ptr<shard>& s = shards_[number];
    if (s == nullptr) {
      auto opened = std::make_unique<shard>();
      opened->path = data_file_name(prefix_, number, num_shards_);
      opened->content = files_.load(opened->path);
      s = std::move(opened);
    }
    return *s;
  }

  THAW_LAZY range bytes_of(const stored_tensor& t, const stored_part& p) {
    check_readable(t);
    const std::uint64_t width = plain_size(t.entry.dtype);
    const auto size = static_cast<std::uint64_t>(p.size), offset = static_cast<std::uint64_t>(p.offset);
    if (width != 0) {
      std::uint64_t n = 1;  // cannot overflow: the whole shape did not
      for (const slice_extent& e : p.box.extents) n *= static_cast<std::uint64_t>(e.length);
      if (size % width != 0 || size / width != n)
        fail(code::data_loss, "the index says ", size, " bytes, which are not ", n, " elements of ", t.entry.dtype);
    }
    const shard& s = open_shard(p.file);
    const std::uint64_t there = s.content.bytes.size();
    if (offset > there || size > there - offset) {
      const file_kind kind = sniff(s.content.bytes);
      fail(code::out_of_range, s.path, " has ", there, " bytes, but the tensor takes ", size, " from byte ", offset,
           " (Read less bytes than requested): ",
           kind == file_kind::binary ? "the file is truncated, or belongs to another index"
                                     : concat("it is ", describe(kind)));
    }
    return {s.content.bytes.substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(size)), s.content.owner,
            s.path};
  }

  THAW_LAZY static void check_crc(std::uint32_t crc, std::uint32_t masked) {
    if (crc32c_mask(crc) != masked)
      fail(code::data_loss, "Checksum does not match: stored ", crc32c_unmask(masked), " vs. calculated ", crc,
           " on the restored bytes: the file is damaged");
  }

  THAW_LAZY tensor read_plain(dtype d, shape s, const range& r, std::uint32_t masked, bool verify) const {
    const std::size_t unit = swap_unit(d);
    const bool swap = big_endian_ && unit > 1;
    const bool aligned = reinterpret_cast<std::uintptr_t>(r.bytes.data()) % unit == 0;
    // Memory given without an owner may go away at any time, so it is copied.
    if (!swap && aligned && r.owner != nullptr && (d != dtype::boolean || all_bools(r.bytes))) {
      if (verify) check_crc(crc32c(r.bytes), masked);
      return tensor::view(d, std::move(s), r.bytes.data(), r.owner);
    }
    tensor t(d, std::move(s));
    if (verify)
      check_crc(crc32c_copy(0, t.raw(), r.bytes.data(), r.bytes.size()), masked);
    else if (!r.bytes.empty())
      std::memcpy(t.raw(), r.bytes.data(), r.bytes.size());
    if (swap) reverse_elements(t.raw(), r.bytes.size(), unit);
    if (d == dtype::boolean) {
      auto* p = static_cast<unsigned char*>(t.raw());
      for (std::size_t i = 0; i < r.bytes.size(); ++i) p[i] = p[i] != 0;
    }
    return t;
  }

  // A bool that is neither 0 nor 1 would be undefined behaviour.
  THAW_LAZY static bool all_bools(std::string_view bytes) noexcept {
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) <= 1; });
  }

  std::string prefix_;
  file_set files_;
  std::int64_t num_shards_ = 0;
  bool big_endian_ = false;
  std::mutex mutex_;
  std::unordered_map<std::int64_t, std::unique_ptr<shard>> shards_;
};
using v2_source = basic_v2_source<>;

}  // namespace thaw::bundle::detail
