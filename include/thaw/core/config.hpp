// Compiler facts that every other header may rely on.
#pragma once

#if defined(__cpp_exceptions) || defined(__EXCEPTIONS) || defined(_CPPUNWIND)
#define THAW_EXCEPTIONS 1
#else
#define THAW_EXCEPTIONS 0
#endif

/// For everything between a kernel's entry and its arithmetic: it must be compiled for the entry's instruction set.
#define THAW_INLINE inline __attribute__((always_inline))
#define THAW_NOINLINE __attribute__((noinline))
/// For failure paths: kept out of line and away from the hot code.
#define THAW_COLD __attribute__((noinline, cold))
#define THAW_RESTRICT __restrict__
/// Makes a function a template, so that a program that includes it but doesn't call it pays for reading it only, not
/// for what it instantiates (a third of the cost of including the library). Calls look as they would without.
#define THAW_LAZY template <class = void>
/// THAW_LAZY for what runs when a model is loaded or a plan is made, not in every run: compiled for size, which takes
/// less time and memory.
#define THAW_SETUP        \
  template <class = void> \
  __attribute__((cold))
