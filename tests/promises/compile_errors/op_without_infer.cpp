// expect: an op needs an infer function
#include "thaw/ops/op_set.hpp"

struct Twice {
  static constexpr thaw::signature def() { return {"Twice(x: T) -> y: T; T: {half, float} = float"}; }
  static void run(thaw::run_context&) {}
};

const thaw::op_index& ops();
const thaw::op_index& ops() { return thaw::index_of<thaw::op_set<Twice>>(); }

float first(const thaw::tensor& t);
float first(const thaw::tensor& t) { return *t.data<float>(); }
