// Sets of dtypes, for ops whose signature allows more than they are defined for.
#pragma once
#include "thaw/ops/signature.hpp"

namespace thaw::ops::detail {

inline constexpr dtype_set real_floats =
    bit(dtype::float32) | bit(dtype::float64) | bit(dtype::float16) | bit(dtype::bfloat16);
inline constexpr dtype_set complex_floats = bit(dtype::complex64) | bit(dtype::complex128);
inline constexpr dtype_set whole_numbers = bit(dtype::int8) | bit(dtype::int16) | bit(dtype::int32) |
                                           bit(dtype::int64) | bit(dtype::uint8) | bit(dtype::uint16) |
                                           bit(dtype::uint32) | bit(dtype::uint64);

}  // namespace thaw::ops::detail
