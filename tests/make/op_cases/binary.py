"""Elementwise arithmetic of two arguments, with broadcasting; AddN."""
import numpy as np

from op_cases.collect import types
from op_cases.tensors import (COMPLEX, INTEGER, REAL, UNSIGNED, counting, f32, limits, specials, spread, tensor, whole)
from op_cases.unary import without_minus_zero

LEFT_OUT = {
    ('AddN', 'variant'): 'variant values need the list family',
}
EXACT = {'Add', 'AddV2', 'Sub', 'Mul', 'Maximum', 'Minimum'}
DIVIDES = {'FloorDiv', 'FloorMod', 'RealDiv'}
BROADCASTS = [
    ((), ()),
    ((), (7,)),
    ((7,), ()),
    ((1,), (5,)),
    ((5,), (1,)),
    ((13,), (13,)),
    ((2, 3), (3,)),
    ((3,), (2, 3)),
    ((3, 1), (1, 4)),
    ((1, 4), (3, 1)),
    ((2, 1, 3), (1, 4, 1)),
    ((2, 3, 4), (3, 1)),
    ((2, 3, 4), (4,)),
    ((4, 1, 1), (4, 2, 3)),
    ((1, 2, 3), (4, 1, 1)),
    ((5, 1, 4, 1), (3, 1, 2)),
    ((2, 3, 1, 5), (2, 1, 4, 1)),
    ((2, 1, 3, 1, 2), (1, 2, 1, 2, 1)),
    ((1, 2, 1, 2, 2, 3), (4, 2, 3, 2, 2, 3)),
    ((1, 1, 1, 1, 1, 1, 1, 2, 3), (3,)),
    ((0,), (1,)),
    ((1,), (0,)),
    ((0,), ()),
    ((0,), (0,)),
    ((2, 0, 3), (1, 1)),
    ((0, 3), (3,)),
    ((3, 1), (0,)),
    ((2, 1, 0), (3, 1)),
    ((257,), ()),
    ((3, 70), (70,)),
    ((70, 3), (70, 1)),
]
MISMATCHES = [((2,), (3,)), ((0,), (2,)), ((2, 3), (2,)), ((2, 3), (3, 2)), ((4, 1, 3), (2, 1, 3)), ((3,), (0,))]


def pair(op, t, a, b):
    """Two tensors of these shapes; the second suits a divisor or an exponent."""
    if op == 'Pow':
        if t in INTEGER:
            return whole(t, a, -4, 4, 'base'), whole(t, b, 0, 3, 'exponent')
        return spread(t, a, 0.25, 4, 'base'), spread(t, b, -2.5, 2.5, 'exponent')
    if op in DIVIDES:
        return spread(t, a, -20 if t not in UNSIGNED else 0, 20, 'dividend'), spread(t, b, 1, 6, 'divisor')
    return spread(t, a, -9, 9, 'left'), spread(t, b, -9, 9, 'right')


def shapes(add, op, t, some):
    for a, b in BROADCASTS[::3] if some else BROADCASTS:
        add(op, '%s: %s and %s' % (t, list(a), list(b)), list(pair(op, t, a, b)))


def special_pairs(op, t):
    """Every special value with every other one: a column against a row."""
    v = specials(t) if t in REAL else limits(t)
    if t in REAL and op == 'FloorDiv':
        v = v[(np.abs(v) < 1e4) | ~np.isfinite(v)]  # tiny by huge has a case of its own
    if t in REAL:
        v = without_minus_zero(op, v)
    column, row = v.reshape(-1, 1), v.reshape(1, -1)
    if t in INTEGER and op in DIVIDES:
        row = v[v != 0].reshape(1, -1)
    if t in INTEGER and op == 'Pow':
        row = np.array([[0, 1, 2, 3, 5, 10]])
    return tensor(t, column), tensor(t, row)


def every_type(add, op):
    for t in types(op):
        if t == 'string':
            continue
        how = 'exact' if op in EXACT and t not in COMPLEX else 'values'
        if t not in COMPLEX:
            zeros = op not in ('Pow', 'SquaredDifference')
            add(op, t + ': special values, all pairs', list(special_pairs(op, t)),
                how='exact' if op in EXACT else 'signed_zeros' if zeros else 'values')
        add(op, t + ': [5,7] and [5,7]', list(pair(op, t, (5, 7), (5, 7))), how=how)
        add(op, t + ': [3,4] and [4]', list(pair(op, t, (3, 4), (4,))))
        add(op, t + ': [3,1] and [1,5]', list(pair(op, t, (3, 1), (1, 5))))
        add(op, t + ': [6] and scalar', list(pair(op, t, (6,), ())))
        add(op, t + ': scalar and [6]', list(pair(op, t, (), (6,))))
        add(op, t + ': [0,2] and [1,1]', list(pair(op, t, (0, 2), (1, 1))))
    shapes(add, op, 'float', some=False)
    if 'int32' in types(op):
        shapes(add, op, 'int32', some=True)
    for a, b in MISMATCHES:
        add(op, 'shapes %s and %s do not broadcast' % (list(a), list(b)), list(pair(op, 'float', a, b)),
            error='invalid_argument')


def subnormals(add):
    for t in ('float', 'double', 'half', 'bfloat16'):
        tiny = specials(t, subnormals=True)
        for op in ('Add', 'AddV2', 'Sub', 'Mul', 'RealDiv', 'Maximum', 'Minimum'):
            add(op, t + ': subnormals', [tensor(t, tiny), tensor(t, [1.0 if op in ('Mul', 'RealDiv') else 0.0])])
    add('Mul', 'a subnormal is zero: its product with a large number is zero', [f32([1e-40]), f32([1e38])])


