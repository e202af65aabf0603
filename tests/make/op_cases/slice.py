"""Slice and StridedSlice."""
import itertools

import numpy as np

from op_cases.collect import types
from op_cases.tensors import counting, i32, i64, random, tensor

LEFT_OUT = {('*', 'variant'): 'variant values need the list family', ('*', 'resource'): 'see the state family'}


def slices(add):
    for t in types('Slice'):
        add('Slice', t + ': [3,4]', [counting(t, (3, 4)), i32([1, 1]), i32([2, 2])], const=[1, 2])
    for s, b, n in [((), [], []), ((5,), [0], [5]), ((5,), [2], [-1]), ((5,), [5], [0]), ((5,), [5], [-1]),
                    ((5,), [0], [0]), ((3, 4), [0, 1], [3, 2]), ((3, 4), [1, 0], [1, -1]), ((3, 4), [2, 3], [1, 1]),
                    ((2, 3, 4), [0, 1, 2], [2, 2, 2]), ((2, 3, 4), [1, 0, 0], [1, -1, -1]),
                    ((2, 1, 3, 2), [0, 0, 1, 0], [2, 1, 2, 1]), ((0, 3), [0, 1], [0, 2]),
                    ((2, 2, 2, 2, 2), [0, 1, 0, 1, 0], [2, 1, 2, 1, 1]), ((1, 2, 1, 2, 1, 2), [0] * 6, [-1] * 6),
                    ((1, 2, 1, 2, 1, 2, 2), [0, 1, 0, 0, 0, 1, 0], [1, 1, 1, 2, 1, 1, -1])]:
        for index, name in ((i32, ''), (i64, ', int64')):
            add('Slice', '%s from %s size %s%s' % (list(s), b, n, name),
                [counting('float', s), index(b,
                                             (len(b),)), index(n, (len(n),))], const=[1, 2] if name == '' else [])
    for what, b, n in [('beyond the end', [2], [4]), ('begins beyond the end', [6], [0]),
                       ('begins beyond the end, -1', [6], [-1]), ('negative begin', [-1], [1]), ('size -2', [0], [-2]),
                       ('two numbers for a vector', [0, 0], [1, 1]), ('no numbers for a vector', [], []),
                       ('numbers differ', [0], [1, 1])]:
        add('Slice', what,
            [counting('float', (5,)), i32(b, (len(b),)), i32(n, (len(n),))], const=[1, 2], error='invalid_argument')
    add('Slice', 'begin and size are scalars', [counting('float',
                                                         (5,)), i32(1), i32(2)], const=[1, 2], error='invalid_argument')


def strided(add, what, s, begin, end, strides, t='float', index=i32, error=None, const=True, **masks):
    n = (len(begin),)
    add('StridedSlice', what,
        [counting(t, s), index(begin, n),
         index(end,
               (len(end),)), index(strides, (len(strides),))], const=[1, 2, 3] if const else [], error=error, **masks)


def vectors(add):
    """Every kind of begin, end and stride on one axis of 5."""
    for k in (1, 2, 3, -1, -2, -3, 7, -7):
        pairs = list(itertools.product((0, 1, 4, -1, -5, 5, -9, 9), (0, 2, 5, -1, -6, 9, -9)))
        r = random('strides %d' % k)
        for b, e in (pairs if abs(k) == 1 else [pairs[i] for i in sorted(r.choice(len(pairs), 14, replace=False))]):
            strided(add, '[5][%d:%d:%d]' % (b, e, k), (5,), [b], [e], [k], t='int32')
        for m in (1, 2, 3):
            for b, e in ((1, 3), (3, 1), (-2, 0)):
                masks = dict([('begin_mask', 1)] if m & 1 else []) | dict([('end_mask', 1)] if m & 2 else [])
                strided(add, '[5][%s:%s:%d]' % ('' if m & 1 else b, '' if m & 2 else e, k) + ' (of %d:%d)' % (b, e),
                        (5,), [b], [e], [k], t='int32', **masks)


