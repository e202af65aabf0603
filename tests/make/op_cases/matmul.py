"""Matrix products. Small whole numbers, so that every order of summation gives the same; a few ordinary ones."""
import numpy as np
from tensorflow.python.framework import kernels

from op_cases.collect import types
from op_cases.run import type_name
from op_cases.tensors import f32, i32, spread, tensor, whole

LEFT_OUT = {}
SIZES = [(2, 3, 4), (1, 1, 1), (5, 7, 3), (1, 8, 1), (8, 1, 8), (1, 5, 9), (9, 5, 1), (3, 17, 2), (13, 2, 11),
         (4, 16, 16), (21, 33, 37), (2, 0, 3), (0, 3, 2), (2, 3, 0), (0, 0, 0)]


def kernel_triples(op):
    """The dtypes of both operands and of the result that one CPU kernel takes together."""
    found = set()
    for k in kernels.get_registered_kernels_for_op(op).kernel:
        if k.device_type == 'CPU' and not k.label:
            types_of = {c.name: type_name(c.allowed_values.list.type[0]) for c in k.constraint}
            found.add((types_of['Ta'], types_of['Tb'], types_of['Tout']))
    return sorted(found)


def matrix(t, shape, name):
    return whole(t, shape, -3, 3, name)


def mat_mul(add):
    for t in types('MatMul'):
        for ta in (False, True):
            for tb in (False, True):
                a, b = (3, 5) if not ta else (5, 3), (5, 4) if not tb else (4, 5)
                add('MatMul', '%s: %s by %s' % (t, 'a transposed' if ta else 'a', 'b transposed' if tb else 'b'),
                    [matrix(t, a, 'a'), matrix(t, b, 'b')], const=[1], transpose_a=ta, transpose_b=tb)
        add('MatMul', t + ': nothing to sum', [matrix(t, (2, 0), 'a'), matrix(t, (0, 3), 'b')])
        add('MatMul', t + ': [1,9] by [9,1]', [matrix(t, (1, 9), 'a'), matrix(t, (9, 1), 'b')])
    for m, k, n in SIZES:
        for ta in (False, True):
            for tb in (False, True):
                add(
                    'MatMul', 'float: [%d,%d] by [%d,%d]%s%s' %
                    (m, k, k, n, ' a transposed' if ta else '', ' b transposed' if tb else ''),
                    [matrix('float', (k, m) if ta else (m, k), 'a'),
                     matrix('float', (n, k) if tb else
                            (k, n), 'b')], const=[1] if m % 2 else [], transpose_a=ta, transpose_b=tb)
    for t in ('half', 'bfloat16', 'float', 'double'):
        add('MatMul', t + ': positive numbers, 40 products',
            [spread(t, (3, 40), 0.5, 1.5, 'a'), spread(t, (40, 3), 0.5, 1.5, 'b')])
    for t in ('half', 'bfloat16'):
        add('MatMul', t + ': sums in float, rounds once',
            [tensor(t, np.full((1, 2000), 0.1)), tensor(t, np.ones((2000, 1)))])
    add('MatMul', 'zero times nan or inf is nan',
        [f32([[0, 0, 1], [0, 1, 0]]), f32([[np.nan, 1], [np.inf, 2], [3, 4]])])
    add('MatMul', 'int32: wraps', [i32([[2**30, 2**30]]), i32([[4], [3]])])
    add('MatMul', 'grad_a and grad_b change nothing',
        [matrix('float', (2, 3), 'a'), matrix('float', (3, 2), 'b')], grad_a=True, grad_b=True)
    for a, b in [((2, 3), (2, 3)), ((3,), (3, 2)), ((2, 3), (3,)), ((1, 2, 3), (3, 2)), ((), (1, 1)), ((2, 0), (1, 2))]:
        add('MatMul', 'sizes do not fit: %s and %s' % (list(a), list(b)),
            [matrix('float', a, 'a'), matrix('float', b, 'b')], error='invalid_argument')


