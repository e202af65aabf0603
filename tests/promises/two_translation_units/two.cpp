// The other half of one.cpp.
#include "thaw/thaw.hpp"

float probability_from_two(const thaw::tensor& image);
float probability_from_two(const thaw::tensor& image) {
  thaw::model m = thaw::load("digits");
  xt::xarray<float> p = m.run("softmax", {{"x", image}}).as<float>();
  return p(0, 7);
}
