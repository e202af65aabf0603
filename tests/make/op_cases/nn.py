"""BiasAdd, softmax, batch normalisation."""
import numpy as np

from op_cases.collect import types
from op_cases.tensors import f32, spread, tensor, whole

LEFT_OUT = {}


def bias_add(add):
    for t in types('BiasAdd'):
        add('BiasAdd', t + ': [2,3,4,5]', [whole(t, (2, 3, 4, 5), -9, 9, 'x'), whole(t, (5,), -9, 9, 'b')], const=[1])
        add('BiasAdd', t + ': [2,5,3,4] NCHW',
            [whole(t, (2, 5, 3, 4), -9, 9, 'x'), whole(t, (5,), -9, 9, 'b')], const=[1], data_format='NCHW')
    for s in [(4, 5), (1, 5), (2, 3, 5), (1, 2, 3, 1, 5), (1, 2, 1, 2, 1, 5), (0, 5), (3, 17)]:
        add('BiasAdd', 'float: %s' % list(s),
            [whole('float', s, -9, 9, 'x'), whole('float', s[-1:], -9, 9, 'b')], const=[1])
    for s in [(2, 5), (2, 5, 3), (2, 5, 2, 3), (1, 5, 2, 2, 3), (0, 5, 2)]:
        add('BiasAdd', 'float: %s NCHW' % list(s),
            [whole('float', s, -9, 9, 'x'), whole('float', (5,), -9, 9, 'b')], const=[1], data_format='NCHW')
    add('BiasAdd', 'no channels', [f32([], (2, 0)), f32([], (0,))])
    for what, x, b, attrs in [('bias too long', (2, 3), (4,), {}), ('bias of rank 2', (2, 3), (1, 3), {}),
                              ('value of rank 1', (3,), (3,), {}), ('bias of one', (2, 3), (1,), {}),
                              ('NCHW, bias as long as the last axis', (2, 3, 4), (4,), dict(data_format='NCHW'))]:
        add('BiasAdd', what, [whole('float', x), whole('float', b)], error='invalid_argument', **attrs)


def softmaxes(add, op):
    for t in types(op):
        # TensorFlow rounds between the steps in half and bfloat16: a small range, so that it stays within 2 ulp.
        add(op, t + ': [5,7]', [spread(t, (5, 7), -1, 1) if t in ('half', 'bfloat16') else spread(t, (5, 7), -4, 4)])
        add(op, t + ': [1,2,3]', [tensor(t, [1, 2, 3])])
        add(op, t + ': large and infinite', [
            tensor(t, [[1000, 1000, 0], [-np.inf, 0, 1], [-np.inf] * 3, [np.inf, 0, 1], [np.nan, 0, 1],
                       [-1000, -1000, -1001], [50, -50, 0]])
        ])
    for s in [(1,), (17,), (100,), (3, 257), (1, 10), (2, 3, 4), (2, 1, 3, 2), (3, 1), (0, 3), (2, 0), (0,),
              (1, 2, 1, 2, 9)]:
        add(op, 'float: %s' % list(s), [spread('float', s, -3, 3)])
    add(op, 'a scalar', [f32(1)], error='invalid_argument')


def channels(c, name, low=0.5, high=2.0):
    return spread('float', (c,), low, high, name)


def norm_inputs(t, shape, c, training, given=True):
    mean, variance = (channels(c, 'mean', -1, 1), channels(c, 'variance'))
    if training and not given:
        mean, variance = f32([], (0,)), f32([], (0,))
    # Offsets that keep y away from zero, where the difference of two roundings would be all there is.
    return [spread(t, shape, -2, 3, 'x'), channels(c, 'scale', 0.25, 0.75), channels(c, 'offset', 3, 5), mean, variance]


