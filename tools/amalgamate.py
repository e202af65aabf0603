#!/usr/bin/env python3
"""Makes single_include/thaw.hpp from include/: our own headers, each once, in the order in which they are needed.

usage: amalgamate.py [--check] [--root thaw/thaw.hpp] [--include DIR] [--output FILE]

`#include "thaw/..."` is followed depth-first and must not stand inside #if. Unconditional <...> includes are hoisted to
the top, sorted; guarded ones stay where they are. The same input gives the same bytes. --check writes nothing and
exits 1 if the file is out of step.
"""
import argparse
import difflib
import os
import re
import sys

PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
INCLUDE = re.compile(r'\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
CONDITION = re.compile(r'\s*#\s*(if|ifdef|ifndef|endif)\b')
HEAD = '''\
// thaw {version}: runs TensorFlow snapshots without TensorFlow. One header; needs xtensor on the include path.
//
// Generated from include/ by tools/amalgamate.py: edit include/, not this file.
//
// SPDX-License-Identifier: MIT
//
'''


class Amalgamation:
    def __init__(self, include):
        self.include = include
        self.seen = set()
        self.system = set()  # hoisted
        self.body = []

    def add(self, name, by):
        """Appends the header `name` and, before it, what it includes."""
        if name in self.seen:
            return
        self.seen.add(name)
        try:
            with open(os.path.join(self.include, name), encoding='utf-8') as f:
                lines = f.read().split('\n')
        except FileNotFoundError:
            sys.exit('%s: there is no %s' % (by, name))
        depth, kept = 0, ['// ---- %s' % name]
        for number, line in enumerate(lines, 1):
            condition, include = CONDITION.match(line), INCLUDE.match(line)
            if condition:
                depth += -1 if condition[1] == 'endif' else 1
            if line.strip() == '#pragma once':
                continue
            if include and include[1]:
                if depth:
                    sys.exit('%s:%d: %s is included inside #if' % (name, number, include[1]))
                if any(k.strip() and not k.startswith('//') for k in kept):  # code before it stays before it
                    self.body += kept
                    kept = []
                self.add(include[1], '%s:%d' % (name, number))
            elif include and not depth:
                self.system.add(include[2])
            else:
                kept.append(line)
        self.body += kept + ['']

    def text(self):
        lines = ['#ifndef THAW_SINGLE_HEADER', '#define THAW_SINGLE_HEADER', '']
        lines += ['#include <%s>' % name for name in sorted(self.system)] + [''] + self.body
        lines += ['#endif  // THAW_SINGLE_HEADER', '']
        return re.sub(r'\n{3,}', '\n\n', '\n'.join(lines))


def version(include):
    with open(os.path.join(include, 'thaw', 'version.hpp'), encoding='utf-8') as f:
        return '.'.join(re.findall(r'#define THAW_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)', f.read()))


def licence():
    with open(os.path.join(PROJECT, 'LICENSE'), encoding='utf-8') as f:
        return ''.join(('// ' + line).rstrip() + '\n' for line in f)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--check', action='store_true')
    p.add_argument('--root', default='thaw/thaw.hpp')
    p.add_argument('--include', default=os.path.join(PROJECT, 'include'))
    p.add_argument('--output', default=os.path.join(PROJECT, 'single_include', 'thaw.hpp'))
    a = p.parse_args()
    made = Amalgamation(a.include)
    made.add(a.root, 'amalgamate.py')
    text = HEAD.format(version=version(a.include)) + licence() + made.text()
    present = ''
    if os.path.isfile(a.output):
        with open(a.output, encoding='utf-8', newline='') as f:
            present = f.read()
    if a.check and present != text:
        sys.stdout.writelines(difflib.unified_diff(
            present.splitlines(True), text.splitlines(True), 'single_include/thaw.hpp', 'include/', n=1))
        sys.exit('single_include/thaw.hpp is out of step with include/: run  python3 tools/amalgamate.py')
    if not a.check and present != text:
        os.makedirs(os.path.dirname(os.path.abspath(a.output)), exist_ok=True)
        with open(a.output, 'w', encoding='utf-8', newline='\n') as f:
            f.write(text)


if __name__ == '__main__':
    main()
