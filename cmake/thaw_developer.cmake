# What only our own programs get: warnings, sanitizers, and the full op set compiled once.

# Flags and thaw::thaw for one of our targets.
function(thaw_own target)
  target_link_libraries(${target} PRIVATE thaw::thaw)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
                                           $<$<BOOL:${THAW_WERROR}>:-Werror>)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  if(THAW_SANITIZE)
    set(flags -fsanitize=${THAW_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_compile_options(${target} PRIVATE ${flags})
    target_link_options(${target} PRIVATE ${flags})
  endif()
endfunction()

# The kernels take long to compile: each family is instantiated once, in a source of its own. Whoever links the library
# sees THAW_OPS_ELSEWHERE and only declares them.
function(thaw_add_ops target)
  set(sources)
  file(STRINGS ${PROJECT_SOURCE_DIR}/include/thaw/ops/all.hpp lines REGEX "extern template struct op_rows")
  file(STRINGS ${PROJECT_SOURCE_DIR}/include/thaw/ops/standard.hpp more REGEX "extern template struct op_rows")
  foreach(line IN LISTS lines more)
    string(REGEX REPLACE ".*ops::([a-z_0-9]+)>.*" "\\1" family "${line}")
    set(source ${PROJECT_BINARY_DIR}/family_ops/${family}.cpp)
    configure_file(${PROJECT_SOURCE_DIR}/cmake/family_ops.cpp.in ${source} @ONLY)
    list(APPEND sources ${source})
  endforeach()
  add_library(${target} OBJECT ${sources})
  thaw_own(${target})
  target_compile_definitions(${target} INTERFACE THAW_OPS_ELSEWHERE)
endfunction()

function(thaw_use_ops target)
  if(NOT TARGET thaw_ops)
    thaw_add_ops(thaw_ops)
  endif()
  target_link_libraries(${target} PRIVATE thaw_ops)
endfunction()

# A header-only package: its target if it has one, else an include path. The package's name is the target's namespace.
function(thaw_find_headers out package target header debian)
  find_package(${package} CONFIG QUIET)
  if(TARGET ${target})
    set(${out} ${target} PARENT_SCOPE)
    return()
  endif()
  find_path(THAW_${package}_INCLUDE_DIR ${header})
  if(NOT THAW_${package}_INCLUDE_DIR)
    message(FATAL_ERROR "${package} is needed: install it (Debian: ${debian}) or set ${package}_DIR")
  endif()
  if(NOT TARGET thaw_${package})
    add_library(thaw_${package} INTERFACE IMPORTED GLOBAL)
    set_target_properties(thaw_${package} PROPERTIES
                          INTERFACE_INCLUDE_DIRECTORIES "${THAW_${package}_INCLUDE_DIR}")
  endif()
  set(${out} thaw_${package} PARENT_SCOPE)
endfunction()
