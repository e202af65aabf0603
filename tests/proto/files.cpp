// Real files: read, looked into, written again byte for byte.
#include <doctest/doctest.h>

#include "thaw/proto.hpp"
#include "thaw/wire.hpp"
#include "wire/support.hpp"

namespace proto = thaw::proto;
namespace wire = thaw::wire;

namespace {
template <class M>
M round_trip(const std::string& name) {
  const auto file = std::make_shared<const std::string>(wire_test::data(name));
  const M m = wire::parse<M>(wire::source{*file, file, name});
  CHECK(wire::serialize(m) == *file);
  const M from_text = wire::parse_text<M>(wire::to_text(m));
  CHECK(wire::equal(from_text, m));
  return m;
}
}  // namespace

TEST_CASE("files: a MetaGraph of TF1") {
  const auto meta = round_trip<proto::meta_graph_def>("proto/small.meta");
  using kind = proto::collection_def::kind_case;
  const auto* fetches = meta.collection_def.find("fetches");
  REQUIRE(fetches != nullptr);
  REQUIRE(wire::as<kind::node_list>(fetches->kind) != nullptr);
  CHECK(wire::as<kind::node_list>(fetches->kind)->value == std::vector<std::string>{"y:0"});
  CHECK(wire::as<kind::bytes_list>(fetches->kind) == nullptr);
  CHECK(wire::as<kind::int64_list>(meta.collection_def.find("numbers")->kind)->value == std::vector<std::int64_t>{7});
  CHECK(wire::as<kind::float_list>(meta.collection_def.find("rates")->kind)->value == std::vector<float>{0.1f});
  CHECK(wire::as<kind::bytes_list>(meta.collection_def.find("texts")->kind)->value[0].view() == "plain \xc3\xa9");
  const auto* any = wire::as<kind::any_list>(meta.collection_def.find("any")->kind);
  REQUIRE(any != nullptr);
  CHECK(wire::parse<proto::asset_file_def>(any->value[0].value).filename == "f");
  const auto* variables = wire::as<kind::bytes_list>(meta.collection_def.find("variables")->kind);
  REQUIRE(variables != nullptr);
  const auto variable = wire::parse<proto::variable_def>(variables->value[0]);
  CHECK(variable.variable_name == "w:0");
  CHECK(variable.initializer_name == "w/Assign");
  CHECK(meta.saver_def->restore_op_name == "save/restore_all");
  CHECK(meta.saver_def->version == proto::saver_def::v2);
  CHECK(meta.graph_def->versions->producer > 1000);
}

TEST_CASE("files: the constants of a graph") {
  const auto graph = round_trip<proto::graph_def>("proto/small_graph.pb");
  std::size_t found = 0;
  for (const proto::node_def& node : graph.node) {
    if (node.op != "Const") continue;
    const auto* value = proto::find_attr(node, "value");
    REQUIRE(value != nullptr);
    const thaw::tensor t = proto::to_tensor(*wire::as<proto::attr_value::value_case::tensor>(value->value));
    if (node.name == "names") {
      CHECK(t.data<std::string>()[0] == "caf\xc3\xa9");
      CHECK(t.data<std::string>()[1] == std::string("\xff\0", 2));
    } else if (node.name == "half") {
      CHECK(static_cast<float>(t.data<thaw::half>()[1]) == -2);
    } else if (node.name == "w/initial_value") {
      CHECK(t.shape() == thaw::shape{2, 2});
      CHECK(t.data<float>()[1] == -2.5f);
    } else {
      continue;
    }
    ++found;
  }
  CHECK(found == 3);
}

TEST_CASE("files: a SavedModel of TF2") {
  const auto model = round_trip<proto::saved_model>("proto/small_saved_model.pb");
  CHECK(model.saved_model_schema_version == 1);
  REQUIRE(model.meta_graphs.size() == 1);
  const proto::meta_graph_def& graph = model.meta_graphs[0];
  CHECK(graph.meta_info_def->tags == std::vector<std::string>{"serve"});
  const auto* signature = graph.signature_def.find("serving_default");
  REQUIRE(signature != nullptr);
  const auto* input = signature->inputs.find("a");
  REQUIRE(input != nullptr);
  CHECK(*wire::as<proto::tensor_info::encoding_case::name>(input->encoding) == "serving_default_a:0");
  CHECK(proto::to_shape(*input->tensor_shape) == thaw::shape{-1, 2});
  CHECK(graph.object_graph_def->nodes.size() > 2);
  REQUIRE(!graph.graph_def->library->function.empty());
  const std::string& name = graph.graph_def->library->function.back().signature->name;
  CHECK(proto::find_function(*graph.graph_def->library, name) == &graph.graph_def->library->function.back());
  CHECK(proto::find_function(*graph.graph_def->library, "nonsense") == nullptr);
}

TEST_CASE("attr_make: each kind of attribute") {
  const auto text = [](const proto::attr_value& a) { return wire::to_text(a); };
  CHECK(text(proto::make_attr(5)) == "i: 5\n");
  CHECK(text(proto::make_attr(std::size_t{5})) == "i: 5\n");
  CHECK(text(proto::make_attr(true)) == "b: true\n");
  CHECK(text(proto::make_attr(0.5)) == "f: 0.5\n");
  CHECK(text(proto::make_attr("x")) == "s: \"x\"\n");
  CHECK(text(proto::make_attr(std::string())) == "s: \"\"\n");
  CHECK(text(proto::make_attr(thaw::dtype::float16)) == "type: DT_HALF\n");
  CHECK(text(proto::make_attr(thaw::shape{2})) == "shape {\n  dim {\n    size: 2\n  }\n}\n");
  CHECK(text(proto::make_attr(thaw::tensor(1))) ==
        "tensor {\n  dtype: DT_INT32\n  tensor_shape {\n  }\n  int_val: 1\n}\n");
  CHECK(text(proto::make_attr(std::vector<int>{1, 2})) == "list {\n  i: 1\n  i: 2\n}\n");
  CHECK(text(proto::make_attr(std::vector<bool>{true})) == "list {\n  b: true\n}\n");
  CHECK(text(proto::make_attr(std::vector<float>{1})) == "list {\n  f: 1.0\n}\n");
  CHECK(text(proto::make_attr(std::vector<thaw::dtype>{thaw::dtype::boolean})) == "list {\n  type: DT_BOOL\n}\n");
  CHECK(text(proto::make_attr(std::vector<std::string>{"a"})) == "list {\n  s: \"a\"\n}\n");
  CHECK(text(proto::make_attr(std::vector<std::string>{})) == "list {\n}\n");
  CHECK(text(proto::make_attr(std::vector<thaw::shape>{{}})) == "list {\n  shape {\n  }\n}\n");
  proto::name_attr_list function;
  function.name = "f";
  CHECK(text(proto::make_attr(function)) == "func {\n  name: \"f\"\n}\n");
}

TEST_CASE("lookup: the attributes of an op") {
  proto::op_def op;
  op.attr.resize(2);
  op.attr[1].name = "T";
  CHECK(proto::find_attr(op, "T") == &op.attr[1]);
  CHECK(proto::find_attr(op, "U") == nullptr);
}
