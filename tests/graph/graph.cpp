#include "thaw/graph/graph.hpp"

#include <doctest/doctest.h>

#include <string>

#include "thaw/graph/attrs.hpp"
#include "thaw/graph/import.hpp"

namespace {
thaw::node named(const std::string& name, const std::string& op = "NoOp") {
  thaw::node n;
  n.def.name = name;
  n.def.op = op;
  return n;
}
template <class F>
std::string error_of(F&& f) {
  try {
    f();
  } catch (const thaw::error& e) {
    return thaw::concat(thaw::name(e.code()), ": ", e.message());
  }
  return {};
}
}  // namespace

TEST_CASE("nodes by number and by name") {
  thaw::graph g;
  CHECK(g.size() == 0);
  CHECK(g.add(named("a")) == 0);
  CHECK(g.add(named("scope/b", "Const")) == 1);
  CHECK(g.find("a") == 0);
  CHECK(g.find("b") == -1);
  CHECK(g.at("scope/b") == 1);
  CHECK(g[1].op() == "Const");
  CHECK(g.at_tensor("scope/b:2") == thaw::endpoint{1, 2});
  CHECK(g.tensor_name_of({1, 2}) == "scope/b:2");
  CHECK(error_of([&] { g.add(named("a")); }) == "already_exists: there is a node 'a' in the graph already");
  CHECK(error_of([&] { g.at("b"); }).rfind("not_found: no node 'b' in the graph; did you mean '", 0) == 0);
  CHECK(error_of([&] { g.at("b"); }).find("scope/b") != std::string::npos);
  CHECK(error_of([&] { g.at_tensor("^a"); }).rfind("invalid_argument: ", 0) == 0);
  for (int i = 0; i < 1000; ++i) g.add(named("n" + std::to_string(i)));
  CHECK(g[g.at("n999")].name() == "n999");  // names stay in place while the graph grows
}

TEST_CASE("a copy is the same graph, a clone another") {
  thaw::graph g;
  g.add(named("a"));
  g.collections()["k"];
  thaw::graph same = g, other = g.clone();
  same.add(named("b"));
  CHECK(g.size() == 2);
  CHECK(other.size() == 1);
  CHECK(g.is(same));
  CHECK(!g.is(other));
  CHECK(other.collections().contains("k"));
  other.collections().clear();
  CHECK(g.collections().contains("k"));
}

TEST_CASE("attributes by type") {
  using cases = thaw::proto::attr_value::value_case;
  thaw::proto::attr_value v;
  v.value.emplace<cases::i>(7);
  CHECK(thaw::attr_view("k", v).get_i() == 7);
  CHECK(error_of([&] { thaw::attr_view("k", v).get_b(); }) == "invalid_argument: attr 'k' is not a bool");
  v.value.emplace<cases::type>(101);  // a reference
  CHECK(thaw::attr_view("T", v).get_type() == thaw::dtype::float32);
  v.value.emplace<cases::type>(99);
  CHECK(error_of([&] { thaw::attr_view("T", v).get_type(); }) == "invalid_argument: unknown data type 99");
  CHECK(thaw::has_kind(v, "type", false));
  CHECK(!thaw::has_kind(v, "int", false));
  CHECK(!thaw::has_kind(v, "type", true));
}
