// libFuzzer target: any text as a MetaGraph gives a thaw::error or a message that prints as text that reads back as the
// same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "thaw/proto.hpp"
#include "thaw/wire.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)thaw::wire::looks_like_text(text);
  thaw::proto::meta_graph_def m;
  try {
    m = thaw::wire::parse_text<thaw::proto::meta_graph_def>(text, "input");
  } catch (const thaw::error&) {
    return 0;
  }
  const std::string printed = thaw::wire::to_text(m);
  if (thaw::wire::to_text(thaw::wire::parse_text<thaw::proto::meta_graph_def>(printed)) != printed) std::abort();
  if (!thaw::wire::equal(thaw::wire::parse<thaw::proto::meta_graph_def>(thaw::wire::serialize(m)), m)) std::abort();
  return 0;
}
