// The text format, by what protobuf's runtimes answer (tests/make/make_proto_data.py).
#include "thaw/wire/text.hpp"

#include <doctest/doctest.h>

#include <clocale>
#include <cstring>

#include "proto/messages.hpp"
#include "wire/support.hpp"

namespace proto = thaw::proto;
namespace wire = thaw::wire;
using wire_test::error_of;
using wire_test::hex;
using wire_test::unhex;

TEST_CASE("text: protobuf's answers") {
  for (const auto& row : wire_test::rows("wire/text.tsv")) {
    CAPTURE(row[1]);
    const messages::any_message* m = messages::find(row[0]);
    REQUIRE(m != nullptr);
    std::string answer = "error";
    const std::string error =
        error_of([&] { answer = hex(m->serialize(m->parse_text(wire_test::decoded(row[1])).get())); });
    CHECK(answer == row[2]);
    CHECK(error.empty() == (row[2] != "error"));
  }
}

TEST_CASE("text: each message is printed as python prints it, and read again") {
  for (const auto& row : wire_test::rows("proto/messages.tsv")) {
    CAPTURE(row[0]);
    const messages::any_message* m = messages::find(row[0]);
    REQUIRE(m != nullptr);
    const std::string bytes = unhex(row[1]), text = wire_test::decoded(row[2]);
    const auto parsed = m->parse({bytes});
    CHECK(m->to_text(parsed.get()) == text);
    CHECK(m->equal(m->parse_text(text).get(), parsed.get()));
  }
}

TEST_CASE("text: a file that python printed") {
  const auto meta = wire::parse<proto::meta_graph_def>(wire_test::data("proto/small.meta"));
  const std::string text = wire_test::data("proto/small.meta.pbtxt");
  CHECK(wire::to_text(meta) == text);
  CHECK(wire::equal(wire::parse_text<proto::meta_graph_def>(text), meta));
}

TEST_CASE("text: errors say where") {
  const auto of = [](std::string_view text) {
    return error_of([&] { (void)wire::parse_text<proto::node_def>(text, "g.pbtxt"); });
  };
  CHECK(of("name: \"a\"\n  nmae: \"b\"") == "g.pbtxt:2:3: tensorflow.NodeDef has no field 'nmae'; did you mean name?");
  CHECK(of("attr { kye: \"a\" }") == "g.pbtxt:1:8: a map entry has no field 'kye'; did you mean key?");
  CHECK(of("name: 5") == "g.pbtxt:1:7: a string was expected, not '5'");
  CHECK(of("name: \"a\" name: \"b\"") == "g.pbtxt:1:11: 'name' is given twice");
  CHECK(of("attr { value { i: 1 f: 2 } }") == "g.pbtxt:1:21: 'f' excludes 'i'");
  CHECK(of("attr { value { i: 1") == "g.pbtxt:1:20: the name of a field was expected, not the end of the text");
  CHECK(of("name: \"\\q\"") == "g.pbtxt:1:8: an unknown escape in a string");
  CHECK(of("attr { value { type: DT_FLAOT } }") == "g.pbtxt:1:22: tensorflow.DataType has no value 'DT_FLAOT'");
  CHECK(of("attr { value { i: 99999999999999999999 } }") ==
        "g.pbtxt:1:19: an integer was expected, not '99999999999999999999'");
  CHECK(error_of([] { (void)wire::parse_text<proto::version_def>("producer: 3000000000"); }) ==
        "1:11: 3000000000 is out of range");
  CHECK(error_of([] { (void)wire::parse_text<proto::any>("[a.b/unheard.Of] { }"); }) ==
        "1:18: the type a.b/unheard.Of is not known; it can be given as type_url and value");
}

