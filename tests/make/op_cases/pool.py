"""MaxPool and AvgPool. NCHW goldens of MaxPool are those of the transposed NHWC case (CPU kernels refuse it)."""
import numpy as np

from op_cases.collect import types
from op_cases.conv import nchw
from op_cases.tensors import INTEGER, REAL, f32, limits, spread, tensor, whole

LEFT_OUT = {}


def both_formats(add, op, what, x, **attrs):
    out = add(op, what, [x], **attrs)
    turned = dict(attrs, data_format='NCHW')
    for key in ('ksize', 'strides', 'explicit_paddings'):
        if attrs.get(key):
            v = list(attrs[key])
            turned[key] = v[:2] + v[6:] + v[2:6] if len(v) == 8 else [v[0], v[3], v[1], v[2]]
    add(op, what + ', NCHW', [nchw(x)], golden=[nchw(out[0])], **turned)


def window(h, w, sh=None, sw=None, padding='VALID'):
    return dict(ksize=[1, h, w, 1], strides=[1, sh or h, sw or sh or w, 1], padding=padding)


def common(add, op):
    for t in types(op):
        for n, attrs in enumerate((window(2, 2), window(3, 3, 2, 2, 'SAME'), window(2, 3, 1, 1,
                                                                                    'SAME'), window(3, 2, 1, 2))):
            what = '%s: kernel %s, strides %s, %s' % (t, attrs['ksize'][1:3], attrs['strides'][1:3], attrs['padding'])
            x = whole(t, (2, 5, 4, 3), -9, 9, op + str(n))
            if n == 1:
                both_formats(add, op, what, x, **attrs)
            else:
                add(op, what, [x], **attrs)
        if t in INTEGER:
            add(op, t + ': extreme values', [tensor(t,
                                                    limits(t)[:9].reshape(1, 3, 3, 1))], **window(2, 2, 1, 1, 'SAME'))
    for h, w, c in [(5, 5, 1), (6, 4, 3), (7, 9, 2), (1, 1, 5), (4, 4, 8), (3, 5, 17)]:
        for k in (1, 2, 3):
            for s in (1, 2, 3):
                for padding in ('SAME', 'VALID')[(h + k + s) % 2::2]:
                    if padding == 'VALID' and k > min(h, w):
                        continue
                    both_formats(add, op, '%dx%dx%d, kernel %d, stride %d, %s' % (h, w, c, k, s, padding),
                                 whole('float', (1, h, w, c), -9, 9, op), **window(k, k, s, s, padding))
    x = whole('float', (1, 4, 4, 2), -9, 9, op)
    add(op, 'strides [2,1]', [x], **window(2, 2, 2, 1))
    add(op, 'the whole image', [whole('float', (2, 7, 7, 3), -9, 9, op)], **window(7, 7))
    add(op, 'no images', [f32([], (0, 4, 4, 1))], **window(2, 2))
    add(op, 'no channels', [f32([], (1, 4, 4, 0))], **window(2, 2))
    add(op, 'kernel larger than the image, SAME', [whole('float', (1, 2, 2, 1))], **window(5, 5, 1, 1, 'SAME'))
    add(op, 'kernel larger than the image, VALID: nothing', [whole('float', (1, 2, 2, 1))], **window(3, 3, 1, 1))
    add(op, 'kernel much larger than the image, VALID', [whole('float', (1, 2, 2, 1))], error='invalid_argument',
        **window(5, 5, 1, 1))
    add(op, 'rank 3', [whole('float', (4, 4, 1))], error='invalid_argument', **window(2, 2))
    add(op, 'kernel 0', [x], error='invalid_argument', ksize=[1, 0, 2, 1], strides=[1, 1, 1, 1], padding='SAME')
    add(op, 'stride 0', [x], error='invalid_argument', ksize=[1, 2, 2, 1], strides=[1, 0, 1, 1], padding='SAME')
    add(op, 'three sizes', [x], error='invalid_argument', ksize=[1, 2, 2], strides=[1, 1, 1, 1], padding='SAME')
    add(op, 'over images', [x], error=True, ksize=[2, 1, 1, 1], strides=[2, 1, 1, 1], padding='VALID')


def max_pool(add):
    row = lambda t, v: tensor(t, np.array(v).reshape(1, 1, -1, 1))
    for t in REAL:
        add('MaxPool', t + ': NaN', [row(t, [np.nan, 1, 1, np.nan, np.nan, np.nan, 2, 3])], **window(1, 2))
        add('MaxPool', t + ': infinities', [row(t, [-np.inf, -np.inf, np.inf, 1, -np.inf, -5])], **window(1, 2))
    add('MaxPool', '-0 and 0', [row('float', [-0.0, 0.0, 0.0, -0.0])], **window(1, 2))
    x = whole('float', (1, 4, 5, 2), -9, -1, 'negative')
    for p in ([0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 1, 0, 0, 1, 0, 0], [0, 0, 1, 1, 2, 2, 0, 0], [0, 0, 0, 2, 1, 0, 0, 0]):
        both_formats(add, 'MaxPool', 'explicit %s' % p[2:6], x, ksize=[1, 3, 3, 1], strides=[1, 1, 2, 1],
                     padding='EXPLICIT', explicit_paddings=p)
    add('MaxPool', 'over channels', [whole('float', (2, 3, 3, 4), -9, 9)], ksize=[1, 1, 1, 2], strides=[1, 1, 1, 2],
        padding='VALID')
    add('MaxPool', 'over channels, all of them', [whole('float', (1, 2, 2, 6), -9, 9)], ksize=[1, 1, 1, 6],
        strides=[1, 1, 1, 6], padding='SAME')
    add('MaxPool', 'over channels that do not divide', [whole('float', (1, 2, 2, 5), -9, 9)], ksize=[1, 1, 1, 2],
        strides=[1, 1, 1, 2], padding='VALID', error=True)
    add('MaxPool', 'explicit without numbers', [x], ksize=[1, 3, 3, 1], strides=[1, 1, 1, 1], padding='EXPLICIT',
        error='invalid_argument')


def avg_pool(add):
    add('AvgPool', 'SAME divides by the cells inside', [f32([1, 2, 3], (1, 1, 3, 1))], **window(1, 2, 2, 2, 'SAME'))
    add('AvgPool', 'ordinary numbers', [spread('float', (1, 5, 5, 3), 0, 1)], **window(3, 3, 2, 2, 'SAME'))
    add('AvgPool', 'NaN and infinities', [f32([np.nan, 1, np.inf, 1, np.inf, -np.inf], (1, 1, 6, 1))], **window(1, 2))
    for t in ('half', 'bfloat16'):
        add('AvgPool', t + ': ordinary numbers', [spread(t, (1, 4, 4, 3), 0.5, 1.5)], **window(2, 2))


def cases(f):
    for op in ('MaxPool', 'AvgPool'):
        common(f.add, op)
    max_pool(f.add)
    avg_pool(f.add)
