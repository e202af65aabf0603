"""Ops that put tensors together, take them apart, or turn them: Pack, Split, Transpose, Pad, Select, …"""
import itertools

import numpy as np

from op_cases.collect import types
from op_cases.tensors import counting, f32, i32, i64, tensor, whole

LEFT_OUT = {('*', 'variant'): 'variant values need the list family', ('*', 'resource'): 'see the state family'}


def pack(add):
    for t in types('Pack'):
        for axis in (0, 1):
            add('Pack', '%s: three of [2,2], axis %d' % (t, axis), [[counting(t, (2, 2), 4 * i) for i in range(3)]],
                axis=axis)
    for s, axes in [((), (0, -1)), ((3,), (0, 1, -1, -2)), ((2, 3), (0, 1, 2, -1, -2, -3)),
                    ((2, 1, 3, 2), (0, 2, 4, -2)), ((0,), (0, 1)), ((2, 0), (1,))]:
        for axis in axes:
            for n in (1, 2, 5):
                add('Pack', '%d of %s, axis %d' % (n, list(s), axis), [[counting('float', s, 9 * i) for i in range(n)]],
                    axis=axis)
    add('Pack', 'axis absent is 0', [[i32([1, 2]), i32([3, 4])]])
    add('Pack', 'shapes differ', [[f32([1, 2]), f32([1])]], error='invalid_argument')
    add('Pack', 'ranks differ', [[f32([1]), f32(1)]], error='invalid_argument')
    for axis in (2, -3):
        add('Pack', 'axis %d of vectors' % axis, [[f32([1]), f32([2])]], axis=axis, error='invalid_argument')


def unpack(add):
    for t in types('Unpack'):
        for axis, n in ((0, 3), (1, 2)):
            add('Unpack', '%s: [3,2] at %d' % (t, axis), [counting(t, (3, 2))], axis=axis, num=n)
    for axis in range(-3, 3):
        s = (2, 3, 4)
        add('Unpack', '[2,3,4] at %d' % axis, [counting('float', s)], axis=axis, num=s[axis])
    for s, axis in [((1,), 0), ((5,), -1), ((2, 1, 3, 2), 1), ((2, 0), 0), ((0, 3), 1), ((1, 4), 0)]:
        add('Unpack', '%s at %d' % (list(s), axis), [counting('float', s)], axis=axis, num=s[axis])
    add('Unpack', 'axis absent is 0', [counting('float', (2, 2))], num=2)
    add('Unpack', 'another number', [counting('float', (2, 2))], num=3, error='invalid_argument')
    add('Unpack', 'a scalar', [f32(1)], num=1, error='invalid_argument')
    for axis in (2, -3):
        add('Unpack', 'axis %d' % axis, [counting('float', (2, 2))], num=2, axis=axis, error='invalid_argument')


def concat(add):
    for t in types('ConcatV2'):
        add('ConcatV2', t + ': axis 0', [[counting(t, (1, 3)), counting(t, (2, 3), 5)], i32(0)], const=[1])
        add('ConcatV2', t + ': axis -1, int64',
            [[counting(t, (2, 1)), counting(t, (2, 3), 5),
              counting(t, (2, 2), 3)], i64(-1)], const=[1])
    for axis in range(-3, 3):
        shapes = [[2, 3, 2], [2, 3, 2], [2, 3, 2]]
        for i, s in enumerate(shapes):
            s[axis] = i + 1
        add('ConcatV2', 'rank 3, axis %d' % axis,
            [[counting('float', s, 20 * i)
              for i, s in enumerate(shapes)], i32(axis)], const=[1])
    for shapes, axis in [([(0,), (2,)], 0), ([(2, 0), (2, 3)], 1), ([(0, 2), (0, 2)], 0), ([(0, 3), (0, 2)], 1),
                         ([(2,), (0,), (1,)], 0), ([(1, 1, 1, 1, 2)] * 2, 4), ([(2, 1, 2, 1, 2, 1)] * 2, 1)]:
        add('ConcatV2', '%s, axis %d' % ([list(s) for s in shapes], axis),
            [[counting('float', s, 9 * i)
              for i, s in enumerate(shapes)], i32(axis)], const=[1])
    add('ConcatV2', 'seventeen of them', [[counting('int32', (i % 3,), i) for i in range(17)], i32(0)], const=[1])
    add('ConcatV2', 'axis fed', [[f32([[1]]), f32([[2]])], i32(1)])
    add('ConcatV2', 'axis is a vector of one', [[f32([[1]]), f32([[2]])], i32([1])], const=[1])
    add('ConcatV2', 'one empty vector is not skipped',
        [[f32([], (0,)), f32([[1, 2]])], i32(0)], const=[1], error='invalid_argument')
    for what, shapes, axis in [('scalars', [(), ()], 0), ('ranks differ', [(2,), (2, 1)], 0),
                               ('sizes differ', [(2, 3), (2, 2)], 0), ('axis 2 of matrices', [(1, 1), (1, 1)], 2),
                               ('axis -3 of matrices', [(1, 1), (1, 1)], -3)]:
        add('ConcatV2', what, [[counting('float', s) for s in shapes], i32(axis)], const=[1], error='invalid_argument')


