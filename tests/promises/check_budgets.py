#!/usr/bin/env python3
"""Measures what tests/budgets.json limits and fails when a limit is passed; null: not limited yet.

usage: check_budgets.py [--cxx g++]

include_ratio is the time of `#include "thaw.hpp"` over that of xtensor's own three headers (medians of five, taken in
turns). Times are processor time, user and system, of the compiler and its children, so that a busy machine does little.
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SINGLE = os.path.join(PROJECT, 'single_include', 'thaw.hpp')
XTENSOR = ''.join('#if __has_include(<xtensor/%s/%s.hpp>)\n#include <xtensor/%s/%s.hpp>\n#else\n#include <xtensor/%s.hpp>\n#endif\n'
                  % (folder, name, folder, name, name)
                  for folder, name in (('containers', 'xarray'), ('containers', 'xadapt'), ('views', 'xview')))


def compile_cost(cxx, arguments, folder):
    """(processor seconds, largest resident MB) of one call of the compiler."""
    with open(os.path.join(folder, 'log'), 'w+') as log:
        process = subprocess.Popen([cxx, '-std=c++17', '-O2', '-I', os.path.dirname(SINGLE)] + arguments, cwd=folder,
                                   stdout=log, stderr=log, env=dict(os.environ, CCACHE_DISABLE='1'))
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            log.seek(0)
            sys.exit('%s %s\n%s' % (cxx, ' '.join(arguments), log.read()[-4000:]))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def include_ratio(cxx, folder):
    for name, text in (('ours.cpp', '#include "thaw.hpp"\n'), ('xtensor.cpp', XTENSOR)):
        with open(os.path.join(folder, name), 'w') as f:
            f.write(text + 'int main() {}\n')
    rounds = [[compile_cost(cxx, ['-c', name], folder)[0] for name in ('ours.cpp', 'xtensor.cpp')] for _ in range(5)]
    ours, xtensor = (statistics.median(column) for column in zip(*rounds))
    print('#include "thaw.hpp": %.2f s, xtensor: %.2f s' % (ours, xtensor))
    return ours / xtensor


def measure(cxx, folder):
    program = os.path.join(folder, 'ten_lines')
    source = os.path.join(PROJECT, 'examples', '01_hello_snapshot.cpp')
    seconds, memory = compile_cost(cxx, [source, '-pthread', '-o', program], folder)
    subprocess.run([shutil.which('strip') or sys.exit('strip (binutils) is needed'), program], check=True)
    with open(SINGLE, 'rb') as f:
        header = f.read()
    return {
        'include_ratio': include_ratio(cxx, folder),
        'ten_line_program_seconds': seconds,
        'ten_line_program_memory_mb': memory,
        'ten_line_program_stripped_bytes': os.path.getsize(program),
        'single_header_lines': header.count(b'\n'),
        'single_header_bytes': len(header),
    }


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--cxx', default=os.environ.get('CXX', 'g++'))
    a = p.parse_args()
    with open(os.path.join(PROJECT, 'tests', 'budgets.json')) as f:
        budgets = json.load(f)
    with tempfile.TemporaryDirectory() as folder:
        measured = measure(a.cxx, folder)
    if set(budgets) != set(measured):
        sys.exit('budgets.json and what is measured differ: %s' % ', '.join(sorted(set(budgets) ^ set(measured))))
    passed = [name for name, limit in budgets.items() if limit is not None and measured[name] > limit]
    print('%-34s %12s %12s' % ('', 'measured', 'budget'))
    for name, limit in budgets.items():
        value = measured[name]
        print('%-34s %12s %12s%s' % (name, value if isinstance(value, int) else '%.2f' % value,
                                     '-' if limit is None else limit, '  TOO MUCH' if name in passed else ''))
    return 1 if passed else 0


if __name__ == '__main__':
    sys.exit(main())
