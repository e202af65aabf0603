#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "thaw/commands.hpp"
#include "thaw/core/error.hpp"
#include "thaw/terminal.hpp"

namespace {
const std::string digits = THAW_EXAMPLE_DATA "/digits";

tool::show_arguments of(const std::string& path) {
  tool::show_arguments a;
  a.model.path = path;
  return a;
}
bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
}  // namespace

TEST_CASE("show: inputs and outputs come first") {
  const std::string text = tool::show(of(digits), {});
  CAPTURE(text);
  CHECK(has(text, "\nInputs\n  x          float32  [?,8,8,1]  collection my_custom_collection\n"));
  CHECK(has(text, "  keep_prob  float32  []         "));
  CHECK(has(text, "usually 1.0 for inference; default 1; "));
  CHECK(has(text, "not needed for these outputs: labels\n"));
  CHECK(has(text, "\nOutputs\n  softmax  float32  [?,10]  "));
  CHECK(has(text, "checkpoint  model-1600: V2, 17 tensors, 78.4 KB; kept besides: "));
  CHECK(has(text, "TensorFlow 2.21.0, GraphDef 2474"));
  CHECK(has(text, "\n  my_custom_collection  x:0\n"));
  CHECK(has(text, "\nVariables  17 with 19,605 values, 78.4 KB; trainable 8 (39.2 KB); needed 8 (39.2 KB)\n"));
  CHECK(has(text, "\nthaw run " + digits + " --feed x=FILE.npy --fetch softmax\n"));
  CHECK(text.find("\nInputs") < text.find("\nOutputs"));
  CHECK(text.find("\nOutputs") < text.find("\nVariables"));
}

TEST_CASE("show: what the digits need is supported, on one screen, as wide as that") {
  for (const std::size_t width : {60u, 100u}) {
    tool::screen s;
    s.width = width;
    const std::string text = tool::show(of(digits), s);
    CHECK(has(text, "for these outputs, all supported\n"));
    std::istringstream lines(text);
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line); ++count)
      if (!has(line, digits)) CHECK_MESSAGE(tool::columns(line) <= width, line);
    CHECK(count < 48);
  }
}

TEST_CASE("show: colour only where there is a terminal, and then the same text") {
  tool::screen s;
  const std::string plain = tool::show(of(digits), s);
  CHECK(plain.find('\x1b') == std::string::npos);
  s.colour = true;
  std::string coloured = tool::show(of(digits), s), text;
  CHECK(coloured != plain);
  for (std::size_t i = 0; i < coloured.size(); ++i) {
    if (coloured[i] == '\x1b')
      i = coloured.find('m', i);
    else
      text += coloured[i];
  }
  CHECK(text == plain);
}

TEST_CASE("show --ops: the op set as a type") {
  tool::show_arguments a = of(digits);
  a.ops = true;
  const std::string text = tool::show(a, {});
  CHECK(has(text, "\nusing my_ops = thaw::op_set<thaw::ops::"));
  CHECK(has(text, "thaw::ops::Conv2D"));
  CHECK(has(text, "thaw::ops::Assign"));  // restoring is running, too
  CHECK(!has(text, "ApplyMomentum"));
}

TEST_CASE("show --json: nothing abbreviated") {
  tool::show_arguments a = of(digits + "/model-800.meta");
  a.json = true;
  const auto j = nlohmann::json::parse(tool::show(a, {}));
  CHECK(j["model"]["kind"] == "MetaGraphDef");
  CHECK(j["model"]["tensorflow_version"] == "2.21.0");
  CHECK(j["inputs"][0]["name"] == "x");
  CHECK(j["inputs"][0]["shape"] == nlohmann::json::parse("[null,8,8,1]"));
  CHECK(j["outputs"][0]["tensor"] == "softmax:0");
  CHECK(j["collections"]["my_custom_collection"]["items"] == nlohmann::json{"x:0"});
  REQUIRE(j["variables"].size() == 17);
  CHECK(j["variables"][0]["name"] == "fc1/weights");
  CHECK(j["variables"][0]["needed"] == true);
  CHECK(j["variables"][16]["needed"] == false);
  CHECK(j["checkpoint"]["kept"].size() == 5);
  CHECK(j["ops"].size() > 10);
}

TEST_CASE("show: what is no model is an error that says what it is") {
  CHECK_THROWS_WITH_AS(tool::show(of(digits + "/seven.npy"), {}), doctest::Contains("npy"), thaw::error);
  CHECK_THROWS_WITH_AS(tool::show(of(digits + "/nothing"), {}), doctest::Contains("nothing"), thaw::error);
}

TEST_CASE("show: a checkpoint without a graph is listed") {
  const std::string text = tool::show(of(THAW_TEST_DATA "/bundle/objects"), {});
  CAPTURE(text);
  CHECK(has(text, "values only: "));
  CHECK(has(text, " tensors, "));
}
