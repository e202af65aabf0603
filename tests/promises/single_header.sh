#!/bin/sh
# Promise: single_include/thaw.hpp beside the ten lines of the README is a whole program, with no flag but the standard's.
set -eu
. tests/promises/lib.sh
awk '/^```cpp/ && !done { on = 1; next } /^```/ { if (on) done = 1; on = 0 } on' README.md >"$work/main.cpp"
cp single_include/thaw.hpp "$work"
must "the README's first program is examples/01_hello_snapshot.cpp" \
  diff examples/01_hello_snapshot.cpp "$work/main.cpp" || :

# With this compiler it compiles without a word, runs, and prints what the example prints.
try_compiler() {
  (cd "$work" && "$1" -std=c++17 -O2 main.cpp -pthread -o ten_lines) >"$work/said" 2>&1 || { cat "$work/said" && return 1; }
  cat "$work/said" && test ! -s "$work/said" || return 1
  (cd examples/data && "$work/ten_lines") >"$work/printed" || return 1
  diff examples/01_hello_snapshot.output "$work/printed"
}
must "it compiles and runs with $CXX" try_compiler "$CXX" || :
if command -v clang++ >/dev/null; then
  must "it compiles and runs with clang++" try_compiler clang++ || :
else
  echo "skip clang++: not installed"
fi
exit $failed
