#!/bin/sh
# Promise: other projects take the library by find_package, add_subdirectory, FetchContent, pkg-config, or a plain -I.
# consumers.sh [CMAKE]
set -eu
. tests/promises/lib.sh
cmake=${1:-cmake}
here=$PWD
consumers=$here/tests/promises/consumers
version=$(sed -n 's/^#define THAW_VERSION_\(MAJOR\|MINOR\|PATCH\) //p' include/thaw/version.hpp | paste -sd.)

# consume NAME CMAKE-ARGUMENTS…: the project consumers/NAME configures without a warning, builds and runs
consume() {
  source=$consumers/$1
  build=$work/$1
  shift
  "$cmake" -S "$source" -B "$build" -DCMAKE_BUILD_TYPE=Debug "$@" 2>"$work/warnings" || { cat "$work/warnings" && return 1; }
  "$cmake" --build "$build" && runs "$build/consumer" && cat "$work/warnings" && test ! -s "$work/warnings"
}
runs() { (cd examples/data && "$1" "$version"); }
plain() { "$CXX" -std=c++17 "$@" "$consumers/main.cpp" -pthread -o "$work/plain" && runs "$work/plain"; }

install() {
  "$cmake" -S . -B "$work/thaw" -DTHAW_BUILD_TESTS=OFF -DTHAW_BUILD_TOOLS=OFF -DTHAW_BUILD_EXAMPLES=OFF \
    -DTHAW_BUILD_BENCHMARKS=OFF -DCMAKE_INSTALL_PREFIX="$work/prefix" && "$cmake" --install "$work/thaw"
}
if must "install" install; then
  must "find_package" consume find_package -DCMAKE_PREFIX_PATH="$work/prefix" -DTHAW_VERSION="$version" || :
  if command -v pkg-config >/dev/null; then
    # shellcheck disable=SC2046  # flags are words
    must "pkg-config" plain $(PKG_CONFIG_PATH=$work/prefix/share/pkgconfig pkg-config --cflags --libs thaw) || :
  fi
fi
must "add_subdirectory" consume add_subdirectory -DTHAW_SOURCE="$here" || :
must "FetchContent" consume fetch_content -DTHAW_SOURCE="$here" || :
must "plain -I" plain -Iinclude || :
exit $failed
