#include "thaw/bundle/writer.hpp"

#include "bundle/support.hpp"
#include "thaw/bundle.hpp"

using namespace bundle_test;
namespace bundle = thaw::bundle;
using thaw::checkpoint_reader;
using thaw::checkpoint_writer;

namespace {
void check_same_files(const std::string& ours, const std::string& theirs) {
  for (const char* suffix : {".index", ".data-00000-of-00001"}) {
    CAPTURE(suffix);
    CHECK(thaw::read_file(ours + suffix) == thaw::read_file(theirs + suffix));
  }
}
thaw::tensor part(const checkpoint_reader& from, const char* name, const char* spec) {
  return from.read_slice(name, spec);
}
}  // namespace

TEST_CASE("writer: byte for byte as TensorFlow") {
  const scratch dir;
  {
    checkpoint_writer w(dir / "golden");
    w.add("x", 1.5f);
    w.add("x/y", thaw::tensor::from<std::string>({"a", "bc"}, {2}));
    w.add("xyz", "4 1,2", thaw::tensor::from<std::int32_t>({7, 8}, {2}));
    CHECK_FALSE(thaw::path_exists(dir / "golden.index"));
    w.finish();
    check_same_files(dir / "golden", data_file("golden"));
  }
  {
    checkpoint_writer w(dir / "dtypes");
    for (const expectation& e : expectations("dtypes")) w.add(e.name, to_tensor(e));
    w.finish();
    check_same_files(dir / "dtypes", data_file("dtypes"));
  }
  {
    const auto from = checkpoint_reader::open(data_file("slices"));
    checkpoint_writer w(dir / "slices");
    for (const auto& [name, spec] : std::vector<std::pair<const char*, const char*>>{{"rows", "6 4 2,3:-"},
                                                                                     {"grid", "5 7 0,2:3,4"},
                                                                                     {"rows", "6 4 0,2:0,4"},
                                                                                     {"grid", "5 7 2,3:0,3"},
                                                                                     {"plain", ""},
                                                                                     {"rows", "6 4 5,1:-"},
                                                                                     {"grid", "5 7 2,3:3,4"},
                                                                                     {"whole", "6 4 0,6:-"},
                                                                                     {"long", "150 0,70"},
                                                                                     {"grid", "5 7 0,2:0,3"},
                                                                                     {"long", "150 70,80"}})
      w.add(name, spec, part(from, name, spec));
    w.finish();
    check_same_files(dir / "slices", data_file("slices"));
  }
}

TEST_CASE("writer: an index of several blocks") {
  const scratch dir;
  checkpoint_writer w(dir / "m");
  std::string middle;
  for (int i = 0; i < 17; ++i) middle += "abcdefghij";
  const auto digits = [](int n, std::size_t width) {
    const std::string s = std::to_string(n);
    return std::string(width - s.size(), '0') + s;
  };
  for (int i = 0; i < 3000; ++i) {
    const std::string name = thaw::concat("layer_", digits(i, 5), '/', middle, '/', digits(i * 7919 % 3000, 4));
    if (i % 3 == 0)
      w.add(name, std::uint8_t{1});
    else
      w.add(name, thaw::tensor(thaw::dtype::float32, {0}));
  }
  w.finish();
  const std::string index = thaw::read_file(dir / "m.index"), want = thaw::read_file(data_file("many.tsv"));
  char line[64];
  std::snprintf(line, sizeof line, "\n%zu\t%08x\n", index.size(), bundle::crc32c(index));
  CHECK(contains(want, line));
  const auto reader = checkpoint_reader::open(dir / "m");
  CHECK(reader.entries().size() == 3000);
  CHECK_NOTHROW(reader.verify());
}

TEST_CASE("writer: alignment") {
  const scratch dir;
  checkpoint_writer w(dir / "m", {64});
  w.add("a", "text");
  w.add("b", 1.0f);
  w.add("c", 2.0);
  w.finish();
  CHECK(thaw::stat_path(dir / "m.data-00000-of-00001").size == 3 * 64);
  const auto reader = checkpoint_reader::open(dir / "m");
  CHECK(reader.read("c").raw() == reader.read("c").raw());  // a view
  CHECK(reader.read("c").scalar<double>() == 2.0);
}

TEST_CASE("writer: what it refuses") {
  const scratch dir;
  checkpoint_writer w(dir / "m");
  const auto two = thaw::tensor::from<float>({1, 2}, {2});
  w.add("x", two);
  w.add("p", "4 0,2", two);
  CHECK(contains(error_of([&] { w.add("x", two); }), "invalid_argument: Adding duplicate key: x"));
  CHECK(contains(error_of([&] { w.add("p", two); }), "invalid_argument: Adding duplicate key: p"));
  CHECK(contains(error_of([&] { w.add("x", "4 0,2", two); }), "invalid_argument: Adding duplicate key: x"));
  CHECK(contains(error_of([&] { w.add("p", "4 0,2", two); }), "invalid_argument: Adding duplicate key: p, slice 0,2"));
  CHECK(contains(error_of([&] { w.add("p", "5 2,2", two); }), "disagree"));
  CHECK(contains(error_of([&] { w.add("p", "4 1,3", two); }), "invalid_argument: "));
  CHECK(contains(error_of([&] { w.add("", two); }), "invalid_argument: "));
  CHECK(contains(error_of([&] { w.add("e", thaw::tensor()); }), "invalid_argument: "));
  CHECK(contains(error_of([&] { w.add("r", thaw::tensor(thaw::dtype::resource, {})); }), "unimplemented: "));
  CHECK(contains(error_of([&] { w.add("s", "2 0,1", thaw::tensor::from<std::string>({"a"}, {1})); }),
                 "invalid_argument: "));
  w.finish();
  CHECK(checkpoint_reader::open(dir / "m").entries().size() == 2);
}

