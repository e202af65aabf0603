// Damaged checkpoints: every byte changed, every length. The answer is a thaw::error or the right tensor.
#include "bundle/support.hpp"
#include "thaw/bundle.hpp"

using namespace bundle_test;
namespace bundle = thaw::bundle;
using thaw::checkpoint_reader;

namespace {
using files = std::vector<bundle::memory_file>;

files load(const std::vector<std::string>& names) {
  files all;
  for (const std::string& name : names) all.push_back({name, thaw::share(thaw::read_file(data_file(name)))});
  return all;
}

struct tally {
  int refused = 0;  // not opened
  int failed = 0;   // a tensor could not be read
  int fine = 0;     // everything read, and right
};

// Opens, reads everything; what is read must be what was written, or, where `may_differ`, of the size that was listed.
void try_all(const files& all, const std::vector<expectation>& expected, bool verify, tally& count) {
  std::vector<thaw::tensor> got;
  bool failed = false;
  try {
    const auto reader = checkpoint_reader::open_memory(all, "", {verify, true});
    for (const auto& entry : reader.entries()) {
      try {
        const thaw::tensor t = reader.read(entry.name);
        REQUIRE(t.shape() == entry.shape);
        REQUIRE(t.dtype() == entry.dtype);
        if (!verify) continue;
        const auto e =
            std::find_if(expected.begin(), expected.end(), [&](const auto& x) { return x.name == entry.name; });
        REQUIRE(e != expected.end());
        REQUIRE(same(t, *e));
      } catch (const thaw::error& e) {
        REQUIRE_FALSE(e.message().empty());
        failed = true;
      }
    }
    if (failed)
      ++count.failed;
    else
      ++count.fine;
  } catch (const thaw::error& e) {
    REQUIRE_FALSE(e.message().empty());
    ++count.refused;
  }
}

void change_every_byte(const std::vector<std::string>& names, std::size_t damaged, const char* checkpoint, bool verify,
                       tally& count) {
  files all = load(names);
  const auto expected = expectations(checkpoint);
  const std::string good(all[damaged].content.bytes);
  for (std::size_t i = 0; i < good.size(); ++i)
    for (const unsigned flip : {0x01u, 0x80u}) {
      std::string bad = good;
      bad[i] = static_cast<char>(static_cast<unsigned char>(bad[i]) ^ flip);
      all[damaged].content = thaw::share(bad);
      CAPTURE(i);
      try_all(all, expected, verify, count);
    }
}

void cut_everywhere(const std::vector<std::string>& names, std::size_t damaged, const char* checkpoint, tally& count) {
  files all = load(names);
  const auto expected = expectations(checkpoint);
  const std::string good(all[damaged].content.bytes);
  for (std::size_t n = 0; n < good.size(); ++n) {
    all[damaged].content = thaw::share(good.substr(0, n));
    CAPTURE(n);
    try_all(all, expected, true, count);
  }
}
}  // namespace

TEST_CASE("damage: the index of a V2 checkpoint") {
  const std::vector<std::string> names{"merged.index", "merged.data-00000-of-00003", "merged.data-00001-of-00003",
                                       "merged.data-00002-of-00003"};
  tally changed, cut;
  change_every_byte(names, 0, "merged", true, changed);
  CHECK(changed.failed == 0);
  // What remains of the footer's 40 bytes after two handles of three bytes each; and the last byte of the second, when
  // it says that another byte, a zero, follows.
  CHECK(changed.fine == 2 * (40 - 3 - 3) + 1);
  cut_everywhere(names, 0, "merged", cut);
  CHECK(cut.fine + cut.failed == 0);
}

TEST_CASE("damage: the data of a V2 checkpoint") {
  for (const char* checkpoint : {"dtypes", "slices", "big"}) {
    CAPTURE(checkpoint);
    const std::vector<std::string> names{checkpoint + std::string(".index"),
                                         checkpoint + std::string(".data-00000-of-00001")};
    tally changed, unverified, cut;
    change_every_byte(names, 1, checkpoint, true, changed);
    CHECK(changed.refused == 0);
    CHECK(changed.fine == 0);                                    // every byte belongs to a tensor
    change_every_byte(names, 1, checkpoint, false, unverified);  // without checksums: only the sizes have to be right
    CHECK(unverified.refused == 0);
    cut_everywhere(names, 1, checkpoint, cut);
    CHECK(cut.refused + cut.fine == 0);
  }
}

