#include "thaw/bundle/reader.hpp"

#include <algorithm>
#include <thread>

#include "bundle/support.hpp"
#include "thaw/bundle.hpp"

using namespace bundle_test;
namespace bundle = thaw::bundle;
using thaw::checkpoint_reader;

namespace {
constexpr const char* sharded_pattern =
    "sharded_v1-????"
    "?-of-00002";  // in two, for it looks like a trigraph
}

TEST_CASE("reader: every tensor that TensorFlow wrote") {
  for (const bool verify : {true, false})
    for (const bool map : {true, false})
      for (const expectation& e : expectations()) {
        CAPTURE(e.checkpoint);
        CAPTURE(e.name);
        const auto reader = checkpoint_reader::open(data_file(e.checkpoint), {verify, map});
        const bundle::checkpoint_entry* entry = reader.find(e.name);
        REQUIRE(entry != nullptr);
        CHECK(entry->name == e.name);
        CHECK(entry->dtype == e.dtype);
        CHECK(entry->shape == e.shape);
        CHECK(same(reader.read(e.name), e));
      }
}

TEST_CASE("reader: the list is complete and sorted") {
  for (const char* checkpoint :
       {"dtypes", "dtypes_v1", "slices", "slices_v1", "snappy", "snappy_v1", "big", "merged", sharded_pattern}) {
    CAPTURE(checkpoint);
    const auto reader = checkpoint_reader::open(data_file(checkpoint));
    std::vector<std::string> names, listed;
    for (const expectation& e : expectations(checkpoint)) names.push_back(e.name);
    std::sort(names.begin(), names.end());
    for (const auto& entry : reader.entries()) listed.push_back(entry.name);
    CHECK(listed == names);
    CHECK(reader.is_v1() == contains(checkpoint, "v1"));
    CHECK_NOTHROW(reader.verify());
  }
}

TEST_CASE("reader: tensors are views where their place allows, and outlive the reader") {
  const auto tensors = [](const char* name) { return checkpoint_reader::open(data_file("slices")).read(name); };
  const thaw::tensor plain = tensors("plain"), again = tensors("plain");
  CHECK(plain.data<float>()[23] == 23);
  CHECK(again.data<float>()[23] == 23);
  const auto mapped = checkpoint_reader::open(data_file("slices"));
  CHECK(mapped.read("plain").raw() == mapped.read("plain").raw());
  CHECK(mapped.read("rows").raw() != mapped.read("rows").raw());  // put together
}

TEST_CASE("reader: any of its files, its directory, its state file") {
  const scratch dir;
  for (const char* name : {"golden.index", "golden.data-00000-of-00001", "golden_v1"})
    thaw::write_file(dir / (name[6] == '.' ? std::string("m.ckpt-7") + (name + 6) : "old"),
                     thaw::read_file(data_file(name)));
  thaw::write_file(dir / "m.ckpt-7.meta", "x");
  thaw::write_file(dir / "checkpoint", "model_checkpoint_path: \"m.ckpt-7\"");
  for (const std::string& path : {dir / "m.ckpt-7", dir / "m.ckpt-7.index", dir / "m.ckpt-7.data-00000-of-00001",
                                  dir / "m.ckpt-7.meta", dir / "checkpoint", dir.path(), dir / ""}) {
    CAPTURE(path);
    const auto reader = checkpoint_reader::open(path);
    CHECK(reader.prefix() == dir / "m.ckpt-7");
    CHECK_FALSE(reader.is_v1());
    CHECK(reader.read("x").scalar<float>() == 1.5f);
  }
  std::string backslashes = dir / "m.ckpt-7.index";
  std::replace(backslashes.begin(), backslashes.end(), '/', '\\');
  CHECK(checkpoint_reader::open(backslashes).prefix() == dir / "m.ckpt-7");
  CHECK(checkpoint_reader::open(dir / "old").is_v1());

  for (const char* path : {"sharded_v1", "sharded_v1-00000-of-00002", sharded_pattern}) {
    CAPTURE(path);
    const auto reader = checkpoint_reader::open(data_file(path));
    CHECK(reader.prefix() == data_file(sharded_pattern));
    CHECK(reader.entries().size() == 3);
  }
}

TEST_CASE("reader: an empty name as prefix, a SavedModel's directory") {
  const scratch dir;
  for (const char* name : {".index", ".data-00000-of-00001"}) {
    thaw::write_file(dir / name, thaw::read_file(data_file(std::string("golden") + name)));
    thaw::make_directories(dir / "model/variables");
    thaw::write_file(dir / (std::string("model/variables/variables") + name),
                     thaw::read_file(data_file(std::string("golden") + name)));
  }
  for (const std::string& path : {dir / "", dir.path(), dir / ".index", dir / "model"}) {
    CAPTURE(path);
    CHECK(checkpoint_reader::open(path).read("x").scalar<float>() == 1.5f);
  }
}

