#!/usr/bin/env python3
"""Makes tests/data/ops/*.cases: inputs for the ops, and what TensorFlow 2.21 gives for them.

usage: make_op_cases.py [-o DIRECTORY] [family…]

The cases stand in op_cases/<family>.py. A family's file depends on nothing but its module and TensorFlow. Prints
which dtypes of TensorFlow's CPU kernels have a case, and fails where an op of a family misses one without a reason.
"""
import argparse
import collections
import importlib
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from op_cases import run
from op_cases.collect import Family

FAMILIES = {
    'unary': 'values',
    'binary': 'values',
    'functions': 'values',
    'integers': 'exact',
    'compare': 'values',
    'cast': 'exact',
    'reduce': 'values',
    'scan': 'values',
    'matmul': 'values',
    'conv': 'values',
    'pool': 'values',
    'nn': 'values',
    'shape': 'bits',
    'array': 'bits',
    'slice': 'bits',
    'gather': 'bits',
    'index': 'bits',
    'blocks': 'bits',
    'moves': 'bits',
    'random': 'bits',
    'io': 'bits',
    'state': 'bits',
    'updates': 'exact',
    'ranking': 'exact',
    'fake_quant': 'values',
    'cross_entropy': 'values',
    'list': 'bits',
    'image': 'values',
    'audio': 'values',
    'inverse': 'values',
    'draws': 'values',
}
MODULES = {name: 'op_cases.' + name for name in FAMILIES}


def coverage(families):
    """Prints op × dtype; returns the pairs that a kernel has and no case."""
    seen = collections.defaultdict(lambda: collections.defaultdict(collections.Counter))
    total, excused = collections.Counter(), {}
    for f in families:
        excused.update(f.excused)
        for c in f.cases:
            total[c.op] += 1
            for key, value in c.node.attr.items():
                if value.WhichOneof('value') == 'type':
                    seen[c.op][key][run.type_name(value.type)] += 1
        for c in f.graphs:
            total[c.op] += 1
            for n in c.graph.node:
                for key, value in n.attr.items():
                    if value.WhichOneof('value') == 'type':
                        seen[n.op][key][run.type_name(value.type)] += 1
    missing = []
    for op in sorted(total):
        print('%-22s %4d cases' % (op, total[op]))
        for a in run.OPS[op].attr:
            if a.type != 'type':
                continue
            wanted = run.kernel_types(op, a.name)
            counts = seen[op][a.name]
            if a.HasField('default_value') and not counts[run.type_name(a.default_value.type)]:
                counts[run.type_name(a.default_value.type)] += total[op] - sum(counts.values())
            lacking = [t for t in wanted or [] if not counts[t] and (op, t) not in excused and ('*', t) not in excused]
            missing += ['%s %s=%s' % (op, a.name, t) for t in lacking]
            print('    %s: %s%s' % (a.name, ' '.join('%s %d' % (t, n) for t, n in sorted(counts.items())
                                                     if n), '; missing: ' + ' '.join(lacking) if lacking else ''))
    return missing


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = os.path.dirname(os.path.abspath(__file__))
    p.add_argument('-o', dest='out', default=os.path.join(here, '..', 'data', 'ops'), metavar='DIRECTORY')
    p.add_argument('family', nargs='*', choices=list(FAMILIES) + [[]])
    a = p.parse_args()
    os.makedirs(a.out, exist_ok=True)
    families, lines = [], []
    for name in a.family or FAMILIES:
        module = importlib.import_module(MODULES[name])
        f = Family(name, FAMILIES[name])
        f.excused = getattr(module, 'LEFT_OUT', {})
        f.files = os.path.join(a.out, 'files')
        module.cases(f)
        size = f.write(os.path.join(a.out, name + '.cases'))
        lines.append('%-10s %5d op cases %4d graph cases %8d bytes' % (name, len(f.cases), len(f.graphs), size))
        families.append(f)
    missing = coverage(families)
    wrong = [f.name + ': ' + w for f in families for w in f.wrong]
    print('\n'.join(lines + wrong + ['no case: ' + m for m in missing]))
    sys.exit(1 if wrong or missing else 0)


if __name__ == '__main__':
    main()
