"""More elementwise functions of one argument (trigonometry, Erf, Sign, Reciprocal, IsNan, …), L2Loss, ClipByValue."""
import numpy as np

from op_cases.collect import types
from op_cases.tensors import COMPLEX, INTEGER, REAL, f32, i32, limits, specials, spread, tensor, whole

LEFT_OUT = {(op, t): 'the registry lists it, but there is no kernel'
            for op in ('Reciprocal', 'Inv') for t in INTEGER}

# Where the function is ordinary.
RANGES = {
    'Sign': (-4, 4),
    'Rint': (-9, 9),
    'Log1p': (-0.9, 40),
    'Expm1': (-9, 9),
    'Sin': (-9, 9),
    'Cos': (-9, 9),
    'Tan': (-1.4, 1.4),
    'Atan': (-9, 9),
    'Erf': (-4, 4),
    'Reciprocal': (0.1, 9),
    'Inv': (-9, -0.1),
    'Softsign': (-9, 9),
}
PREDICATES = ('IsNan', 'IsInf', 'IsFinite')
KEEPS_ZERO = {'Rint', 'Log1p', 'Expm1', 'Sin', 'Tan', 'Atan', 'Erf', 'Reciprocal', 'Inv', 'Softsign'}
SHAPES = [(1,), (7,), (8,), (16,), (33,), (2, 3, 4), (2, 1, 3, 1, 2), (1, 2, 1, 2, 1, 2), (0,), (2, 0, 3)]


def special_values(op, t):
    v = specials(t)
    if op == 'Erf' and t == 'double':
        # TensorFlow's code squares first: NaN from 1e155 on, infinities included.
        return v[np.isnan(v) | (np.abs(v) < 1e154)]
    if op in ('Sin', 'Cos', 'Tan') and t in ('float', 'double'):
        # Where the reduction of the argument has no digits left, TensorFlow's code for short and long tensors, and
        # that for each instruction set, gives something else.
        return v[~np.isfinite(v) | (np.abs(v) < 1e30)]
    return v


def every_type(add, op, t):
    low, high = RANGES[op]
    how = 'exact' if op in ('Sign', 'Rint') and t not in COMPLEX else 'signed_zeros' if op in KEEPS_ZERO else 'values'
    if t in REAL:
        add(op, t + ': special values', [tensor(t, special_values(op, t))], how=how)
        # Sign of a subnormal is itself or zero, as it falls to TensorFlow's scalar or vector code.
        add(op, t + ': subnormals', [tensor(t, specials(t, subnormals=True))])
    elif t in INTEGER:
        add(op, t + ': extreme values', [tensor(t, limits(t))], how='exact')
    else:
        # Without zeros, infinities and NaN: TensorFlow's scalar and vector code differ there.
        z = [1, -1, 1j, -0.5j, 3 + 4j, -3 + 4j, 3 - 4j, -3 - 4j, 0.5 + 0.25j, -0.5 - 2j, 2, 0.125j, 1e-3 + 1e-3j]
        if op == 'Atan':
            z = [x for x in z if x not in (1j, -1j)]
        if op == 'Log1p':
            z = [x for x in z if x not in (-1, 1e-3 + 1e-3j)]  # TensorFlow loses digits of a small one
        add(op, t + ': axes and quadrants', [tensor(t, z)])
    add(op, t + ': rank 2, odd sizes', [spread(t, (5, 7), low, high, op)], how='values' if t in COMPLEX else how)
    add(op, t + ': scalar', [spread(t, (), low, high, op)])
    add(op, t + ': nothing', [tensor(t, np.zeros((0, 3)))])


def traps(add):
    for t in REAL:
        if t in ('float', 'double'):
            add('Rint', t + ': halves go to even, zeros keep their sign',
                [tensor(t, [0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 0.49, -0.49, 100.5, 101.5, 8388609, 1e15, -1e15])],
                how='exact')
        for op in ('Sin', 'Cos', 'Atan', 'Expm1', 'Erf', 'Softsign'):
            add(op, t + ': small arguments',
                [tensor(t, [1e-3, -1e-3, 2.0**-12, -2.0**-12, 2.0**-7, 0.015, -0.03])],
                how='values' if op == 'Cos' else 'signed_zeros')
        add('Tan', t + ': small arguments', [tensor(t, [1e-3, -1e-3, 2.0**-7, 0.5, -0.7])], how='signed_zeros')
        add('Log1p', t + ': around zero and -1',
            [tensor(t, [1e-3, -1e-3, 2.0**-12, -0.5, -0.96875, -1, -1.5, 1, 10, 1024])], how='signed_zeros')
        add('Expm1', t + ': large arguments', [tensor(t, [-7, 9, -18, 10, -50, -88, -104, -1000])])
        add('Erf', t + ': where it ends', [tensor(t, [2.5, -2.5, 3.5, 3.9, -3.9, 4, 4.1, 5, -5, 6, 30, -100, 1e4])])
        add('Atan', t + ': around 1 and large',
            [tensor(t, [1, -1, 0.75, 1.25, 0.4375, 2.4375, 100, -1000, 6e4])], how='signed_zeros')
        add('Softsign', t + ': infinity gives NaN, the largest number 1', [tensor(t, [np.inf, -np.inf, 100, -100, 1])])
        add('Reciprocal', t + ': zeros, infinities',
            [tensor(t, [0, -0.0, np.inf, -np.inf, 4, -0.25, 3])], how='signed_zeros')
    for t in ('float', 'double'):
        for op in ('Sin', 'Cos', 'Tan'):
            add(op, t + ': many turns', [tensor(t, [100, -1000, 1e4, 8192.5, 1e5, 30000.5])])
    add('Sin', 'float: multiples of pi / 2', [f32([np.pi, -np.pi, np.pi / 2, -np.pi / 2, 2 * np.pi])])
    add('Cos', 'float: multiples of pi / 2', [f32([np.pi, -np.pi, np.pi / 2, -np.pi / 2, 2 * np.pi])])


