// Shapes from and to messages.
#pragma once
#include <cstdint>

#include "thaw/core/error.hpp"
#include "thaw/core/shape.hpp"
#include "thaw/proto/tensor_shape.hpp"

namespace thaw::proto {

/// The shape, which may have unknown dimensions (-1) or an unknown rank. Throws invalid_argument for sizes below -1 and
/// for more than 254 dimensions.
THAW_LAZY thaw::shape to_shape(const tensor_shape_proto& from) {
  if (from.unknown_rank) return thaw::shape::unknown();
  thaw::shape s;
  for (const auto& dim : from.dim) {
    if (dim.size < unknown_dim)
      fail(code::invalid_argument, "dimension ", s.rank(), " of a shape has size ", dim.size, "; -1 means unknown");
    s.push_back(dim.size);
  }
  return s;
}

THAW_LAZY tensor_shape_proto to_proto(const thaw::shape& from) {
  tensor_shape_proto to;
  to.unknown_rank = !from.has_rank();
  if (!from.has_rank()) return to;
  to.dim.reserve(from.rank());
  for (const std::int64_t size : from) to.dim.emplace_back().size = size;
  return to;
}

}  // namespace thaw::proto