TEST_CASE("reader: from memory") {
  const auto file = [](const std::string& name, const std::string& as) {
    return bundle::memory_file{as, thaw::share(thaw::read_file(data_file(name)))};
  };
  const std::vector<bundle::memory_file> files{file("dtypes.index", "m.index"),
                                               file("dtypes.data-00000-of-00001", "m.data-00000-of-00001")};
  for (const char* prefix : {"", "m", "m.index"}) {
    const auto reader = checkpoint_reader::open_memory(files, prefix);
    for (const expectation& e : expectations("dtypes")) CHECK(same(reader.read(e.name), e));
  }
  const auto v1 = checkpoint_reader::open_memory({file("dtypes_v1", "old")});
  for (const expectation& e : expectations("dtypes_v1")) CHECK(same(v1.read(e.name), e));
  const auto shards = checkpoint_reader::open_memory(
      {file("sharded_v1-00000-of-00002", "s-00000-of-00002"), file("sharded_v1-00001-of-00002", "s-00001-of-00002")},
      "s");
  for (const expectation& e : expectations(sharded_pattern)) CHECK(same(shards.read(e.name), e));

  CHECK(contains(error_of([&] { checkpoint_reader::open_memory(files, "other"); }), "not_found: no checkpoint other"));
  CHECK(contains(error_of([&] { checkpoint_reader::open_memory({files[0]}).read("t/int8"); }),
                 "not_found: tensor t/int8: m.data-00000-of-00001"));

  // Without an owner nothing may point into what the caller gave.
  std::string index = thaw::read_file(data_file("golden.index")),
              content = thaw::read_file(data_file("golden.data-00000-of-00001"));
  thaw::tensor x;
  {
    const auto reader =
        checkpoint_reader::open_memory({{"m.index", {index, nullptr}}, {"m.data-00000-of-00001", {content, nullptr}}});
    x = reader.read("x");
  }
  content.assign(content.size(), '\0');
  CHECK(x.scalar<float>() == 1.5f);
}

TEST_CASE("reader: slices") {
  for (const char* checkpoint : {"slices", "slices_v1"})
    for (const bool map : {true, false}) {
      CAPTURE(checkpoint);
      const auto reader = checkpoint_reader::open(data_file(checkpoint), {true, map});
      CHECK(reader.find("rows")->sliced);
      CHECK_FALSE(reader.find("plain")->sliced);
      CHECK_FALSE(reader.find("whole")->sliced);
      for (const char* name : {"rows", "plain", "whole"})
        for (std::int64_t r = 0; r < 6; ++r)
          for (std::int64_t rows = 1; r + rows <= 6; ++rows)
            for (std::int64_t c = 0; c < 4; ++c)
              for (std::int64_t columns = 1; c + columns <= 4; ++columns) {
                const thaw::tensor t =
                    reader.read_slice(name, thaw::concat("6 4 ", r, ',', rows, ':', c, ',', columns));
                REQUIRE(t.shape() == thaw::shape{rows, columns});
                const auto* values = t.data<float>();
                for (std::int64_t i = 0; i < rows * columns; ++i)
                  REQUIRE(values[i] == static_cast<float>((r + i / columns) * 4 + c + i % columns));
              }
      CHECK(reader.read_slice("rows", "").shape() == thaw::shape{6, 4});
      CHECK(reader.read_slice("grid", "5 7 -:2,3").shape() == thaw::shape{5, 3});
      CHECK(
          contains(error_of([&] { reader.read_slice("rows", "7 4 0,2:-"); }),
                   "invalid_argument: tensor rows: Shape in shape_and_slice spec [7,4] does not match the shape stored "
                   "in checkpoint: [6,4]"));
      CHECK(contains(error_of([&] { reader.read_slice("absent", "7 4 0,2:-"); }), "not_found: Key absent not found"));
    }
  CHECK(contains(error_of([] { checkpoint_reader::open(data_file("merged")).read_slice("a", "2 0,1"); }),
                 "invalid_argument: tensor a: Dtype string not supported"));
  const auto dtypes = checkpoint_reader::open(data_file("dtypes"));
  CHECK(dtypes.read_slice("t/empty_3d", "2 0 3 0,1:-:1,2").shape() == thaw::shape{1, 0, 2});
}

TEST_CASE("reader: slices that do not cover, or overlap") {
  const auto uncovered = checkpoint_reader::open(data_file("uncovered"));
  CHECK(contains(error_of([&] { uncovered.read("rows"); }),
                 "invalid_argument: tensor rows: Does not have sufficient slices for partitioned tensor rows"));
  CHECK(uncovered.read_slice("rows", "6 4 3,3:-").data<float>()[0] == 12);  // only the part that is asked for counts
  CHECK(uncovered.read_slice("rows", "6 4 1,1:-").data<float>()[0] == 4);
  CHECK_FALSE(error_of([&] { uncovered.read_slice("rows", "6 4 1,2:-"); }).empty());
  const auto overlapping = checkpoint_reader::open(data_file("overlapping"));
  CHECK(contains(error_of([&] { overlapping.read("rows"); }), "internal: tensor rows: Overlapping slices"));
}