def predicates(add):
    for op in PREDICATES:
        for t in types(op):
            add(op, t + ': special values', [tensor(t, specials(t))])
            add(op, t + ': subnormals', [tensor(t, specials(t, subnormals=True))])
            add(op, t + ': [5,7]', [spread(t, (5, 7), name=op)])
            add(op, t + ': nothing', [tensor(t, np.zeros((0, 3)))])
        for s in SHAPES + [()]:
            x = np.zeros(s)
            x.ravel()[::3] = np.nan
            x.ravel()[1::3] = -np.inf
            add(op, 'float: shape %s' % (s,), [f32(x)])


def l2_loss(add):
    for t in types('L2Loss'):
        for s in [(), (1,), (7,), (3, 5), (2, 3, 2, 2), (0,), (2, 0)]:
            add('L2Loss', '%s: shape %s' % (t, list(s)), [whole(t, s, -3, 3, 'l2')])
        add('L2Loss', t + ': fractions', [spread(t, (9,), -2, 2, 'l2')])
        add('L2Loss', t + ': infinity and NaN', [tensor(t, [1, np.inf])])
        add('L2Loss', t + ': NaN', [tensor(t, [1, np.nan, 2])])
    add('L2Loss', 'half: the sum is half of the squares, overflow is infinity', [tensor('half', [200, 300])])


def clip(add):
    op = 'ClipByValue'
    for t in types(op):
        if t in COMPLEX:
            z = [0, 1, 1j, 2 + 1j, 1 + 2j, 2 - 1j, -1 - 1j]
            add(op, t + ': part by part', [tensor(t, z), tensor(t, 1 + 0.5j), tensor(t, 2)])
            add(op, t + ': a tensor each', [tensor(t, z), tensor(t, [-1 + 0.5j] * 7), tensor(t, [1 + 1j] * 7)])
            continue
        low, high = (1, 3) if t in ('uint8', 'uint16') else (-2, 3)
        add(op, t + ': scalars', [whole(t, (5, 7), -9, 9, 'clip'), tensor(t, low), tensor(t, high)], const=[1, 2])
        add(op, t + ': a tensor each',
            [whole(t, (3, 4), -9, 9, 'clip'), whole(t, (3, 4), -5, 0, 'low'), whole(t, (3, 4), 1, 5, 'high')])
        add(op, t + ': a tensor below',
            [whole(t, (3, 4), -9, 9, 'clip'), whole(t, (3, 4), -5, 0, 'low'), tensor(t, 2)])
        add(op, t + ': a tensor above',
            [whole(t, (3, 4), -9, 9, 'clip'), tensor(t, 1), whole(t, (3, 4), 1, 5, 'high')])
        add(op, t + ': min above max', [tensor(t, [0, 1, 2, 3, 4, 5]), tensor(t, 3), tensor(t, 1)])
        add(op, t + ': scalar', [tensor(t, 7), tensor(t, 1), tensor(t, 3)])
        add(op, t + ': nothing', [tensor(t, np.zeros((0, 2))), tensor(t, 0), tensor(t, 1)])
        if t in REAL:
            add(op, t + ': special values', [tensor(t, specials(t)), tensor(t, -1), tensor(t, 2)], how='exact')
            add(op, t + ': NaN bounds, zeros of both signs', [
                tensor(t, [1, 1, np.nan, -0.0, 0, 0, -0.0, 1]),
                tensor(t, [np.nan, 0, np.nan, 0, -0.0, -1, -1, np.nan]),
                tensor(t, [2, np.nan, 1, 1, 1, -0.0, 0, np.nan])
            ], how='exact')
            add(op, t + ': infinite bounds', [tensor(t, [1, np.inf, -np.inf]), tensor(t, -np.inf), tensor(t, np.inf)])
        else:
            add(op, t + ': extreme values', [tensor(t, limits(t)), tensor(t, 1), tensor(t, np.iinfo(t).max - 1)])
    for s in [(1,), (9,), (16,), (33,), (2, 3, 2, 2), (1, 2, 1, 2, 1, 2)]:
        add(op, 'float: shape %s' % (s,), [spread('float', s, name=op), f32(-1), f32(1.5)], const=[1, 2])
    for what, x, a, b in [('bounds of shape [1]', [[1, -5], [2, 9]], [0], [3]),
                          ('min of another size', [1, 2, 3], [1, 2], 3), ('max of another size', [1, 2, 3], 1, [3, 4]),
                          ('bounds do not broadcast', [[1, 2], [3, 4]], [1, 2], [3, 4]),
                          ('a scalar between vectors', 2, [1, 2], [3, 4])]:
        add(op, what, [f32(x), f32(a), f32(b)], error='invalid_argument')
    add(op, 'int32: a row does not broadcast', [i32([[1, 2], [3, 4]]), i32([1, 2]), i32(3)], error='invalid_argument')


def cases(f):
    for op in RANGES:
        for t in types(op, leave=[t for t in INTEGER if (op, t) in LEFT_OUT]):
            every_type(f.add, op, t)
        for s in SHAPES:
            f.add(op, 'float: shape %s' % (s,), [spread('float', s, *RANGES[op], op)])
    traps(f.add)
    predicates(f.add)
    l2_loss(f.add)
    clip(f.add)
