#!/bin/sh
# run_short.sh DIR [SECONDS [NAME…]]: runs the fuzz targets DIR/fuzz_NAME (all, if none is named) for SECONDS each,
# starting from tests/fuzz/corpus/NAME. New inputs stay in DIR; what crashes is kept there as DIR/NAME-crash-….
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
dir=$1
seconds=${2:-10}
[ $# -lt 2 ] && shift 1 || shift 2
if [ $# -eq 0 ]; then
  for program in "$dir"/fuzz_*; do
    [ -x "$program" ] && [ -f "$program" ] && set -- "$@" "$(basename "$program" | sed 's/^fuzz_//')"
  done
fi
status=0
for name; do
  found=$dir/found/$name
  mkdir -p "$found"
  set -- "$found"
  [ -d "$here/corpus/$name" ] && set -- "$@" "$here/corpus/$name"
  if "$dir/fuzz_$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -artifact_prefix="$dir/$name-" \
    -verbosity=0 -print_final_stats=1 "$@" >"$dir/$name.log" 2>&1; then
    echo "ok   $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$dir/$name.log") inputs in $seconds s"
  else
    echo "FAIL $name: keep the input as tests/fuzz/corpus/$name/NAME, with a test of its own, before the repair"
    tail -n 60 "$dir/$name.log"
    status=1
  fi
done
exit $status
