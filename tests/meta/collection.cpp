#include "thaw/meta/collection.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "common.hpp"
#include "thaw/meta/import.hpp"
#include "thaw/meta/variables.hpp"
#include "thaw/proto/wrappers.hpp"

using meta_test::data;
using meta_test::error_of;
using meta_test::has;

namespace {
struct scale {
  std::string name;
};
struct blob {
  std::size_t size;
};
thaw::graph imported(const std::string& name = "collections/model-8.meta") {
  thaw::graph g;
  thaw::import_meta_graph(g, data(name));
  return g;
}
}  // namespace

template <>
struct thaw::collection_item<scale> {
  using proto_type = thaw::proto::variable_def;
  static scale from_proto(const proto_type& p) { return {p.variable_name}; }
  static proto_type to_proto(const scale& s) {
    proto_type p;
    p.variable_name = s.name;
    return p;
  }
};
template <>
struct thaw::collection_item<blob> {
  using proto_type = thaw::wire::bytes;
  static blob from_proto(const proto_type& b, const thaw::graph&) { return {b.size()}; }
  static proto_type to_proto(const blob& b) { return std::string(b.size, 'x'); }
};

TEST_CASE("all five kinds, from binary and text") {
  for (const char* file : {"collections/model-8.meta", "collections/text.meta"}) {
    CAPTURE(file);
    const thaw::graph g = imported(file);

    const auto inputs = g.get_collection<thaw::tensor_ref>("my_inputs");
    REQUIRE(inputs.size() == 2);
    CHECK(inputs[0].name() == "x:0");
    CHECK(inputs[0].dtype == thaw::dtype::float32);
    CHECK(inputs[0].shape == thaw::shape{-1, 3});
    CHECK(inputs.at(1).node == "keep_prob");
    CHECK(inputs.at(1).shape.is_scalar());

    const auto ops = g.get_collection<thaw::operation_ref>("my_ops");
    REQUIRE(ops.size() == 1);
    CHECK(ops[0].name() == "train");
    CHECK(ops[0].op == "AssignAdd");

    const std::vector<std::int64_t> sizes = g.get_collection<std::int64_t>("sizes");
    CHECK(sizes == std::vector<std::int64_t>{1, -1, std::int64_t{1} << 40});
    const std::vector<float> rates = g.get_collection<float>("rates");
    CHECK(rates == std::vector<float>{0.5F, 1e-3F});
    const std::vector<std::string> names = g.get_collection<std::string>("names");
    CHECK(names == std::vector<std::string>{"cat", "z\xc3\xbcrich", std::string("\xff\x00raw", 5)});

    const auto packed = g.get_collection<thaw::proto::any>("packed");
    REQUIRE(packed.size() == 1);
    CHECK(packed[0].type_url == "type.googleapis.com/google.protobuf.Int64Value");
    CHECK(g.get_collection<thaw::proto::int64_value>("packed").at(0).value == 42);

    const auto scales = g.get_collection<scale>("scales");
    REQUIRE(scales.size() == 2);
    CHECK(scales[1].name == "second");
    CHECK(g.get_collection<thaw::proto::variable_def>("scales").at(0).variable_name == "first");
    CHECK(g.get_collection<blob>("scales").at(0).size == 7);
  }
}

TEST_CASE("a collection that is not there is empty; its items say what is") {
  const thaw::graph g = imported();
  const auto none = g.get_collection<thaw::tensor_ref>("my_input");
  CHECK(none.empty());
  const std::string text = error_of([&] { (void)none.at(0); });
  CHECK(has(text, "not_found: no collection 'my_input'; the graph has: local_variables, mixed, my_inputs, my_ops, "));
  CHECK(has(text, "(did you mean 'my_inputs'?)"));
  CHECK(has(error_of([&] { (void)g.get_collection<float>("rates").at(2); }),
            "out_of_range: collection 'rates' has 2 items; there is no item 2"));
  const thaw::graph empty;
  CHECK(has(error_of([&] { (void)empty.get_collection<float>("a").at(0); }), "no collections at all"));
}

