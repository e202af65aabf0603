"""Inverse and hyperbolic functions, Erfc, and quotients and products without NaN."""
import numpy as np

from op_cases.collect import types
from op_cases.tensors import spread, tensor

LEFT_OUT = {('Acos', t): 'the op does not allow it' for t in ('int8', 'int16', 'int32', 'int64')}
RANGES = {'Acos': (-0.95, 0.95), 'Acosh': (1.25, 9), 'Asin': (-0.95, 0.95), 'Asinh': (-9, 9), 'Atanh': (-0.9, 0.9),
          'Cosh': (-4, 4), 'Sinh': (-4, 4), 'Erfc': (-3, 2)}


def cases(f):
    add = f.add
    for op, (low, high) in RANGES.items():
        for t in types(op):
            add(op, t + ': [37]', [spread(t, (37,), low, high)])
        for shape in ((), (0,), (2, 3, 5)):
            add(op, 'float: %s' % list(shape), [spread('float', shape, low, high)])
        for t in ('float', 'double'):
            add(op, t + ': special values', [tensor(t, [0.0, 1.0, np.nan, np.inf, -np.inf, -1.0, -20.0, 20.0])])
    for op in ('Atan2', 'DivNoNan', 'MulNoNan'):
        for t in types(op):
            add(op, t + ': [19]', [spread(t, (19,), 0.5, 9, 'x'), spread(t, (19,), 0.5, 9, 'y')])
            add(op, t + ': zeros', [tensor(t, [0, 1, -1, 2, 3]), tensor(t, [0, 0, 0, 1, -2])])
        x = [0.0, -0.0, 1.0, -1.0, np.inf, -np.inf, np.nan]
        for t in ('float', 'double'):
            add(op, t + ': special values', [tensor(t, [[v] for v in x]), tensor(t, x)])
        add(op, 'shapes that do not fit', [spread('float', (2,)), spread('float', (3,))], error='invalid_argument')
