// libFuzzer target: any bytes as a V1 checkpoint give a thaw::error or tensors of the sizes that are listed. The first
// byte: as in bundle_index.cpp.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/table_around.hpp"
#include "thaw/bundle.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string file = fuzz::table_file(data[0], {reinterpret_cast<const char*>(data) + 1, size - 1});
  try {
    fuzz::read_all(thaw::checkpoint_reader::open_memory({{"old", {file, nullptr}}}, "old"));
  } catch (const thaw::error&) {
  }
  return 0;
}
