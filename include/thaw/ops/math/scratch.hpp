// Dividing a step's scratch memory among several uses.
#pragma once
#include <cstddef>

#include "thaw/ops/context.hpp"

namespace thaw::ops::detail {

/// Adds up sizes, each aligned to a cache line: `const auto a = parts.add(bytes);` … `parts.allocate(c)`, then
/// `parts.at<float>(a)`.
class scratch_parts {
 public:
  THAW_LAZY std::size_t add(std::size_t bytes) {
    const std::size_t at = total_;
    total_ += (bytes + alignment - 1) / alignment * alignment;
    return at;
  }
  THAW_LAZY void allocate(const run_context& c) { memory_ = c.scratch<unsigned char>(total_); }
  template <class T>
  T* at(std::size_t part) const {
    return reinterpret_cast<T*>(memory_ + part);
  }

 private:
  std::size_t total_ = 0;
  unsigned char* memory_ = nullptr;
};

}  // namespace thaw::ops::detail
