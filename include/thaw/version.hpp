// The version of these headers; CMake reads it from here.
#pragma once

#define THAW_VERSION_MAJOR_NOW 0
#define THAW_VERSION_MINOR_NOW 1
#define THAW_VERSION_PATCH_NOW 0

#if defined(THAW_VERSION_MAJOR) &&                                                                   \
    (THAW_VERSION_MAJOR != THAW_VERSION_MAJOR_NOW || THAW_VERSION_MINOR != THAW_VERSION_MINOR_NOW || \
     THAW_VERSION_PATCH != THAW_VERSION_PATCH_NOW)
#error "two versions of thaw in one translation unit"
#endif
#define THAW_VERSION_MAJOR 0
#define THAW_VERSION_MINOR 1
#define THAW_VERSION_PATCH 0
#undef THAW_VERSION_MAJOR_NOW
#undef THAW_VERSION_MINOR_NOW
#undef THAW_VERSION_PATCH_NOW
