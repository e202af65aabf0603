"""Shapes and values that pass through: Shape, Size, Rank, Reshape, Squeeze, Identity, Fill, Const, Range, …"""
import numpy as np
from tensorflow.core.framework import attr_value_pb2

from op_cases.collect import ANY, types
from op_cases.tensors import REAL, counting, f32, i32, i64, specials, tensor

LEFT_OUT = {('*', 'variant'): 'variant values need the list family', ('*', 'resource'): 'see the state family'}
SOME = [(), (1,), (7,), (2, 3), (2, 0), (0,), (2, 3, 4), (1, 2, 1, 3), (2, 1, 3, 1, 2), (1, 2, 1, 2, 1, 2, 1)]


def of_shape(add):
    for op in ('Shape', 'Size', 'Rank'):
        for t in types(op):
            add(op, t + ': [2,3]', [counting(t, (2, 3))])
        for s in SOME:
            add(op, 'shape %s' % list(s), [counting('float', s)])
    for op in ('Shape', 'Size'):
        for s in SOME:
            add(op, 'shape %s as int64' % list(s), [counting('float', s)], out_type='int64')
        add(op, 'out_type int32 given', [counting('float', (2, 3))], out_type='int32')


def reshape(add):
    for t in types('Reshape'):
        add('Reshape', t + ': [2,3] to [3,2]', [counting(t, (2, 3)), i32([3, 2])], const=[1])
    for s, to in [((2, 3), [6]), ((6,), [2, -1]), ((2, 3, 4), [-1]), ((2, 3, 4), [4, -1, 2]), ((1,), []), ((), [1, 1]),
                  ((), []), ((), [-1]), ((2, 3), [1, 2, 1, 3, 1]), ((0, 3), [0, -1]), ((0, 3), [3, 0]), ((0,), [-1]),
                  ((2, 0), [0]), ((0, 3), [-1, 3]), ((0, 3), [7, 0, 2]), ((0,), [-1, 0]), ((1, 1, 1), []),
                  ((2, 2), [2, 2, 1])]:
        add('Reshape', '%s to %s' % (list(s), to), [counting('float', s), i32(to, (len(to),))], const=[1])
        add('Reshape', '%s to %s, int64' % (list(s), to), [counting('int32', s), i64(to, (len(to),))])
    for s, to in [((6,), [4]), ((6,), [4, -1]), ((6,), [-1, -1]), ((6,), [-2, 3]), ((6,), [2, -3]), ((6,), []),
                  ((0,), [1]), ((6,), [0, -1]), ((6,), [0])]:
        add('Reshape', '%s to %s is wrong' % (list(s), to),
            [counting('float', s), i32(to, (len(to),))], const=[1], error='invalid_argument')
    add('Reshape', 'the product overflows', [counting('float', (6,)), i64([2**62, 6])], const=[1],
        error='invalid_argument')
    add('Reshape', 'shape of rank 2', [counting('float', (6,)), i32([[2, 3]])], const=[1], error='invalid_argument')
    add('Reshape', 'shape is a scalar', [counting('float', (6,)), i32(6)], const=[1])


