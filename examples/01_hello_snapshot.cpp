#include "thaw.hpp"

#include <cstdio>

int main() {
  thaw::model m = thaw::load("digits");  // a directory, a checkpoint, a .meta, a .pb, a SavedModel: it looks
  xt::xarray<float> image = thaw::load_npy("digits/seven.npy").as<float>();  // [1, 8, 8, 1]
  xt::xarray<float> p = m.run("softmax", {{"x", image}}).as<float>();        // [1, 10]
  for (std::size_t digit = 0; digit < 10; ++digit) std::printf("%zu: %.3f\n", digit, p(0, digit));
}
