#!/usr/bin/env python3
"""Writes what the program prints into docs: ops.md, and below each `$ thaw …` of command-line.md.

usage: update_docs.py [build/tests/thaw]      tests/tools compares
"""
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROMPT = '    $ thaw '


def output_of(program, arguments):
    env = {k: v for k, v in os.environ.items() if k != 'COLUMNS'}
    return subprocess.run(['/bin/sh', '-c', '"$0" ' + arguments, program], check=True, text=True, cwd=ROOT, env=env,
                          stdout=subprocess.PIPE).stdout


def main():
    program = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, 'build/tests/thaw'))
    with open(os.path.join(ROOT, 'docs/ops.md'), 'w') as f:
        f.write(output_of(program, 'ops --markdown'))
    path = os.path.join(ROOT, 'docs/command-line.md')
    with open(path) as f:
        lines = f.read().split('\n')
    page, at = [], 0
    while at < len(lines):
        line = lines[at]
        page.append(line)
        at += 1
        if line.startswith(PROMPT):
            shown = output_of(program, line[len(PROMPT):]).rstrip('\n').split('\n')
            page += ['    ' + x if x else '' for x in shown] + ['']
            while at < len(lines) and (not lines[at] or lines[at].startswith('    ')) and not lines[at].startswith(PROMPT):
                at += 1
    with open(path, 'w') as f:
        f.write('\n'.join(page).rstrip('\n') + '\n')


if __name__ == '__main__':
    main()
