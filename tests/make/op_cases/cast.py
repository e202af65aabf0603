"""Cast and Bitcast: every pair of dtypes."""
import numpy as np

from op_cases import run
from op_cases.tensors import (COMPLEX, FLOAT8, INTEGER, NUMPY, QUANTIZED, REAL, SMALL, UNSIGNED, counting, f32, limits,
                              specials, spread, tensor)

LEFT_OUT = {}
PLAIN = ['bool'] + INTEGER + REAL + COMPLEX


def ordinary(s, d):
    """Values of s that d can hold, some of them between whole numbers."""
    if s == 'bool':
        return tensor(s, [True, False, True])
    if s in COMPLEX:
        return tensor(s, [0, 1, 2.5 + 1j, 100 - 3j, 7.75j] + ([] if d in UNSIGNED else [-2.5 - 2j]))
    if s in REAL:
        return tensor(s, [0, 1, 2.5, 100, 0.99, 3.5, 17.25] + ([] if d in UNSIGNED else [-1, -2.5, -0.99, -100, -0.0]))
    return tensor(s, limits(s))


OUT_OF_RANGE = [
    256, 300.7, -1, -1.5, 200, 70000, 3e9, -3e9, 5e9, 1e10, 1e20, -1e20, 2e19, np.nan, np.inf, -np.inf, 2147483648.0,
    4294967296.0, 9223372036854775808.0
]


def out_of_range(s, d):
    """Of the values that d cannot hold, those that TensorFlow gives the same for wherever they stand: its vector code
    saturates for some dtypes where its scalar code wraps, so that the last elements of a tensor differ."""
    def cast(values):
        x = tensor(s, values)
        return run.run_op(run.node('Cast', 'op', [x], dict(SrcT=s, DstT=d)), [x])[0][0].array()

    return [v for v in OUT_OF_RANGE if np.all(cast(np.full(64, v)) == cast([v])) and np.all(cast([v] * 3) == cast([v]))]


def integer_overflow(add):
    for s in REAL + COMPLEX:
        for d in INTEGER:
            x = out_of_range(s, d)
            add('Cast', '%s to %s: out of range' % (s, d), [tensor(s, x)], SrcT=s, DstT=d)
            if s == 'float':
                add('Cast', '%s to %s: out of range, a long vector' % (s, d), [tensor(s, x * 4)], SrcT=s, DstT=d)


def rounding(add):
    add('Cast', 'float to half: overflow, halfway', [f32([65519, 65520, 1.0004883, 1.0014648, 6e-8, 2.98e-8, -7e4])],
        SrcT='float', DstT='half')
    add('Cast', 'float to bfloat16: halfway goes to even', [f32([1.00390625, 1.01171875, 3.4e38, 1.0117])],
        SrcT='float', DstT='bfloat16')
    add('Cast', 'double to float: overflow, halfway', [tensor('double', [1e39, -1e300, 1 + 2.0**-24, 0.1])],
        SrcT='double', DstT='float')
    for d in ('half', 'bfloat16'):
        add('Cast', 'float to %s: Truncate' % d, [f32([65520, 1.0117, -1.0117, 0.1, 1e6, 3.4e38, -0.3, np.inf])],
            SrcT='float', DstT=d, Truncate=True)
        add('Cast', 'double to %s: halfway and overflow' % d,
            [tensor('double', [0.1, 65520, 1 + 2.0**-11 + 2.0**-40, -1e9])], SrcT='double', DstT=d)
    for s, d in [('double', 'float'), ('float', 'half'), ('float', 'int32')]:
        add('Cast', '%s to %s: Truncate where nothing is cut' % (s, d), [tensor(s, [1.5, -2.5, 100])], SrcT=s, DstT=d,
            Truncate=True)
    for s in REAL:
        for d in REAL:
            add('Cast', '%s to %s: special values' % (s, d), [tensor(s, specials(s))], SrcT=s, DstT=d,
                how='signed_zeros')
        add('Cast', '%s to bool: not zero' % s, [tensor(s, [np.nan, 0.1, -0.0, 0, np.inf, 1e-3])], SrcT=s, DstT='bool')


def bitcasts(add):
    sizes = {t: np.dtype(NUMPY[t]).itemsize for t in PLAIN + QUANTIZED if t != 'bool'}
    for s in sizes:
        for d in sizes:
            a, b = sizes[s], sizes[d]
            if a == b:
                add('Bitcast', '%s to %s' % (s, d), [counting(s, (2, 3))], type=d, how='bits')
            elif a < b and (s in ('uint8', 'qint8', 'half', 'int32', 'float') or d == 'double'):
                add('Bitcast', '%s to %s' % (s, d), [counting(s, (2, b // a))], type=d, how='bits')
            elif a > b and (s in ('float', 'double', 'int32', 'complex64') or d == 'uint8'):
                add('Bitcast', '%s to %s' % (s, d), [counting(s, (2, 1))], type=d, how='bits')
    add('Bitcast', 'bits of NaN and -0 stay', [f32([np.nan, -0.0, 1e-40])], type='int32', how='bits')
    add('Bitcast', 'scalar', [f32(1)], type='int32', how='bits')
    add('Bitcast', 'scalar to a narrower type', [f32(1)], type='uint8', how='bits')
    add('Bitcast', 'four bytes to a scalar', [tensor('uint8', [0, 0, 128, 63])], type='float', how='bits')
    add('Bitcast', 'nothing', [f32([], (0, 2))], type='uint8', how='bits')
    add('Bitcast', 'last dimension does not fit', [tensor('uint8', [1, 2, 3])], type='float', error='invalid_argument')
    add('Bitcast', 'a scalar is too small', [tensor('uint8', 1)], type='float', error='invalid_argument')


def cases(f):
    for s in PLAIN:
        for d in PLAIN:
            f.add('Cast', '%s to %s' % (s, d), [ordinary(s, d)], SrcT=s, DstT=d)
    for t in FLOAT8:
        for d in REAL:
            f.add('Cast', '%s to %s' % (t, d), [counting(t, (4, 5))], SrcT=t, DstT=d)
            f.add('Cast', '%s to %s' % (d, t), [tensor(d, [0, 1, 1.06, 1.1, -3.3, 200, 450, 0.01, np.inf, np.nan])],
                  SrcT=d, DstT=t, how='bits')
    for t in SMALL:
        for d in ('int8', 'int32', 'int64', 'uint8'):
            f.add('Cast', '%s to %s' % (t, d), [counting(t, (3, 3))], SrcT=t, DstT=d)
            f.add('Cast', '%s to %s' % (d, t), [tensor(d, [0, 1, 5, 7])], SrcT=d, DstT=t)
    for t in ('int32', 'string', 'qint8', 'float'):
        f.add('Cast', '%s to itself' % t + ' (any shape)', [counting(t, (2, 1, 3))], SrcT=t, DstT=t)
    integer_overflow(f.add)
    rounding(f.add)
    for s in [(), (0, 3), (1,), (17,), (2, 3, 4), (1, 2, 1, 2, 2)]:
        f.add('Cast', 'float to int32: shape %s' % (s,), [spread('float', s, -50, 50)], SrcT='float', DstT='int32')
        f.add('Cast', 'int32 to float: shape %s' % (s,), [spread('int32', s, -50, 50)], SrcT='int32', DstT='float')
    f.add('Cast', 'string to float', [tensor('string', ['1'])], SrcT='string', DstT='float', error=True)
    f.add('Cast', 'float to string', [f32([1])], SrcT='float', DstT='string', error=True)
    bitcasts(f.add)
