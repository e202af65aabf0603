#include "thaw/session/session.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "thaw/graph/import.hpp"
#include "thaw/ops/all.hpp"
#include "thaw/wire.hpp"

namespace {

thaw::session make_session(const char* text, thaw::session_options options = {}) {
  thaw::graph g;
  thaw::import_graph_def(g, thaw::wire::parse_text<thaw::proto::graph_def>(text));
  return thaw::session(g, thaw::index_of<thaw::ops::all>(), options);
}

/// The message of the error that `f` throws, after checking its code.
template <class F>
std::string message_of(thaw::code code, F&& f) {
  try {
    f();
  } catch (const thaw::error& e) {
    CHECK(e.code() == code);
    return e.what();
  }
  FAIL("no error");
  return {};
}

bool has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

xt::xarray<float> values(std::initializer_list<float> v) {
  xt::xarray<float> a = xt::xarray<float>::from_shape({v.size()});
  std::copy(v.begin(), v.end(), a.begin());
  return a;
}

constexpr const char* arithmetic = R"(
  node { name: "x" op: "Placeholder" attr { key: "dtype" value { type: DT_FLOAT } } }
  node { name: "keep_prob" op: "Placeholder" attr { key: "dtype" value { type: DT_FLOAT } }
         attr { key: "shape" value { shape {} } } }
  node { name: "double" op: "AddV2" input: "x" input: "x:0" attr { key: "T" value { type: DT_FLOAT } } }
  node { name: "square" op: "Mul" input: "double" input: "double" attr { key: "T" value { type: DT_FLOAT } } }
  node { name: "scaled" op: "Mul" input: "square" input: "keep_prob" attr { key: "T" value { type: DT_FLOAT } } }
  node { name: "pass" op: "Identity" input: "x" attr { key: "T" value { type: DT_FLOAT } } }
  node { name: "odd" op: "NoSuchOp" input: "x" }
  node { name: "odder" op: "NorThisOne" input: "odd" }
  node { name: "on_odd" op: "Identity" input: "odder" attr { key: "T" value { type: DT_FLOAT } } }
  node { name: "nothing" op: "NoOp" input: "^square" })";

constexpr const char* variables = R"(
  node { name: "v" op: "VariableV2" attr { key: "dtype" value { type: DT_FLOAT } }
         attr { key: "shape" value { shape { dim { size: 2 } } } } }
  node { name: "value" op: "Placeholder" attr { key: "dtype" value { type: DT_FLOAT } } }
  node { name: "v/Assign" op: "Assign" input: "v" input: "value" attr { key: "T" value { type: DT_FLOAT } } }
  node { name: "v/read" op: "Identity" input: "v" attr { key: "T" value { type: DT_FLOAT } } }
  node { name: "sum" op: "AddV2" input: "v/read" input: "v/read" attr { key: "T" value { type: DT_FLOAT } } }
  node { name: "after" op: "Identity" input: "v" input: "^v/Assign" attr { key: "T" value { type: DT_FLOAT } } }
  node { name: "grow" op: "AssignAdd" input: "v" input: "value" attr { key: "T" value { type: DT_FLOAT } } }
  node { name: "r" op: "VarHandleOp" attr { key: "dtype" value { type: DT_FLOAT } }
         attr { key: "shape" value { shape { dim { size: -1 } } } } attr { key: "shared_name" value { s: "r" } } }
  node { name: "r/Assign" op: "AssignVariableOp" input: "r" input: "value"
         attr { key: "dtype" value { type: DT_FLOAT } } }
  node { name: "r/Read" op: "ReadVariableOp" input: "r" attr { key: "dtype" value { type: DT_FLOAT } } }
  node { name: "r/double" op: "AddV2" input: "r/Read" input: "r/Read" attr { key: "T" value { type: DT_FLOAT } } })";

}  // namespace

TEST_CASE("session: names with and without the index, several fetches, operations") {
  thaw::session s = make_session(arithmetic);
  const auto x = values({1, -2, 3});
  CHECK(s.run("square", {{"x", x}}).as<float>()(1) == 16);
  CHECK(s.run("square:0", {{"x:0", x}}).as<float>()(2) == 36);
  const std::vector<thaw::tensor> both = s.run({"double", "square"}, {{"x", x}});
  CHECK(both[0].as<float>()(0) == 2);
  CHECK(both[1].as<float>()(0) == 4);
  CHECK(s.run("nothing", {{"x", x}}).empty());
  CHECK(s.run("^square", {{"x", x}}).empty());
}