def split(add):
    for t in types('Split'):
        add('Split', t + ': [4,3] at 0', [i32(0), counting(t, (4, 3))], const=[0], num_split=2)
        add('Split', t + ': [2,6] at -1', [i32(-1), counting(t, (2, 6))], const=[0], num_split=3)
    for s, axis, n in [((2, 3, 4), 0, 2), ((2, 3, 4), 1, 3), ((2, 3, 4), 2, 4), ((2, 3, 4), -2, 3), ((2, 3, 4), 1, 1),
                       ((6,), 0, 3), ((0, 2), 1, 2), ((0,), 0, 3), ((2, 2, 1, 4, 1), 3, 2), ((1, 2, 1, 2, 1, 4), 5, 2)]:
        add('Split', '%s at %d into %d' % (list(s), axis, n), [i32(axis), counting('float', s)], const=[0], num_split=n)
    add('Split', 'does not divide', [i32(0), counting('float', (5,))], const=[0], num_split=2, error='invalid_argument')
    add('Split', 'a scalar', [i32(0), f32(1)], const=[0], num_split=1, error='invalid_argument')
    for axis in (2, -3):
        add('Split', 'axis %d of a matrix' % axis, [i32(axis), counting('float', (2, 2))], const=[0], num_split=2,
            error='invalid_argument')
    for t in types('SplitV'):
        add('SplitV', t + ': [5,2] by [2,0,3]',
            [counting(t, (5, 2)), i32([2, 0, 3]), i32(0)], const=[1, 2], num_split=3)
        add('SplitV', t + ': [2,4] by [1,-1]', [counting(t, (2, 4)), i64([1, -1]), i32(1)], const=[1, 2], num_split=2)
    for s, sizes, axis in [((6,), [1, 2, 3], 0), ((6,), [6, -1], 0), ((2, 6), [4, 2], -1), ((6,), [6], -1),
                           ((2, 3, 4), [3, 1], 2), ((2, 3, 4), [1, 1, 1], -2), ((0, 2), [1, 1], 1), ((0,), [0, 0], 0)]:
        add('SplitV', '%s by %s at %d' % (list(s), sizes, axis),
            [counting('float', s), i32(sizes), i32(axis)], const=[1, 2], num_split=len(sizes))
    for what, sizes, axis in [('sizes do not add up', [1, 2], 0), ('two -1', [-1, -1], 0),
                              ('too large for the rest', [7, -1], 0), ('below -1', [8, -2], 0),
                              ('axis out of range', [6], 1)]:
        add('SplitV', what, [counting('float', (6,)), i32(sizes), i32(axis)], const=[1, 2], num_split=len(sizes),
            error='invalid_argument')
    add('SplitV', 'another number of sizes',
        [counting('float', (6,)), i32([3, 3]), i32(0)], const=[1, 2], num_split=3, error='invalid_argument')
    add('SplitV', 'int8 sizes', [counting('float', (6,)), tensor('int8', [2, 4]), i32(0)], const=[1, 2], num_split=2)


