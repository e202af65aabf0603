#!/bin/sh
# test.sh [STAGE…]: builds and runs all tests, or those of the stages named; the last line is `N passed, N failed`.
#
#   tests        g++: the layers (ctest -L unit), the examples (-L example), the promises (-L promise), in build/tests
#   clang        clang++: the layers, in build/clang
#   sanitizers   what reads bytes from outside, with ASan and UBSan, in build/sanitizers
#   fuzz         each fuzz target for ten seconds, in build/fuzz
#
# On Debian, as root, what is missing is installed first; elsewhere one line says what it is.
set -eu
cd "$(dirname "$0")/.."
. tools/install_deps.sh

need_to_build
need command g++
need header doctest/doctest.h doctest-dev
need command clang++ clang
clang_version=$(clang++ -dumpversion 2>/dev/null || echo 14)
need link -fsanitize=fuzzer,address,undefined "libclang-rt-${clang_version%%.*}-dev"
need command python3
want header benchmark/benchmark.h libbenchmark-dev
want command clang-format
want command pkg-config
install_missing

passed=0
failed=0

# Sums of a ctest log: doctest's test cases, and the tests that are no doctest programs.
count() {
  awk '
    / Testing: / { cases = 0; bad = 0 }
    /^\[doctest\] test cases: / { gsub(/[^0-9 ]/, ""); cases = $1; passed += $2; failed += $3; bad = $3 }
    /^Test Passed\./ && !cases { passed++ }
    /^(Test Failed\.|Unable to find executable)/ && !bad { failed++ }
    END { print passed + 0, failed + 0 }' "$1"
}

stage() {
  echo
  echo "== $1"
  start=$(date +%s)
  # Go on after an error: what could be built is tested, the rest counts as failed.
  build "$1" -- -k || failed=$((failed + 1))
  rm -f "build/$1/Testing/Temporary/LastTest.log"
  (cd "build/$1" && ctest --output-on-failure -j "$(jobs_here)") || :
  if [ -f "build/$1/Testing/Temporary/LastTest.log" ]; then
    counts=$(count "build/$1/Testing/Temporary/LastTest.log")
    passed=$((passed + ${counts% *}))
    failed=$((failed + ${counts#* }))
  fi
  echo "== $1: $(($(date +%s) - start)) s"
}

[ $# -gt 0 ] || set -- tests clang sanitizers fuzz
for name; do stage "$name"; done
echo
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
