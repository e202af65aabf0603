"""By index or to an index: GatherNd, OneHot, Where, InvertPermutation; LinSpace; BroadcastTo, BroadcastArgs, ShapeN."""
import numpy as np

from op_cases.collect import types
from op_cases.tensors import COMPLEX, REAL, counting, f32, i32, i64, specials, tensor, whole

LEFT_OUT = {
    ('*', 'variant'): 'variant values need the list family',
    ('*', 'resource'): 'see the state family',
    ('Where', 'half'): 'the kernel is registered, but says that it is not implemented',
}
PARTS = {'complex64': 'float', 'complex128': 'double'}
SOME = [(), (1,), (7,), (2, 3), (2, 0), (0,), (2, 3, 4), (1, 2, 1, 3), (2, 1, 3, 1, 2), (1, 2, 1, 2, 1, 2, 1)]


def gather_nd(add):
    op = 'GatherNd'
    for t in types(op, 'Tparams'):
        add(op, t + ': rows', [counting(t, (3, 2)), i32([[2], [0], [2]])])
        add(op, t + ': elements', [counting(t, (3, 2)), i64([[2, 1], [0, 0]])])
    for i in ('int16', 'int32', 'int64'):
        add(op, i + ' indices', [counting('float', (4, 3)), tensor(i, [[3, 2], [0, 1]])])
    for s, i in [((5,), [3]), ((5,), [[4], [0]]), ((4, 3), [2]), ((4, 3), [2, 1]), ((4, 3), [[[0, 1], [3, 2]]]),
                 ((2, 3, 4), [[1], [0]]), ((2, 3, 4), [[1, 2], [0, 0], [1, 0]]), ((2, 3, 4), [[1, 2, 3], [0, 0, 0]]),
                 ((2, 3, 4), [1, 2, 3]), ((4, 3), np.zeros((0,))), ((4, 3), np.zeros((2, 0))),
                 ((4, 3), np.zeros((0, 2))), ((4, 3), np.zeros((3, 0, 1))), ((0, 3), np.zeros((0, 1))),
                 ((3, 17), [[2], [0]]),
                 ((2, 1, 2, 3), [[1, 0, 1, 2], [0, 0, 0, 1]]), ((2, 1, 2, 3), [[[1, 0, 1]], [[0, 0, 1]]]),
                 ((1, 2, 1, 2, 3), [[0, 1, 0, 1, 2], [0, 0, 0, 0, 0]]), ((1, 2, 1, 2, 1, 3), [[0, 1, 0, 1, 0, 2]]),
                 ((1, 2, 1, 2, 1, 2, 2), [[0, 1, 0, 1, 0, 1, 1]])]:
        index = np.array(i, dtype=np.int64)
        add(op, '%s at %s of shape %s' % (list(s), index.tolist(), list(index.shape)),
            [counting('float', s), i32(index)])
    for what, s, i in [('out of range', (3, 2), [[0, 2]]), ('the first index out of range', (3, 2), [[3]]),
                       ('negative', (3, 2), [[-1, 0]]), ('of nothing', (0, 2), [[0]]),
                       ('more indices than dimensions', (3,), [[0, 0]]), ('of a scalar', (), [[0]]),
                       ('a scalar index', (3,), 0), ('rows of nothing', (4, 0), [[1], [2]]),
                       ('all of nothing, twice', (0, 2), np.zeros((2, 0))),
                       ('all of a scalar', (), np.zeros((3, 0)))]:
        add(op, what, [counting('float', s), i32(i)], error='invalid_argument')
    for policy in ('', 'DEFAULT', 'ERROR'):
        add(op, 'bad_indices_policy "%s", in range' % policy, [counting('float', (3, 2)), i32([[2], [0]])],
            bad_indices_policy=policy)
    add(op, 'bad indices give zeros', [counting('float', (3, 2), 1), i32([[2], [3], [-1], [0]])],
        bad_indices_policy='IGNORE')
    add(op, 'bad indices are an error', [counting('float', (3, 2)), i32([[2], [3]])], bad_indices_policy='ERROR',
        error='invalid_argument')
    add(op, 'no such policy', [counting('float', (3, 2)), i32([[2]])], bad_indices_policy='WRAP',
        error='invalid_argument')