TEST_CASE("reader: names that were meant") {
  const auto reader = checkpoint_reader::open(data_file("slices"));
  CHECK(contains(error_of([&] { reader.read("row"); }), "not_found: Key row not found in checkpoint " +
                                                            data_file("slices") + " (5 tensors); did you mean rows?"));
  CHECK(reader.nearest("model/rows").at(0) == "rows");
  CHECK_FALSE(reader.contains(""));
}

TEST_CASE("reader: files that are not there") {
  const scratch dir;
  CHECK(contains(error_of([&] { checkpoint_reader::open(dir / "m"); }),
                 "not_found: no checkpoint at " + (dir / "m") + " (Unsuccessful TensorSliceReader constructor"));
  CHECK(contains(error_of([&] { checkpoint_reader::open(dir / "no/m"); }), "there is no directory " + (dir / "no")));
  CHECK(contains(error_of([&] { checkpoint_reader::open(dir.path()); }), "not_found: no checkpoint in " + dir.path()));
  thaw::write_file(dir / "m.data-00000-of-00001", "x");
  CHECK(contains(error_of([&] { checkpoint_reader::open(dir / "m"); }),
                 "only m.data-00000-of-00001 is there, but not m.index"));
  thaw::write_file(dir / "other-5.index", thaw::read_file(data_file("golden.index")));
  CHECK(contains(error_of([&] { checkpoint_reader::open(dir / "x"); }), "checkpoints beside it: other-5"));
  // A data file is opened when it is needed, and no sooner.
  const auto reader = checkpoint_reader::open(dir / "other-5");
  CHECK(contains(error_of([&] { reader.read("x"); }),
                 "not_found: tensor x: " + (dir / "other-5.data-00000-of-00001") + "; No such file or directory"));
  // "merged" has three data files: the tensors of the others stay readable.
  for (const char* name : {".index", ".data-00000-of-00003"})
    thaw::write_file(dir / (std::string("merged") + name), thaw::read_file(data_file(std::string("merged") + name)));
  const auto merged = checkpoint_reader::open(dir / "merged");
  CHECK(merged.read("b").elements() == 5);
  CHECK(contains(error_of([&] { merged.read("a"); }), "merged.data-00001-of-00003"));
  const std::string verified = error_of([&] { merged.verify(); });
  CHECK(contains(verified, "3 of 4 tensors cannot be read"));
  CHECK(contains(verified, "tensor a: "));
  CHECK(contains(verified, "tensor c: "));
}

TEST_CASE("reader: files of another kind are named") {
  const scratch dir;
  const std::string pointer =
      "version https://git-lfs.github.com/spec/v1\noid sha256:0123456789012345678901234567890123456789\nsize 42\n";
  thaw::write_file(dir / "m.index", pointer);
  CHECK(contains(error_of([&] { checkpoint_reader::open(dir / "m"); }),
                 "not an sstable (bad magic number): it is a Git LFS"));
  thaw::write_file(dir / "m.index", thaw::read_file(data_file("golden.index")));
  thaw::write_file(dir / "m.data-00000-of-00001", pointer.substr(0, 7));
  CHECK(contains(error_of([&] { checkpoint_reader::open(dir / "m").read("x/y"); }), "out_of_range: tensor x/y: "));
  thaw::write_file(dir / "m.data-00000-of-00001", "version https://git-lfs.github.com/spec/v1\n");
  CHECK(contains(error_of([&] { checkpoint_reader::open(dir / "m").read("x"); }), "data_loss: tensor x: "));
  thaw::write_file(dir / "e.index", "");
  CHECK(contains(error_of([&] { checkpoint_reader::open(dir / "e"); }),
                 "file is too short to be an sstable: it is an empty file (0 bytes)"));
  thaw::write_file(dir / "graph.pbtxt", "node {\n}\n");
  CHECK(contains(error_of([&] { checkpoint_reader::open(dir / "graph.pbtxt"); }), "it is a text message (.pbtxt)"));
  // The index of a V2 checkpoint under another name is no V1 checkpoint.
  thaw::write_file(dir / "renamed", thaw::read_file(data_file("golden.index")));
  CHECK_FALSE(error_of([&] { checkpoint_reader::open(dir / "renamed"); }).empty());
}

TEST_CASE("reader: from several threads at once") {
  for (const char* checkpoint : {"dtypes", "snappy_v1", "slices", "slices_v1"}) {
    CAPTURE(checkpoint);
    const auto reader = checkpoint_reader::open(data_file(checkpoint));
    const auto expected = expectations(checkpoint);
    int wrong[4] = {};
    std::vector<std::thread> threads;
    for (int& count : wrong)
      threads.emplace_back([&count, &expected, reader] {
        for (const expectation& e : expected) count += same(reader.read(e.name), e) ? 0 : 1;
      });
    for (std::thread& t : threads) t.join();
    for (const int count : wrong) CHECK(count == 0);
  }
}