def dims(add):
    for t in types('ExpandDims'):
        add('ExpandDims', t + ': [2,3]', [counting(t, (2, 3)), i32(1)], const=[1])
    for axis in range(-4, 4):
        add('ExpandDims', '[2,3,4] at %d' % axis, [counting('float', (2, 3, 4)), i64(axis)], const=[1])
    for s, axis in [((), 0), ((), -1), ((0,), 1), ((2, 0), -1)]:
        add('ExpandDims', '%s at %d' % (list(s), axis), [counting('float', s), i32(axis)], const=[1])
    add('ExpandDims', 'axis is a vector of one', [counting('float', (2,)), i32([1])], const=[1])
    add('ExpandDims', 'axis is a vector of two', [counting('float', (2,)), i32([0, 1])], const=[1],
        error='invalid_argument')
    for axis in (3, -4):
        add('ExpandDims', 'axis %d of [2,3]' % axis, [counting('float', (2, 3)), i32(axis)], const=[1],
            error='invalid_argument')
    for t in ANY:
        add('Squeeze', t + ': [1,2,1]', [counting(t, (1, 2, 1))])
    for s, axes in [((1, 2, 1, 3), [0]), ((1, 2, 1, 3), [2]), ((1, 2, 1, 3), [-2]), ((1, 2, 1, 3), [2, 0]),
                    ((1, 2, 1, 3), [-4, 2]), ((1, 1, 1), [0, 1, 2]), ((1, 1), [1]), ((1, 2, 1, 3), [0, 0])]:
        add('Squeeze', '%s at %s' % (list(s), axes), [counting('float', s)], squeeze_dims=axes)
    for s in [(), (1,), (1, 1, 1), (2, 3), (0,), (1, 0, 1), (1, 2, 1, 2, 1, 2)]:
        add('Squeeze', '%s' % list(s), [counting('float', s)])
    add('Squeeze', 'no dimensions named', [counting('float', (1, 2))], squeeze_dims=[])
    for s, axes in [((1, 2), [1]), ((1, 2), [2]), ((1, 2), [-3]), ((), [0]), ((2, 3), [0, 1])]:
        add('Squeeze', '%s at %s is wrong' % (list(s), axes), [counting('float', s)], squeeze_dims=axes,
            error='invalid_argument')


def passing(add):
    for op in ('Identity', 'StopGradient'):
        for t in types(op):
            add(op, t + ': [2,3]', [counting(t, (2, 3))])
        for t in REAL:
            add(op, t + ': subnormals, NaN, -0', [tensor(t, np.concatenate([specials(t), specials(t, True)]))])
        for s in SOME:
            add(op, 'shape %s' % list(s), [counting('float', s)])
        notes = {'_class': attr_value_pb2.AttrValue(), '_output_shapes': attr_value_pb2.AttrValue()}
        notes['_class'].list.s.append(b'loc:@op')
        notes['_output_shapes'].list.shape.add(unknown_rank=True)
        add(op, 'attrs that only tools read', [f32([1, 2])], **notes)
    for op in ('ZerosLike', 'OnesLike'):
        for t in types(op):
            add(op, t + ': [2,3]', [counting(t, (2, 3), 1)])
        for s in SOME:
            add(op, 'shape %s' % list(s), [counting('float', s)])
        add(op, 'NaN and infinity', [f32([np.nan, np.inf])])


def fill(add):
    for t in types('Fill'):
        add('Fill', t + ': [2,3]', [i32([2, 3]), counting(t, (), 1)], const=[0])
    for s in SOME:
        add('Fill', 'shape %s' % list(s), [i32(s, (len(s),)), f32(1.5)], const=[0])
        add('Fill', 'shape %s, int64' % list(s), [i64(s, (len(s),)), i32(-7)])
    add('Fill', 'string', [i32([3]), tensor('string', 'ab')], const=[0])
    add('Fill', 'value is a vector of one', [i32([2]), f32([1])], const=[0])
    add('Fill', 'value is a vector of two', [i32([2]), f32([1, 2])], const=[0], error='invalid_argument')
    add('Fill', 'negative', [i32([2, -1]), f32(1)], const=[0], error='invalid_argument')
    add('Fill', 'dims of rank 2', [i32([[2, 1]]), f32(1)], const=[0], error='invalid_argument')
    add('Fill', 'dims is a scalar', [i32(2), f32(1)], const=[0])


