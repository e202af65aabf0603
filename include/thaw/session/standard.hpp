// The op set of sessions that name none. Apart from session.hpp, so that programs with a set of their own don't read
// the standard one.
#pragma once
#include "thaw/ops/standard.hpp"
#include "thaw/session/session.hpp"

namespace thaw::session_detail {

template <>
inline const op_index& index_or_standard<void>() {
  return index_of<ops::standard>();
}

}  // namespace thaw::session_detail