def one_hot(add):
    op = 'OneHot'
    for t in types(op):
        add(op, t + ': values', [i32([1, 0, 2]), i32(3), counting(t, (), 1), counting(t, (), 0)], const=[1, 2, 3])
    for i in types(op, 'TI'):
        add(op, i + ' indices', [tensor(i, [[0, 2], [1, 3]]), i32(3), f32(1), f32(0)], const=[1, 2, 3])
    for s in [(), (1,), (3,), (2, 3), (2, 1, 2), (0,), (2, 0), (2, 3, 1, 2)]:
        for axis in range(-1, len(s) + 1):
            add(op, 'indices of shape %s, axis %d' % (list(s), axis), [whole('int64', s, 0, 3, 'hot'), i32(4), f32(1),
                                                                       f32(-1)], const=[1, 2, 3], axis=axis)
    add(op, 'axis absent is the last', [i64([1, 0]), i32(2), f32(5), f32(0.5)])
    add(op, 'indices out of range give rows that are off', [i64([-1, 3, 2, 2**40, -2**40]), i32(3), f32(1), f32(0)])
    add(op, 'int32 indices out of range', [i32([-1, 3, 2, 2**31 - 1, -2**31]), i32(3), f32(1), f32(0)])
    add(op, 'uint8 indices above 127', [tensor('uint8', [200, 255, 0]), i32(201), tensor('bool', True),
                                        tensor('bool', False)])
    add(op, 'int8 indices below zero', [tensor('int8', [-1, 1]), i32(2), f32(1), f32(0)])
    add(op, 'depth 0', [i64([0, 1]), i32(0), f32(1), f32(0)], const=[1])
    add(op, 'depth 1', [i64([0, 1]), i32(1), f32(1), f32(0)], const=[1])
    add(op, 'on and off are NaN and -0', [i64([0, 1]), i32(2), f32(np.nan), f32(-0.0)])
    for what, d, on, off, axis in [('depth is negative', -1, 1, 0, -1), ('depth is a vector', [3], 1, 0, -1),
                                   ('on is a vector', 3, [1], 0, -1), ('off is a vector', 3, 1, [0], -1),
                                   ('axis -2', 3, 1, 0, -2), ('axis 2 of a vector', 3, 1, 0, 2)]:
        add(op, what, [i64([0, 1]), i32(d), f32(on), f32(off)], const=[1], axis=axis, error='invalid_argument')


def where(add):
    op = 'Where'
    for t in types(op, leave=['half']):
        add(op, t + ': [3,4]', [whole(t, (3, 4), -1, 1, 'where')])
        if t in REAL:
            add(op, t + ': NaN is true, -0 is false', [tensor(t, specials(t))])
            add(op, t + ': subnormals are zeros, but for bfloat16', [tensor(t, specials(t, subnormals=True))])
        if t in COMPLEX:
            add(op, t + ': either part',
                [tensor(t, [0, 1, 1j, complex(-0.0, 0), complex(0, -0.0), complex(0, np.nan)])])
            add(op, t + ': subnormals are zeros', [tensor(t, specials(PARTS[t], subnormals=True))])
            add(op, t + ': imaginary subnormals are zeros', [tensor(t, specials(PARTS[t], subnormals=True) * 1j)])
    for s in [(1,), (9,), (2, 3), (2, 3, 2), (2, 1, 3, 2), (1, 2, 1, 3, 2), (1, 2, 1, 2, 1, 3), (1, 2, 1, 2, 1, 3, 1),
              (1, 2, 1, 2, 1, 2, 1, 2), (0,), (2, 0), (0, 3, 2), (300,)]:
        add(op, 'shape %s' % list(s), [whole('bool', s, name='where')])
    add(op, 'all false', [tensor('bool', np.zeros((3, 2)))])
    add(op, 'all true', [tensor('bool', np.ones((3, 2)))])
    add(op, 'a scalar', [tensor('bool', True)], error='invalid_argument')


def invert_permutation(add):
    op = 'InvertPermutation'
    for t in types(op):
        for p in ([], [0], [1, 0], [2, 0, 1], [4, 2, 3, 0, 1], list(range(9))[::-1]):
            add(op, '%s: %s' % (t, p), [tensor(t, np.array(p, dtype=np.int64))])
        for what, p in [('twice', [0, 0]), ('negative', [-1, 0]), ('too large', [0, 2]), ('a scalar', 0),
                        ('a matrix', [[0, 1]])]:
            add(op, '%s: %s' % (t, what), [tensor(t, p)], error='invalid_argument')


