# Sourced by try.sh and test.sh: finds out what is missing, and installs it where that is possible (Debian, as root).
#
#   need  KIND NAME [PACKAGE]   without it there is no going on
#   want  KIND NAME [PACKAGE]   better with it
#
# KIND is `command`, `header`, or `link` (flags for clang++). PACKAGE is Debian's, NAME if it is not given.
# Then `install_missing` does the work.

missing=
wanted=

is_there() {
  case $1 in
  command) command -v "$2" >/dev/null 2>&1 ;;
  header) echo "#include <$2>" | c++ -std=c++17 -E -x c++ - >/dev/null 2>&1 ;;
  link)
    probe=$(mktemp -d)
    echo 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }' >"$probe/a.cpp"
    clang++ "$2" "$probe/a.cpp" -o "$probe/a" >/dev/null 2>&1
    found=$?
    rm -r "$probe"
    return $found
    ;;
  esac
}
need() { is_there "$1" "$2" || missing="$missing ${3:-$2}"; }
want() { is_there "$1" "$2" || wanted="$wanted ${3:-$2}"; }

install() {
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

install_missing() {
  if [ -n "$missing$wanted" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing$missing$wanted"
    log=$(mktemp)
    apt-get update -qq >"$log" 2>&1 || :
    # shellcheck disable=SC2086  # lists of words
    if [ -z "$missing" ] || install $missing >>"$log" 2>&1; then missing=; else tail -n 20 "$log"; fi
    # shellcheck disable=SC2086
    [ -z "$wanted" ] || install $wanted >>"$log" 2>&1 || echo "not installed:$wanted"
    rm "$log"
  fi
  if [ -n "$missing" ]; then
    echo "please install (these are Debian's names):$missing"
    exit 1
  fi
  if command -v ccache >/dev/null 2>&1; then export CMAKE_CXX_COMPILER_LAUNCHER=ccache; fi
}

need_to_build() {
  need command c++ g++
  need command cmake
  need command make
  is_there header xtensor/containers/xarray.hpp || need header xtensor/xarray.hpp libxtensor-dev
  need header CLI/CLI.hpp libcli11-dev
  want header nlohmann/json.hpp nlohmann-json3-dev
  want command ccache
}

# build PRESET [ARGUMENT…]: configures and builds build/PRESET, quietly unless it fails
build() {
  preset=$1
  shift
  mkdir -p "build/$preset"
  if ! { cmake --preset "$preset" && cmake --build "build/$preset" -j "$(jobs_here)" "$@"; } \
    >"build/$preset/build.log" 2>&1; then
    grep -E -A 12 'error|Error' "build/$preset/build.log" | head -n 100
    echo "the build failed: build/$preset/build.log"
    return 1
  fi
}

# As many jobs as there are processors, and no more than the memory allows (a large file takes 1 GB).
jobs_here() {
  n=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
  free=$(sed -n 's/^MemAvailable: *\([0-9]*\)[0-9]\{6\} kB/\1/p' /proc/meminfo 2>/dev/null)
  if [ -n "$free" ] && [ "$free" -lt "$n" ]; then n=$free; fi
  if [ "$n" -lt 1 ]; then n=1; fi
  echo "$n"
}
