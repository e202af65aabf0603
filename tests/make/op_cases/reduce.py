"""Reductions over axes, and ArgMax / ArgMin. Sums are exact in every dtype unless a case says otherwise."""
import numpy as np

from op_cases.collect import types
from op_cases.tensors import (INTEGER, REAL, f32, i32, i64, limits, spread, tensor, whole)

LEFT_OUT = {('ArgMax', 'int16'): 'as Tidx: TensorFlow 2.21 reads four bytes of the axis and refuses it'}
NUMERIC = ('Sum', 'Prod', 'Mean', 'Max', 'Min')
AXES = {
    0: [[]],
    1: [[0], [-1], []],
    2: [[0], [1], [-1], [-2], [0, 1], [1, 0], [-1, 0], []],
    3: [[0], [1], [2], [-3], [0, 1], [0, 2], [1, 2], [2, 0], [0, 1, 2], [-1, -3]],
    4: [[0], [1], [2], [3], [1, 2], [0, 3], [0, 2], [1, 3], [0, 1, 2], [1, 2, 3], [0, 2, 3], [3, 2, 1, 0]],
    5: [[0], [2], [4], [0, 2, 4], [1, 3], [1, 2, 3]],
    6: [[0, 2, 4], [1, 3, 5], [5]],
}
SHAPES = {
    0: [()], 1: [(7,), (1,)], 2: [(3, 5), (1, 4), (4, 1)], 3: [(2, 3, 4), (3, 1, 2)], 4: [(2, 3, 2, 3)],
    5: [(2, 1, 3, 2, 2)], 6: [(1, 2, 1, 2, 2, 2)]
}


def values(op, t, shape):
    if t == 'bool':
        return whole(t, shape)
    if op == 'Prod':
        a = whole(t, shape, -2, 2, op).array()
        return tensor(t, np.where(a == 0, 1, a))
    if op == 'Mean' and t in INTEGER:
        return whole(t, shape, -9, 20, op)
    return whole(t, shape, -4, 4, op)


def axis_cases(add, op, t):
    for rank, shapes in SHAPES.items():
        for s in shapes:
            for n, axes in enumerate(AXES[rank]):
                add(op, '%s: shape %s over %s' % (t, list(s), axes),
                    [values(op, t, s), i32(axes, (len(axes),))], const=[1], keep_dims=bool(n % 2))


def numeric_types(add, op):
    for t in types(op):
        for n, axes in enumerate(([0], [1], [0, 1])):
            index = (i32, i64)[n % 2]
            add(op, '%s: [5,7] over %s' % (t, axes), [values(op, t, (5, 7)), index(axes)], const=[1])
        add(op, t + ': [2,3,4] over [1], kept', [values(op, t, (2, 3, 4)), i64([1])], const=[1], keep_dims=True)
        add(op, t + ': scalar', [values(op, t, ()), i32([], (0,))], const=[1])
        add(op, t + ': nothing over [0]', [tensor(t, np.zeros((0, 2))), i32([0])], const=[1])
        add(op, t + ': nothing over [1] stays nothing', [tensor(t, np.zeros((0, 2))), i32([1])], const=[1])
        if t in INTEGER:
            add(op, t + ': extreme values', [tensor(t, limits(t).reshape(3, -1)), i32([1])], const=[1])
        if t in REAL:
            x = [[1, np.nan, 2], [np.nan, 1, 2], [1, 2, np.nan], [np.inf, 1, 2], [-np.inf, np.inf, 0], [-np.inf, 1, 2],
                 [-0.0, -0.0, -0.0], [np.inf] * 3, [-np.inf] * 3]
            add(op, t + ': NaN and infinities', [tensor(t, x), i32([1])], const=[1])
            add(op, t + ': NaN and infinities, over the first axis', [tensor(t, np.array(x).T), i32([0])], const=[1])


def common(add, op, t):
    """What every reduction does with axes, whatever it computes."""
    x = values(op, t, (2, 3))
    add(op, 'axis scalar', [x, i32(1)], const=[1])
    add(op, 'axis scalar, negative', [x, i64(-2)], const=[1])
    add(op, 'axis vector of no axes', [x, i32([], (0,))], const=[1])
    add(op, 'axis vector of no axes, kept', [x, i32([], (0,))], const=[1], keep_dims=True)
    add(op, 'axis fed', [x, i32([0])])
    add(op, 'axis of [1,1]', [x, i32([[1]])], const=[1])
    for axes in ([2], [-3], [0, 5]):
        add(op, 'axis out of range: %s' % axes, [x, i32(axes)], const=[1], error='invalid_argument')
    for axes in ([0, 0], [0, -2], [1, 0, 1]):
        add(op, 'axis repeated: %s' % axes, [x, i32(axes)], const=[1], error='invalid_argument')
    add(op, 'axis 0 of a scalar', [values(op, t, ()), i32([0])], const=[1], error='invalid_argument')
    for s, axes in [((0,), [0]), ((2, 0), [1]), ((2, 0), [0]), ((2, 0, 3), [1]), ((0, 0), [0]), ((2, 0, 3), [0, 2]),
                    ((0, 3), [0, 1])]:
        add(op, '%s over %s' % (list(s), axes), [values(op, t, s), i32(axes)], const=[1], keep_dims=len(s) == 3)


