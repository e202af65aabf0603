// libFuzzer target: any bytes as a .npy file give a thaw::error or an array that survives being written and read.
#include "thaw/core/npy.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  thaw::tensor t;
  try {
    t = thaw::parse_npy({reinterpret_cast<const char*>(data), size});
  } catch (const thaw::error&) {
    return 0;
  }
  const thaw::tensor again = thaw::parse_npy(thaw::to_npy(t));
  if (again.dtype() != t.dtype() || again.shape() != t.shape()) std::abort();
  if (t.dtype() == thaw::dtype::string) {
    for (std::int64_t i = 0; i < t.elements(); ++i)
      if (again.data<std::string>()[i] != t.data<std::string>()[i]) std::abort();
  } else if (t.bytes() != 0 && std::memcmp(again.raw(), t.raw(), t.bytes()) != 0) {
    std::abort();
  }
  return 0;
}
