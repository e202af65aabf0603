"""Convolutions. Small whole numbers, so that every order of summation gives the same; a few ordinary ones.

TensorFlow's CPU kernels refuse NCHW; files from GPUs use it, so its goldens are those of the transposed NHWC case.
"""
import numpy as np

from op_cases.collect import types
from op_cases.tensors import f32, spread, tensor, whole

LEFT_OUT = {}
KEYS = ('strides', 'dilations', 'explicit_paddings')


def nchw(t):
    return tensor(t.dtype, t.array().transpose(0, 3, 1, 2))


def both_formats(add, op, what, x, w, **attrs):
    """The case, and the same in NCHW."""
    out = add(op, what, [x, w], const=[1], **attrs)
    turned = dict(attrs, data_format='NCHW')
    for key in KEYS:
        if attrs.get(key):
            v = list(attrs[key])
            turned[key] = v[:2] + v[6:] + v[2:6] if len(v) == 8 else [v[0], v[3], v[1], v[2]]
    add(op, what + ', NCHW', [nchw(x), w], const=[1], golden=[nchw(out[0])], **turned)


def geometry(op):
    """(what, input [n,h,w,c], kernel [h,w,in,out], attrs)"""
    square = [('SAME', 1, 1), ('SAME', 2, 1), ('SAME', 3, 1), ('VALID', 1, 1), ('VALID', 2, 1), ('VALID', 3, 1)]
    if op == 'Conv2D':
        square += [('SAME', 1, 2), ('VALID', 1, 2), ('SAME', 1, 3)]
    for h, w in [(5, 5), (4, 6), (7, 3)]:
        for k, l in [(1, 1), (2, 2), (3, 3), (3, 2), (1, 5), (5, 1)]:
            for padding, stride, dilation in square[(h + k) % 2::2]:
                attrs = dict(padding=padding, strides=[1, stride, stride, 1])
                if padding == 'VALID' and max((k - 1) * dilation - h, (l - 1) * dilation - w) > 0:
                    continue  # an error, see edges()
                if dilation > 1:
                    attrs['dilations'] = [1, dilation, dilation, 1]
                yield ('%dx%d, kernel %dx%d, %s, stride %d' % (h, w, k, l, padding, stride) +
                       (', dilation %d' % dilation if dilation > 1 else ''), (1, h, w, 2), (k, l, 2, 3), attrs)


def usual(op, t):
    """A handful for every dtype."""
    for what, n, k, attrs in [('SAME', (2, 5, 4, 3), (3, 3, 3, 2), dict(padding='SAME', strides=[1, 1, 1, 1])),
                              ('VALID, stride 2', (1, 5, 7, 2), (3, 3, 2, 4), dict(padding='VALID',
                                                                                   strides=[1, 2, 2, 1])),
                              ('1x1', (2, 3, 3, 4), (1, 1, 4, 5), dict(padding='SAME', strides=[1, 1, 1, 1])),
                              ('explicit', (1, 4, 4, 2), (3, 2, 2, 2),
                               dict(padding='EXPLICIT', strides=[1, 1, 1, 1],
                                    explicit_paddings=[0, 0, 1, 2, 0, 1, 0, 0]))]:
        yield t + ': ' + what, whole(t, n, -3, 3, 'x'), whole(t, k, -3, 3, 'w'), attrs


