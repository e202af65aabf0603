// Every op has cases in tests/data/ops: an op that nothing asks TensorFlow about is a failure.
#include <doctest/doctest.h>

#include <string>
#include <unordered_set>

#include "case_file.hpp"
#include "thaw/core/file.hpp"
#include "thaw/ops/all.hpp"

TEST_CASE("ops: every op has cases") {
  const std::string folder = THAW_TEST_DATA "/ops", ending = ".cases";
  std::unordered_set<std::string> seen;
  for (const std::string& name : thaw::list_directory(folder)) {
    if (name.size() <= ending.size() || name.compare(name.size() - ending.size(), ending.size(), ending) != 0) continue;
    const thaw_test::case_file file = thaw_test::read_case_file(folder + "/" + name);
    for (const thaw_test::op_case& c : file.ops) seen.insert(c.op);
    for (const thaw_test::graph_case& c : file.graphs) seen.insert(c.op);
  }
  for (const thaw::op_index::entry& e : thaw::index_of<thaw::ops::all>().entries())
    CHECK_MESSAGE(seen.count(std::string(e.info.name())) == 1, std::string(e.info.name()));
}