def transpose(add):
    for t in types('Transpose'):
        add('Transpose', t + ': [3,5]', [counting(t, (3, 5)), i32([1, 0])], const=[1])
        add('Transpose', t + ': [2,3,4]', [counting(t, (2, 3, 4)), i64([2, 0, 1])], const=[1])
    for s in [(2, 3), (2, 3, 4), (2, 3, 2, 3)]:
        for p in itertools.permutations(range(len(s))):
            add('Transpose', '%s by %s' % (list(s), list(p)), [counting('float', s), i32(p)], const=[1])
    for s, p in [((), []), ((4,), [0]), ((1, 5), [1, 0]), ((0, 3), [1, 0]), ((2, 0, 3), [2, 1, 0]), ((2, 3), [-1, 0]),
                 ((2, 3, 4), [-1, -3, 1]), ((2, 1, 3, 1, 2), [4, 1, 2, 0, 3]), ((2, 1, 3, 2, 2), [0, 1, 3, 4, 2]),
                 ((1, 2, 1, 3, 1, 2), [5, 4, 3, 2, 1, 0]), ((2, 2, 1, 2, 2, 1), [1, 3, 0, 5, 4, 2]), ((17, 9), [1, 0]),
                 ((33, 20), [1, 0]), ((3, 17, 9), [0, 2, 1]), ((2, 2, 2, 2, 2, 2, 2), [6, 0, 5, 1, 4, 2, 3]),
                 ((1, 7, 1), [1, 2, 0])]:
        if '%s by %s' % (list(s), p) != '[2, 3, 4] by [1, 0]':
            add('Transpose', '%s by %s (more)' % (list(s), p), [counting('float', s), i32(p, (len(p),))], const=[1])
    for what, s, p in [('too short', (2, 3), [0]), ('too long', (2, 3), [0, 1, 2]), ('repeated', (2, 3), [0, 0]),
                       ('out of range', (2, 3), [0, 2]), ('below range', (2, 3), [0, -3])]:
        add('Transpose', 'perm ' + what, [counting('float', s), i32(p)], const=[1], error='invalid_argument')
    add('Transpose', 'perm of rank 2', [counting('float', (2, 3)), i32([[1, 0]])], const=[1], error='invalid_argument')


def tile(add):
    for t in TILED:
        add('Tile', t + ': [2,3] by [2,2]', [counting(t, (2, 3)), i32([2, 2])], const=[1])
    for s, m in [((3,), [4]), ((3,), [1]), ((3,), [0]), ((), []), ((2, 3), [1, 3]), ((2, 3), [3, 1]), ((2, 3), [0, 2]),
                 ((1, 3), [4, 1]), ((2, 1, 3), [1, 4, 1]), ((2, 3, 2), [2, 1, 3]), ((2, 1, 2, 3), [1, 3, 2, 1]),
                 ((1, 2, 1, 2, 1), [2, 1, 2, 1, 3]), ((0, 2), [3, 2]), ((1, 1, 2, 1, 1, 2), [2, 1, 1, 2, 1, 2])]:
        add('Tile', '%s by %s' % (list(s), m), [counting('float', s), i32(m, (len(m),))], const=[1])
    add('Tile', 'int64 multiples', [counting('float', (2, 2)), i64([1, 3])])
    for what, m in [('too short', [2]), ('too long', [1, 1, 1]), ('negative', [2, -1])]:
        add('Tile', 'multiples ' + what, [counting('float', (2, 2)), i32(m)], const=[1], error='invalid_argument')
    add('Tile', 'multiples is a scalar', [counting('float', (2,)), i32(2)], const=[1], error='invalid_argument')


TILED = [
    'float', 'double', 'half', 'bfloat16', 'int8', 'int16', 'int32', 'int64', 'uint8', 'uint32', 'uint64', 'bool',
    'complex64', 'complex128', 'string'
]


