"""Div, Mod and their truncating kin, of floats too; bits: BitwiseAnd, BitwiseOr, BitwiseXor, Invert."""
import numpy as np

from op_cases.binary import BROADCASTS, MISMATCHES
from op_cases.collect import types
from op_cases.tensors import COMPLEX, INTEGER, REAL, UNSIGNED, f32, limits, specials, spread, tensor, whole

LEFT_OUT = {}
DIVISIONS = {'Div': 'invalid_argument', 'Mod': 'invalid_argument', 'TruncateDiv': 'internal', 'TruncateMod': 'internal'}
BITS = ('BitwiseAnd', 'BitwiseOr', 'BitwiseXor')


def operands(t, a, b):
    """A dividend and a divisor, of both signs where there are signs."""
    x = whole(t, a, -20, 20, 'dividend') if t in INTEGER else spread(t, a, -20, 20, 'dividend')
    y = (whole if t in INTEGER else spread)(t, b, 1, 6, 'divisor').array()
    if t not in UNSIGNED:
        y = np.where(np.arange(y.size).reshape(y.shape) % 2, y, -y)
    return [x, tensor(t, y)]


def division(add, op, t):
    how = 'values' if t in COMPLEX else 'exact'
    if t in REAL:
        v = specials(t)
        if op == 'TruncateDiv':
            v = v[(np.abs(v) < 1e4) | ~np.isfinite(v)]  # a subnormal quotient has a case of its own
        add(op, t + ': special values, all pairs', [tensor(t, v.reshape(-1, 1)), tensor(t, v.reshape(1, -1))],
            how='signed_zeros')
        x = [7, -7, 7, -7, -5, -0.0, 0, 5.5, -5.5, 1, 16, 6, 1000, -1000, np.nan]
        y = [2, 2, -2, -2, np.inf, 3, 0, 0, 1.5, -np.inf, 2.671875, 0.1, 3.3, 3.3, 1]
        add(op, t + ': signs, zeros, infinities', [tensor(t, x), tensor(t, y)], how='signed_zeros')
        top = float(v.max() if op != 'TruncateDiv' else specials(t)[10])
        add(op, t + ': by the largest number', [tensor(t, [1, -1, 0.5, -0.5]), tensor(t, [-top, top, -top, top])])
    elif t in INTEGER:
        v = limits(t)
        add(op, t + ': extreme values, all pairs', [tensor(t, v.reshape(-1, 1)), tensor(t, v[v != 0].reshape(1, -1))])
        add(op, t + ': division by zero', [tensor(t, [1, 2, 3]), tensor(t, [1, 0, 1])], error=DIVISIONS[op])
        add(op, t + ': division by a zero scalar', [tensor(t, [1, 2, 3]), tensor(t, 0)], error=DIVISIONS[op])
        add(op, t + ': zero by zero, scalars', [tensor(t, 0), tensor(t, 0)], error=DIVISIONS[op])
        add(op, t + ': nothing by zero', [tensor(t, np.zeros((0,))), tensor(t, [0])])
        if t not in UNSIGNED:
            low = np.iinfo(t).min
            add(op, t + ': signs', [tensor(t, [7, -7, 7, -7, 6, -6, low, low]), tensor(t, [3, 3, -3, -3, 3, 3, 2, -1])])
    for a, b in [((5, 7), (5, 7)), ((3, 4), (4,)), ((6,), ()), ((), (6,)), ((0, 2), (1, 1))]:
        add(op, '%s: %s and %s' % (t, list(a), list(b)), operands(t, a, b), how=how)


def bits(add, op):
    for t in types(op):
        v = limits(t)
        add(op, t + ': extreme values, all pairs', [tensor(t, v.reshape(-1, 1)), tensor(t, v.reshape(1, -1))])
        for a, b in [((5, 7), (5, 7)), ((3, 4), (4,)), ((6,), ()), ((), (6,)), ((0, 2), (1, 1))]:
            add(op, '%s: %s and %s' % (t, list(a), list(b)),
                [whole(t, a, -99, 99, 'left'), whole(t, b, -99, 99, 'right')])
    for a, b in BROADCASTS[::5]:
        what = 'int32: %s and %s' % (list(a), list(b))
        if op + ': ' + what not in add.__self__.seen:
            add(op, what, [whole('int32', a, -99, 99, 'left'), whole('int32', b, -99, 99, 'right')])
    for a, b in MISMATCHES[::2]:
        add(op, 'shapes %s and %s do not broadcast' % (list(a), list(b)),
            [whole('int32', a), whole('int32', b)], error='invalid_argument')


def cases(f):
    for op in DIVISIONS:
        for t in types(op):
            division(f.add, op, t)
        for a, b in BROADCASTS[::4]:
            what = 'float: %s and %s' % (list(a), list(b))
            if op + ': ' + what not in f.seen:
                f.add(op, what, operands('float', a, b))
        for a, b in MISMATCHES[::2]:
            f.add(op, 'shapes %s and %s do not broadcast' % (list(a), list(b)), operands('float', a, b),
                  error='invalid_argument')
    f.add('Div', 'double: not exact in float', [tensor('double', [1, 2, 1e300]), tensor('double', [3, 7, 1e-10])])
    f.add('Div', 'complex64: by zero is not a number', [tensor('complex64', [0]), tensor('complex64', [0])])
    f.add('Mod', 'float: large by small', [f32([1e10, 16777216, 1e30]), f32([3, 0.1, 7])])
    for op in BITS:
        bits(f.add, op)
    for t in types('Invert'):
        f.add('Invert', t + ': extreme values', [tensor(t, limits(t))])
        f.add('Invert', t + ': [5,7]', [whole(t, (5, 7), -99, 99)])
    for s in [(), (1,), (33,), (2, 3, 2), (0,), (2, 0), (1, 2, 1, 2, 1, 2)]:
        f.add('Invert', 'int32: shape %s' % list(s), [whole('int32', s, -99, 99)])
