// Graphs of a few bytes that ask for much, or for what is only known to be wrong when they run. They are seeds of the
// fuzz target graph_def, which found the first of them.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "thaw/graph/import.hpp"
#include "thaw/ops/all.hpp"
#include "thaw/session/session.hpp"
#include "thaw/wire.hpp"

namespace {

using thaw::code;

thaw::session open_session(const std::string& name) {
  std::ifstream file(std::string(THAW_TEST_DATA) + "/../fuzz/corpus/graph_def/" + name, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  REQUIRE(!bytes.empty());
  thaw::graph g;
  thaw::import_graph_def(g, thaw::wire::parse<thaw::proto::graph_def>(bytes, name));
  thaw::session_options options;
  options.memory_limit = std::size_t{1} << 22;
  return thaw::session(g, thaw::index_of<thaw::ops::all>(), options);
}

struct hostile {
  const char *file, *fetch;
  code outcome;
  const char* text;  // part of the message
};
constexpr hostile refused[] = {
    {"const_repeats_a_value", "a", code::resource_exhausted, "bytes"},
    {"tensor_array_of_a_huge_element", "r", code::resource_exhausted, "memory limit"},
    {"space_to_batch_of_huge_blocks", "s", code::resource_exhausted, "memory limit"},
    {"space_to_batch_of_a_huge_axis", "s", code::invalid_argument, "too long"},
    {"window_over_a_huge_axis", "m", code::invalid_argument, "too large"},
    {"window_over_a_huge_axis", "p", code::invalid_argument, "too large"},
    {"string_join_of_itself", "a30", code::resource_exhausted, "memory limit"},
    {"string_add_to_itself", "a38", code::resource_exhausted, "memory limit"},
    {"long_strings_repeated", "a", code::resource_exhausted, "memory limit"},
    {"long_strings_repeated", "b", code::resource_exhausted, "memory limit"},
};
constexpr hostile refused_when_run[] = {
    {"conv_of_a_filter_known_when_it_runs", "m", code::invalid_argument, "divisible"},
    {"conv_of_a_filter_known_when_it_runs", "m2", code::invalid_argument, "depth"},
    {"arg_max_of_an_axis_known_when_it_runs", "m", code::invalid_argument, "empty"},
};

void check_refused(const hostile& h, const std::vector<thaw::feed>& feeds) {
  CAPTURE(h.file);
  thaw::session s = open_session(h.file);
  try {
    s.run(thaw::tensor_key(h.fetch), feeds);
    FAIL_CHECK("no error");
  } catch (const thaw::error& e) {
    CHECK(e.code() == h.outcome);
    CHECK(std::string(e.what()).find(h.text) != std::string::npos);
  }
}

}  // namespace

TEST_CASE("hostile graphs: what takes more memory than the limit, or cannot be, is refused before it is begun") {
  for (const hostile& h : refused) check_refused(h, {});
}

TEST_CASE("hostile graphs: what was not known when planning is checked when it runs") {
  thaw::tensor zeros(thaw::dtype::int32, {2, 3});
  zeros.set_zero();
  for (const hostile& h : refused_when_run) check_refused(h, {{"z", zeros}});
}

TEST_CASE("hostile graphs: what only looks large gives its value") {
  CHECK(open_session("matmul_of_many_empty_matrices").run("m").shape() == thaw::shape{std::int64_t{1} << 40, 0, 0});
  CHECK(open_session("conv_of_wide_steps").run("m").as<float>()(0, 0, 0, 0) == 0);
  const thaw::tensor sums_of_nothing = open_session("conv_of_no_channels").run("m");
  CHECK(sums_of_nothing.shape() == thaw::shape{1, 1, 1, 8});
  CHECK(sums_of_nothing.as<float>()(0, 0, 0, 7) == 0);
  CHECK(open_session("roll_of_many_axes").run("r").elements() == 1 << 22);
  CHECK(open_session("strided_slice_of_the_least_mask").run("x").elements() == 0);
}