def edges(add, op):
    x = whole('float', (1, 4, 5, 2), -3, 3, 'x')
    w = whole('float', (3, 3, 2, 2), -3, 3, 'w')
    one = dict(strides=[1, 1, 1, 1])
    for p in ([0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 2, 0, 0, 3, 0, 0], [0, 0, 1, 1, 2, 2, 0, 0], [0, 0, 0, 4, 4, 0, 0, 0]):
        both_formats(add, op, 'explicit %s' % p[2:6], x, w, padding='EXPLICIT', explicit_paddings=p, **one)
    both_formats(add, op, 'explicit, stride 2', x, w, padding='EXPLICIT', explicit_paddings=[0, 0, 1, 2, 1, 0, 0, 0],
                 strides=[1, 2, 2, 1])
    add(op, 'no images', [f32([], (0, 4, 5, 2)), w], const=[1], padding='SAME', **one)
    add(op, 'kernel much larger than the image, VALID',
        [whole('float', (1, 2, 2, 2)), whole('float', (5, 5, 2, 2))], const=[1], padding='VALID',
        error='invalid_argument', **one)
    add(op, 'kernel larger than the image, VALID: nothing', [whole('float', (1, 2, 2, 2)), w], const=[1],
        padding='VALID', **one)
    add(op, 'kernel larger than the image, SAME',
        [whole('float', (1, 2, 1, 2)), whole('float', (5, 5, 2, 2))], const=[1], padding='SAME', **one)
    add(op, 'kernel fed', [x, w], padding='SAME', **one)
    add(op, 'stride larger than the kernel',
        [whole('float', (1, 7, 7, 1)), whole('float',
                                             (1, 1, 1, 1), 1, 3)], const=[1], padding='SAME', strides=[1, 3, 3, 1])
    add(op, 'SAME pads the end first', [f32([1, 2, 3],
                                            (1, 1, 3, 1)), f32([1, 1], (1, 2, 1, 1))], const=[1], padding='SAME', **one)
    add(op, 'NaN and infinities',
        [f32([np.nan, 1, np.inf, 0, -np.inf, 2],
             (1, 2, 3, 1)), f32([1, 0], (1, 2, 1, 1))], const=[1], padding='SAME', **one)
    add(op, 'positive numbers',
        [spread('float', (1, 6, 6, 5), 0.5, 1.5, 'x'),
         spread('float', (3, 3, 5, 4), 0.5, 1.5, 'w')], const=[1], padding='SAME', **one)
    for n, c, m in [(3, 1, 1), (1, 3, 17), (1, 8, 8), (2, 16, 3), (1, 1, 9)]:
        k = (3, 3, c, m if op == 'Conv2D' else (m + 7) // 8)
        add(op, 'channels %d to %d' % (c, m),
            [whole('float',
                   (n, 4, 5, c), -2, 2, 'x'), whole('float', k, -2, 2, 'w')], const=[1], padding='SAME', **one)
    wide = (3, 3, 12, 20) if op == 'Conv2D' else (3, 3, 36, 1)
    for stride in (1, 2):
        add(op, 'a wider one, stride %d' % stride,
            [whole('float', (1, 9, 11, wide[2]), -3, 3, 'x'),
             whole('float', wide, -3, 3, 'w')], const=[1], padding='SAME', strides=[1, stride, stride, 1])
    for what, n, k in [('depths do not fit', (1, 4, 5, 3), (3, 3, 2, 2)), ('input of rank 3', (4, 5, 2), (3, 3, 2, 2)),
                       ('kernel of rank 3', (1, 4, 5, 2), (3, 3, 2))]:
        add(op, what, [whole('float', n), whole('float', k)], const=[1], padding='SAME', error='invalid_argument',
            **one)
    add(op, 'stride 0', [x, w], const=[1], padding='SAME', strides=[1, 0, 0, 1], error='invalid_argument')
    add(op, 'three strides', [x, w], const=[1], padding='SAME', strides=[1, 1, 1], error='invalid_argument')
    add(op, 'stride over images', [x, w], const=[1], padding='SAME', strides=[2, 1, 1, 1], error=True)
    add(op, 'explicit without numbers', [x, w], const=[1], padding='EXPLICIT', error='invalid_argument', **one)
    add(op, 'explicit, negative', [x, w], const=[1], padding='EXPLICIT', explicit_paddings=[0, 0, -1, 0, 0, 0, 0, 0],
        error='invalid_argument', **one)
    add(op, 'explicit over channels', [x, w], const=[1], padding='EXPLICIT', explicit_paddings=[0, 0, 0, 0, 0, 0, 1, 1],
        error='invalid_argument', **one)


def conv2d_only(add):
    one = dict(padding='SAME', strides=[1, 1, 1, 1])
    add('Conv2D', 'two groups', [f32([1, 2, 3, 4], (1, 1, 1, 4)), f32([10, 1, 100, 2], (1, 1, 2, 2))], const=[1], **one)
    add('Conv2D', 'as many groups as channels',
        [f32([1, 2, 3, 4], (1, 1, 2, 2)), f32([10, 100], (1, 1, 1, 2))], const=[1], **one)
    for g in (2, 3):
        both_formats(add, 'Conv2D', '%d groups of 2, 3x3' % g, whole('float', (1, 4, 5, 2 * g), -2, 2, 'x'),
                     whole('float', (3, 3, 2, 2 * g), -2, 2, 'w'), **one)
    x, w = whole('float', (1, 7, 8, 2), -3, 3, 'x'), whole('float', (3, 2, 2, 2), -3, 3, 'w')
    for strides, dilations in [([1, 1, 2, 1], [1, 1, 1, 1]), ([1, 2, 1, 1], [1, 1, 1, 1]), ([1, 1, 1, 1], [1, 1, 3, 1]),
                               ([1, 1, 1, 1], [1, 2, 1, 1]), ([1, 2, 2, 1], [1, 2, 2, 1]), ([1, 3, 1, 1], [1, 1, 2,
                                                                                                           1])]:
        for padding in ('SAME', 'VALID'):
            both_formats(add, 'Conv2D', 'strides %s, dilations %s, %s' % (strides[1:3], dilations[1:3], padding), x, w,
                         padding=padding, strides=strides, dilations=dilations)
    both_formats(add, 'Conv2D', 'explicit, dilation 2', x, w, padding='EXPLICIT', strides=[1, 1, 1, 1],
                 explicit_paddings=[0, 0, 2, 1, 0, 3, 0, 0], dilations=[1, 2, 2, 1])
    add('Conv2D', 'groups that do not divide the filters',
        [whole('float', (1, 3, 3, 4)), whole('float', (1, 1, 2, 3))], const=[1], error=True, **one)
    add('Conv2D', 'half: sums in float, rounds once',
        [tensor('half', np.full((1, 1, 1, 4096), 0.1)),
         tensor('half', np.ones((1, 1, 4096, 1)))], const=[1], **one)


def cases(f):
    for op in ('Conv2D', 'DepthwiseConv2dNative'):
        for t in types(op):
            for what, x, w, attrs in usual(op, t):
                both_formats(f.add, op, what, x, w, **attrs)
        for n, (what, x, k, attrs) in enumerate(geometry(op)):
            args = (op, what, whole('float', x, -3, 3, 'x'), whole('float', k, -3, 3, 'w'))
            if n % 4:
                f.add(*args[:2], list(args[2:]), const=[1], **attrs)
            else:
                both_formats(f.add, *args, **attrs)
        edges(f.add, op)
    conv2d_only(f.add)
    op, x = 'DepthwiseConv2dNative', f32([1, 2, 3, 4], (1, 1, 2, 2))
    f.add(op, 'multiplier 3: channel·multiplier + m', [x, f32([1, 10, 100, 2, 20, 200], (1, 1, 2, 3))], const=[1],
          padding='VALID', strides=[1, 1, 1, 1])
    w = whole('float', (3, 3, 2, 1), -3, 3, 'w')
    f.add(op, 'unequal strides', [whole('float', (1, 7, 7, 2)), w], const=[1], padding='SAME', strides=[1, 1, 2, 1],
          error='invalid_argument')
