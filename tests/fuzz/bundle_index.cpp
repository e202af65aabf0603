// libFuzzer target: any bytes as the index of a V2 checkpoint give a thaw::error or tensors of the sizes that are
// listed.
//
// The first byte says what the rest is: an index (even), or the payload of its only data block, stored as it is (1) or
// compressed (3), which gets the right checksum, so that what lies behind is reached. The rest is the data file, too.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "fuzz/table_around.hpp"
#include "thaw/bundle.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string index = fuzz::table_file(data[0], rest);
  for (const bool verify : {true, false}) {
    try {
      const auto reader = thaw::checkpoint_reader::open_memory(
          {{"m.index", {index, nullptr}}, {"m.data-00000-of-00001", thaw::share(std::string(rest))}}, "m",
          {verify, true});
      fuzz::read_all(reader);
    } catch (const thaw::error&) {
    }
  }
  return 0;
}
