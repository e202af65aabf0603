"""Gather and GatherV2."""
import numpy as np

from op_cases.collect import types
from op_cases.tensors import counting, i32, i64, tensor

LEFT_OUT = {('*', 'variant'): 'variant values need the list family', ('*', 'resource'): 'see the state family'}


def gather(add):
    for t in types('Gather', 'Tparams'):
        add('Gather', t + ': rows', [counting(t, (3, 2)), i32([2, 0, 2, 1])])
        add('Gather', t + ': elements', [counting(t, (5,)), i64([[4, 0], [1, 1]])])
    for s, i in [((5,), 3), ((4, 3), 2), ((4, 3), [1]), ((4, 3), [[0, 3], [2, 1]]), ((2, 3, 4), [1, 0, 1]),
                 ((4, 3), np.zeros((0,))), ((4, 3), np.zeros((2, 0))), ((4, 0), [1, 2]), ((3, 17), [2, 0]),
                 ((2, 1, 2, 1, 2), [[[1]]])]:
        for index in (i32, i64):
            add('Gather', '%s at %s, %s' % (list(s), np.array(i).tolist(), index.__name__),
                [counting('float', s), index(i)])
    add('Gather', 'validate_indices false', [counting('float', (3,)), i32([2, 1])], validate_indices=False)
    for what, s, i in [('out of range', (3,), [0, 3]), ('negative', (3,), [-1]), ('of a scalar', (), [0]),
                       ('of nothing', (0, 2), [0])]:
        add('Gather', what, [counting('float', s), i32(i)], error='invalid_argument')


def gather_v2(add):
    for t in types('GatherV2', 'Tparams'):
        add('GatherV2', t + ': rows', [counting(t, (3, 2)), i32([2, 0, 2]), i32(0)], const=[2])
        add('GatherV2', t + ': columns', [counting(t, (2, 4)), i64([3, 1]), i64(1)], const=[2])
    add('GatherV2', 'int16 indices', [counting('float', (2, 4)), tensor('int16', [3, 1]), i32(1)], const=[2])
    for s, i, axis in [((5,), 3, 0), ((4, 3), 2, 1), ((4, 3), 2, -1), ((4, 3), [[0, 2], [2, 1]], 1),
                       ((2, 3, 4), [1, 0, 1], 1), ((2, 3, 4), [3, 0], 2), ((2, 3, 4), [1], -3),
                       ((2, 3, 4), [[2], [0]], -2), ((4, 3), np.zeros((0,)), 1), ((0, 3), [1], 1), ((4, 0), [1, 2], 0),
                       ((2, 1, 3, 2), [2, 1], 2), ((2, 1, 2, 1, 2), [1], 4), ((1, 2, 1, 2, 1, 3), [[2, 2]], 5)]:
        add('GatherV2', '%s at %s, axis %d' % (list(s), np.array(i).tolist(), axis),
            [counting('float', s), i32(i), i32(axis)], const=[2])
    for s, i, axis, batch in [((2, 3), [[2, 0], [1, 1]], 1, 1), ((2, 3, 4), [[3, 0], [1, 1]], 2, 1),
                              ((2, 3, 2), [[2], [0]], 1, 1), ((2, 3, 2), [[2], [0]], 1, -1),
                              ((2, 2, 3), [[2, 0], [1, 1]], 2, 2), ((2, 3), [2, 0], 1, 1),
                              ((2, 3), [[2, 0], [1, 1]], 1, 0), ((2, 2, 3), [[[2], [0]], [[1], [1]]], 2, 2)]:
        add('GatherV2', '%s at %s, axis %d, batch_dims %d' % (list(s), i, axis, batch),
            [counting('float', s), i32(i), i32(axis)], const=[2], batch_dims=batch)
    for what, s, i, axis, attrs in [('out of range', (3,), [0, 3], 0, {}), ('negative', (3,), [-1], 0, {}),
                                    ('columns out of range', (2, 3), [3], 1, {}),
                                    ('axis out of range', (2, 3), [0], 2, {}),
                                    ('axis below range', (2, 3), [0], -3, {}), ('of a scalar', (), [0], 0, {}),
                                    ('batch_dims beyond axis', (2, 3), [[0], [0]], 0, dict(batch_dims=1)),
                                    ('batch sizes differ', (2, 3), [[0], [0], [0]], 1, dict(batch_dims=1))]:
        add('GatherV2', what, [counting('float', s), i32(i), i32(axis)], const=[2], error='invalid_argument', **attrs)
    add('GatherV2', 'axis is a vector of one',
        [counting('float', (2, 3)), i32([1]), i32([1])], const=[2], error='invalid_argument')


def cases(f):
    gather(f.add)
    gather_v2(f.add)
