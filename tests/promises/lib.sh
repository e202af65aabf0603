# Sourced by the scripts of this folder, which run in the project's folder.
CXX=${CXX:-g++}
export LC_ALL=C  # compilers' messages in English
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
failed=0

# What follows must succeed; its output is shown only if it does not.
must() {
  what=$1
  shift
  if "$@" >"$work/log" 2>&1; then
    echo "ok   $what"
  else
    echo "FAIL $what: $*"
    cat "$work/log"
    failed=1
    return 1
  fi
}
