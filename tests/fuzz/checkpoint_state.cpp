// libFuzzer target: any bytes as a `checkpoint` file give a thaw::error or a state that survives being written and
// read.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "thaw/bundle.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  thaw::proto::checkpoint_state state;
  try {
    state = thaw::bundle::parse_checkpoint_state({reinterpret_cast<const char*>(data), size}, "");
  } catch (const thaw::error&) {
    return 0;
  }
  const auto again = thaw::bundle::parse_checkpoint_state(thaw::wire::to_text(state), "");
  if (!thaw::wire::equal(state, again)) std::abort();
  return 0;
}
