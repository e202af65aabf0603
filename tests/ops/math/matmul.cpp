// Matrix products: dtypes of BatchMatMulV3, and constant matrices that were packed.
#include <doctest/doctest.h>

#include <cstdint>

#include "ops/one_op.hpp"

using namespace thaw_test;

namespace {
attr_list types(thaw::dtype x, thaw::dtype y, thaw::dtype out) {
  return {{"Ta", make_attr(x)}, {"Tb", make_attr(y)}, {"Tout", make_attr(out)}};
}
}  // namespace

TEST_CASE("BatchMatMulV3: bytes to int32 without overflow") {
  const thaw::tensor x = thaw::tensor::from<std::int8_t>({-128, 127}, {1, 2}),
                     y = thaw::tensor::from<std::uint8_t>({255, 255}, {2, 1});
  const thaw::tensor out =
      run_one("BatchMatMulV3", types(thaw::dtype::int8, thaw::dtype::uint8, thaw::dtype::int32), {x, y});
  CHECK(out.scalar<std::int32_t>() == -255);
}

TEST_CASE("BatchMatMulV3: pairs of dtypes that TensorFlow has no kernel for") {
  const thaw::tensor x = thaw::tensor::from<float>({1}, {1, 1}), y = thaw::tensor::from<std::int8_t>({1}, {1, 1});
  CHECK(code_of("BatchMatMulV3", types(thaw::dtype::float32, thaw::dtype::int8, thaw::dtype::float32), {x, y}) ==
        thaw::code::unimplemented);
  CHECK(code_of("BatchMatMulV3", types(thaw::dtype::int8, thaw::dtype::int8, thaw::dtype::int16), {y, y}) ==
        thaw::code::unimplemented);
}

TEST_CASE("MatMul: a variable that was packed is packed anew when it is assigned") {
  thaw::proto::graph_def def;
  const auto add = [&](const char* name, const char* op, std::vector<std::string> inputs, const attr_list& attrs) {
    thaw::proto::node_def n;
    n.name = name;
    n.op = op;
    n.input = std::move(inputs);
    for (const auto& [key, value] : attrs) n.attr[std::string(key)] = value;
    def.node.push_back(std::move(n));
  };
  const auto f = make_attr(thaw::dtype::float32);
  add("x", "Placeholder", {}, {{"dtype", f}});
  add("new", "Placeholder", {}, {{"dtype", f}});
  add("w", "VariableV2", {}, {{"dtype", f}, {"shape", make_attr(thaw::shape{2, 1})}});
  add("set", "Assign", {"w", "new"}, {{"T", f}});
  add("y", "MatMul", {"x", "w"}, {{"T", f}});
  thaw::graph g;
  thaw::import_graph_def(g, std::move(def));
  thaw::session s(std::move(g), thaw::index_of<thaw::ops::all>());
  const thaw::tensor x = thaw::tensor::from<float>({1, 10}, {1, 2});
  for (const float w : {1.0f, 2.0f, 3.0f}) {
    s.run("set:0", {{"new", thaw::tensor::from<float>({w, w}, {2, 1})}});
    for (int again = 0; again < 3; ++again) CHECK(s.run("y:0", {{"x", x}}).scalar<float>() == 11 * w);
  }
}
