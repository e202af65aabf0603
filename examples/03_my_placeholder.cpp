// What thaw::load does, step by step, in the words of a TensorFlow program: the placeholder to feed comes out of a
// collection that the trainer filled with add_to_collection, so this program needs no name for it.
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "thaw.hpp"

int main() {
  const std::optional<std::string> latest = thaw::latest_checkpoint("digits");
  if (!latest) {
    std::fprintf(stderr, "no checkpoint in digits\n");
    return 1;
  }
  std::printf("latest checkpoint: %s\n", latest->c_str());

  thaw::graph g;
  thaw::saver saver = thaw::import_meta_graph(g, *latest + ".meta");
  thaw::session s{g};
  saver.restore(s, *latest);

  const std::vector<thaw::tensor_ref> inputs = g.get_collection<thaw::tensor_ref>("my_custom_collection");
  if (inputs.empty()) {
    std::fprintf(stderr, "the graph has no my_custom_collection: the trainer has to call add_to_collection\n");
    return 1;
  }
  const xt::xarray<float> image = thaw::load_npy("digits/seven.npy").as<float>();
  const thaw::tensor out = s.run("softmax:0", {{inputs.at(0), image}});

  const auto p = out.as<float>();
  std::size_t best = 0;
  for (std::size_t digit = 1; digit < 10; ++digit)
    if (p(0, digit) > p(0, best)) best = digit;
  std::printf("it reads a %zu, with probability %.3f\n", best, static_cast<double>(p(0, best)));
}