TEST_CASE("a wrong type names the kind and what would do") {
  const thaw::graph g = imported();
  const std::string text = error_of([&] { g.get_collection<thaw::tensor_ref>("sizes"); });
  CHECK(text ==
        "invalid_argument: collection 'sizes' is a int64_list, whose items are not tensors; read it as "
        "std::int64_t");
  CHECK(has(error_of([&] { g.get_collection<float>("my_inputs"); }), "as tensor_ref, operation_ref or std::string"));
  CHECK(has(error_of([&] { g.get_collection<thaw::tensor_ref>("mixed"); }),
            "collection 'mixed', item 1: 'train' is an operation"));
  CHECK(has(error_of([&] { g.get_collection<thaw::operation_ref>("mixed"); }), "item 0: 'y:0' is a tensor"));
  CHECK(g.get_collection<std::string>("mixed").at(1) == "train");
  CHECK(has(error_of([&] { g.get_collection<thaw::proto::variable_def>("names"); }), "data_loss: collection 'names'"));
  CHECK(has(error_of([&] { g.get_collection<thaw::proto::float_value>("packed"); }),
            "it is a google.protobuf.Int64Value, not a google.protobuf.FloatValue"));
}

TEST_CASE("variables") {
  const thaw::graph g = imported();
  const auto all = thaw::global_variables(g);
  REQUIRE(all.size() == 4);
  CHECK(all[0].name == "w:0");
  CHECK(all[0].initializer == "w/Assign");
  CHECK(all[0].snapshot == "w/read:0");
  CHECK(all[0].dtype == thaw::dtype::float32);
  CHECK(all[0].shape == thaw::shape{3});
  CHECK(all[0].trainable);
  CHECK(!all[1].trainable);
  CHECK(!all[0].is_resource);
  const auto trainable = thaw::trainable_variables(g);
  REQUIRE(trainable.size() == 1);
  CHECK(trainable[0].node == "w");
  CHECK(thaw::local_variables(g).at(0).node == "local");

  const auto parts = thaw::global_variables(imported("partitioned/p.ckpt.meta"));
  REQUIRE(parts.size() == 2);
  CHECK(parts[1].node == "p/part_1");
  CHECK(parts[1].checkpoint_key == "p");
  CHECK(parts[1].slice == "6 2 3,3:0,2");
}

TEST_CASE("listing and adding") {
  thaw::graph g = imported();
  const std::vector<std::string> keys = thaw::collection_keys(g);
  CHECK(keys.size() == thaw::list_collections(g).size());
  for (const thaw::collection_summary& c : thaw::list_collections(g))
    if (c.key == "sizes") CHECK((c.kind == "int64_list" && c.size == 3));

  thaw::add_to_collection(g, "sizes", std::int64_t{4});
  CHECK(g.get_collection<std::int64_t>("sizes").at(3) == 4);
  thaw::add_to_collection(g, "mine", scale{"third"});
  CHECK(g.get_collection<scale>("mine").at(0).name == "third");
  thaw::add_to_collection(g, "blobs", blob{9});
  CHECK(g.get_collection<blob>("blobs").at(0).size == 9);
  thaw::add_to_collection(g, "tensors", g.get_collection<thaw::tensor_ref>("my_inputs").at(0));
  CHECK(g.get_collection<std::string>("tensors").at(0) == "x:0");
  CHECK(has(error_of([&] { thaw::add_to_collection(g, "rates", std::int64_t{1}); }), "is a float_list"));
  CHECK(has(error_of([&] { thaw::add_to_collection(g, "new", thaw::tensor_ref{"none", 0}); }), "no node 'none'"));
  CHECK(!g.collections().contains("new"));
}

TEST_CASE("importing twice appends to collections") {
  thaw::graph g = imported();
  thaw::proto::meta_graph_def more;
  more.graph_def.emplace();
  const auto rates = *g.collections().find("rates");
  more.collection_def["rates"] = rates;
  thaw::import_meta_graph(g, std::move(more));
  CHECK(g.get_collection<float>("rates").size() == 4);
  thaw::proto::meta_graph_def clash;
  clash.collection_def["sizes"] = rates;
  CHECK(has(error_of([&] { thaw::import_meta_graph(g, std::move(clash)); }), "collection 'sizes' is a int64_list"));
}
