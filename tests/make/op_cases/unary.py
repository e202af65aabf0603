"""Elementwise ops of one argument, activations among them."""
import numpy as np

from op_cases.collect import types
from op_cases.tensors import COMPLEX, INTEGER, REAL, f32, limits, specials, spread, tensor

LEFT_OUT = {('Round', t): 'gives zeros in TensorFlow 2.21, a bug that its Python hides' for t in INTEGER}

# Where the function is ordinary, and (for the rest) what its float special cases are about.
RANGES = {
    'Abs': (-4, 4),
    'Neg': (-4, 4),
    'Square': (-9, 9),
    'Floor': (-9, 9),
    'Ceil': (-9, 9),
    'Round': (-9, 9),
    'Relu': (-4, 4),
    'Relu6': (-4, 10),
    'LeakyRelu': (-4, 4),
    'Exp': (-9, 9),
    'Log': (0.01, 40),
    'Sqrt': (0, 40),
    'Rsqrt': (0.01, 40),
    'Sigmoid': (-9, 9),
    'Tanh': (-5, 5),
    'Elu': (-5, 5),
    'Selu': (-5, 5),
    'Softplus': (-9, 9),
}
EXACT = {'Abs', 'Neg', 'Floor', 'Ceil', 'Round', 'Relu', 'Relu6', 'Square'}
KEEPS_ZERO = {'LeakyRelu', 'Sqrt', 'Tanh'}


def rounds_between(op, t):
    """TensorFlow rounds exp(x) to half or bfloat16 before it subtracts 1, so that small arguments give noise."""
    return op in ('Elu', 'Selu') and t in ('half', 'bfloat16')


def without_minus_zero(op, values):
    """TensorFlow's vector code gives another sign of zero than its scalar code for the last elements of a tensor."""
    if op not in ('Relu', 'Relu6', 'Maximum', 'Minimum'):
        return values
    return values[~((values == 0) & np.signbit(values))]


def elementwise(add, op, t):
    low, high = RANGES[op]
    # A complex product is rounded several times, by TensorFlow in float.
    exact = op in EXACT and not (op == 'Square' and t.startswith('complex'))
    how = 'exact' if exact else 'signed_zeros' if op in KEEPS_ZERO else 'values'
    if t in REAL:
        add(op, t + ': special values', [tensor(t, without_minus_zero(op, specials(t)))], how=how)
        if not rounds_between(op, t):
            add(op, t + ': subnormals', [tensor(t, specials(t, subnormals=True))])
    elif t in INTEGER:
        add(op, t + ': extreme values', [tensor(t, limits(t))])
    add(op, t + ': rank 2, odd sizes', [spread(t, (5, 7), low, high, op)], how=how)
    add(op, t + ': scalar', [spread(t, (), low, high, op)])
    add(op, t + ': nothing', [tensor(t, np.zeros((0, 3)))])


def shapes(add, op):
    low, high = RANGES[op]
    for s in [(1,), (2,), (3,), (8,), (15,), (16,), (33,), (2, 3, 4), (1, 3, 1, 5), (2, 1, 3, 1, 2), (1, 2, 1, 2, 1, 2),
              (0,), (2, 0, 3), (257,)]:
        add(op, 'float: shape %s' % (s,), [spread('float', s, low, high, op)])


def complex_values(add, op):
    for t in COMPLEX:
        z = [1, -1, 1j, -1j, 3 + 4j, -3 + 4j, 3 - 4j, -3 - 4j, 0.5 + 0.25j, -0.5 - 2j, 2, 0.125j]
        add(op, t + ': axes and quadrants', [tensor(t, z)])


def traps(add):
    for t in REAL:
        add('Round', t + ': halves go to even',
            [tensor(t, [0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 0.49, -0.49, 100.5, 101.5])], how='signed_zeros')
        for op in ('Sigmoid', 'Tanh', 'Softplus', 'Elu', 'Selu', 'Exp'):
            x = [7.5, -7.5, 9, -9, 18, -18, 20, -20, 50, -50]
            if t in ('float', 'double'):
                x += [87, -87, 88, -88, 88.5, 100, -100, 7.9, 9.1, -103]
            add(op, t + ': large arguments', [tensor(t, x)])
            if rounds_between(op, t):
                continue
            add(op, t + ': small arguments', [tensor(t, [1e-3, -1e-3, 1e-4, -1e-4, 2.0**-12, -2.0**-12])])
        add('Log', t + ': around 1, zero, below zero', [tensor(t, [1, 0.99, 1.01, 0, -0.0, -1, -np.inf, 2, 10, 1024])],
            how='signed_zeros')
        add('Rsqrt', t + ': zeros and below zero', [tensor(t, [0, -0.0, -1, 4, 0.25, np.inf])], how='signed_zeros')
        add('Sqrt', t + ': below zero', [tensor(t, [-1, -0.0, -np.inf, 16])], how='signed_zeros')
    for op in ('Elu', 'Selu'):
        add(op, 'exp(x) - 1, not expm1', [f32([-1e-8, -1e-6, -1e-5, 1e-8, np.nan])])
    add('Sigmoid', 'where it ends', [f32([-88, -87, 18, 17, 88.8, -88.8])])
    add('Exp', 'where it ends', [f32([-87.3, -103, -104, 88.7, 88.73, 89])])
    add('Log', 'of a subnormal', [f32([1e-45, 1e-40])])
    add('Relu', 'NaN stays', [f32([np.nan, -0.0, 0.0, -1e-40, 1e-40, -np.inf])])
    add('Relu6', 'NaN stays, clamped at 6', [f32([np.nan, -0.0, 6, 6.5, np.inf, -np.inf, 5.999])])
    for alpha in (0.0, 0.01, 1.0, 2.0, -0.5):
        for t in ('half', 'float', 'double'):
            add('LeakyRelu', '%s: alpha %g' % (t, alpha), [tensor(t, [-2, -1, -0.5, 0, 0.5, 1, 2, np.nan])],
                alpha=alpha)


def cases(f):
    for op in RANGES:
        for t in types(op, leave=[t for t in INTEGER if (op, t) in LEFT_OUT]):
            elementwise(f.add, op, t)
        shapes(f.add, op)
        if 'complex64' in types(op):
            complex_values(f.add, op)
    traps(f.add)
    for s in [(), (1,), (7,), (2, 3), (2, 0)]:
        f.add('LogicalNot', 'shape %s' % (s,), [spread('bool', s)])