def pad(add, op):
    def inputs(x, p, t='float'):
        p = i32(p, np.shape(p) if np.size(p) else (0, 2))
        return [x, p] if op == 'Pad' else [x, p, tensor(x.dtype, '*' if x.dtype == 'string' else 1)]

    for t in types(op):
        add(op, t + ': [2,3]', inputs(counting(t, (2, 3), 2), [[1, 0], [2, 1]]), const=[1, 2])
    for s, p in [((), []), ((3,), [[0, 0]]), ((3,), [[2, 0]]), ((3,), [[0, 2]]), ((2, 3), [[0, 0], [1, 1]]),
                 ((2, 3), [[1, 1], [0, 0]]), ((2, 1, 2), [[1, 0], [0, 2], [3, 1]]), ((0, 2), [[1, 1], [0, 1]]),
                 ((0,), [[0, 0]]), ((1, 2, 2, 1), [[0, 0], [1, 1], [1, 1], [0, 0]]),
                 ((1, 2, 1, 2, 1), [[0, 1], [1, 0], [0, 0], [2, 1], [1, 1]]),
                 ((1, 1, 2, 1, 1, 2), [[0, 0], [1, 0], [0, 1], [0, 0], [1, 0], [0, 1]])]:
        add(op, '%s by %s' % (list(s), p), inputs(counting('float', s, 2), p), const=[1, 2])
    add(op, 'int64 paddings', [counting('float', (2, 2)), i64([[1, 0], [0, 1]])] + ([f32(7)] if op == 'PadV2' else []))
    for what, s, p in [('negative', (3,), [[-1, 0]]), ('negative after', (3,), [[0, -1]]),
                       ('too few rows', (2, 3), [[1, 1]]), ('too many rows', (3,), [[1, 1], [0, 0]]),
                       ('three columns', (3,), [[1, 1, 1]]), ('rank 1', (3,), [1, 1])]:
        add(op, 'paddings ' + what, inputs(counting('float', s), p), const=[1, 2], error='invalid_argument')
    if op == 'PadV2':
        add(op, 'NaN', [f32([1]), i32([[1, 1]]), f32(np.nan)], const=[1, 2])
        add(op, 'value is a vector', [f32([1]), i32([[1, 1]]), f32([1, 2])], const=[1, 2], error='invalid_argument')
        add(op, 'value is a vector of one', [f32([1]), i32([[1, 1]]), f32([7])], const=[1, 2], error='invalid_argument')


def select(add):
    c = lambda v: tensor('bool', v)
    for op in ('Select', 'SelectV2'):
        for t in types(op):
            x, y = counting(t, (2, 3), 1), counting(t, (2, 3), 7)
            add(op, t + ': same shape', [whole('bool', (2, 3)), x, y])
            add(op, t + ': scalar condition', [c(True), x, y])
            add(op, t + ': scalar condition, false', [c(False), x, y])
            if op == 'Select':
                add(op, t + ': rows', [c([True, False]), x, y])
            else:
                add(op, t + ': columns', [c([True, False, True]), x, y])
                add(op, t + ': scalar values', [whole('bool', (2, 3)), counting(t, ()), counting(t, (), 3)])
        for s in [(), (1,), (0,), (17,), (2, 0), (2, 3, 4), (1, 2, 1, 2, 2), (2, 1, 2, 1, 2, 1)]:
            add(op, 'shape %s' % list(s), [whole('bool', s), counting('float', s), counting('float', s, 50)])
        add(op, 'NaN in the other branch', [c([True, False]), f32([1, np.nan]), f32([np.nan, 2])])
    for s in [(2, 3, 2), (3,), (0, 2), (1, 4)]:
        add('Select', 'vector condition, %s' % list(s),
            [whole('bool', s[:1]), counting('float', s),
             counting('float', s, 50)])
    for what, cs, x, y in [('values differ', (2,), (2,), (3,)), ('condition too long', (3,), (2, 2), (2, 2)),
                           ('condition of rank 1 for columns', (3,), (2, 3), (2, 3)),
                           ('condition [2,1]', (2, 1), (2, 3), (2, 3)), ('scalar and vector', (), (), (2,)),
                           ('vector condition, scalar values', (2,), (), ())]:
        add('Select', what, [whole('bool', cs), counting('float', x), counting('float', y)], error='invalid_argument')
    for cs, x, y in [((2, 1), (3,), ()), ((2,), (2, 2), (2, 2)), ((), (3,), (2, 1)), ((1, 3), (2, 1), (2, 3)),
                     ((2, 1, 1), (3, 1), (4,)), ((0,), (1,), ()), ((1,), (0,), (1,)), ((5, 1, 4, 1), (3, 1, 2), (1,)),
                     ((2, 1, 2, 1, 2), (1, 2, 1, 2, 1), ())]:
        add('SelectV2', 'broadcast %s ? %s : %s' % (list(cs), list(x), list(y)),
            [whole('bool', cs), counting('float', x), counting('float', y, 50)])
    add('SelectV2', 'no broadcast', [c([True, False]), f32([1, 2, 3]), f32([1, 2, 3])], error='invalid_argument')
    add('SelectV2', 'values do not broadcast', [c(True), f32([1, 2, 3]), f32([1, 2])], error='invalid_argument')


def cases(f):
    pack(f.add)
    unpack(f.add)
    concat(f.add)
    split(f.add)
    transpose(f.add)
    tile(f.add)
    pad(f.add, 'Pad')
    pad(f.add, 'PadV2')
    select(f.add)
