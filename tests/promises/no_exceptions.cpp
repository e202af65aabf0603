// Promise: with -fno-exceptions -fno-rtti the library compiles, runs a model, and hands errors to a handler.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "thaw/thaw.hpp"

#if defined(__cpp_exceptions) || defined(__cpp_rtti)
#error "this file is to be compiled with -fno-exceptions -fno-rtti"
#endif

namespace {
[[noreturn]] void finish(const thaw::error& e) {
  const bool good =
      e.code() == thaw::code::not_found && std::string_view(e.what()).find("missing") != std::string_view::npos;
  std::printf("handler: %s\n", e.what());
  std::_Exit(good ? EXIT_SUCCESS : EXIT_FAILURE);
}
}  // namespace

int main() {
  thaw::set_error_handler(finish);
  thaw::model m = thaw::load("digits");
  xt::xarray<float> image = thaw::load_npy("digits/seven.npy").as<float>();
  xt::xarray<float> p = m.run("softmax", {{"x", image}}).as<float>();
  std::printf("a 7 with %.3f\n", static_cast<double>(p(0, 7)));
  if (!(p(0, 7) > 0.5F)) return EXIT_FAILURE;
  thaw::load("missing/snapshot");
  std::printf("the handler was not called\n");
  return EXIT_FAILURE;
}
