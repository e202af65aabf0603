// A program of somebody else's: main.cpp VERSION, run in examples/data. It uses no op set, so it compiles fast.
#include <thaw/thaw.hpp>

#include <cstdio>
#include <string>

int main(int, char** argv) {
  const std::string version = std::to_string(THAW_VERSION_MAJOR) + "." + std::to_string(THAW_VERSION_MINOR) + "." +
                              std::to_string(THAW_VERSION_PATCH);
  const auto latest = thaw::latest_checkpoint("digits");
  const thaw::tensor seven = thaw::load_npy("digits/seven.npy");
  std::printf("thaw %s: %s\n", version.c_str(), latest ? latest->c_str() : "no checkpoint");
  return version == argv[1] && latest && seven.elements() == 64 ? 0 : 1;
}
