#include "thaw/bundle/state.hpp"

#include "bundle/support.hpp"
#include "thaw/bundle.hpp"

using namespace bundle_test;
namespace bundle = thaw::bundle;

namespace {
// An index is what counts; its content does not matter here.
void touch(const std::string& prefix) { thaw::write_file(prefix + ".index", "x"); }
}  // namespace

TEST_CASE("state: written as TensorFlow does") {
  const scratch dir;
  const struct {
    const char* name;
    std::string path;
    bundle::checkpoint_state_options options;
  } rows[] = {
      {"relative", "state/m-2", {{"state/m-1", "state/m-2"}, {}, 0, "", false}},
      {"only", "state/m-2", {}},
      {"absolute", "/a/m-2", {{"/a/m-1", "state/m-3"}, {}, 0, "", false}},
      {"timestamps", "state/m-2", {{"state/m-1", "state/m-2"}, {1600000000.25, 1600000001.0}, 1599999999.5, "", false}},
      {"strange", "state/we\"ird\\m\n\t\u00e9[1]*", {{"state/it's"}, {}, 0, "", false}},
      {"outside", "other/m-2", {{"m-1"}, {}, 0, "", false}},
  };
  // Paths are relative to the working directory, which only the difference to it may change.
  const std::string here = thaw::relative_path(dir.path(), "");
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto options = row.options;
    options.latest_filename = row.name;
    const auto place = [&](const std::string& p) { return thaw::is_absolute_path(p) ? p : thaw::join_path(here, p); };
    for (std::string& p : options.all_model_checkpoint_paths) p = place(p);
    thaw::make_directories(dir / "state");
    bundle::update_checkpoint_state(here + "/state", place(row.path), options);
    CHECK(thaw::read_file(dir / (std::string("state/") + row.name)) ==
          thaw::read_file(data_file(std::string("state/") + row.name)));
  }
}

TEST_CASE("state: what is written is read") {
  const scratch dir;
  bundle::checkpoint_state_options options;
  options.all_model_checkpoint_paths = {dir / "m-1"};
  options.save_relative_paths = true;
  bundle::update_checkpoint_state(dir.path(), dir / "m-2", options);
  CHECK(thaw::read_file(dir / "checkpoint") ==
        "model_checkpoint_path: \"m-2\"\nall_model_checkpoint_paths: \"m-1\"\nall_model_checkpoint_paths: \"m-2\"\n");
  const auto state = thaw::get_checkpoint_state(dir.path());
  REQUIRE(state);
  CHECK(state->model_checkpoint_path == dir / "m-2");
  CHECK(state->all_model_checkpoint_paths == std::vector<std::string>{dir / "m-1", dir / "m-2"});
  CHECK_FALSE(thaw::get_checkpoint_state(dir.path(), "other"));
  CHECK_FALSE(thaw::get_checkpoint_state(dir / "absent"));

  options.all_model_checkpoint_timestamps = {1.0};
  CHECK(contains(error_of([&] { bundle::update_checkpoint_state(dir.path(), dir / "m-3", options); }),
                 "invalid_argument: "));
  CHECK(contains(error_of([&] { bundle::update_checkpoint_state(dir.path(), dir / "checkpoint"); }),
                 "invalid_argument: "));
  CHECK(thaw::get_checkpoint_state(dir.path())->model_checkpoint_path == dir / "m-2");
}

TEST_CASE("latest_checkpoint: relative, absolute, moved, from Windows, strange names") {
  const scratch dir;
  for (const char* name : {"m-1", "m-2", "m[1]", "m*", "back\\slash", "a.b.c"}) touch(dir / name);
  thaw::write_file(dir / "v1", "x");
  thaw::write_file(dir / "s-00000-of-00002", "x");
  thaw::write_file(dir / "s-00001-of-00002", "x");
  thaw::make_directories(dir / "sub");
  touch(dir / "sub/m-9");
  const auto latest = [&](const std::string& path) {
    thaw::write_file(dir / "checkpoint", "model_checkpoint_path: \"" + path + "\"\n");
    return thaw::latest_checkpoint(dir.path()).value_or("nothing");
  };
  CHECK(latest("m-2") == dir / "m-2");
  CHECK(latest("./m-2") == dir / "./m-2");
  CHECK(latest(dir / "m-1") == dir / "m-1");
  CHECK(latest("/old/place/m-2") == dir / "m-2");
  CHECK(latest("C:\\\\models\\\\m-2") == dir / "m-2");
  CHECK(latest("sub\\\\m-9") == dir / "sub/m-9");
  CHECK(latest("m[1]") == dir / "m[1]");
  CHECK(latest("m*") == dir / "m*");
  CHECK(latest("back\\\\slash") == dir / "back\\slash");
  CHECK(latest("a.b.c") == dir / "a.b.c");
  CHECK(latest("v1") == dir / "v1");
  CHECK(latest("s-????"
               "?-of-00002") == dir /
                                    "s-????"
                                    "?-of-00002");
  CHECK(latest("m-3") == "nothing");
  CHECK(latest("m?1") == "nothing");
}

TEST_CASE("latest_checkpoint: a state file that cannot be understood is an error that names it") {
  const scratch dir;
  touch(dir / "m-1");
  for (const char* text : {"", "garbage", "model_checkpoint_path: ", "model_checkpoint_path: \"m-1", "unknown_field: 1",
                           "all_model_checkpoint_paths: \"m-1\"", "model_checkpoint_path: \"\""}) {
    CAPTURE(text);
    thaw::write_file(dir / "checkpoint", text);
    CHECK(contains(error_of([&] { thaw::latest_checkpoint(dir.path()); }), ": " + (dir / "checkpoint")));
  }
}

TEST_CASE("latest_checkpoint: without a state file") {
  const scratch dir;
  CHECK_FALSE(thaw::latest_checkpoint(dir.path()));
  CHECK_FALSE(thaw::latest_checkpoint(dir / "absent"));
  for (const char* name : {"m-10", "m-9", "m-0008", "m-7"}) touch(dir / name);
  thaw::write_file(dir / "m-99.index.tempstate123", "x");
  thaw::make_directories(dir / "m-100_temp");
  CHECK(thaw::latest_checkpoint(dir.path()) == dir / "m-10");
}

TEST_CASE("state: each place where a save can be interrupted") {
  const scratch dir;
  const auto save = [&](const char* name, float x) {
    thaw::checkpoint_writer w(dir / name);
    w.add("x", x);
    w.finish();
  };
  save("m-1", 1);
  bundle::update_checkpoint_state(dir.path(), dir / "m-1");
  const auto loaded = [&] { return thaw::checkpoint_reader::open(dir.path()).read("x").scalar<float>(); };
  CHECK(loaded() == 1);
  thaw::write_file(dir / "m-2.data-00000-of-00001.tempstate1", "x");  // while the data is written
  CHECK(loaded() == 1);
  thaw::write_file(dir / "m-2.data-00000-of-00001", "x");  // before the index is there
  CHECK(loaded() == 1);
  save("m-2", 2);  // before the state is there
  CHECK(loaded() == 1);
  thaw::write_file(dir / "checkpoint.tempstate1", "model_check");
  CHECK(loaded() == 1);
  bundle::update_checkpoint_state(dir.path(), dir / "m-2");
  CHECK(loaded() == 2);
}
