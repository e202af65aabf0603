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

# The kernels of the standard op set take long to compile: they are instantiated in this object library and nowhere
# else. Whoever links it sees THAW_STANDARD_OPS_ELSEWHERE and only declares them.
function(thaw_use_standard_ops target)
  set(source ${PROJECT_SOURCE_DIR}/tests/standard_ops.cpp)
  if(NOT EXISTS ${source})
    return()
  endif()
  if(NOT TARGET thaw_standard_ops)
    add_library(thaw_standard_ops OBJECT ${source})
    thaw_own(thaw_standard_ops)
    target_compile_definitions(thaw_standard_ops INTERFACE THAW_STANDARD_OPS_ELSEWHERE)
  endif()
  target_link_libraries(${target} PRIVATE thaw_standard_ops)
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