def ranges(add):
    for t in types('Range', 'Tidx'):
        add('Range', t + ': up', [tensor(t, 1), tensor(t, 9), tensor(t, 2)], const=[0, 1, 2])
        add('Range', t + ': down', [tensor(t, 9), tensor(t, 1), tensor(t, -3)], const=[0, 2])
        add('Range', t + ': nothing', [tensor(t, 3), tensor(t, 3), tensor(t, 1)], const=[0, 2])
        add('Range', t + ': one', [tensor(t, 3), tensor(t, 4), tensor(t, 5)], const=[0, 1, 2])
        add('Range', t + ': delta 0', [tensor(t, 0), tensor(t, 3), tensor(t, 0)], error='invalid_argument')
        add('Range', t + ': wrong direction', [tensor(t, 0), tensor(t, 3), tensor(t, -1)], error='invalid_argument')
        add('Range', t + ': wrong direction, down',
            [tensor(t, 3), tensor(t, 0), tensor(t, 1)], error='invalid_argument')
    for t in ('float', 'double'):
        for a, b, d in [(0, 1, 0.1), (0.5, 3.2, 0.3), (1, 0, -0.25), (-1, 1, 0.5), (0, 1e-3, 1e-4), (0, 10.5, 1)]:
            add('Range', '%s: %g to %g by %g' % (t, a, b, d), [tensor(t, a), tensor(t, b), tensor(t, d)], how='values')
    add('Range', 'int32: more than a vector register', [i32(0), i32(37), i32(1)])
    add('Range', 'int64: large', [i64(2**40), i64(2**40 + 5), i64(2)])
    add('Range', 'int32: near the end', [i32(2**31 - 3), i32(2**31 - 1), i32(1)])
    add('Range', 'int64: too many', [i64(0), i64(2**62), i64(1)], error=True)
    add('Range', 'start is a vector of one', [i32([0]), i32(3), i32(1)])
    add('Range', 'start is a vector', [i32([0, 1]), i32(3), i32(1)], error='invalid_argument')


def const(add):
    for t in ANY:
        c = counting(t, (2, 3))
        add('Const', t + ': all bytes', [], value=c, dtype=t)
    for s in SOME:
        add('Const', 'float: shape %s' % list(s), [], value=counting('float', s), dtype='float')
    fields = {
        'half': ('half_val', 0x3c00), 'bfloat16': ('half_val', 0x3fc0), 'float': ('float_val', 1.5),
        'double': ('double_val', 1.5), 'int8': ('int_val', -3), 'int16': ('int_val', -3), 'int32': ('int_val', -3),
        'int64': ('int64_val', -3), 'uint8': ('int_val', 200), 'uint16': ('int_val', 60000),
        'uint32': ('uint32_val', 4000000000), 'uint64': ('uint64_val', 2**63 + 1), 'bool': ('bool_val', True),
        'string': ('string_val', b'ab'), 'qint8': ('int_val', -3), 'quint8': ('int_val', 200),
        'qint32': ('int_val', -3), 'qint16': ('int_val', -3), 'quint16': ('int_val', 60000)
    }
    for t, (field, x) in fields.items():
        zero = 0 if t != 'string' else b''
        for what, values, n in [('one value for all', [x], 4), ('the last value repeats', [x, zero, x], 5),
                                ('no value: zeros', [], 3), ('one each', [x, zero], 2),
                                ('more than needed', [x] * 3, 2)]:
            p = counting(t, (n,)).proto()
            p.ClearField('tensor_content')
            p.ClearField('string_val')
            getattr(p, field).extend(values)
            add('Const', '%s: %s' % (t, what), [], value=p, dtype=t)
    for t, field in [('complex64', 'scomplex_val'), ('complex128', 'dcomplex_val')]:
        for what, values, n in [('one value for all', [1.5, -2], 3), ('the last value repeats', [1, 2, 3, 4], 3),
                                ('no value: zeros', [], 2)]:
            p = counting(t, (n,)).proto()
            p.ClearField('tensor_content')
            getattr(p, field).extend(values)
            add('Const', '%s: %s' % (t, what), [], value=p, dtype=t)
    p = counting('float', (3,)).proto()
    p.tensor_content = p.tensor_content[:-1]
    add('Const', 'bytes of the wrong length', [], value=p, dtype='float', error='invalid_argument')
    p = counting('float', (3,)).proto()
    p.tensor_content += b'\0\0\0\0'
    add('Const', 'too many bytes', [], value=p, dtype='float', error='invalid_argument')
    add('Const', 'dtype differs from that of the value', [], value=counting('float', (3,)), dtype='int32',
        error='invalid_argument')
    p = counting('float', (3,)).proto()
    p.tensor_shape.dim[0].size = -1
    add('Const', 'shape is not known', [], value=p, dtype='float', error='invalid_argument')


def cases(f):
    of_shape(f.add)
    reshape(f.add)
    dims(f.add)
    passing(f.add)
    fill(f.add)
    ranges(f.add)
    const(f.add)
