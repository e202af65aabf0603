// Every case of tests/data/ops, in three forms: inputs fed or constant as in real graphs, all constant (so that they
// are folded when planning) and all fed (so that shapes are inferred when running). The results must not depend on the
// form.
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "case_file.hpp"
#include "compare.hpp"
#include "thaw/core/file.hpp"
#include "thaw/graph/import.hpp"
#include "thaw/ops/all.hpp"
#include "thaw/session/session.hpp"

namespace {

using namespace thaw_test;

enum class form { as_in_files, all_constant, all_fed };
constexpr std::string_view name_of(form f) {
  return f == form::as_in_files ? "as in files" : f == form::all_constant ? "all constant" : "all fed";
}

/// What came out, or the error.
struct outcome {
  std::vector<thaw::tensor> outputs;
  thaw::code code = thaw::code::ok;
  std::string message;
};

template <class F>
outcome run_guarded(F&& f) {
  outcome o;
  try {
    o.outputs = f();
  } catch (const thaw::error& e) {
    o.code = e.code();
    o.message = e.what();
  }
  return o;
}

/// Empty, or what is wrong.
std::string judge(const expectation& want, const outcome& got) {
  if (got.code != want.error_code)
    return thaw::concat("expected ", thaw::name(want.error_code), ", got ", thaw::name(got.code), ": ", got.message);
  if (want.error_code != thaw::code::ok) return {};
  for (std::size_t i = 0; i < want.outputs.size(); ++i) {
    const std::string problem = compare_output(got.outputs[i], want, i);
    if (!problem.empty()) return thaw::concat("output ", i, ": ", problem);
  }
  return {};
}

outcome run_op(const op_case& c, form f) {
  return run_guarded([&] {
    thaw::graph g;
    thaw::proto::graph_def def;
    auto op = thaw::wire::parse<thaw::proto::node_def>(c.node_def_bytes, "case");
    std::vector<thaw::feed> feeds;
    for (std::size_t i = 0; i < c.inputs.size(); ++i) {
      using cases = thaw::proto::attr_value::value_case;
      thaw::proto::node_def in;
      in.name = thaw::concat("in", i);
      op.input.push_back(in.name);
      const bool constant = f == form::all_constant || (f == form::as_in_files && c.is_const[i]);
      in.op = constant ? "Const" : "Placeholder";
      in.attr["dtype"].value.emplace<cases::type>(static_cast<std::int32_t>(c.inputs[i].dtype()));
      if (constant)
        in.attr["value"].value.emplace<cases::tensor>(thaw::proto::to_proto(c.inputs[i]));
      else
        feeds.emplace_back(in.name, c.inputs[i]);
      def.node.push_back(std::move(in));
    }
    const bool is_random = op.attr.contains("seed");
    def.node.push_back(std::move(op));
    thaw::import_graph_def(g, std::move(def));
    thaw::session s(g, thaw::index_of<thaw::ops::all>());
    std::vector<thaw::tensor_key> fetches;
    for (std::size_t i = 0; i < std::max<std::size_t>(1, c.outputs.size()); ++i)
      fetches.emplace_back(thaw::concat("op:", i));
    std::vector<thaw::tensor> first = s.run(fetches, feeds);
    if (is_random) return first;
    return s.run(fetches, feeds);  // the second run works in memory that the first has left
  });
}

/// "$TMP" and "$FILES" in strings stand for folders.
thaw::tensor with_folders(const thaw::tensor& t, const std::string& tmp) {
  if (t.dtype() != thaw::dtype::string) return t;
  thaw::tensor copy = t.clone();
  const std::pair<std::string_view, std::string> folders[] = {{"$TMP", tmp}, {"$FILES", THAW_TEST_DATA "/ops/files"}};
  for (std::int64_t i = 0; i < copy.elements(); ++i)
    for (const auto& [word, folder] : folders) {
      std::string& s = copy.data<std::string>()[i];
      const std::size_t at = s.find(word);
      if (at != std::string::npos) s.replace(at, word.size(), folder);
    }
  return copy;
}

std::string make_temporary_folder() {
  std::string path = "/tmp/thaw_cases_XXXXXX";
  if (const char* base = std::getenv("TMPDIR")) path = std::string(base) + "/thaw_cases_XXXXXX";
  REQUIRE(mkdtemp(path.data()) != nullptr);
  return path;
}

std::string run_graph(const graph_case& c) {
  const std::string tmp = make_temporary_folder();
  thaw::graph g;
  thaw::import_graph_def(g, thaw::wire::parse<thaw::proto::graph_def>(c.graph_def_bytes, "case"));
  thaw::session s(g, thaw::index_of<thaw::ops::all>());
  std::string problem;
  for (std::size_t n = 0; n < c.steps.size() && problem.empty(); ++n) {
    const graph_step& step = c.steps[n];
    const outcome got = run_guarded([&] {
      std::vector<thaw::tensor_key> keys;
      std::vector<thaw::feed> feeds;
      for (const std::string& f : step.fetches) keys.emplace_back(f);
      for (const std::string& t : step.targets) keys.emplace_back("^" + t);
      for (const auto& [name, value] : step.feeds) feeds.emplace_back(name, with_folders(value, tmp));
      return s.run(keys, feeds);
    });
    graph_step want = step;
    for (thaw::tensor& t : want.outputs) t = with_folders(t, tmp);
    problem = judge(want, got);
    if (!problem.empty()) problem = thaw::concat("step ", n, ": ", problem);
  }
  for (const std::string& file : thaw::list_directory(tmp)) thaw::remove_path(tmp + "/" + file);
  thaw::remove_path(tmp);
  return problem;
}

void run_file(const std::string& family) {
  const case_file file = read_case_file(THAW_TEST_DATA "/ops/" + family + ".cases");
  REQUIRE(file.ops.size() + file.graphs.size() > 0);
  const char* only = std::getenv("THAW_ONLY_OP");
  for (const op_case& c : file.ops) {
    if (only != nullptr && c.op != only) continue;
    for (const form f : {form::as_in_files, form::all_constant, form::all_fed}) {
      const std::string problem = judge(c, run_op(c, f));
      INFO(c.op, ": ", c.what, " (", std::string(name_of(f)), ")");
      CHECK_MESSAGE(problem.empty(), problem);
    }
  }
  for (const graph_case& c : file.graphs) {
    if (only != nullptr && c.op != only) continue;
    INFO(c.op, ": ", c.what);
    const std::string problem = run_graph(c);
    CHECK_MESSAGE(problem.empty(), problem);
  }
}

}  // namespace

TEST_CASE("ops: what TensorFlow gives") {
  std::vector<std::string> families;
  for (const std::string& name : thaw::list_directory(THAW_TEST_DATA "/ops"))
    if (name.size() > 6 && name.substr(name.size() - 6) == ".cases")
      families.push_back(name.substr(0, name.size() - 6));
  REQUIRE(!families.empty());
  for (const std::string& family : families) {
    SUBCASE(family.c_str()) { run_file(family); }
  }
}