TEST_CASE("writer: without finish, nothing is left; a new one replaces the old") {
  const scratch dir;
  {
    checkpoint_writer w(dir / "m");
    w.add("x", 1.0f);
  }
  CHECK(dir.names().empty());
  for (int i = 0; i < 4; ++i) {
    checkpoint_writer w(dir / "m");
    w.add("x", static_cast<float>(i));
    if (i > 0) CHECK(checkpoint_reader::open(dir / "m").read("x").scalar<float>() == static_cast<float>(i - 1));
    w.finish();
    CHECK(checkpoint_reader::open(dir / "m").read("x").scalar<float>() == static_cast<float>(i));
    CHECK(dir.names().size() == 2);
  }
}

TEST_CASE("writer: a reader that is open keeps the old values") {
  const scratch dir;
  const auto write = [&](float x) {
    checkpoint_writer w(dir / "m");
    w.add("x", x);
    w.finish();
  };
  write(1);
  const auto before = checkpoint_reader::open(dir / "m");
  const thaw::tensor x = before.read("x");
  write(2);
  CHECK(x.scalar<float>() == 1);
  CHECK(before.read("x").scalar<float>() == 1);
  CHECK(checkpoint_reader::open(dir / "m").read("x").scalar<float>() == 2);
}

TEST_CASE("writer: when the index cannot be put in place, the data goes, too") {
  const scratch dir;
  thaw::make_directories(dir / "m.index/in the way");
  checkpoint_writer w(dir / "m");
  w.add("x", 1.0f);
  CHECK_FALSE(error_of([&] { w.finish(); }).empty());
  CHECK(dir.names() == std::vector<std::string>{"m.index"});
}

TEST_CASE("writer: makes the directory") {
  const scratch dir;
  checkpoint_writer w(dir / "a/b/m");
  w.add("x", 1.0f);
  w.finish();
  CHECK(thaw::is_file(dir / "a/b/m.index"));
}

namespace {
void copy_parts(const scratch& dir) {
  for (const char* i : {"0", "1", "2"})
    for (const char* suffix : {".index", ".data-00000-of-00001"}) {
      thaw::make_directories(dir / (std::string("t") + i));
      thaw::write_file(dir / (std::string("t") + i + "/part-0000" + i + "-of-00003" + suffix),
                       thaw::read_file(data_file(std::string("parts/part-0000") + i + "-of-00003" + suffix)));
    }
}
std::vector<std::string> part_names(const scratch& dir) {
  return {dir / "t0/part-00000-of-00003", dir / "t1/part-00001-of-00003", dir / "t2/part-00002-of-00003"};
}
}  // namespace

TEST_CASE("merge: byte for byte as TensorFlow") {
  const scratch dir;
  copy_parts(dir);
  bundle::merge_v2_checkpoints(part_names(dir), dir / "merged");
  CHECK(dir.names().size() == 4);
  for (const std::string& name : dir.names()) CHECK(thaw::read_file(dir / name) == thaw::read_file(data_file(name)));

  // Over the old one, in one step.
  copy_parts(dir);
  bundle::merge_v2_checkpoints(part_names(dir), dir / "merged", false);
  CHECK(dir.names().size() == 7);
  const auto reader = checkpoint_reader::open(dir / "merged");
  for (const expectation& e : expectations("merged")) CHECK(same(reader.read(e.name), e));
}

TEST_CASE("merge: what cannot be merged changes nothing") {
  const scratch dir;
  copy_parts(dir);
  auto names = part_names(dir);
  names.push_back(names[0]);
  CHECK(contains(error_of([&] { bundle::merge_v2_checkpoints(names, dir / "m"); }), "Duplicate tensor keyed by "));
  names.back() = dir / "t3/absent";
  CHECK(contains(error_of([&] { bundle::merge_v2_checkpoints(names, dir / "m"); }),
                 "not_found: " + (dir / "t3/absent.index")));
  names.pop_back();
  thaw::remove_path(names[1] + ".data-00000-of-00001");
  CHECK(contains(error_of([&] { bundle::merge_v2_checkpoints(names, dir / "m"); }), "not_found: "));
  CHECK(contains(error_of([&] { bundle::merge_v2_checkpoints({}, dir / "m"); }), "invalid_argument: "));
  CHECK(dir.names() == std::vector<std::string>{"t0", "t1", "t2"});
  CHECK(thaw::is_file(names[0] + ".data-00000-of-00001"));
}

TEST_CASE("merge: files that were moved go back when a later one cannot be") {
  const scratch dir;
  copy_parts(dir);
  thaw::make_directories(dir / "m.data-00002-of-00003/in the way");
  const auto names = part_names(dir);
  CHECK_FALSE(error_of([&] { bundle::merge_v2_checkpoints(names, dir / "m"); }).empty());
  CHECK(dir.names() == std::vector<std::string>{"m.data-00002-of-00003", "t0", "t1", "t2"});
  for (const std::string& name : names) CHECK_NOTHROW(checkpoint_reader::open(name).verify());
}
