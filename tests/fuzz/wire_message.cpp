// libFuzzer target: any bytes as a message give a thaw::error or a message that survives being written and read, in
// both formats. The first byte picks the message.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "thaw/proto.hpp"
#include "thaw/wire.hpp"

namespace {

template <class M>
void check(const std::shared_ptr<const std::string>& bytes) {
  M m;
  try {
    m = thaw::wire::parse<M>(thaw::wire::source{*bytes, bytes, "input"});
  } catch (const thaw::error&) {
    return;
  }
  const std::string written = thaw::wire::serialize(m);
  const M again = thaw::wire::parse<M>(written);
  if (!thaw::wire::equal(again, m) || thaw::wire::serialize(again) != written) std::abort();
  const std::string text = thaw::wire::to_text(m);
  try {
    if (thaw::wire::to_text(thaw::wire::parse_text<M>(text)) != text) std::abort();
  } catch (const thaw::error& e) {
    // An Any is opened in text, so text can be nested deeper than the bytes; nothing else may fail.
    if (e.message().find("nested more than") == std::string::npos) std::abort();
  }
}

void check_tensor(const std::shared_ptr<const std::string>& bytes) {
  constexpr std::uint64_t limit = 1 << 20;
  try {
    const auto p = thaw::wire::parse<thaw::proto::tensor_proto>(thaw::wire::source{*bytes, bytes, "input"});
    const thaw::tensor t = thaw::proto::to_tensor(p, limit);
    const thaw::tensor again = thaw::proto::to_tensor(thaw::proto::to_proto(t), limit);
    if (again.dtype() != t.dtype() || again.shape() != t.shape()) std::abort();
  } catch (const thaw::error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto bytes = std::make_shared<const std::string>(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 4) {
    case 0:
      check<thaw::proto::meta_graph_def>(bytes);
      break;
    case 1:
      check<thaw::proto::graph_def>(bytes);
      break;
    case 2:
      check<thaw::proto::saved_model>(bytes);
      break;
    default:
      check_tensor(bytes);
  }
  return 0;
}
