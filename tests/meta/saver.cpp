#include "thaw/meta/saver.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "common.hpp"
#include "thaw/bundle/state.hpp"
#include "thaw/meta/import.hpp"

using meta_test::data;
using meta_test::error_of;
using meta_test::few_ops;
using meta_test::has;
using meta_test::values;

namespace {
struct restored {
  thaw::graph g;
  thaw::saver saver = thaw::import_meta_graph(g, data("collections/model-8.meta"));
  thaw::session session{g, few_ops{}};
  std::string restore(const std::string& name, const std::vector<thaw::tensor_key>& fetches = {}) {
    return error_of([&] { saver.restore(session, data(name), fetches); });
  }
  std::vector<float> value(const std::string& name) { return values<float>(session.run(name + "/read")); }
};
}  // namespace

TEST_CASE("in steps, as in Python") {
  const auto latest = thaw::bundle::latest_checkpoint(data("collections"));
  REQUIRE(latest);
  thaw::graph g;
  thaw::saver saver = thaw::import_meta_graph(g, *latest + ".meta");
  CHECK(saver.has_saver_def());
  CHECK(saver.saver_def().restore_op_name == "save/restore_all");
  CHECK(saver.saver_def().max_to_keep == 2);
  thaw::session s{g, few_ops{}};
  saver.restore(s, *latest);
  CHECK(values<float>(s.run("b/read")) == std::vector<float>{4, 5, 6});
}

TEST_CASE("a plan made before a restore sees the new values") {
  restored r;
  REQUIRE(r.restore("collections/model-3") == "");
  CHECK(r.value("b") == std::vector<float>{1, 2, 3});
  REQUIRE(r.restore("collections/model-8.index") == "");
  CHECK(r.value("b") == std::vector<float>{4, 5, 6});
  CHECK(r.value("w") == std::vector<float>{10, 20, 30});
  CHECK(values<std::int64_t>(r.session.run("step")) == std::vector<std::int64_t>{7});
}

TEST_CASE("missing keys: all of them, with near names") {
  restored r;
  const std::string text = r.restore("misfits/renamed");
  CHECK(has(text, "not_found: checkpoint "));
  CHECK(has(text, "misfits/renamed does not fit the graph: 2 of 4 keys are not in it: "));
  CHECK(has(text, "'w' (it has 'b', 'w1')"));
  CHECK(has(text, "'w/Adam'"));
  CHECK(text.find("optimizer") == std::string::npos);
  CHECK(has(error_of([&] { r.value("b"); }), "failed_precondition"));  // nothing was restored
}

TEST_CASE("only optimizer slots are missing") {
  restored r;
  const std::string text = r.restore("misfits/no_slots");
  CHECK(has(text, "1 of 4 keys is not in it: 'w/Adam'"));
  CHECK(has(text, "these are all optimizer slots"));
  REQUIRE(r.restore("misfits/no_slots", {"y"}) == "");
  CHECK(r.value("w") == std::vector<float>{7, 8, 9});
  CHECK(has(error_of([&] { r.session.run("step"); }), "failed_precondition"));  // y does not need it
  CHECK(has(r.restore("misfits/no_slots", {"nothing"}), "no node 'nothing'"));
}

TEST_CASE("other dtypes and shapes") {
  restored r;
  const std::string text = r.restore("misfits/shapes");
  CHECK(has(text, "invalid_argument: checkpoint "));
  CHECK(has(text, "'b' is double in the checkpoint, float in the graph"));
  CHECK(has(text, "'w' has shape [4] in the checkpoint, [3] in the graph"));
}

TEST_CASE("a session of another graph") {
  restored r;
  thaw::session other{thaw::graph(), few_ops{}};
  CHECK(has(error_of([&] { r.saver.restore(other, data("collections/model-8")); }), "another graph"));
}

TEST_CASE("without saver_def: by the names of the variables") {
  restored r;
  thaw::saver plain(r.g);
  CHECK(!plain.has_saver_def());
  plain.restore(r.session, data("collections/model-8"));
  CHECK(r.value("b") == std::vector<float>{4, 5, 6});

  thaw::graph g;
  thaw::import_meta_graph(g, data("partitioned/p.ckpt.meta"));
  thaw::session s{g, few_ops{}};
  thaw::saver(g).restore(s, data("partitioned/p.ckpt"));
  CHECK(values<float>(s.run("p/part_0/read")) == std::vector<float>{0, 1, 2, 3, 4, 5});
  CHECK(values<float>(s.run("p/part_1/read")) == std::vector<float>{6, 7, 8, 9, 10, 11});
}

TEST_CASE("names of optimizer slots") {
  using thaw::meta::detail::is_optimizer_slot;
  for (const char* name : {"w/Adam", "a/b/Adam_1", "beta1_power", "beta2_power_3", "w/Momentum", "x/RMSProp_1"})
    CHECK(is_optimizer_slot(name));
  for (const char* name : {"w", "w/Adams", "Adam/w", "w_1", "w/ExponentialMovingAverage", ""})
    CHECK(!is_optimizer_slot(name));
}