TEST_CASE("damage: V1 files") {
  for (const char* name : {"slices_v1", "snappy_v1"}) {
    CAPTURE(name);
    tally changed, cut;
    change_every_byte({name}, 0, name, true, changed);
    CHECK(changed.fine > 0);
    CHECK(changed.fine <= 2 * (40 - 4));
    cut_everywhere({name}, 0, name, cut);
    CHECK(cut.fine + cut.failed == 0);
  }
}

TEST_CASE("damage: a snappy index") {
  tally changed, cut;
  const std::vector<std::string> names{"snappy.index", "snappy.data-00000-of-00001"};
  change_every_byte(names, 0, "snappy", true, changed);
  CHECK(changed.failed == 0);
  CHECK(changed.fine <= 2 * (40 - 4));
  cut_everywhere(names, 0, "snappy", cut);
  CHECK(cut.fine + cut.failed == 0);
}

TEST_CASE("damage: the state file") {
  const scratch dir;
  thaw::write_file(dir / "m-2.index", thaw::read_file(data_file("golden.index")));
  const std::string good = thaw::read_file(data_file("state/timestamps"));
  const auto latest = [&](const std::string& text) {
    thaw::write_file(dir / "checkpoint", text);
    try {
      const auto found = thaw::latest_checkpoint(dir.path());
      if (found) REQUIRE(*found == dir / "m-2");
    } catch (const thaw::error& e) {
      REQUIRE(contains(e.message(), dir / "checkpoint"));
    }
  };
  for (std::size_t i = 0; i < good.size(); ++i)
    for (const unsigned flip : {0x01u, 0x04u, 0x80u}) {
      std::string bad = good;
      bad[i] = static_cast<char>(static_cast<unsigned char>(bad[i]) ^ flip);
      CAPTURE(bad);
      latest(bad);
    }
  for (std::size_t n = 0; n < good.size(); ++n) latest(good.substr(0, n));
}

namespace {
// An index with one entry, whose message is given field by field.
files one_entry(const thaw::proto::bundle_entry_proto& entry, const std::string& content, int num_shards = 1) {
  bundle::table_writer w;
  thaw::proto::bundle_header_proto header;
  header.num_shards = num_shards;
  header.version->producer = 1;
  w.add("", thaw::wire::serialize(header));
  w.add("x", thaw::wire::serialize(entry));
  return {{"m.index", thaw::share(w.finish())}, {"m.data-00000-of-00001", thaw::share(content)}};
}
std::string outcome(const files& all) {
  return error_of([&] { checkpoint_reader::open_memory(all).read("x"); });
}
}  // namespace

