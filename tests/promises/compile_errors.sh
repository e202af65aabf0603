#!/bin/sh
# Promise: mistakes of the user do not compile, and the compiler's output says why. Each compile_errors/*.cpp begins with
# `// expect: REGEX` (extended), which must be in it; one that begins with `// compiles` is the control.
set -eu
. tests/promises/lib.sh

rejected() {
  if "$1" -std=c++17 -Iinclude -c -o "$work/object.o" "$2" >"$work/said" 2>&1; then
    echo "it compiles"
    return 1
  fi
  grep -Eq -- "$3" "$work/said" || { head -n 60 "$work/said"; return 1; }
}
for source in tests/promises/compile_errors/*.cpp; do
  name=$(basename "$source" .cpp)
  read -r first <"$source"
  for compiler in "$CXX" clang++; do
    command -v "$compiler" >/dev/null || continue
    case $first in
    "// compiles"*) must "$name compiles ($compiler)" "$compiler" -std=c++17 -Iinclude -c -o "$work/object.o" "$source" || : ;;
    "// expect: "*) must "$name is rejected ($compiler)" rejected "$compiler" "$source" "${first#// expect: }" || : ;;
    *) echo "FAIL $name: the first line says neither '// expect: REGEX' nor '// compiles'" && failed=1 ;;
    esac
  done
done
exit $failed
