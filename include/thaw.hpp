// So that `#include "thaw.hpp"` finds the library wherever the include path leads: here or to the single header.
#pragma once
#include "thaw/thaw.hpp"
