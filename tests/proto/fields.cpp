// The tables of all messages against TensorFlow's descriptors (tests/make/make_field_list.py), in both directions.
#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "proto/messages.hpp"
#include "wire/support.hpp"

namespace wire = thaw::wire;

namespace {

std::string name_of(wire::kind k) {
  switch (k) {
    case wire::kind::int32:
      return "int32";
    case wire::kind::int64:
      return "int64";
    case wire::kind::uint32:
      return "uint32";
    case wire::kind::uint64:
      return "uint64";
    case wire::kind::sint64:
      return "sint64";
    case wire::kind::fixed32:
      return "fixed32";
    case wire::kind::fixed64:
      return "fixed64";
    case wire::kind::boolean:
      return "bool";
    case wire::kind::enumeration:
      return "enum";
    case wire::kind::float32:
      return "float";
    case wire::kind::float64:
      return "double";
    case wire::kind::string:
      return "string";
    case wire::kind::bytes:
      return "bytes";
    case wire::kind::message:
      break;
  }
  return "message";
}
// "string", "tensorflow.NodeDef", "tensorflow.DataType"
std::string type_name(const wire::codec& how) {
  if (how.what == wire::kind::message) return std::string(how.type().name);
  return how.what == wire::kind::enumeration ? std::string(how.names->name) : name_of(how.what);
}

// The line that tests/data/proto/fields.tsv must have for a row.
std::string line_of(const wire::message_type& message, const wire::field& f) {
  const wire::codec& how = *f.how;
  const bool many = how.how == wire::form::many, packed = many && wire::detail::is_packable(how.what);
  std::string label = many ? "repeated" : "optional", type = type_name(how);
  if (how.how == wire::form::map) {
    const wire::message_type& entry = how.type();
    CHECK(entry.count == 2);
    CHECK(entry.is_entry);
    label = "map<" + type_name(*entry.first[0].how) + "," + type_name(*entry.first[1].how) + ">";
  }
  const bool named = how.what == wire::kind::enumeration || (how.what == wire::kind::message && label[0] != 'm');
  return thaw::concat("F\t", message.name, "\t", f.number, "\t", f.name, "\t", name_of(how.what), "\t",
                      named ? type : "", "\t", label, "\t", f.oneof, "\t", packed ? "1" : "");
}

std::vector<std::string> expected(char kind) {
  std::vector<std::string> lines;
  for (const auto& row : wire_test::rows("proto/fields.tsv"))
    if (row[0][0] == kind) lines.push_back(thaw::join(row, "\t"));
  std::sort(lines.begin(), lines.end());
  return lines;
}
void check_same(std::vector<std::string> ours, const std::vector<std::string>& theirs) {
  std::sort(ours.begin(), ours.end());
  std::vector<std::string> only;
  std::set_symmetric_difference(ours.begin(), ours.end(), theirs.begin(), theirs.end(), std::back_inserter(only));
  CHECK(thaw::join(only, "\n") == "");
  CHECK(ours.size() == theirs.size());
}

}  // namespace

TEST_CASE("fields: the messages are TensorFlow's") {
  std::vector<std::string> ours;
  for (const auto& m : messages::all) ours.push_back("M\t" + std::string(m.type().name));
  check_same(ours, expected('M'));
}

TEST_CASE("fields: the fields are TensorFlow's") {
  std::vector<std::string> ours;
  for (const auto& m : messages::all)
    for (const wire::field& f : m.type()) ours.push_back(line_of(m.type(), f));
  check_same(ours, expected('F'));
}

TEST_CASE("fields: the enums are TensorFlow's") {
  std::set<std::string> ours;
  for (const auto& m : messages::all)
    for (const wire::field& f : m.type())
      if (f.how->names != nullptr)
        for (const wire::enum_value& v : *f.how->names)
          ours.insert(thaw::concat("E\t", f.how->names->name, "\t", v.number, "\t", v.name));
  check_same({ours.begin(), ours.end()}, expected('E'));
}

TEST_CASE("fields: presence") {
  for (const auto& m : messages::all) {
    const bool proto2 = m.type().name.substr(0, 25) == "tensorflow.GraphDebugInfo";
    CHECK(m.type().is_proto2 == proto2);
    for (const wire::field& f : m.type()) {
      const bool scalar = f.how->what != wire::kind::message && f.how->how == wire::form::one;
      CHECK(f.has_presence == (!f.oneof.empty() || (proto2 && scalar)));
    }
  }
}

TEST_CASE("fields: an Any opens what TensorFlow puts into collections, and nothing else") {
  for (const auto& m : messages::all) {
    const std::string_view name = m.type().name;
    const bool opened = name.find("google.protobuf.") == 0 || name == "tensorflow.AssetFileDef";
    const wire::any_type found = thaw::proto::any::find_any(name);
    CAPTURE(name);
    CHECK((found.type != nullptr) == opened);
    if (found.type != nullptr) CHECK(&found.type() == &m.type());
  }
  CHECK((thaw::proto::any::find_any("tensorflow.Nonsense").type == nullptr));
}

TEST_CASE("fields: error codes are ours") {
  for (const wire::enum_value& v : thaw::proto::error_code_names) {
    if (v.number > 16) continue;
    CHECK(wire_test::lower(v.name) == thaw::name(static_cast<thaw::code>(v.number)));
  }
}
