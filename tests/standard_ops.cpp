// The standard op set, instantiated once for all test programs and tools.
#include "thaw/ops/standard.hpp"

template const thaw::op_index& thaw::index_of<thaw::ops::standard>();
