#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "thaw/commands.hpp"

namespace {
bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
}  // namespace

TEST_CASE("ops: the table in docs/ops.md is what the program prints") {
  tool::ops_arguments a;
  a.markdown = true;
  std::ifstream file(THAW_TEST_DATA "/../../docs/ops.md");
  REQUIRE(file.good());
  std::stringstream text;
  text << file.rdbuf();
  CHECK_MESSAGE(text.str() == tool::ops(a, {}), "run tools/thaw/update_docs.py");
}

TEST_CASE("ops: names, dtypes") {
  const std::string text = tool::ops({}, {});
  CHECK(has(text, "\nConst "));
  CHECK(has(text, "floats: float32, float64, bfloat16, float16"));
  tool::ops_arguments a;
  a.json = true;
  const auto j = nlohmann::json::parse(tool::ops(a, {}));
  bool found = false;
  for (const auto& op : j["ops"])
    if (op["name"] == "MatMul") {
      found = true;
      CHECK(op["signature"].get<std::string>().rfind("MatMul(a: T, b: T) -> product: T;", 0) == 0);
      CHECK(op["dtypes"].contains("T"));
    }
  CHECK(found);
}

TEST_CASE("ops MODEL: what it needs to run and to be loaded") {
  tool::ops_arguments a;
  a.model.path = THAW_EXAMPLE_DATA "/digits";
  const std::string text = tool::ops(a, {});
  CAPTURE(text);
  CHECK(has(text, "Ops for softmax"));
  CHECK(has(text, "\n  Conv2D "));
  CHECK(has(text, "for loading only\n"));
  CHECK(has(text, "\nall supported\n"));
  CHECK(has(text, "\nusing my_ops = thaw::op_set<"));
  CHECK(!has(text, "ApplyMomentum"));
}