def batch_norm(add, op):
    reserve = {'FusedBatchNorm': 5, 'FusedBatchNormV2': 5, 'FusedBatchNormV3': 6}[op]
    extra = {} if op == 'FusedBatchNorm' else {'U': 'float'}
    for t in types(op):
        for fmt in ('NHWC', 'NCHW'):
            for training in (False, True):
                shape = (2, 3, 4, 3) if fmt == 'NHWC' else (2, 3, 3, 4)
                # Inference leaves the reserve outputs uninitialised; in training they are for the gradient only.
                add(op, '%s: %s, %s' % (t, fmt, 'training' if training else 'inference'),
                    norm_inputs(t, shape, 3, training, given=False), const=[1, 2, 3, 4], unspecified=range(3, reserve),
                    data_format=fmt, is_training=training, epsilon=0.001, **extra)
    for eps in (0.001, 1e-5, 1e-2, 0.1):
        add(op, 'epsilon %g' % eps, norm_inputs('float', (1, 2, 2, 5), 5, False), const=[1, 2, 3, 4], epsilon=eps,
            unspecified=range(3, reserve), is_training=False, **extra)
    add(op, 'epsilon absent is 1e-4, variance tiny', [
        whole('float', (1, 2, 2, 2)),
        channels(2, 'scale'),
        channels(2, 'offset'),
        channels(2, 'mean'),
        f32([0, 1e-4])
    ], const=[1, 2, 3, 4], unspecified=range(3, reserve), is_training=False, **extra)
    add(op, 'is_training absent is true', norm_inputs('float', (2, 3, 4, 2), 2, True, given=False),
        unspecified=range(3, reserve), **extra)
    for f in (0.0, 0.1, 0.5, 1.0):
        given = f != 1.0
        add(op, 'training, exponential_avg_factor %g' % f, norm_inputs('float', (2, 3, 2, 3), 3, True, given),
            unspecified=range(3, reserve), is_training=True, exponential_avg_factor=f, **extra)
    for s in [(1, 1, 1, 3), (1, 1, 1, 1), (3, 1, 1, 17), (1, 7, 5, 4)]:
        for training in (False, True):
            add(op, '%s, %s' % (list(s), 'training' if training else 'inference'),
                norm_inputs('float', s, s[3], training, given=False), unspecified=range(3, reserve),
                is_training=training, **extra)
    add(op, 'empty batch, inference', norm_inputs('float', (0, 2, 2, 3), 3, False), unspecified=range(3, reserve),
        is_training=False, **extra)
    add(op, 'empty batch, training', norm_inputs('float', (0, 2, 2, 3), 3, True, given=False),
        unspecified=range(3, reserve), is_training=True, **extra)
    add(op, 'negative variance below epsilon gives nan',
        [whole('float', (1, 2, 2, 1)), f32([1]), f32([0]),
         f32([0]), f32([-1])], unspecified=range(3, reserve), is_training=False, **extra)
    x = norm_inputs('float', (1, 2, 2, 3), 3, False)
    for i, name in enumerate(('x', 'scale', 'offset', 'mean', 'variance')):
        bad = list(x)
        bad[i] = whole('float', (2, 2, 3)) if i == 0 else whole('float', (4,))
        if i == 0 and op == 'FusedBatchNormV3':
            bad[i] = whole('float', (2, 3))
        add(op, 'wrong shape of ' + name, bad, is_training=False, error='invalid_argument', **extra)


def cases(f):
    bias_add(f.add)
    softmaxes(f.add, 'Softmax')
    softmaxes(f.add, 'LogSoftmax')
    for op in ('FusedBatchNorm', 'FusedBatchNormV2', 'FusedBatchNormV3'):
        batch_norm(f.add, op)
    for fmt, s in [('NDHWC', (2, 2, 3, 2, 3)), ('NCDHW', (2, 3, 2, 3, 2))]:
        for training in (False, True):
            f.add('FusedBatchNormV3', '%s, %s' % (fmt, 'training' if training else 'inference'),
                  norm_inputs('float', s, 3, training, given=False), unspecified=range(3, 6), is_training=training,
                  data_format=fmt, U='float')
