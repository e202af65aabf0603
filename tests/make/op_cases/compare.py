"""Comparisons and logic of two arguments."""
import numpy as np

from op_cases.binary import BROADCASTS, MISMATCHES
from op_cases.collect import types
from op_cases.tensors import COMPLEX, INTEGER, REAL, limits, specials, tensor, whole

LEFT_OUT = {}
ORDERS = ('Less', 'LessEqual', 'Greater', 'GreaterEqual')


def every_type(add, op):
    for t in types(op):
        if t in REAL + INTEGER:
            v = specials(t) if t in REAL else limits(t)
            add(op, t + ': special values, all pairs', [tensor(t, v.reshape(-1, 1)), tensor(t, v.reshape(1, -1))])
        if t in REAL:
            tiny = specials(t, subnormals=True)
            add(op, t + ': subnormals are zero', [tensor(t, tiny.reshape(-1, 1)), tensor(t, [0, 1.0])])
        if t in COMPLEX:
            z = np.array([0, 1, 1j, -1, 1 + 1j, complex(0, -0.0), complex(np.nan, 0), complex(np.inf, 0)])
            add(op, t + ': all pairs', [tensor(t, z.reshape(-1, 1)), tensor(t, z.reshape(1, -1))])
        if t == 'string':
            s = np.array(['', 'a', 'b', 'ab', b'a\x00', b'\xff', 'A'], dtype=object)
            add(op, t + ': all pairs', [tensor(t, s.reshape(-1, 1)), tensor(t, s.reshape(1, -1))])
        for a, b in [((5, 7), (5, 7)), ((3, 4), (4,)), ((6,), ()), ((), (6,)), ((0, 2), (1, 1))]:
            low, high = (0, 1) if t == 'bool' else (-2, 2)
            add(op, '%s: %s and %s' % (t, list(a), list(b)), [whole(t, a, low, high, 'x'), whole(t, b, low, high, 'y')])


def cases(f):
    for op in ('Equal', 'NotEqual') + ORDERS:
        every_type(f.add, op)
        for a, b in BROADCASTS if op in ('Equal', 'Less') else BROADCASTS[::4]:
            what = 'float: %s and %s' % (list(a), list(b))
            if op + ': ' + what not in f.seen:
                f.add(op, what, [whole('float', a, -2, 2, 'x'), whole('float', b, -2, 2, 'y')])
        for a, b in MISMATCHES:
            f.add(op, 'shapes %s and %s do not broadcast' % (list(a), list(b)),
                  [whole('float', a, -2, 2, 'x'), whole('float', b, -2, 2, 'y')], error='invalid_argument')
    for op in ('Equal', 'NotEqual'):
        for a, b in [((2,), (3,)), ((2, 3), (2,)), ((0,), (2,)), ((2, 3), (3,)), ((2,), (2,))]:
            f.add(op, 'shapes %s and %s may be incompatible' % (list(a), list(b)),
                  [whole('float', a, -2, 2, 'x'), whole('float', b, -2, 2, 'y')], incompatible_shape_error=False)
        f.add(op, 'int32: shapes [2] and [3] may be incompatible',
              [whole('int32', (2,)), whole('int32', (3,))], incompatible_shape_error=False)
    for op in ('LogicalAnd', 'LogicalOr'):
        f.add(op, 'all pairs', [tensor('bool', [[False], [True]]), tensor('bool', [[False, True]])])
        for a, b in BROADCASTS[::2]:
            f.add(op, '%s and %s' % (list(a), list(b)), [whole('bool', a, 0, 1, 'x'), whole('bool', b, 0, 1, 'y')])
        f.add(op, 'no broadcast', [tensor('bool', [True, False]), tensor('bool', [True] * 3)], error='invalid_argument')
