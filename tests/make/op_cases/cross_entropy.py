"""Cross-entropy of softmax."""
import numpy as np

from op_cases.collect import types
from op_cases.tensors import f32, i32, spread, tensor

LEFT_OUT = {}


def cases(f):
    add = f.add
    dense, sparse = 'SoftmaxCrossEntropyWithLogits', 'SparseSoftmaxCrossEntropyWithLogits'
    for t in types(dense):
        small = t in ('half', 'bfloat16')
        # The gradient is a difference: classes without weight, and a wide margin, keep its digits.
        hot = tensor(t, np.eye(5)[[0, 3, 4, 1]])
        x = tensor(t, [[-1, 1, 0, 2, .5], [1, 0, .5, -1, 2], [2, 2, 0, 1, -1], [0, -2, 1, 1, 2]])
        add(dense, t + ': one of five', [x, hot])
        if not small:
            add(dense, t + ': weights', [spread(t, (4, 9), -3, 3, 'x'), spread(t, (4, 9), 0.5, 1, 'y')])
        for i in types(sparse, 'Tlabels'):
            add(sparse, '%s, %s' % (t, i), [x, tensor(i, [0, 3, 4, 1])], Tlabels=i)
    for s in [(1, 1), (1, 7), (3, 1), (2, 100), (0, 4)]:
        add(dense, 'float: %s' % list(s), [spread('float', s, -3, 3, 'x'), spread('float', s, 2, 3, 'y')])
        add(sparse, 'float: %s' % list(s), [spread('float', s, -3, 3), i32([0] * s[0])], Tlabels='int32')
    for a, b in [((1, 4), (3, 4)), ((3, 4), (1, 4)), ((3, 1), (3, 4)), ((3, 4), (3, 1)), ((4,), (3, 4)), ((3, 4), (4,)),
                 ((), (3, 4)), ((3, 4), ()), ((1, 4), (3, 1))]:
        add(dense, '%s and %s' % (list(a), list(b)), [spread('float', a, -3, 3, 'x'), spread('float', b, 2, 3, 'y')])
    wild = [[1000, 0, -1000], [np.inf, 0, 1], [-np.inf, 0, 1], [np.nan, 0, 1]]
    add(dense, 'large and infinite', [f32(wild), f32([[1, 0, 0]] * 4)])
    add(dense, 'infinite without weight', [f32([[-np.inf, 0, 1]]), f32([[0, 1, 0]])])
    add(sparse, 'large and infinite', [f32(wild), i32([0, 1, 0, 1])], Tlabels='int32')
    for a, b in [((2, 3), (3, 3)), ((2, 3), (2, 4)), ((2, 3, 1), (2, 3, 1)), ((3,), (3,))]:
        add(dense, 'refused: %s and %s' % (list(a), list(b)), [spread('float', a), spread('float', b)],
            error='invalid_argument')
    for what, s, y in [('label too large', (2, 3), [0, 3]), ('negative label', (2, 3), [-1, 0]),
                       ('too few labels', (2, 3), [0]), ('no classes', (2, 0), [0, 0]),
                       ('labels of a matrix', (2, 3), [[0, 1]]), ('features of a vector', (3,), [0])]:
        add(sparse, what, [spread('float', s), i32(y)], Tlabels='int32', error='invalid_argument')
