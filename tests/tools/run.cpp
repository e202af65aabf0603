#include <doctest/doctest.h>

#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

#include "thaw/commands.hpp"
#include "thaw/core/error.hpp"
#include "thaw/core/npy.hpp"

namespace {
const std::string digits = THAW_EXAMPLE_DATA "/digits";

tool::run_arguments of_digits(const std::string& images) {
  tool::run_arguments a;
  a.model.path = digits;
  a.feeds = {{"x", digits + "/" + images}};
  return a;
}
}  // namespace

TEST_CASE("NAME=FILE") {
  const auto f = tool::parse_named_file("x:0=a=b.npy", true);
  REQUIRE(f);
  CHECK(f->name == "x:0");
  CHECK(f->file == "a=b.npy");
  CHECK(tool::parse_named_file("softmax", false)->name == "softmax");
  CHECK(tool::parse_named_file("softmax", false)->file.empty());
  CHECK(!tool::parse_named_file("softmax", true));
  for (const char* bad : {"", "=", "x=", "=file"}) CHECK(!tool::parse_named_file(bad, false));
}

TEST_CASE("run: into a file, TensorFlow's numbers") {
  tool::run_arguments a = of_digits("images.npy");
  const std::string file = "test_tools_run.npy";
  a.fetches = {{"softmax", file}};
  CHECK(tool::run(a, {}).empty());
  const thaw::tensor got = thaw::load_npy(file), want = thaw::load_npy(digits + "/expected_softmax.npy");
  std::remove(file.c_str());
  REQUIRE(got.shape() == want.shape());
  for (std::int64_t i = 0; i < got.elements(); ++i)
    CHECK(got.data<float>()[i] == doctest::Approx(static_cast<double>(want.data<float>()[i])).epsilon(1e-5));
}

TEST_CASE("run: printed, for people and as JSON") {
  tool::run_arguments a = of_digits("seven.npy");
  a.fetches = {{"ArgMax", {}}, {"global_step:0", {}}};
  CHECK(tool::run(a, {}) == "ArgMax  int64 [1]\n[7]\nglobal_step:0  int64 []\n1600\n");
  a.json = true;
  const auto j = nlohmann::json::parse(tool::run(a, {}))["outputs"];
  CHECK(j[0]["name"] == "ArgMax");
  CHECK(j[0]["dtype"] == "int64");
  CHECK(j[0]["shape"] == nlohmann::json{1});
  CHECK(j[0]["value"] == nlohmann::json{7});
}

TEST_CASE("run: without fetches, the likely outputs; with another checkpoint, its values") {
  tool::run_arguments a = of_digits("seven.npy");
  CHECK(tool::run(a, {}).rfind("softmax  float32 [1,10]\n", 0) == 0);
  a.fetches = {{"global_step", {}}};
  a.model.checkpoint = digits + "/model-800";
  CHECK(tool::run(a, {}) == "global_step  int64 []\n800\n");
}

TEST_CASE("run: a number as a feed") {
  tool::run_arguments a = of_digits("seven.npy");
  a.feeds.push_back({"keep_prob", "1.0"});
  a.fetches = {{"keep_prob", {}}, {"ArgMax", {}}};
  CHECK(tool::run(a, {}) == "keep_prob  float32 []\n1\nArgMax  int64 [1]\n[7]\n");
  a.feeds.back().file = "one";  // no number, so a file, which is not there
  CHECK_THROWS_WITH_AS(tool::run(a, {}), doctest::Contains("one"), thaw::error);
}

TEST_CASE("run: what is wrong with the input is an error that says it") {
  tool::run_arguments a = of_digits("seven.npy");
  a.fetches = {{"sofmax", {}}};
  CHECK_THROWS_WITH_AS(tool::run(a, {}), doctest::Contains("'softmax'"), thaw::error);
  a.fetches = {{"softmax", {}}};
  a.feeds = {{"x", digits + "/labels.npy"}};
  CHECK_THROWS_AS(tool::run(a, {}), thaw::error);
  a.feeds.clear();
  CHECK_THROWS_WITH_AS(tool::run(a, {}), doctest::Contains("'x'"), thaw::error);
}
