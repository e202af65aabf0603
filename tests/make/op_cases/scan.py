"""Cumsum and Cumprod. Sums are exact in every dtype unless a case says otherwise."""
import numpy as np

from op_cases.collect import types
from op_cases.tensors import COMPLEX, INTEGER, REAL, f32, i32, i64, limits, spread, tensor, whole

LEFT_OUT = {}
OPS = ('Cumsum', 'Cumprod')
KINDS = [(e, r) for e in (False, True) for r in (False, True)]


def values(op, t, shape):
    if op == 'Cumsum':
        return whole(t, shape, -4, 4, op)
    a = whole(t, shape, -2, 2, op).array()
    return tensor(t, np.where(a == 0, 1, a))


def kind(exclusive, reverse):
    return '%s%s' % (', exclusive' if exclusive else '', ', reverse' if reverse else '')


def every_type(add, op):
    for t in types(op):
        for e, r in KINDS:
            add(op, '%s: [3,5] over 1%s' % (t, kind(e, r)), [values(op, t, (3, 5)), i32(1)], const=[1], exclusive=e,
                reverse=r)
        add(op, t + ': [4,3] over 0, int64', [values(op, t, (4, 3)), i64(0)], const=[1])
        add(op, t + ': nothing', [tensor(t, np.zeros((0, 3))), i32(0)], const=[1])
        if t in INTEGER:
            add(op, t + ': wraps', [tensor(t, limits(t)), i32(0)], const=[1])
        elif t in REAL:
            add(op, t + ': NaN and infinities stay',
                [tensor(t, [[1, np.inf, 2], [np.nan, 1, 2], [np.inf, -np.inf, 1], [0, np.inf, 1]]), i32(1)], const=[1])
            add(op, t + ': rounds at each step', [spread(t, (2, 24), 0.5, 1.5, op), i32(1)], const=[1])


def axes(add, op):
    for s in [(7,), (1,), (2, 3), (2, 3, 4), (3, 1, 2), (2, 1, 3, 2), (1, 2, 1, 2, 1, 2), (2, 0, 3), (0,), (3, 17)]:
        for axis in range(-len(s), len(s)):
            n = (axis + len(s)) % 4
            add(op, '%s over %d%s' % (list(s), axis, kind(*KINDS[n])), [values(op, 'float', s), i32(axis)],
                const=[1] if axis >= 0 else [], exclusive=KINDS[n][0], reverse=KINDS[n][1])
    add(op, 'a NaN in an exclusive scan', [f32([1, np.nan, 2, 3]), i32(0)], const=[1], exclusive=True)
    add(op, 'axis of shape [1]', [f32([1, 2]), i32([0])], const=[1], error='invalid_argument')
    for s, axis in [((2, 3), 2), ((2, 3), -3), ((), 0), ((), -1), ((0,), 1)]:
        add(op, '%s over %d is wrong' % (list(s), axis), [values(op, 'float', s), i32(axis)], const=[1],
            error='invalid_argument')


def cases(f):
    for op in OPS:
        every_type(f.add, op)
        axes(f.add, op)