TEST_CASE("session: any tensor can be fed, and cuts what is before it") {
  thaw::session s = make_session(arithmetic);
  CHECK(s.run("square", {{"double", values({3})}}).as<float>()(0) == 9);
  CHECK(s.run("on_odd", {{"odder", values({3})}}).as<float>()(0) == 3);
  CHECK(s.run("x", {{"x", values({5})}}).as<float>()(0) == 5);
}

TEST_CASE("session: a fetched value outlives what was fed") {
  thaw::session s = make_session(arithmetic);
  thaw::tensor t;
  {
    const auto x = values({7});
    t = s.run("pass", {{"x", x}});
  }
  CHECK(t.as<float>()(0) == 7);
}

TEST_CASE("session: fetched tensors are not written to by later runs") {
  thaw::session s = make_session(arithmetic);
  const thaw::tensor first = s.run("square", {{"x", values({1})}});
  const thaw::tensor second = s.run("square", {{"x", values({2})}});
  CHECK(first.as<float>()(0) == 4);
  CHECK(second.as<float>()(0) == 16);
}

TEST_CASE("session: feeds by expression, by pointer, by vector, by scalar") {
  thaw::session s = make_session(arithmetic);
  const std::vector<float> v{1, 2, 3, 4};
  const auto x = values({1, 2});
  CHECK(s.run("double", {{"x", x * 2.0F}}).as<float>()(1) == 8);
  CHECK(s.run("double", {{"x", v.data(), {2, 2}}}).as<float>()(1, 1) == 8);
  CHECK(s.run("double", {{"x", v, {4}}}).as<float>()(3) == 8);
  CHECK(s.run("double", {{"x", 21.0F}}).scalar<float>() == 42);
}

TEST_CASE("session: all missing feeds in one error, with dtype, shape, users and the usual value") {
  thaw::session s = make_session(arithmetic);
  const std::string text = message_of(thaw::code::invalid_argument, [&] { s.run("scaled"); });
  CHECK(has(text, "'x' (float, shape ?, used by 'double')"));
  CHECK(has(text, "'keep_prob' (float, shape [], used by 'scaled')"));
  CHECK(has(text, "'keep_prob' is usually 1.0 for inference"));
}

TEST_CASE("session: all missing ops in one error, and only those that are needed") {
  thaw::session s = make_session(arithmetic);
  const std::string text = message_of(thaw::code::unimplemented, [&] { s.run("on_odd", {{"x", 1.0F}}); });
  CHECK(has(text, "NoSuchOp (node 'odd')"));
  CHECK(has(text, "NorThisOne (node 'odder')"));
}

TEST_CASE("session: unknown names are answered with near ones") {
  thaw::session s = make_session(arithmetic);
  CHECK(has(message_of(thaw::code::not_found, [&] { s.run("sqare", {{"x", 1.0F}}); }), "did you mean 'square'"));
  CHECK(has(message_of(thaw::code::not_found, [&] { s.run("square", {{"keepprob", 1.0F}}); }), "'keep_prob'"));
  CHECK(has(message_of(thaw::code::invalid_argument, [&] { s.run("square:1", {{"x", 1.0F}}); }), "square"));
  CHECK(has(message_of(thaw::code::invalid_argument, [&] { s.run("square", {{"x", 1.0F}, {"x:0", 2.0F}}); }), "twice"));
}

TEST_CASE("session: a feed of another dtype names both") {
  thaw::session s = make_session(arithmetic);
  const std::string text = message_of(thaw::code::invalid_argument, [&] { s.run("double", {{"x", 1.0}}); });
  CHECK(has(text, "float"));
  CHECK(has(text, "double"));
}

TEST_CASE("session: errors of ops name the node") {
  thaw::session s = make_session(arithmetic);
  const std::string text = message_of(thaw::code::invalid_argument, [&] {
    s.run("scaled", {{"square", values({1, 2})}, {"keep_prob", values({1, 2, 3})}});
  });
  CHECK(has(text, "node 'scaled' (Mul)"));
  CHECK(has(text, "[2]"));
  CHECK(has(text, "[3]"));
}

TEST_CASE("session: the memory limit") {
  thaw::session_options options;
  options.memory_limit = 1000;
  thaw::session s = make_session(arithmetic, options);
  CHECK(s.run("scaled", {{"x", values({1})}, {"keep_prob", 1.0F}}).as<float>()(0) == 4);
  const xt::xarray<float> large = xt::ones<float>({1000});
  message_of(thaw::code::resource_exhausted, [&] { s.run("scaled", {{"x", large}, {"keep_prob", 1.0F}}); });
}