TEST_CASE("text: the URL of an Any has only characters of URLs") {  // found by fuzzing: it was not valid UTF-8
  const auto of = [](std::string_view text) { return error_of([&] { (void)wire::parse_text<proto::any>(text); }); };
  CHECK(of("[type.google\xe1pis.com/tensorflow.AssetFileDef] { }") == "1:13: ']' was expected, not '\xe1'");
  CHECK(of("[ type.googleapis.com / tensorflow.AssetFileDef ] { }").empty());
}

TEST_CASE("text: nesting is limited") {
  const auto nested = [](std::size_t levels) {
    std::string text;
    for (std::size_t i = 0; i < levels; ++i) text += "args {";
    return text + std::string(levels, '}');
  };
  CHECK(error_of([&] { (void)wire::parse_text<proto::full_type_def>(nested(100)); }).empty());
  CHECK(error_of([&] { (void)wire::parse_text<proto::full_type_def>(nested(101)); }) ==
        "1:606: messages are nested more than 100 deep");
  CHECK(!error_of([&] { (void)wire::parse_text<proto::full_type_def>(nested(1000000)); }).empty());
}

TEST_CASE("text or binary") {
  for (const char* text : {"node { }", "node{", "node:{", "  # comment\n# another\nnode <", "\xef\xbb\xbfnode {",
                           "producer: 1", "\r\n\tname : \"x\"", "saved_model_schema_version: 1", "_a9: 1"}) {
    CAPTURE(text);
    CHECK(wire::looks_like_text(text));
  }
  for (const char* other : {"", " ", "#", "# only a comment", "node", "node }", "{\"node\": 1}", "9a: 1",
                            "\x0a\x06x: {\x01", "version https://git-lfs", "name\x01: 1", "a: \x7f"}) {
    CAPTURE(other);
    CHECK_FALSE(wire::looks_like_text(other));
  }
  for (const char* file : {"proto/small.meta", "proto/small_graph.pb", "proto/small_saved_model.pb"})
    CHECK_FALSE(wire::looks_like_text(wire_test::data(file)));
  const std::string binary = wire_test::data("proto/small.meta"), text = wire_test::data("proto/small.meta.pbtxt");
  CHECK(wire::looks_like_text(text));
  const auto a = wire::parse_any<proto::meta_graph_def>(wire::source{binary});
  const auto b = wire::parse_any<proto::meta_graph_def>(wire::source{"\xef\xbb\xbf" + text});
  CHECK(wire::equal(a, b));
}

TEST_CASE("text: unknown fields are left out, duplicates in maps too") {
  CHECK(wire::to_text(wire::parse<proto::version_def>(unhex("0802a00601"))) == "producer: 2\n");
  CHECK(wire::to_text(wire::parse<proto::function_def>(unhex("22060a0162120163 22060a0161120164 22060a0162120165"))) ==
        "ret {\n  key: \"a\"\n  value: \"d\"\n}\nret {\n  key: \"b\"\n  value: \"e\"\n}\n");
}

TEST_CASE("text: an Any that cannot be opened is shown as it is") {
  proto::any a;
  a.type_url = "type.googleapis.com/tensorflow.AssetFileDef";
  a.value = std::string("\x12\x05x");
  CHECK(wire::to_text(a) == "type_url: \"type.googleapis.com/tensorflow.AssetFileDef\"\nvalue: \"\\022\\005x\"\n");
  a.type_url = "tensorflow.AssetFileDef";
  CHECK(wire::to_text(a) == "type_url: \"tensorflow.AssetFileDef\"\nvalue: \"\\022\\005x\"\n");
  // Found by fuzzing. Python opens it, and cannot read what it has written.
  a.type_url = "type.W\2/tensorflow.AssetFileDef";
  a.value = std::string("\x12\x01x");
  const std::string text = wire::to_text(a);
  CHECK(text == "type_url: \"type.W\\002/tensorflow.AssetFileDef\"\nvalue: \"\\022\\001x\"\n");
  CHECK(wire::equal(wire::parse_text<proto::any>(text), a));
}