def masks(add):
    x = (2, 3, 4)
    for what, b, e, k, m in [
        ('shrink first', [1, 0, 0], [2, 3, 4], [1, 1, 1], dict(shrink_axis_mask=1)),
        ('shrink last, negative', [0, 0, -1], [2, 3, 0], [1, 1, 1], dict(shrink_axis_mask=4)),
        ('shrink all', [1, -2, 3], [0, 0, 0], [1, 1, 1], dict(shrink_axis_mask=7)),
        ('shrink beats begin_mask and end_mask', [1, 2, 2], [2, 3, 3], [1, 1, 1],
         dict(shrink_axis_mask=7, begin_mask=7, end_mask=7)),
        ('new axis in front', [0, 0], [0, 1], [1, 1], dict(new_axis_mask=1)),
        ('new axis in the middle', [0, 0, 1], [2, 0, 3], [1, 1, 1], dict(new_axis_mask=2)),
        ('new axis at the end', [0, 0, 0, 0], [2, 3, 4, 0], [1, 1, 1, 1], dict(new_axis_mask=8)),
        ('new axis beats shrink', [0, 0], [1, 1], [1, 1], dict(new_axis_mask=1, shrink_axis_mask=1)),
        ('new axis alone', [0], [0], [1], dict(new_axis_mask=1)),
        ('ellipsis in front', [0, 1], [0, 3], [1, 1], dict(ellipsis_mask=1)),
        ('ellipsis in the middle', [1, 0, 1], [2, 0, 3], [1, 1, 2], dict(ellipsis_mask=2)),
        ('ellipsis at the end', [1, 0], [2, 0], [1, 1], dict(ellipsis_mask=2)),
        ('ellipsis of nothing', [0, 0, 0, 0], [1, 2, 0, 3], [1, 1, 1, 1], dict(ellipsis_mask=4)),
        ('ellipsis, new axis and shrink', [0, 0, 1], [0, 0, 2], [1, 1, 1],
         dict(ellipsis_mask=1, new_axis_mask=2, shrink_axis_mask=4)),
        ('new axis before the ellipsis', [0, 0, 2], [0, 0, 3], [1, 1, 1],
         dict(ellipsis_mask=2, new_axis_mask=1, shrink_axis_mask=4)),
        ('none means one at the end', [1], [2], [1], dict()),
        ('none and shrink: one at the end', [1], [2], [1], dict(shrink_axis_mask=1)),
        ('begin_mask of the second', [1, 2], [2, 3], [1, 1], dict(begin_mask=2)),
        ('end_mask of the second', [1, 1], [2, 2], [1, 1], dict(end_mask=2)),
        ('masks beyond the numbers', [0, 1], [1, 2], [1, 1], dict(begin_mask=252, end_mask=252, shrink_axis_mask=252)),
        ('reversed everywhere', [0, 0, 0], [0, 0, 0], [-1, -1, -1], dict(begin_mask=7, end_mask=7)),
        ('mixed strides', [1, 2, 0], [-3, 0, 4], [-1, -2, 3], dict()), ('no numbers at all', [], [], [], dict()),
        ('nothing', [1, 1, 1], [1, 1, 1], [1, 1, 1], dict()),
        ('ellipsis with numbers that do not matter', [9, 1], [-9, 2], [1, 1], dict(ellipsis_mask=1)),
        ('begin and end clamp', [-10, 2, 1], [10, 10, 10], [1, 1, 2], dict())
    ]:
        strided(add, what, x, b, e, k, **m)
        strided(add, what + ', int64, fed', x, b, e, k, index=i64, const=False, **m)


def wrong(add):
    for what, s, b, e, k, m in [('stride 0', (5,), [0], [5], [0], {}),
                                ('shrink out of range', (5,), [5], [6], [1], dict(shrink_axis_mask=1)),
                                ('shrink below range', (5,), [-6], [0], [1], dict(shrink_axis_mask=1)),
                                ('shrink with negative stride', (5,), [3], [2], [-1], dict(shrink_axis_mask=1)),
                                ('shrink of an empty axis', (0,), [0], [1], [1], dict(shrink_axis_mask=1)),
                                ('two ellipses', (2, 3), [0, 0], [0, 0], [1, 1], dict(ellipsis_mask=3)),
                                ('too many numbers', (5,), [0, 0], [1, 1], [1, 1], {}),
                                ('begin and end differ', (5,), [0], [1, 1], [1], {}),
                                ('a number for a scalar', (), [0], [1], [1], {})]:
        strided(add, what, s, b, e, k, error='invalid_argument', **m)
    add('StridedSlice', 'scalars', [counting('float',
                                             (5,)), i32(0), i32(1), i32(1)], const=[1, 2, 3], error='invalid_argument')


def cases(f):
    slices(f.add)
    for t in types('StridedSlice'):
        strided(f.add, t + ': [4,3][3:0:-2, 1]', (4, 3), [3, 1], [0, 2], [-2, 1], t=t, shrink_axis_mask=2)
        strided(f.add, t + ': [4,3][1:3]', (4, 3), [1], [3], [1], t=t)
        strided(f.add, t + ': [2,3,4][1, ..., ::2]', (2, 3, 4), [1, 0, 0], [2, 0, 0], [1, 1, 2], t=t,
                shrink_axis_mask=1, ellipsis_mask=2, begin_mask=4, end_mask=4)
    vectors(f.add)
    masks(f.add)
    wrong(f.add)
    i16 = lambda v, s=None: tensor('int16', np.array(v, dtype=np.int64), s)
    strided(f.add, 'int16 numbers', (4, 3), [1, 0], [3, 2], [1, 1], index=i16)
    for s, b, e, k in [((0,), [0], [0], [1]), ((0, 3), [0, 1], [0, 3], [1, 1]), ((3, 0), [0, 0], [2, 5], [1, 1]),
                       ((2, 3, 2, 3), [0, 1, 0, 0], [2, 3, 2, 3], [1, 1, 1, 2]),
                       ((2, 2, 2, 2, 2), [0, 1, 0, 0, 0], [2, 2, 1, 2, 2], [1, 1, 1, 1, 1]),
                       ((1, 2, 1, 2, 1, 3), [0, 0, 0, 0, 0, 2], [1, 2, 1, 1, 1, 0], [1, 1, 1, 1, 1, -1]),
                       ((2, 1, 2, 1, 2, 1, 2), [0] * 7, [1] * 7, [1] * 7)]:
        strided(f.add, '%s[%s:%s:%s]' % (list(s), b, e, k), s, b, e, k)
