"""The largest elements of rows, and whether a class is among them."""
import numpy as np

from op_cases.collect import types
from op_cases.tensors import INTEGER, f32, i32, limits, tensor, whole

LEFT_OUT = {}


def top_k(add):
    for t in types('TopKV2'):
        best = add('TopKV2', t + ': [3,7], ties', [whole(t, (3, 7), -3, 3, 'x'), i32(4)], const=[1])
        # TensorFlow no longer builds graphs with TopK; old ones have it.
        add('TopK', t + ': [3,7], ties', [whole(t, (3, 7), -3, 3, 'x')], k=4, golden=best)
        if t in INTEGER:
            add('TopKV2', t + ': limits', [tensor(t, limits(t)), i32(len(limits(t)))])
    for tk in types('TopKV2', 'Tk'):
        for ti in types('TopKV2', 'index_type'):
            add('TopKV2', 'k of %s, indices of %s' % (tk, ti),
                [whole('float', (2, 9), -20, 20), tensor(tk, 5)], index_type=ti)
    for s, k in [((1,), 1), ((5,), 0), ((5,), 1), ((5,), 5), ((2, 3, 4), 2), ((1, 2, 1, 2, 3), 2), ((2, 100), 37),
                 ((2, 300), 300), ((0, 3), 2), ((0,), 0), ((2, 0), 0), ((0, 0), 0)]:
        add('TopKV2', 'float: %s, k %d' % (list(s), k), [whole('float', s, -50, 50), i32(k)])
    add('TopKV2', 'infinities and zeros',
        [f32([[0, -0.0, np.inf, -np.inf, 1], [-0.0, 0, -1, -np.inf, -np.inf]]), i32(5)])
    add('TopKV2', 'all of a row, sorted or not', [f32([1, 3, 5, 2, 4]), i32(5)], sorted=False)
    for n, k in ((7, 2), (9, 3), (16, 8), (33, 32), (40, 5)):
        row = f32([(i * 37 % 23) / 4 - i % 3 for i in range(n)])
        add('TopKV2', 'the first %d of %d in no order, equals among them' % (k, n), [row, i32(k)], sorted=False)
    for what, x, k in [('k too large', f32([1, 2]), i32(3)), ('negative k', f32([1, 2]), i32(-1)),
                       ('k of a vector', f32([1, 2]), i32([1])), ('a scalar', f32(1), i32(1))]:
        add('TopKV2', what, [x, k], error='invalid_argument')


def in_top_k(add):
    p = [[0.1, 0.3, 0.2, 0.3], [4, 3, 2, 1], [np.inf, 1, 2, 3], [np.nan, 1, 2, 3], [0, 0, 0, 0], [1, 2, 3, -np.inf]]
    for t in types('InTopKV2'):
        for k in (-1, 0, 1, 2, 3, 4, 9):
            for targets in ([1, 1, 2, 3, 3, 2], [2, 3, 0, 0, 1, 1], [-1, 4, 7, -5, 0, 3]):
                add('InTopKV2', '%s: k %d of %s' % (t, k, targets), [f32(p), tensor(t, targets), tensor(t, k)])
        add('InTopK', t, [f32(p), tensor(t, [1, 1, 2, 3, 3, 2])], k=2)
    add('InTopKV2', 'no rows', [f32([], (0, 3)), i32([]), i32(1)])
    add('InTopKV2', 'no classes', [f32([], (2, 0)), i32([0, 0]), i32(1)])
    for what, x, t, k in [('targets of a matrix', f32(p), i32([[1]]), i32(1)), ('too few', f32(p), i32([1]), i32(1)),
                          ('predictions of a vector', f32([1, 2]), i32([1, 1]), i32(1)),
                          ('k of a vector', f32(p), i32([1] * 6), i32([1]))]:
        add('InTopKV2', what, [x, t, k], error='invalid_argument')


def nth_element(add):
    for t in types('NthElement'):
        for reverse in (False, True):
            add('NthElement', '%s: reverse %d' % (t, reverse), [whole(t, (3, 7), -3, 3, 'x'), i32(2)], const=[1],
                reverse=reverse)
    for s, n in [((1,), 0), ((5,), 4), ((2, 3, 4), 1), ((1, 2, 1, 2, 3), 2), ((2, 100), 37), ((0, 3), 2)]:
        add('NthElement', '%s, n %d' % (list(s), n), [whole('float', s, -50, 50), i32(n)])
    for what, x, n in [('n too large', f32([1, 2]), i32(2)), ('negative n', f32([1, 2]), i32(-1)),
                       ('n of a vector', f32([1, 2]), i32([1])), ('a scalar', f32(1), i32(0)),
                       ('no columns', f32([], (2, 0)), i32(0))]:
        add('NthElement', what, [x, n], error='invalid_argument')


def cases(f):
    nth_element(f.add)
    top_k(f.add)
    in_top_k(f.add)
