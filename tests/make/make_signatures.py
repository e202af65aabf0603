#!/usr/bin/env python3
"""Writes tests/data/ops/signatures.tsv: op and signature, from the op registry of the installed TensorFlow (2.21).

usage: make_signatures.py [--ops LIST.tsv] [-o OUT.tsv]

The ops are those of the first column of LIST.tsv (the output itself if not given). An op that the registry does not
have (gone from TensorFlow, met in old files) keeps the signature of LIST.tsv. `N*T` = N tensors of type T; an attr of
kind `list(type)` used as a type = that many tensors; `Ref(T)` = a reference; `?` = unknown dimension or shape.
"""
import argparse
import os
import sys

import numpy as np

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from op_cases.run import OPS, type_name

FIELDS = {
    'int': 'i', 'float': 'f', 'bool': 'b', 'string': 's', 'type': 'type', 'shape': 'shape', 'func': 'func',
    'tensor': 'tensor'
}


def type_text(t):
    n = type_name(t)
    return 'Ref(%s)' % n[:-4] if n.endswith('_ref') else n


def quoted(b):
    return '"' + b.decode('latin1').encode('unicode_escape').decode().replace('"', '\\"') + '"'


def one(kind, x):
    """A default value of a kind that isn't a list."""
    if kind == 'bool':
        return 'true' if x else 'false'
    if kind == 'string':
        return quoted(x)
    if kind == 'type':
        return type_text(x)
    if kind == 'shape':
        return '?' if x.unknown_rank else '[' + ', '.join('?' if d.size < 0 else str(d.size) for d in x.dim) + ']'
    if kind == 'float':
        return str(np.float32(x))
    if kind == 'func':
        return x.name or '{}'
    return '{}' if kind == 'tensor' else str(x)


def default(kind, value):
    if kind.startswith('list('):
        kind = kind[5:-1]
        return '[' + ', '.join(one(kind, x) for x in getattr(value.list, FIELDS[kind])) + ']'
    return one(kind, getattr(value, FIELDS[kind]))


def argument(a):
    t = a.type_list_attr or a.type_attr or type_text(a.type)
    if a.is_ref:
        t = 'Ref(%s)' % t
    return '%s: %s' % (a.name, '%s*%s' % (a.number_attr, t) if a.number_attr else t)


def attribute(a):
    kind, allowed = a.type, a.allowed_values.list
    body = kind
    if allowed.s or allowed.type:
        body = '{' + ', '.join([quoted(s) for s in allowed.s] or [type_text(t) for t in allowed.type]) + '}'
        if kind.startswith('list('):
            body = 'list(%s)' % body
    if a.has_minimum:
        body += ' >= %d' % a.minimum
    if a.HasField('default_value'):
        body += ' = ' + default(kind, a.default_value)
    return '%s: %s' % (a.name, body)


def signature(o):
    outputs = ', '.join(argument(a) for a in o.output_arg)
    if len(o.output_arg) != 1:
        outputs = '(' + outputs + ')'
    call = '%s(%s) -> %s' % (o.name, ', '.join(argument(a) for a in o.input_arg), outputs)
    return '; '.join([call] + [attribute(a) for a in o.attr])


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = os.path.dirname(os.path.abspath(__file__))
    p.add_argument('-o', dest='out', default=os.path.join(here, '..', 'data', 'ops', 'signatures.tsv'))
    p.add_argument('--ops', metavar='LIST.tsv')
    a = p.parse_args()
    with open(a.ops or a.out) as f:
        rows = [line.rstrip('\n').split('\t') for line in f][1:]
    with open(a.out, 'w') as f:
        f.write('op\tsignature\n')
        for row in sorted(rows):
            f.write('%s\t%s\n' % (row[0], signature(OPS[row[0]]) if row[0] in OPS else row[1]))
    print(len(rows), 'ops')


if __name__ == '__main__':
    main()
