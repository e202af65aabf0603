#include "thaw/graph/import.hpp"

#include <doctest/doctest.h>

#include <string>

#include "thaw/wire/text.hpp"

namespace {
thaw::proto::graph_def parsed(const std::string& text) { return thaw::wire::parse_text<thaw::proto::graph_def>(text); }
std::string error_of(const std::string& text) {
  thaw::graph g;
  try {
    thaw::import_graph_def(g, parsed(text));
  } catch (const thaw::error& e) {
    return thaw::concat(thaw::name(e.code()), ": ", e.message());
  }
  return {};
}
bool has(const std::string& text, const std::string& part) {
  const bool found = text.find(part) != std::string::npos;
  if (!found) MESSAGE("not in the text: ", part, "\n  text: ", text);
  return found;
}
}  // namespace

TEST_CASE("edges, in any order of the nodes") {
  thaw::graph g;
  thaw::import_graph_def(g, parsed("node { name: 'sum' op: 'AddN' input: 'b:1' input: 'a' input: '^c' input: '^c' }"
                                   "node { name: 'a' op: 'A' } node { name: 'b' op: 'B' } node { name: 'c' op: 'C' }"
                                   "versions { producer: 21 } library { function { signature { name: 'f' } } }"));
  REQUIRE(g.size() == 4);
  REQUIRE(g[0].inputs.size() == 2);
  CHECK(g[0].inputs[0] == thaw::endpoint{2, 1});
  CHECK(g[0].inputs[1] == thaw::endpoint{1, 0});
  CHECK(g[0].controls == std::vector<int>{3});
  CHECK(g.versions()->producer == 21);
  CHECK(g.library()->function.size() == 1);

  const auto again = thaw::to_graph_def(g);
  CHECK(again.node.size() == 4);
  CHECK(again.node[0].input[2] == "^c");
}

TEST_CASE("cycles are edges like others") {
  CHECK(error_of("node { name: 'm' op: 'Merge' input: 'n' } node { name: 'n' op: 'NextIteration' input: 'm' }") == "");
}

TEST_CASE("what TensorFlow refuses, all of it at once") {
  const std::string names = error_of(
      "node { name: '_a' op: 'A' } node { name: 'b c' op: 'B' } node { name: 'd' op: 'D' }"
      "node { name: 'd' op: 'D' } node { name: 'e' }");
  CHECK(has(names, "invalid_argument: graph_def: '_a' is not a name for a node; 'b c' is not"));
  CHECK(has(names, "two nodes are called 'd'"));
  CHECK(has(names, "node 'e' has no op"));
  const std::string edges = error_of(
      "node { name: 'a' op: 'A' input: 'x' input: '^y' } "
      "node { name: 'b' op: 'B' input: '^a' input: 'a' input: '^a:0' }");
  CHECK(has(edges, "node 'a': input 'x' is not in the graph; node 'a': input '^y' is not"));
  CHECK(has(edges, "node 'b': data input 'a' after a control input"));
  CHECK(has(edges, "input '^a:0' is not in the graph"));
}

TEST_CASE("versions") {
  CHECK(error_of("versions { producer: 99999999 }") == "");
  CHECK(error_of("versions { min_consumer: 2474 }") == "");
  CHECK(has(error_of("versions { min_consumer: 2475 }"), "asks for GraphDef version 2475"));
  CHECK(has(error_of("versions { bad_consumers: 2474 }"), "cannot read it"));
}

TEST_CASE("importing into a graph that has nodes") {
  thaw::graph g;
  thaw::import_graph_def(g, parsed("node { name: 'a' op: 'A' } versions { producer: 1 }"));
  thaw::import_graph_def(g, parsed("node { name: 'b' op: 'B' } versions { producer: 2 }"));
  CHECK(g.size() == 2);
  CHECK(g.versions()->producer == 1);
  CHECK_THROWS_AS(thaw::import_graph_def(g, parsed("node { name: 'a' op: 'A' }")), thaw::error);
  // As in TensorFlow, the nodes of an import are connected among themselves.
  CHECK_THROWS_AS(thaw::import_graph_def(g, parsed("node { name: 'c' op: 'C' input: 'a' }")), thaw::error);
}