def divisions(add):
    for t in types('FloorDiv'):
        if t in INTEGER:
            for op in ('FloorDiv', 'FloorMod'):
                add(op, t + ': division by zero', [tensor(t, [1, 2, 3]), tensor(t, [1, 0, 1])],
                    error='invalid_argument')
                add(op, t + ': division by a zero scalar', [tensor(t, [1, 2, 3]), tensor(t, 0)],
                    error='invalid_argument')
                if t not in UNSIGNED:
                    low = np.iinfo(t).min
                    add(op, t + ': signs', [tensor(t, [7, -7, 7, -7, 6, -6, low]), tensor(t, [3, 3, -3, -3, 3, 3, 2])])
            if t not in UNSIGNED:
                add('FloorDiv', t + ': smallest by -1 wraps', [tensor(t, [np.iinfo(t).min]), tensor(t, [-1])])
        else:
            x, y = [7, -7, 7, -7, -5, -0.0, 0, 5.5, -5.5, 1], [2, 2, -2, -2, np.inf, 3, 0, 0, 1.5, -np.inf]
            add('FloorDiv', t + ': signs, zeros, infinities', [tensor(t, x), tensor(t, y)], how='signed_zeros')
            top = float(specials(t)[10])
            add('FloorDiv', t + ': a subnormal quotient is zero before the floor',
                [tensor(t, [1, -1, 0.5, -0.5]), tensor(t, [-top, top, -top, top])])
            add('FloorDiv', t + ': the quotient is rounded before the floor',
                [tensor(t, [16, 6, 17, 1, 1000, -1000]),
                 tensor(t, [2.671875, 0.1, 1.7, 0.1, 3.3, 3.3])])
            add('FloorMod', t + ': signs, zeros, infinities', [tensor(t, x), tensor(t, y)], how='signed_zeros')
    for t in ('half', 'bfloat16', 'float', 'double'):
        add('RealDiv', t + ': by zero',
            [tensor(t, [1, -1, 0, -0.0, np.nan, 1, -1]),
             tensor(t, [0, 0, 0, 1, 0, -0.0, -0.0])], how='signed_zeros')


def powers(add):
    for t in ('int8', 'int16', 'int32', 'int64'):
        add('Pow', t + ': negative exponent', [tensor(t, [1, 2]), tensor(t, [1, -1])], error='invalid_argument')
        add('Pow', t + ': negative exponent of 1', [tensor(t, [1]), tensor(t, [-1])], error='invalid_argument')
        add('Pow', t + ': negative exponent scalar', [tensor(t, [1, -1]), tensor(t, -2)], error='invalid_argument')
        add('Pow', t + ': wraps', [tensor(t, [10, 2, -3, 7]), tensor(t, [10, 63, 41, 30])])
    for t in ('half', 'bfloat16', 'float', 'double'):
        add('Pow', t + ': special cases', [
            tensor(t, [-8, 0, np.nan, -0.0, -2, -2, 1, -1, 2, 0.5, 2, np.inf, np.inf, -np.inf, 0, -1]),
            tensor(t, [1 / 3, -1, 0, -1, 2, 3, np.nan, np.inf, np.inf, np.inf, -np.inf, 0, -1, 3, 0, 0.5])
        ])


def extremes(add):
    for t in ('half', 'bfloat16', 'float', 'double'):
        for op in ('Maximum', 'Minimum'):
            add(op, t + ': NaN from either side',
                [tensor(t, [np.nan, 1, np.nan, np.inf, -np.inf]),
                 tensor(t, [1, np.nan, np.nan, np.nan, -1])])


def add_n(add):
    for t in types('AddN'):
        add('AddN', t + ': three', [[whole(t, (3, 5), -9, 9, 'n%d' % i) for i in range(3)]])
    for n in (1, 2, 4, 7, 8, 9, 10, 17):
        add('AddN', 'float: %d of them' % n, [[whole('float', (2, 3), -9, 9, 'n%d' % i) for i in range(n)]])
    add('AddN', 'scalars', [[f32(1), f32(2)]])
    add('AddN', 'nothing', [[f32([], (0,)), f32([], (0,))]])
    add('AddN', 'nan and infinities', [[f32([np.nan, np.inf, np.inf]), f32([1, 1, -np.inf])]])
    add('AddN', 'it does not broadcast', [[f32([1, 2]), f32([1])]], error='invalid_argument')
    add('AddN', 'it does not broadcast a scalar', [[f32([1, 2]), f32(1)]], error='invalid_argument')


def cases(f):
    for op in ('Add', 'AddV2', 'Sub', 'Mul', 'RealDiv', 'Maximum', 'Minimum', 'SquaredDifference', 'Pow', 'FloorDiv',
               'FloorMod'):
        every_type(f.add, op)
    subnormals(f.add)
    divisions(f.add)
    powers(f.add)
    extremes(f.add)
    add_n(f.add)
    for a, b in [((2,), ()), ((), (2,)), ((2,), (2,)), ((2, 1), (1, 3)), ((0,), (1,)), ((2, 3, 1, 2), (3, 2, 1))]:
        f.add('Add', 'string: %s and %s' % (list(a), list(b)), [counting('string', a), counting('string', b, 7)])
    f.add('Add', 'string: bytes and empty strings',
          [tensor('string', [b'a\x00b', b'', b'\xff']),
           tensor('string', [b'', b'', b'\x00'])])
    f.add('Add', 'string: no broadcast',
          [tensor('string', ['a', 'b']), tensor('string', ['a', 'b', 'c'])], error='invalid_argument')