def sums(add):
    for t in ('int8', 'int16', 'uint8', 'int32'):
        top = np.iinfo(t).max
        for op in ('Sum', 'Prod', 'Mean'):
            add(op, t + ': overflow', [tensor(t, [top, top, 2]), i32([0])], const=[1])
    add('Mean', 'int32: truncates to zero', [i32([-1, -2, -2]), i32([0])], const=[1])
    add('Mean', 'int8: no overflow', [tensor('int8', [100, 100]), i32([0])], const=[1])
    add('Mean', 'int64: rows', [i64([[7, 8], [-7, -8], [1, 0]]), i32([1])], const=[1])
    add('Sum', 'int8: wraps', [tensor('int8', [100, 100]), i32([0])], const=[1])
    add('Mean', 'half: the sum overflows', [tensor('half', [60000, 60000]), i32([0])], const=[1])
    add('Sum', 'half: 5000 of 0.1, rounded while adding', [tensor('half', np.full(5000, 0.1)), i32([0])], const=[1])
    add('Sum', 'bfloat16: 5000 ones', [tensor('bfloat16', np.ones(5000)), i32([0])], const=[1])
    for n in (8, 9, 31, 64, 100, 257):
        for t in ('float', 'double', 'int32'):
            for op in ('Sum', 'Mean', 'Max', 'Min'):
                add(op, '%s: %d elements' % (t, n), [whole(t, (n,), -9, 9, op), i32([0])], const=[1])
        for t in ('float', 'half', 'bfloat16'):
            add('Sum', '%s: %d positive numbers' % (t, min(n, 31)) + ('' if n < 32 else ' (%d rows)' % n),
                [spread(t, (min(n, 31),) if n < 32 else (n % 7 + 1, 31), 0.5, 1.5),
                 i32([-1])], const=[1])
    for op in ('Max', 'Min', 'Sum'):
        for t in ('half', 'bfloat16', 'float', 'double'):
            x = np.tile(np.arange(64.0) % 8, (4, 1))
            for row, place in enumerate((0, 17, 63)):
                x[row, place] = np.nan
            add(op, t + ': NaN in long rows', [tensor(t, x), i32([1])], const=[1])
    add('Mean', 'float: [70,3] over [0]', [spread('float', (70, 3), 0, 1), i32([0])], const=[1])
    add('Mean', 'float: [2,4,4,3] over [1,2]', [spread('float', (2, 4, 4, 3), 0, 1), i32([1, 2])], const=[1])
    add('Prod', 'float: subnormal on the way', [f32([1e-20, 1e-20, 1e20]), i32([0])], const=[1])


def arg_types(add, op):
    for t in types(op):
        x = whole(t, (5, 7), -9, 9, op)
        for n, axis in enumerate((0, 1)):
            add(op, '%s: [5,7] over %d' % (t, axis), [x, (i32, i64)[n](axis)], const=[1])
        if t in REAL:
            rows = [[np.nan, 1, 3], [3, np.nan, 1], [np.nan] * 3, [-np.inf] * 3, [np.inf, 1, np.inf], [0, -0.0, 0],
                    [-np.inf, np.nan, -np.inf], [np.inf] * 3]
            add(op, t + ': NaN, infinities, ties', [tensor(t, rows), i32(1)], const=[1])
        if t in INTEGER:
            add(op, t + ': extreme values', [tensor(t, limits(t)), i32(0)], const=[1])
    for out in types(op, 'output_type'):
        for t in ('float', 'int32', 'bool', 'half'):
            add(op, '%s to %s' % (t, out), [whole(t, (3, 4), -9, 9, op), i32(-1)], const=[1], output_type=out)
    x = whole('float', (2, 3, 4, 2), -9, 9, op)
    for axis in range(-4, 4):
        add(op, 'float: [2,3,4,2] over %d' % axis, [x, i32(axis)], const=[1])
    add(op, 'float: rank 5', [whole('float', (2, 1, 3, 2, 2), -9, 9, op), i32(2)], const=[1])
    for n in (1, 8, 17, 64, 100):
        add(op, 'float: %d elements' % n, [whole('float', (n,), -9, 9, op), i32(0)], const=[1])
    add(op, 'ties give the first', [f32([1, 3, 3, 1, 1, 3]), i32(0)], const=[1])
    add(op, 'bool', [tensor('bool', [False, True, True, False]), i32(0)], const=[1])
    add(op, 'nothing left to choose, nothing asked', [f32([], (0, 2)), i32(1)], const=[1])
    add(op, 'an axis of size 0', [f32([], (2, 0)), i32(1)], const=[1], error='invalid_argument')
    add(op, 'a vector of size 0', [f32([], (0,)), i32(0)], const=[1], error='invalid_argument')
    for axis in (2, -3):
        add(op, 'axis out of range: %d' % axis, [f32([[1, 2]]), i32(axis)], const=[1], error='invalid_argument')
    add(op, 'axis 0 of a scalar', [f32(1), i32(0)], const=[1], error='invalid_argument')
    for axes in ([1], [0, 1]):
        add(op, 'axis is a vector: %s' % axes, [f32([[1, 2]]), i32(axes)], const=[1], error='invalid_argument')


def cases(f):
    for op in NUMERIC:
        axis_cases(f.add, op, 'float')
        numeric_types(f.add, op)
        common(f.add, op, 'float')
    for op in ('All', 'Any'):
        axis_cases(f.add, op, 'bool')
        common(f.add, op, 'bool')
        f.add(op, 'all true', [tensor('bool', np.ones((2, 3))), i64([1])], const=[1])
        f.add(op, 'all false', [tensor('bool', np.zeros((2, 3))), i64([1])], const=[1])
    sums(f.add)
    for op in ('ArgMax', 'ArgMin'):
        arg_types(f.add, op)
