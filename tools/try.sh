#!/bin/sh
# try.sh: builds thaw and shows it at work on the snapshot in examples/data: a network that TensorFlow trained to read
# handwritten digits, and images that it has not seen.
#
# On Debian, as root, what is missing is installed first; elsewhere one line says what it is.
set -eu
cd "$(dirname "$0")/.."
. tools/install_deps.sh

need_to_build
install_missing
echo "building (the first time takes a minute or two)"
build try --target thaw_program example_digits

echo
echo "What TensorFlow saved:   thaw show examples/data/digits"
echo
build/try/thaw show examples/data/digits
echo
echo "What it reads in images that it was not trained on:   examples/digits.cpp"
echo
build/try/examples/example_digits examples/data/digits
