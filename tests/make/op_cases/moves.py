"""Concat (the axis comes first), and ops that give their inputs as they are: IdentityN, EnsureShape, Snapshot, …"""
from op_cases.collect import ANY, types
from op_cases.tensors import counting, f32, i32, i64, specials, tensor

LEFT_OUT = {('*', 'variant'): 'variant values need the list family', ('*', 'resource'): 'see the state family'}
SOME = [(), (1,), (7,), (2, 0), (0,), (2, 3, 4), (2, 1, 3, 1, 2), (1, 2, 1, 2, 1, 2, 1)]


def concat(add):
    op = 'Concat'
    for t in types(op):
        add(op, t + ': axis 0', [i32(0), [counting(t, (1, 3)), counting(t, (2, 3), 5)]], const=[0])
        add(op, t + ': axis 1', [i32(1), [counting(t, (2, 1)), counting(t, (2, 3), 5), counting(t, (2, 2), 3)]])
    for axis in range(-3, 3):
        shapes = [[2, 3, 2], [2, 3, 2], [2, 3, 2]]
        for i, s in enumerate(shapes):
            s[axis] = i + 1
        add(op, 'rank 3, axis %d' % axis, [i32(axis), [counting('float', s, 20 * i) for i, s in enumerate(shapes)]],
            const=[0])
    for shapes, axis in [([(0,), (2,)], 0), ([(2, 0), (2, 3)], 1), ([(0, 2), (0, 2)], 0), ([(0, 3), (0, 2)], 1),
                         ([(2,), (0,), (1,)], 0), ([(1, 1, 1, 1, 2)] * 2, 4), ([(2, 1, 2, 1, 2, 1)] * 2, 1)]:
        add(op, '%s, axis %d' % ([list(s) for s in shapes], axis),
            [i32(axis), [counting('float', s, 9 * i) for i, s in enumerate(shapes)]], const=[0])
    add(op, 'seventeen of them', [i32(0), [counting('int32', (i % 3,), i) for i in range(17)]], const=[0])
    add(op, 'axis is a vector of one', [i32([0]), [f32([[1]]), f32([[2]])]], const=[0])
    for what, shapes, axis in [('scalars', [(), ()], 0), ('ranks differ', [(2,), (2, 1)], 0),
                               ('sizes differ', [(2, 3), (2, 2)], 0), ('axis 2 of matrices', [(1, 1), (1, 1)], 2),
                               ('axis -3 of matrices', [(1, 1), (1, 1)], -3),
                               ('an empty vector is not skipped', [(0,), (1, 2)], 0)]:
        add(op, what, [i32(axis), [counting('float', s) for s in shapes]], const=[0], error='invalid_argument')


def passing(add):
    for op in ('Snapshot', 'PreventGradient'):
        attrs = dict(message='not differentiable') if op == 'PreventGradient' else {}
        for t in types(op):
            add(op, t + ': [2,3]', [counting(t, (2, 3))], **attrs)
        for t in ('half', 'float', 'double'):
            add(op, t + ': subnormals, NaN, -0', [tensor(t, [*specials(t), *specials(t, True)])])
        for s in SOME:
            add(op, 'shape %s' % list(s), [counting('float', s)])


def identity_n(add):
    op = 'IdentityN'
    add(op, 'every dtype', [[counting(t, (2,), 1) for t in ANY]])
    add(op, 'every rank', [[counting('float', s) for s in SOME]])
    add(op, 'one', [[f32(1.5)]])
    add(op, 'dtypes and shapes of each', [[i32([[1, 2]]), tensor('string', ['a', '']), f32(2), i64([], (0,))]])


def ensure_shape(add):
    op = 'EnsureShape'
    for t in ANY:
        add(op, t + ': [2,3]', [counting(t, (2, 3))], shape=[2, -1])
    for s, want in [((2, 3), None), ((2, 3), [2, 3]), ((2, 3), [-1, -1]), ((2, 3), [-1, 3]), ((), []), ((0,), [0]),
                    ((0,), [-1]), ((2, 0, 3), [2, 0, -1]), ((1, 2, 1, 2, 1), [-1, 2, -1, 2, 1])]:
        add(op, '%s as %s' % (list(s), want), [counting('float', s)], shape=want)
    for s, want in [((2, 3), [3, 2]), ((2, 3), [2]), ((2, 3), [2, 3, 1]), ((2, 3), [-1, 2]), ((), [1]), ((1,), []),
                    ((0,), [1]), ((3,), [-1, -1])]:
        add(op, '%s as %s is wrong' % (list(s), want), [counting('float', s)], shape=want, error='invalid_argument')


def cases(f):
    concat(f.add)
    passing(f.add)
    identity_n(f.add)
    ensure_shape(f.add)