TEST_CASE("variables: no value yet, assigned, read, changed") {
  thaw::session s = make_session(variables);
  CHECK(has(message_of(thaw::code::failed_precondition, [&] { s.run("sum"); }), "'v'"));
  s.run("v/Assign", {{"value", values({1, 2})}});
  CHECK(s.run("sum").as<float>()(1) == 4);
  CHECK(s.run("v").as<float>()(1) == 2);
  s.run("v/Assign", {{"value", values({5, 6})}});
  CHECK(s.run("sum").as<float>()(1) == 12);
  s.run("grow", {{"value", values({1, 1})}});
  CHECK(s.run("sum").as<float>()(0) == 12);
}

TEST_CASE("variables: assigned in every run, the folded value is always the present one") {
  thaw::session s = make_session(variables);
  for (float i = 0; i < 20; ++i) {
    s.run("v/Assign", {{"value", values({i, -i})}});
    CHECK(s.run("sum").as<float>()(1) == -2 * i);
  }
}

TEST_CASE("variables: a control edge orders reading after assigning") {
  thaw::session s = make_session(variables);
  CHECK(s.run("after", {{"value", values({1, 2})}}).as<float>()(1) == 2);
  CHECK(s.run("after", {{"value", values({3, 4})}}).as<float>()(1) == 4);
}

TEST_CASE("variables: the shape is checked for references; resources take any, and plans follow") {
  thaw::session s = make_session(variables);
  const std::string text = message_of(thaw::code::invalid_argument, [&] {
    s.run("v/Assign", {{"value", values({1, 2, 3})}});
  });
  CHECK(has(text, "[2]"));
  CHECK(has(text, "[3]"));
  for (const std::size_t n : {2u, 5u, 3u}) {
    s.run("r/Assign", {{"value", xt::xarray<float>(xt::ones<float>({n}))}});
    const thaw::tensor t = s.run("r/double");
    CHECK(t.shape() == thaw::shape{static_cast<std::int64_t>(n)});
    CHECK(t.as<float>()(n - 1) == 2);
  }
}

TEST_CASE("variables: a value that was fetched stays as it was") {
  thaw::session s = make_session(variables);
  s.run("v/Assign", {{"value", values({1, 2})}});
  const thaw::tensor before = s.run("v");
  s.run("grow", {{"value", values({10, 10})}});
  CHECK(before.as<float>()(0) == 1);
  CHECK(s.run("v").as<float>()(0) == 11);
}

TEST_CASE("session: subnormals are flushed while running, and the caller's setting comes back") {
  thaw::session s = make_session(arithmetic);
  volatile float tiny = 1e-40F;
  CHECK(s.run("double", {{"x", static_cast<float>(tiny)}}).scalar<float>() == 0);
  CHECK(tiny * 1.0F != 0);
}

TEST_CASE("session: runs from several threads at once") {
  thaw::session s = make_session(arithmetic);
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 300; ++i) {
        const float x = static_cast<float>(t * 1000 + i);
        if (s.run("square", {{"x", x}}).scalar<float>() != 4 * x * x) ++wrong;
      }
    });
  for (std::thread& t : threads) t.join();
  CHECK(wrong == 0);
}

TEST_CASE("session: cycles, and nodes that do not fit their op") {
  CHECK(has(message_of(thaw::code::invalid_argument,
                       [] {
                         make_session(R"(
    node { name: "a" op: "Identity" input: "b" attr { key: "T" value { type: DT_FLOAT } } }
    node { name: "b" op: "Identity" input: "a" attr { key: "T" value { type: DT_FLOAT } } })")
                             .run("a");
                       }),
            "cycle"));
  const std::string text = message_of(thaw::code::invalid_argument, [] {
    make_session(R"(
    node { name: "x" op: "Placeholder" attr { key: "dtype" value { type: DT_STRING } } }
    node { name: "no_type" op: "Identity" input: "x" }
    node { name: "one_input" op: "AddV2" input: "x" attr { key: "T" value { type: DT_FLOAT } } }
    node { name: "both" op: "NoOp" input: "^no_type" input: "^one_input" })")
        .run("both", {{"x", "text"}});
  });
  CHECK(has(text, "node 'no_type' (Identity) has no attr 'T'"));
  CHECK(has(text, "node 'one_input' (AddV2) has 1 inputs"));
}
