#include "thaw/bundle/table.hpp"

#include <utility>

#include "bundle/support.hpp"
#include "thaw/bundle/table_writer.hpp"

using namespace bundle_test;
namespace bundle = thaw::bundle;
using bundle::table;
using entries = std::vector<std::pair<std::string, std::string>>;

namespace {
// A writer with any block size and restart interval, to make what TensorFlow's parameters never give.
struct free_writer {
  std::string out;
  static std::string payload(const entries& items, std::size_t restart) {
    bundle::detail::block_builder b(restart);
    for (const auto& [key, value] : items) b.add(key, value);
    return b.take();
  }
  std::string emit(std::string stored) {  // with its kind byte; returns the handle
    std::string handle;
    bundle::detail::put_varint(handle, out.size());
    bundle::detail::put_varint(handle, stored.size() - 1);
    const std::uint32_t crc = bundle::crc32c(stored);
    out += stored;
    bundle::detail::put_fixed32(out, bundle::crc32c_mask(crc));
    return handle;
  }
  std::string finish(const std::string& index_payload) {
    std::string footer = emit(payload({}, 1) + '\0');
    footer += emit(index_payload + '\0');
    footer.resize(40);
    return out + footer + std::string(bundle::table_magic);
  }
};

std::string make(const entries& items, std::size_t per_block, std::size_t restart) {
  free_writer w;
  entries index;
  for (std::size_t i = 0; i < items.size(); i += per_block) {
    const entries some(items.begin() + static_cast<std::ptrdiff_t>(i),
                       items.begin() + static_cast<std::ptrdiff_t>(std::min(items.size(), i + per_block)));
    index.emplace_back(some.back().first, w.emit(free_writer::payload(some, restart) + '\0'));
  }
  return w.finish(free_writer::payload(index, 1));
}

table open(const std::string& bytes) { return table::open(thaw::share(bytes), "T"); }
entries all(const table& t) {
  entries e;
  t.for_each([&](std::string_view key, std::string_view value, const std::shared_ptr<const void>&) {
    e.emplace_back(key, value);
  });
  return e;
}
std::string outcome(const std::string& bytes) {
  return error_of([&] { all(open(bytes)); });
}

entries sample(std::size_t n) {
  entries e{{"", "header"}};
  for (std::size_t i = 0; i < n; ++i)
    e.emplace_back(thaw::concat(i < n / 2 ? "a/" : "b\xff/", std::to_string(1000 + i), i % 3 == 0 ? "/kernel" : "/x"),
                   std::string(i % 7, static_cast<char>('a' + i % 26)));
  e.insert(e.begin() + 1, {std::string(1, '\0'), "zero"});
  e.insert(e.begin() + 2, {std::string("\0\xff", 2), "more"});
  return e;
}
}  // namespace

TEST_CASE("table: every block size and restart interval") {
  for (const std::size_t n : {1u, 5u, 40u}) {
    const entries e = sample(n);
    for (const std::size_t per_block : {1u, 2u, 3u, 16u, 100u})
      for (const std::size_t restart : {1u, 2u, 3u, 16u}) {
        const table t = open(make(e, per_block, restart));
        REQUIRE(all(t) == e);
        for (const auto& [key, value] : e) REQUIRE(t.find(key)->bytes == value);
        for (const char* absent : {"a", "a/", "a/1000", "a/1000/kernel2", "b", "zzz", "\xff"})
          REQUIRE_FALSE(t.find(absent));
      }
  }
}

TEST_CASE("table: empty") {
  const std::string empty = bundle::table_writer().finish();
  CHECK(all(open(empty)).empty());
  CHECK_FALSE(open(empty).find(""));
}

TEST_CASE("table: TensorFlow's files are written again byte for byte") {
  for (const char* name : {"golden.index", "golden_v1", "dtypes.index", "dtypes_v1", "slices.index", "slices_v1",
                           "merged.index", "sharded_v1-00000-of-00002"}) {
    CAPTURE(name);
    const std::string file = thaw::read_file(data_file(name));
    bundle::table_writer w;
    for (const auto& [key, value] : all(open(file))) w.add(key, value);
    CHECK(w.finish() == file);
  }
}

TEST_CASE("table: large values have blocks of their own") {
  entries e{{"a", "1"}, {"b", std::string(600000, 'b')}, {"c", "3"}, {"d", std::string(300000, 'd')}, {"e", "5"}};
  bundle::table_writer w;
  for (const auto& [key, value] : e) w.add(key, value);
  const table t = open(w.finish());
  CHECK(t.blocks() == 4);  // a | b | c d | e
  CHECK(all(t) == e);
}

