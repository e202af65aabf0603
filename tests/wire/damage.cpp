// Damaged files give errors, never crashes: every truncation and many single changes, in binary and in text.
#include <doctest/doctest.h>

#include "thaw/proto.hpp"
#include "thaw/wire.hpp"
#include "wire/support.hpp"

namespace proto = thaw::proto;
namespace wire = thaw::wire;

namespace {
template <class M>
void damage_binary(const char* name) {
  wire_test::damage(wire_test::data(name), [](const std::string& bytes) {
    const auto owner = std::make_shared<const std::string>(bytes);
    const M m = wire::parse<M>(wire::source{*owner, owner, ""});
    const std::string written = wire::serialize(m);
    if (written.size() < 100) CHECK(wire::serialize(wire::parse<M>(written)) == written);
  });
}
}  // namespace

TEST_CASE("damage: binary") {
  damage_binary<proto::meta_graph_def>("proto/small.meta");
  damage_binary<proto::graph_def>("proto/small_graph.pb");
  damage_binary<proto::saved_model>("proto/small_saved_model.pb");
}

TEST_CASE("damage: what survives is the same when written and read again") {
  wire_test::damage(wire_test::data("proto/small_graph.pb"), [](const std::string& bytes) {
    const auto m = wire::parse<proto::graph_def>(bytes);
    CHECK(wire::equal(wire::parse<proto::graph_def>(wire::serialize(m)), m));
  });
}

TEST_CASE("damage: text") {
  const std::string text = wire_test::data("proto/small.meta.pbtxt");
  const std::size_t start = text.find("graph_def {");
  REQUIRE(start != std::string::npos);
  wire_test::damage(text.substr(start, 3000),
                    [](const std::string& bytes) { (void)wire::parse_text<proto::meta_graph_def>(bytes); });
}
