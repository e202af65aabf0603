#include "thaw/graph/names.hpp"

#include <doctest/doctest.h>

#include <string>

using thaw::is_node_name;
using thaw::parse_tensor_name;

TEST_CASE("names of tensors") {
  const struct {
    const char *text, *node;
    std::int64_t index;
    bool control;
  } cases[] = {
      {"x", "x", 0, false},
      {"x:0", "x", 0, false},
      {"a/b:12", "a/b", 12, false},
      {"x:00", "x", 0, false},
      {"^x", "x", 0, true},
      {"^a/b", "a/b", 0, true},
      {"x:a", "x:a", 0, false},
      {"x:", "x:", 0, false},
      {"x:-1", "x:-1", 0, false},
      {"f:out:1", "f:out", 1, false},
      {"", "", 0, false},
      {":0", "", 0, false},
      {"x:99999999999999999999", "x", std::int64_t{1} << 31, false},
      {"x:2147483647", "x", 2147483647, false},
      {"^x:0", "x:0", 0, true},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    const thaw::tensor_name n = parse_tensor_name(c.text);
    CHECK(std::string(n.node) == c.node);
    CHECK(n.index == c.index);
    CHECK(n.control == c.control);
  }
  CHECK(to_string(parse_tensor_name("x")) == "x:0");
  CHECK(to_string(parse_tensor_name("^x")) == "^x");
}

TEST_CASE("names of nodes, as TensorFlow takes them") {
  for (const char* good : {"a", "1a", ".a", "a>b", "a//b", "a/", "a_b-c.d", "A", "0"}) {
    CAPTURE(good);
    CHECK(is_node_name(good));
  }
  for (const char* bad : {"", "_a", "/a", "-a", "a b", "a:b", "a\\b", "\xc3\xa4", "a\n", "^a"}) {
    CAPTURE(bad);
    CHECK(!is_node_name(bad));
  }
}
