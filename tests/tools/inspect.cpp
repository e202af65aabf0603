#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "thaw/commands.hpp"
#include "thaw/core/error.hpp"

namespace {
const std::string digits = THAW_EXAMPLE_DATA "/digits";

tool::inspect_arguments of(const std::string& checkpoint) {
  tool::inspect_arguments a;
  a.checkpoint = checkpoint;
  return a;
}
}  // namespace

TEST_CASE("inspect: a table of all tensors") {
  const std::string text = tool::inspect(of(digits), {});
  CHECK(text.find("model-1600  V2, 17 tensors, 78.4 KB\n") != std::string::npos);
  CHECK(text.find("conv1/weights           float32  [3,3,1,8]     288 B\n") != std::string::npos);
  CHECK(text.find("global_step             int64    []              8 B\n") != std::string::npos);
  CHECK(text.find('\x1b') == std::string::npos);
}

TEST_CASE("inspect: any of the files, an older checkpoint") {
  for (const char* suffix : {"", ".index", ".meta", ".data-00000-of-00001"})
    CHECK(tool::inspect(of(digits + "/model-800" + suffix), {}).find("model-800  V2") != std::string::npos);
}

TEST_CASE("inspect --json --sha256: names, dtypes, shapes, digests") {
  tool::inspect_arguments a = of(digits + "/model-1600");
  a.json = a.sha256 = a.verify = true;
  const auto j = nlohmann::json::parse(tool::inspect(a, {}));
  CHECK(j["format"] == "V2");
  CHECK(j["verified"] == true);
  REQUIRE(j["tensors"].size() == 17);
  const auto& step = j["tensors"].back();
  CHECK(step["name"] == "global_step");
  CHECK(step["dtype"] == "int64");
  CHECK(step["shape"].empty());
  // sha256 of 1600 as eight little-endian bytes, by coreutils
  CHECK(step["sha256"] == "2a7f1a2a001663fa038c4083a642c0c139c6773fb278dc70eb04ea890104dfd7");
}

TEST_CASE("inspect --tensor: its values; errors name what is there") {
  tool::inspect_arguments a = of(digits);
  a.tensor = "global_step";
  CHECK(tool::inspect(a, {}) == "global_step  int64 []\n1600\n");
  a.json = true;
  CHECK(nlohmann::json::parse(tool::inspect(a, {}))["tensors"][0]["value"] == 1600);
  a.tensor = "global_stop";
  CHECK_THROWS_WITH_AS(tool::inspect(a, {}), doctest::Contains("did you mean global_step"), thaw::error);
}