TEST_CASE("damage: entries that make no sense") {
  const std::string content(8, 'x');
  thaw::proto::bundle_entry_proto good;
  good.dtype = 1;
  good.shape->dim.resize(1);
  good.shape->dim[0].size = 2;
  good.size = 8;
  good.crc32c = bundle::crc32c_mask(bundle::crc32c(content));
  CHECK(outcome(one_entry(good, content)) == "");
  CHECK(outcome(one_entry(good, content + "rest")) == "");

  const auto with = [&](auto change) {
    auto entry = good;
    change(entry);
    return outcome(one_entry(entry, content));
  };
  using entry_t = thaw::proto::bundle_entry_proto;
  CHECK(contains(with([](entry_t& e) { e.crc32c = 0; }),
                 "data_loss: tensor x: m.data-00000-of-00001, bytes 0 to 8: Checksum "
                 "does not match"));
  CHECK(contains(with([](entry_t& e) { e.size = 4; }),
                 "data_loss: tensor x: the index says 4 bytes, which are not 2 elements of float"));
  CHECK(contains(with([](entry_t& e) { e.size = 9; }), "data_loss: "));
  CHECK(contains(with([](entry_t& e) { e.size = -8; }), "data_loss: "));
  CHECK(contains(with([](entry_t& e) { e.offset = 1; }),
                 "out_of_range: tensor x: m.data-00000-of-00001 has 8 bytes, but the tensor takes 8 from byte 1"));
  CHECK(contains(with([](entry_t& e) { e.offset = INT64_MAX; }), "out_of_range: "));
  CHECK(contains(with([](entry_t& e) { e.offset = -1; }), "data_loss: "));
  CHECK(contains(with([](entry_t& e) { e.shard_id = 1; }), "not_found: tensor x: m.data-00001-of-00001"));
  CHECK(contains(with([](entry_t& e) { e.shard_id = -1; }), "data_loss: "));
  CHECK(contains(with([](entry_t& e) { e.shape->dim[0].size = -2; }),
                 "data_loss: m.index: tensor x: the stored shape has a negative size"));
  CHECK(contains(with([](entry_t& e) { e.shape->dim[0].size = INT64_MAX; }), "data_loss: "));
  CHECK(contains(
      with([](entry_t& e) { e.shape->dim.resize(2), e.shape->dim[0].size = e.shape->dim[1].size = INT64_MAX; }),
      "data_loss: m.index: tensor x: the stored shape has more than 2^63"));
  CHECK(contains(with([](entry_t& e) { e.shape->dim.resize(255); }),
                 "data_loss: m.index: tensor x: the stored shape has too many"));
  CHECK(contains(with([](entry_t& e) { e.shape->unknown_rank = true; }), "data_loss: "));
  CHECK(contains(with([](entry_t& e) { e.dtype = 21; }), "unimplemented: tensor x: tensors of dtype variant cannot"));
  CHECK(contains(with([](entry_t& e) { e.dtype = 20; }), "unimplemented: "));
  CHECK(contains(with([](entry_t& e) { e.dtype = 0; }), "unimplemented: tensor x: dtype number 0"));
  CHECK(contains(with([](entry_t& e) { e.dtype = 99; }), "unimplemented: tensor x: dtype number 99"));
  CHECK(contains(with([](entry_t& e) { e.dtype = 7; }), "data_loss: "));  // these bytes are no strings
  CHECK(contains(with([](entry_t& e) { e.slices.resize(1); }),
                 "data_loss: m.index: tensor x: the index has no entry for slice"));
  // A whole shape that nothing fills must not cost memory.
  CHECK(contains(with([](entry_t& e) { e.dtype = 7, e.shape->dim[0].size = INT64_MAX; }), "data_loss: tensor x: "));
}

TEST_CASE("damage: bools that are neither 0 nor 1 become 1") {
  const std::string content{1, 0, 2, -1};
  thaw::proto::bundle_entry_proto e;
  e.dtype = 10;
  e.shape->dim.resize(1);
  e.shape->dim[0].size = 4;
  e.size = 4;
  e.crc32c = bundle::crc32c_mask(bundle::crc32c(content));
  const thaw::tensor t = checkpoint_reader::open_memory(one_entry(e, content)).read("x");
  CHECK(std::string(static_cast<const char*>(t.raw()), 4) == std::string{1, 0, 1, 1});
}

TEST_CASE("damage: the header") {
  const auto outcome_of = [](const std::vector<std::pair<std::string, std::string>>& entries) {
    bundle::table_writer w;
    for (const auto& [key, value] : entries) w.add(key, value);
    return error_of([&] { checkpoint_reader::open_memory({{"m.index", thaw::share(w.finish())}}); });
  };
  CHECK(outcome_of({{"", ""}}) == "");
  CHECK(contains(outcome_of({}), "data_loss: m.index: the index has no header"));
  CHECK(contains(outcome_of({{"a", ""}}), "data_loss: m.index: the index has no header"));
  CHECK(contains(outcome_of({{"", "\x08"}}), "data_loss: m.index: "));
  CHECK(contains(outcome_of({{"", ""}, {"a", "\x08"}}), "data_loss: m.index: Entry for key a not parseable."));
  CHECK(contains(
      outcome_of({{"", unhex("1a021002")}}),
      "invalid_argument: m.index: the header of the index: Checkpoint min consumer version 2 above current version 1"));
  CHECK(contains(outcome_of({{"", unhex("1a021801")}}),
                 "invalid_argument: m.index: the header of the index: Checkpoint disallows"));
  CHECK(outcome_of({{"", unhex("1a0308ff0f")}}) == "");  // a newer producer is fine
  CHECK(contains(outcome_of({{"", unhex("1a0208ff")}}), "data_loss: m.index: the header of the index"));
}
