// What the fuzz targets of checkpoints share: a table with right checksums around any payload, and reading everything.
#pragma once
#include <cstdlib>
#include <string>
#include <string_view>

#include "thaw/bundle.hpp"

namespace fuzz {

/// `kind` even: the bytes are a whole file. Odd: they are the payload of its only data block; with the second bit set,
/// a compressed one.
inline std::string table_file(unsigned kind, std::string_view bytes) {
  namespace detail = thaw::bundle::detail;
  std::string out;
  if ((kind & 1u) == 0) return out.assign(bytes);
  const auto emit = [&](std::string payload, char compression) {
    std::string handle;
    detail::put_varint(handle, out.size());
    detail::put_varint(handle, payload.size());
    payload.push_back(compression);
    out += payload;
    detail::put_fixed32(out, thaw::bundle::crc32c_mask(thaw::bundle::crc32c(payload)));
    return handle;
  };
  const std::string data = emit(std::string(bytes), (kind & 2u) != 0 ? 1 : 0);
  std::string footer = emit(detail::block_builder(1).take(), 0);
  detail::block_builder index(1);
  index.add(std::string(300, '\xff'), data);
  footer += emit(index.take(), 0);
  footer.resize(40);
  return out + footer + std::string(thaw::bundle::table_magic);
}

inline void read_all(const thaw::checkpoint_reader& reader) {
  for (const auto& entry : reader.entries()) {
    try {
      const thaw::tensor t = reader.read(entry.name);
      if (t.shape() != entry.shape || t.dtype() != entry.dtype) std::abort();
      // All of it must be readable memory.
      if (thaw::is_plain(t.dtype())) (void)thaw::bundle::crc32c({static_cast<const char*>(t.raw()), t.bytes()});
    } catch (const thaw::error&) {
    }
    if (entry.shape.rank() == 0) continue;
    try {
      thaw::bundle::slice_spec spec{false, entry.shape, thaw::bundle::tensor_slice::full(entry.shape.rank())};
      spec.slice.extents[0] = {entry.shape[0] / 2, 1};
      (void)reader.read_slice(entry.name, spec);
    } catch (const thaw::error&) {
    }
  }
}

}  // namespace fuzz