TEST_CASE("table: every single byte changed, every length") {
  const std::string good = make(sample(12), 4, 3);
  const entries e = all(open(good));
  const std::size_t padding_end = good.size() - 8;
  std::string bad = good;
  for (std::size_t i = 0; i < good.size(); ++i)
    for (const unsigned flip : {0x01u, 0x80u, 0xffu}) {
      bad[i] = static_cast<char>(static_cast<unsigned char>(bad[i]) ^ flip);
      const std::string message = outcome(bad);
      // Only the footer's padding, behind two handles of at least two bytes each, may go unnoticed.
      if (message.empty()) {
        REQUIRE(i >= good.size() - 48 + 4);
        REQUIRE(i < padding_end);
        REQUIRE(all(open(bad)) == e);
      } else {
        REQUIRE(contains(message, ": T"));
      }
      bad[i] = good[i];
    }
  for (std::size_t n = 0; n < good.size(); ++n) REQUIRE_FALSE(outcome(good.substr(0, n)).empty());
}

TEST_CASE("table: what is wrong, and where") {
  const std::string good = make(sample(5), 100, 16);
  CHECK(contains(outcome("short"), "data_loss: T: file is too short to be an sstable: 5 bytes"));
  CHECK(contains(outcome(std::string(100, 'x')), "data_loss: T: not an sstable (bad magic number)"));
  std::string bad = good;
  bad[3] = static_cast<char>(bad[3] ^ 1);
  CHECK(contains(outcome(bad), "data_loss: T: the block at byte 0 of "));
  CHECK(contains(outcome(bad), "block checksum mismatch"));

  const auto with_block = [](const std::string& payload, const std::string& index_key = "z") {
    free_writer w;
    const std::string handle = w.emit(payload);
    return w.finish(free_writer::payload({{index_key, handle}}, 1));
  };
  const auto raw = [&](const std::string& payload) { return outcome(with_block(payload + '\0')); };
  CHECK(contains(outcome(with_block("abcd\7")), "unknown kind 7"));
  CHECK(contains(outcome(with_block("\5\7\1")), "corrupted snappy data"));
  CHECK(contains(raw("abc"), "no restart count"));
  CHECK(contains(raw(unhex("ffffffff")), "more restarts than fit"));
  CHECK(contains(raw(unhex("000101 61 00000000 01000000")), "malformed entry"));  // a value past the end
  CHECK(contains(raw(unhex("010100 61 00000000 01000000")), "malformed entry"));  // shares what is not there
  CHECK(contains(raw(unhex("00ff 00000000 01000000")), "malformed entry"));
  CHECK(contains(raw(unhex("00ffffffff0f00 00000000 01000000")), "malformed entry"));
  CHECK(contains(raw(unhex("000100 62 000100 61 00000000 01000000")), "keys that do not rise"));
  CHECK(contains(raw(unhex("000100 61 000100 61 00000000 01000000")), "keys that do not rise"));
  CHECK(contains(raw(unhex("000000 000000 00000000 01000000")), "keys that do not rise"));
  CHECK(raw(unhex("000100 61 00000000 01000000")) == "");
  CHECK(
      contains(outcome(with_block(unhex("000100 62 00000000 01000000 00"), "a")), "beyond those that the index names"));
  CHECK(contains(
      error_of([&] { open(with_block(unhex("000100 61 000100 62 00000000 ff000000 02000000 00"))).find("c"); }),
      "restart past its end"));

  free_writer w;
  const std::string handle = w.emit(free_writer::payload({{"a", "1"}}, 16) + '\0');
  CHECK(contains(outcome(free_writer(w).finish(free_writer::payload({{"a", handle}, {"b", handle}}, 1))),
                 "bad block handle (block 1)"));
  CHECK(
      contains(outcome(free_writer(w).finish(free_writer::payload({{"a", "\xff"}}, 1))), "bad block handle (block 0)"));
  std::string far;
  bundle::detail::put_varint(far, 20);
  bundle::detail::put_varint(far, 60);
  CHECK(contains(outcome(free_writer(w).finish(free_writer::payload({{"a", far}}, 1))),
                 "out_of_range: T: the block at "));
}

TEST_CASE("table: keys that share a long prefix cannot fill the memory") {
  // 40000 keys of 60000 bytes each, in 400 KB.
  std::string payload;
  bundle::detail::put_varint(payload, 0);
  bundle::detail::put_varint(payload, 60000);
  bundle::detail::put_varint(payload, 0);
  payload.append(60000, 'k');
  for (unsigned i = 0; i < 40000; ++i) {
    bundle::detail::put_varint(payload, 60000);
    bundle::detail::put_varint(payload, 4);
    bundle::detail::put_varint(payload, 0);
    for (int shift = 24; shift >= 0; shift -= 8) payload.push_back(static_cast<char>(i >> shift));
  }
  payload += unhex("00000000 01000000 00");
  free_writer w;
  const std::string handle = w.emit(payload);
  const std::string message = outcome(w.finish(free_writer::payload({{"z", handle}}, 1)));
  CHECK(contains(message, "the keys expand beyond reason"));
}