def batched(add, op):
    for t in types(op):
        for x in (False, True):
            for y in (False, True):
                a, b = (2, 3, 4) if not x else (2, 4, 3), (2, 4, 2) if not y else (2, 2, 4)
                add(op, '%s: %s by %s' % (t, 'a adjoint' if x else 'a', 'b adjoint' if y else 'b'),
                    [matrix(t, a, 'a'), matrix(t, b, 'b')], const=[1], adj_x=x, adj_y=y)
        add(op, t + ': nothing to sum', [matrix(t, (2, 2, 0), 'a'), matrix(t, (2, 0, 3), 'b')])
    for a, b in [((2, 3), (3, 4)), ((1, 2, 3), (1, 3, 2)), ((3, 5, 7), (3, 7, 5)), ((2, 2, 1, 3), (2, 2, 3, 4)),
                 ((1, 2, 1, 2, 3), (1, 2, 1, 3, 2)), ((0, 2, 3), (0, 3, 2)), ((2, 0, 3), (2, 3, 2)),
                 ((7, 1, 1), (7, 1, 1)), ((4, 1, 9), (4, 9, 1))]:
        add(op, 'float: %s by %s' % (list(a), list(b)), [matrix('float', a, 'a'), matrix('float', b, 'b')])
    for a, b in [((2, 2, 3), (2, 2, 3)), ((3,), (3, 2)), ((2, 2, 3), (3, 3, 2))]:
        add(op, 'sizes do not fit: %s and %s' % (list(a), list(b)),
            [matrix('float', a, 'a'), matrix('float', b, 'b')], error='invalid_argument')


def mixed(add):
    """BatchMatMulV3: the dtypes of its operands and of its result are three."""
    op = 'BatchMatMulV3'
    for ta, tb, to in kernel_triples(op):
        for x, y in ((False, False), (True, True)):
            a, b = (2, 3, 4) if not x else (2, 4, 3), (2, 4, 2) if not y else (2, 2, 4)
            add(op, '%s by %s gives %s%s' % (ta, tb, to, ', adjoint' if x else ''),
                [matrix(ta, a, 'a'), matrix(tb, b, 'b')], const=[1], Tout=to, adj_x=x, adj_y=y)
        add(op, '%s by %s gives %s: nothing to sum' % (ta, tb, to),
            [matrix(ta, (2, 2, 0), 'a'), matrix(tb, (2, 0, 3), 'b')], Tout=to)
    add(op, 'int8: the sum is wide', [tensor('int8', np.full((1, 40), 127)), tensor('int8', np.full((40, 1), -128))],
        Tout='int32')
    add(op, 'uint8 by int8: the sum is wide',
        [tensor('uint8', np.full((1, 40), 255)), tensor('int8', np.full((40, 1), -128))], Tout='int32')
    for a, b in [((2, 3), (3, 4)), ((3, 5, 7), (3, 7, 5)), ((0, 2, 3), (0, 3, 2)), ((2, 0, 3), (2, 3, 2)),
                 ((2, 1, 2, 3), (4, 3, 1)), ((1, 2, 3), (5, 3, 2)), ((4, 2, 3), (3, 2)), ((1, 2, 3), (0, 3, 2))]:
        add(op, 'float: %s by %s' % (list(a), list(b)), [matrix('float', a, 'a'), matrix('float', b, 'b')],
            Tout='float')
    for a, b in [((2, 2, 3), (2, 2, 3)), ((3,), (3, 2)), ((2, 2, 3), (3, 3, 2))]:
        add(op, 'sizes do not fit: %s and %s' % (list(a), list(b)),
            [matrix('float', a, 'a'), matrix('float', b, 'b')], Tout='float', error='invalid_argument')


def cases(f):
    mat_mul(f.add)
    mixed(f.add)
    batched(f.add, 'BatchMatMul')
    batched(f.add, 'BatchMatMulV2')
    f.add('BatchMatMul', 'batch dimensions do not broadcast',
          [matrix('float', (1, 2, 3), 'a'), matrix('float', (4, 3, 2), 'b')], error='invalid_argument')
    for a, b in [((2, 1, 2, 3), (4, 3, 1)), ((2, 3), (4, 3, 2)), ((4, 2, 3), (3, 2)), ((1, 2, 3), (5, 3, 2)),
                 ((2, 1, 2, 4), (1, 3, 4, 2)), ((0, 2, 3), (1, 3, 2)), ((1, 2, 3), (0, 3, 2)),
                 ((2, 1, 1, 2, 3), (3, 1, 3, 2))]:
        for x, y in ((False, False), (True, True)):
            at = a[:-2] + (a[-1], a[-2]) if x else a
            bt = b[:-2] + (b[-1], b[-2]) if y else b
            f.add('BatchMatMulV2', 'float: broadcast %s by %s' % (list(at), list(bt)),
                  [matrix('float', at, 'a'), matrix('float', bt, 'b')], adj_x=x, adj_y=y)
    for op in ('BatchMatMul', 'BatchMatMulV2'):
        f.add(op, 'adj conjugates', [tensor('complex64', [[[1j]]]), tensor('complex64', [[[1]]])], adj_x=True)