def lin_space(add):
    op = 'LinSpace'
    for t in types(op):
        for n, (a, b, k) in enumerate([(0, 1, 7), (3, 9, 1), (-1, 1, 2), (5, -5, 11), (0, 0, 3), (1e-3, 1e3, 5),
                                       (0.1, 0.7, 4), (1, 10, 19), (-3.5, 100, 33)]):
            add(op, '%s: %g to %g in %d' % (t, a, b, k), [tensor(t, a), tensor(t, b), (i32, i64)[n % 2](k)],
                const=[0, 1, 2] if n % 3 else [], how='values')
        add(op, t + ': to infinity', [tensor(t, 0), tensor(t, np.inf), i32(4)], how='values')
        add(op, t + ': from NaN', [tensor(t, np.nan), tensor(t, 1), i32(3)], how='values')
    for what, a, b, k in [('none', 0, 1, 0), ('fewer than none', 0, 1, -1), ('start is a vector', [0], 1, 3),
                          ('stop is a vector', 0, [1], 3), ('num is a vector', 0, 1, [3])]:
        add(op, what, [f32(a), f32(b), i32(k)], const=[2], error='invalid_argument')


def broadcast(add):
    op = 'BroadcastTo'
    for t in types(op):
        add(op, t + ': [3] to [2,3]', [counting(t, (3,)), i32([2, 3])], const=[1])
        add(op, t + ': [2,1] to [2,3], int64', [counting(t, (2, 1)), i64([2, 3])])
    for s, to in [((), []), ((), [3]), ((), [2, 3]), ((1,), [4]), ((3,), [3]), ((3, 1), [3, 4]), ((1, 4), [3, 4]),
                  ((2, 1, 3), [2, 4, 3]), ((3, 1), [2, 3, 2]), ((1, 1), [2, 3]), ((2, 1, 3, 1), [2, 2, 3, 2]),
                  ((1, 3, 1, 2), [2, 3, 2, 2]), ((3, 1, 2), [1, 2, 3, 2, 2]), ((1, 2, 1, 2, 1), [2, 2, 2, 2, 2]),
                  ((1, 2, 1, 2, 1, 2), [2, 2, 2, 2, 1, 2]), ((2, 1, 2), [1, 2, 1, 2, 2, 2]), ((1,), [0]), ((), [0]),
                  ((0,), [0]), ((0, 1), [0, 3]), ((0, 3), [2, 0, 3]), ((1, 3), [0, 3]), ((1,), [257]),
                  ((70,), [3, 70]), ((2, 1, 2, 1, 2, 1, 2), [2, 2, 2, 1, 2, 2, 2])]:
        add(op, '%s to %s' % (list(s), to), [counting('float', s), i32(to, (len(to),))], const=[1])
    for s, to in [((3,), [2]), ((2, 3), [3]), ((2,), [2, 3]), ((2, 3), [2, 1]), ((3,), [-1]), ((0,), [1]), ((0,), [3]),
                  ((1, 1), [1])]:
        add(op, '%s to %s is wrong' % (list(s), to), [counting('float', s), i32(to, (len(to),))], const=[1],
            error='invalid_argument')
    add(op, 'a shape that is a scalar', [counting('float', (1,)), i32(3)], const=[1], error='invalid_argument')
    add(op, 'a shape of rank 2', [counting('float', (1,)), i32([[3]])], const=[1], error='invalid_argument')
    op = 'BroadcastArgs'
    for t in types(op):
        for a, b in [([2, 1], [3, 1, 4]), ([], []), ([], [3]), ([3], []), ([1], [5]), ([5], [1]), ([2, 3], [2, 3]),
                     ([2, 3], [3]), ([1, 1, 1], [4]), ([0], [1]), ([1], [0]), ([2, 1, 3], [1, 4, 1]), ([0, 2], [2])]:
            add(op, '%s: %s and %s' % (t, a, b), [tensor(t, a, (len(a),)), tensor(t, b, (len(b),))])
        for a, b in [([2], [3]), ([0], [2]), ([2, 3], [2, 2])]:
            add(op, '%s: %s and %s do not fit' % (t, a, b), [tensor(t, a), tensor(t, b)], error='invalid_argument')
        add(op, t + ': a scalar', [tensor(t, 2), tensor(t, [2])], error='invalid_argument')
        add(op, t + ': a matrix', [tensor(t, [2]), tensor(t, [[2]])], error='invalid_argument')


def shape_n(add):
    op = 'ShapeN'
    for t in types(op):
        add(op, t + ': two', [[counting(t, (2, 3)), counting(t, (4,))]])
    for out in ('int32', 'int64'):
        add(op, 'every rank, ' + out, [[counting('float', s) for s in SOME]], out_type=out)
    add(op, 'one', [[f32(1)]])


def cases(f):
    gather_nd(f.add)
    one_hot(f.add)
    where(f.add)
    invert_permutation(f.add)
    lin_space(f.add)
    broadcast(f.add)
    shape_n(f.add)
