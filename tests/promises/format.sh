#!/bin/sh
# Promise: the sources are formatted by .clang-format, with the version of clang-format that wrote them.
set -eu
wanted=14
program=$(command -v clang-format-$wanted || command -v clang-format) || { echo "skip: no clang-format" && exit 77; }
case $("$program" --version) in
*"version $wanted."*) ;;
*) echo "skip: clang-format $wanted is wanted, this is $("$program" --version)" && exit 77 ;;
esac
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
  git ls-files -z '*.hpp' '*.cpp' ':!single_include'
else
  find include tests tools examples \( -name '*.hpp' -o -name '*.cpp' \) -print0
fi | xargs -0 "$program" --dry-run -Werror >"$log" 2>&1 && exit 0
sed -n 's,:[0-9]*:[0-9]*: error: .*,,p' "$log" | sort -u | sed 's,^,not formatted: ,'
grep -q ': error: ' "$log" || cat "$log"
echo "run: clang-format -i FILE…"
exit 1
