// The op set of sessions that name none. Apart from session.hpp, so that programs with a set of their own don't read
// the standard one.
#pragma once
#include "thaw/ops/standard.hpp"
#include "thaw/session/session.hpp"

namespace thaw::session_detail {

template <>
struct set_or_standard<void> {
  using type = ops::standard;
};

}  // namespace thaw::session_detail
