#!/usr/bin/env python3
"""Runs suites of models, with TensorFlow's outputs, through the program, and holds it to tests/suites.json.

usage: run_suites.py --thaw PATH --suites DIR      needs numpy

DIR holds models/run_suite.py with its cases, conformance/ and reports/. A model that needs something that is not
supported may fail with an error that says so, as long as enough cases pass; one that gives other numbers than
TensorFlow, crashes, or ends without an error message may not. The last line is `N passed, N failed`.
"""
import argparse
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
# groups of failures, as run_suite.py counts them, that are never an honest "not supported"
FORBIDDEN = re.compile(r'values differ|killed by|no output|output is not|dtype differs|shape differs|timeout$|usage|exit '
                       r'|inspect: .*(differs|listed|expected)')


def run(arguments):
    """The lines that a suite prints, shown as they come."""
    lines = []
    with subprocess.Popen([sys.executable] + arguments, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            if not line.startswith('ok '):
                print(line, end='', flush=True)
            lines.append(line.rstrip('\n'))
    return lines


def numbers_of(lines):
    """(passed, failed) of the last line."""
    found = re.match(r'(\d+) passed, (\d+) failed', lines[-1] if lines else '')
    return (int(found[1]), int(found[2])) if found else (0, 1)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--thaw', required=True)
    p.add_argument('--suites', required=True)
    a = p.parse_args()
    with open(os.path.join(HERE, 'suites.json')) as f:
        suites = json.load(f)
    total, wrong = [0, 0], []
    for name, wanted in suites.items():
        print('\n== %s' % name, flush=True)
        folder = os.path.join(a.suites, 'reports' if name == 'errors' else name)
        runner = 'reports/run_errors.py' if name == 'errors' else 'models/run_suite.py'
        lines = run([os.path.join(a.suites, runner), '--thaw', a.thaw, '--suite', folder])
        passed, failed = numbers_of(lines)
        total = [total[0] + passed, total[1] + failed]
        if passed < wanted['passed_at_least']:
            wrong.append('%s: %d passed, at least %d must' % (name, passed, wanted['passed_at_least']))
        groups = lines[lines.index('errors:') + 1:] if 'errors:' in lines else []
        for group in (m for m in (re.fullmatch(r' *(\d+)  (.+)', line) for line in groups) if m):
            if FORBIDDEN.match(group[2]):
                wrong.append('%s: %s cases: %s' % (name, group[1], group[2]))
        wrong += ['%s: %s' % (name, line) for line in lines if line.startswith('n/a ') and 'UNEXPECTED: ' in line]
    print()
    for line in wrong:
        print('NOT GOOD ENOUGH: ' + line)
    print('%d passed, %d failed' % tuple(total))
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
