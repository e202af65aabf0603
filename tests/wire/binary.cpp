// The binary format, by what protobuf's runtimes answer (tests/make/make_proto_data.py).
#include <doctest/doctest.h>

#include "proto/messages.hpp"
#include "wire/support.hpp"

namespace proto = thaw::proto;
namespace wire = thaw::wire;
using wire_test::error_of;
using wire_test::hex;
using wire_test::unhex;

TEST_CASE("binary: protobuf's answers") {
  for (const auto& row : wire_test::rows("wire/binary.tsv")) {
    CAPTURE(row[0]);
    const messages::any_message* m = messages::find(row[1]);
    REQUIRE(m != nullptr);
    const std::string bytes = unhex(row[2]);
    std::string answer = "error";
    const std::string error = error_of([&] {
      const auto parsed = m->parse({bytes});
      answer = hex(m->serialize(parsed.get()));
      const std::string again = m->serialize(parsed.get());
      CHECK(m->equal(parsed.get(), m->parse({again}).get()));
    });
    CHECK(answer == row[3]);
    CHECK(error.empty() == (row[3] != "error"));
    if (!error.empty()) CHECK(error.find("byte ") != std::string::npos);
  }
}

TEST_CASE("binary: errors say where") {
  proto::graph_def graph;
  graph.node.resize(3);
  graph.node[2].name = "conv";
  graph.node[2].attr["shape"].value.emplace<proto::attr_value::value_case::shape>(proto::tensor_shape_proto{});
  std::string bytes = wire::serialize(graph);
  bytes.back() = '\x7f';  // the length of the shape
  const auto parse = [&] { (void)wire::parse<proto::graph_def>(bytes, "model.pb"); };
  CHECK(error_of(parse) ==
        "model.pb: graph_def.node[2].attr[\"shape\"].shape: length 127 runs past the end (0 bytes left), at byte " +
            std::to_string(bytes.size() - 1));
  CHECK(error_of([] { (void)wire::parse<proto::graph_def>(unhex("0a030a01ff")); }) ==
        "graph_def.node[0].name: a string is not valid UTF-8, at byte 4");
  CHECK(error_of([] { (void)wire::parse<proto::function_def>(unhex("3a05080712018a")); }) ==
        "function_def.arg_attr[7]: the data ends inside a varint, at byte 7");
  CHECK(error_of([] { (void)wire::parse<proto::tensor_proto>(unhex("2a03000000")); }) ==
        "tensor_proto.float_val: a packed run of 3 bytes is not a whole number of values, at byte 2");
}

TEST_CASE("binary: bytes are views of their owner, or copies") {
  const auto file = std::make_shared<const std::string>(unhex("2203616263"));
  const auto kept = wire::parse<proto::tensor_proto>(wire::source{*file, file, ""});
  CHECK(kept.tensor_content.view() == "abc");
  CHECK(kept.tensor_content.data() == file->data() + 2);
  CHECK(kept.tensor_content.owner() == file);
  const auto copied = wire::parse<proto::tensor_proto>(*file);
  CHECK(copied.tensor_content.view() == "abc");
  CHECK(copied.tensor_content.data() != file->data() + 2);
  CHECK(wire::equal(kept, copied));
  CHECK(wire::serialize(kept) == *file);
}

TEST_CASE("binary: a length does not make room by itself") {
  // Each of these claims up to 2 GiB and has a few bytes.
  for (const char* claim : {"2affffffff07", "22ffffffff07", "12ffffffff07", "42ffffffff07"})
    CHECK(!error_of([&] { (void)wire::parse<proto::tensor_proto>(unhex(claim)); }).empty());
}

TEST_CASE("binary: equality") {
  const auto node = [](const char* bytes) { return wire::parse<proto::node_def>(unhex(bytes)); };
  const auto a = node("0a0161 2a070a016112021801 2a070a016212021802");
  CHECK(wire::equal(a, node("2a070a016212021802 2a070a016112021801 0a0161")));  // maps have no order
  CHECK(wire::equal(a, node("0a0161 2a070a016112021805 2a070a016112021801 2a070a016212021802")));
  CHECK_FALSE(wire::equal(a, node("0a0161 2a070a016112021801 2a070a016212021803")));
  CHECK_FALSE(wire::equal(a, node("0a0161 2a070a016112021801")));
  CHECK_FALSE(wire::equal(a, node("0a0161 2a070a016112021801 2a070a016212021802 a00601")));  // unknown field
  const auto attr = [](const char* bytes) { return wire::parse<proto::attr_value>(unhex(bytes)); };
  CHECK_FALSE(wire::equal(attr(""), attr("1800")));
  CHECK_FALSE(wire::equal(attr("1800"), attr("2800")));
  CHECK(wire::equal(attr("25 0000c07f"), attr("25 0000c07f")));
  CHECK_FALSE(wire::equal(attr("25 00000000"), attr("25 00000080")));
  CHECK_FALSE(wire::equal(wire::parse<proto::graph_def>(""), wire::parse<proto::graph_def>(unhex("2200"))));
  proto::attr_value nothing_in_the_box;
  nothing_in_the_box.value.emplace<proto::attr_value::value_case::shape>();
  CHECK(wire::serialize(nothing_in_the_box) == unhex("3a00"));
  CHECK(wire::equal(nothing_in_the_box, attr("3a00")));
  CHECK_FALSE(wire::equal(nothing_in_the_box, attr("3a021801")));
}

TEST_CASE("binary: maps") {
  auto node = wire::parse<proto::node_def>(unhex("2a070a016112021801 2a070a016212021802 2a070a016112021803"));
  CHECK(node.attr.size() == 3);
  CHECK(wire::serialize(node) == unhex("2a070a016112021801 2a070a016212021802 2a070a016112021803"));
  const proto::attr_value* a = proto::find_attr(node, "a");
  REQUIRE(a != nullptr);
  CHECK(*wire::as<proto::attr_value::value_case::i>(a->value) == 3);  // the last counts
  CHECK(wire::as<proto::attr_value::value_case::f>(a->value) == nullptr);
  CHECK(proto::find_attr(node, "c") == nullptr);
  node.attr["c"] = proto::make_attr(7);
  CHECK(node.attr.entries().back().key == "c");
  CHECK(node.attr.erase("a") == 2);
  CHECK(node.attr.size() == 2);
  CHECK(node.attr.erase("a") == 0);
}

TEST_CASE("box: reading does not make present, writing does") {
  proto::graph_def graph;
  const proto::graph_def& seen = graph;
  CHECK(seen.versions->producer == 0);
  CHECK_FALSE(graph.versions.has_value());
  graph.versions->producer = 5;
  CHECK(graph.versions.has_value());
  proto::graph_def copy = graph;
  copy.versions->producer = 6;
  CHECK(graph.versions->producer == 5);
  copy = std::move(graph);
  CHECK(copy.versions->producer == 5);
  copy.versions.reset();
  CHECK(wire::serialize(copy).empty());
}
