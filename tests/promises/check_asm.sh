#!/bin/sh
# Kernels stay vectors: no variant for AVX2 or AVX-512 puts a vector together lane by lane. g++ does that, silently and
# up to 20 times slower, when it meets a pattern that it cannot vectorise (see detail::hide in kernels/vec.hpp).
#
#   check_asm.sh [compiler [object…]]     without objects: tests/promises/asm_kernels.cpp is compiled with -O2
set -e
here=$(cd "$(dirname "$0")" && pwd)
compiler=${1:-c++}
[ $# -gt 0 ] && shift
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
if [ $# -eq 0 ]; then
  $compiler -std=c++17 -O2 -I"$here/../../include" -c "$here/asm_kernels.cpp" -o "$scratch/kernels.o"
  set -- "$scratch/kernels.o"
fi
# A function may insert a few values (a broadcast scalar, the halves of a result); a vector taken apart has 8 or more.
objdump -d --no-show-raw-insn "$@" | c++filt | awk '
  /^[0-9a-f]+ <.*>:$/ { name = $0; sub(/^[0-9a-f]+ </, "", name); sub(/>:$/, "", name) }
  name ~ /enter_avx/ && /v?(insertps|pinsr[bwdq])/ { inserts[name]++ }
  name ~ /enter_avx/ { seen[name] = 1 }
  END {
    for (n in seen) functions++
    for (n in inserts) if (inserts[n] >= 8) { print inserts[n] " inserts of single lanes in " n; bad = 1 }
    if (functions == 0) { print "no kernel found"; exit 1 }
    if (bad) exit 1
    print functions " variants of kernels are free of lane-by-lane code"
  }'
