"""Rounding to what a quantised value could hold."""
import numpy as np

from op_cases.tensors import f32, spread

LEFT_OUT = {}
RANGES = [(-6, 6), (-1, 1), (0, 1), (-1, 0), (-0.1, 127.6), (0.5, 1.5), (-3, -1), (-10, 0.1)]
WILD = f32([0, -0.0, 1, -1, 0.5, 100, -100, 1e-20, 3e38, -3e38, np.inf, -np.inf])


def cases(f):
    add = f.add
    for low, high in RANGES:
        for bits in (2, 4, 8, 16):
            for narrow in (False, True):
                what = '[%g, %g], %d bits, narrow %d' % (low, high, bits, narrow)
                a = dict(num_bits=bits, narrow_range=narrow)
                x = spread('float', (2, 30), low - 1, high + 1, 'x')
                add('FakeQuantWithMinMaxArgs', what, [x], min=float(low), max=float(high), **a)
                add('FakeQuantWithMinMaxVars', what, [x, f32(low), f32(high)], const=[1, 2], **a)
    lows, highs = f32([r[0] for r in RANGES]), f32([r[1] for r in RANGES])
    for s in [(8,), (3, 8), (2, 3, 8), (2, 1, 2, 8), (1, 2, 1, 2, 8), (0, 8)]:
        for bits in (2, 8, 16):
            for narrow in (False, True):
                add('FakeQuantWithMinMaxVarsPerChannel', '%s, %d bits, narrow %d' % (list(s), bits, narrow),
                    [spread('float', s, -6, 6), lows, highs], const=[1, 2], num_bits=bits, narrow_range=narrow)
    add('FakeQuantWithMinMaxArgs', 'defaults, large and small', [WILD])
    add('FakeQuantWithMinMaxVars', 'large and small', [WILD, f32(-6), f32(6)])
    add('FakeQuantWithMinMaxVars', 'an empty range at 0', [WILD, f32(0), f32(0)])
    add('FakeQuantWithMinMaxVarsPerChannel', 'an empty range at 0',
        [f32([[1, 2], [-1, 0.5]]), f32([0, -1]), f32([0, 1])])
    for s in [(), (0,), (2, 0, 3)]:
        add('FakeQuantWithMinMaxVars', str(list(s)), [spread('float', s, -6, 6), f32(-6), f32(6)])
        add('FakeQuantWithMinMaxArgs', str(list(s)), [spread('float', s, -6, 6)])
    for bits in (1, 17, 0, -1):
        add('FakeQuantWithMinMaxArgs', '%d bits' % bits, [WILD], num_bits=bits, error='invalid_argument')
        add('FakeQuantWithMinMaxVars', '%d bits' % bits, [WILD, f32(-6), f32(6)], num_bits=bits,
            error='invalid_argument')
    add('FakeQuantWithMinMaxArgs', 'min above max', [WILD], min=1.0, max=0.0, error='invalid_argument')
    add('FakeQuantWithMinMaxVarsPerChannel', 'too few ranges', [f32([[1, 2]]), f32([0]), f32([1])],
        error='invalid_argument')
    add('FakeQuantWithMinMaxVarsPerChannel', 'a range for all', [f32([[1, 2]]), f32(0), f32(1)],
        error='invalid_argument')
