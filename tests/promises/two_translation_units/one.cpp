// Promise: the headers may be included in several files of one program (here: this one and two.cpp).
#include <cstdio>
#include <cstdlib>

#include "thaw/thaw.hpp"

float probability_from_two(const thaw::tensor& image);

int main() {
  const thaw::tensor image = thaw::load_npy("digits/seven.npy");
  thaw::model m = thaw::load("digits");
  xt::xarray<float> p = m.run("softmax", {{"x", image}}).as<float>();
  std::printf("one: %.3f, two: %.3f\n", static_cast<double>(p(0, 7)), static_cast<double>(probability_from_two(image)));
  return p(0, 7) == probability_from_two(image) ? EXIT_SUCCESS : EXIT_FAILURE;
}
