"""Tensors as the case files hold them, and small deterministic arrays in ranges that suit a dtype."""
import zlib

import ml_dtypes
import numpy as np
import tensorflow as tf
from tensorflow.core.framework import tensor_pb2

REAL = ['half', 'bfloat16', 'float', 'double']
SIGNED = ['int8', 'int16', 'int32', 'int64']
UNSIGNED = ['uint8', 'uint16', 'uint32', 'uint64']
INTEGER = SIGNED + UNSIGNED
COMPLEX = ['complex64', 'complex128']
QUANTIZED = ['qint8', 'quint8', 'qint16', 'quint16', 'qint32']
FLOAT8 = ['float8_e5m2', 'float8_e4m3fn']
SMALL = ['int4', 'uint4']

NUMPY = {
    'half': np.float16,
    'bfloat16': ml_dtypes.bfloat16,
    'float': np.float32,
    'double': np.float64,
    'int8': np.int8,
    'int16': np.int16,
    'int32': np.int32,
    'int64': np.int64,
    'uint8': np.uint8,
    'uint16': np.uint16,
    'uint32': np.uint32,
    'uint64': np.uint64,
    'complex64': np.complex64,
    'complex128': np.complex128,
    'bool': np.bool_,
    'qint8': np.int8,
    'quint8': np.uint8,
    'qint16': np.int16,
    'quint16': np.uint16,
    'qint32': np.int32,
    'float8_e5m2': ml_dtypes.float8_e5m2,
    'float8_e4m3fn': ml_dtypes.float8_e4m3fn,
    'int4': ml_dtypes.int4,
    'uint4': ml_dtypes.uint4,
    'int2': ml_dtypes.int2,
    'uint2': ml_dtypes.uint2,
    'float4_e2m1fn': ml_dtypes.float4_e2m1fn,
}


def number(dtype):
    """TensorFlow's number of a dtype name as in op signatures."""
    return tf.as_dtype(dtype).as_datatype_enum


class Tensor:
    """dtype name, shape, and the elements: little-endian bytes, or a list of bytes objects for strings."""
    def __init__(self, dtype, shape, data):
        self.dtype, self.shape, self.data = dtype, tuple(int(d) for d in shape), data

    def key(self):
        return self.dtype, self.shape, self.data if isinstance(self.data, bytes) else tuple(self.data)

    def blank(self):
        """The same shape full of zeros."""
        return Tensor(self.dtype, self.shape, bytes(len(self.data)))

    def array(self):
        if self.dtype == 'string':
            return np.array(self.data, dtype=object).reshape(self.shape)
        return np.frombuffer(self.data, dtype=NUMPY[self.dtype]).reshape(self.shape)

    def proto(self):
        p = tensor_pb2.TensorProto(dtype=number(self.dtype))
        p.tensor_shape.SetInParent()
        for d in self.shape:
            p.tensor_shape.dim.add(size=d)
        if self.dtype == 'string':
            p.string_val.extend(self.data)
        else:
            p.tensor_content = self.data
        return p


def tensor(dtype, values, shape=None):
    """Python numbers (or strings, or an array) as a Tensor; integers wrap, floats round."""
    if dtype == 'string':
        a = np.array(values, dtype=object)
        flat = [v if isinstance(v, bytes) else str(v).encode() for v in a.ravel()]
        return Tensor(dtype, a.shape if shape is None else shape, flat)
    with np.errstate(all='ignore'):
        a = np.asarray(values).astype(NUMPY[dtype])
    if shape is not None:
        a = a.reshape(shape)
    return Tensor(dtype, a.shape, np.ascontiguousarray(a).tobytes())


def fetched(a, dtype):
    """A fetched numpy value as a Tensor."""
    a = np.asarray(a)
    if dtype == 'string':
        return Tensor(dtype, a.shape, [bytes(v) for v in a.astype(object).ravel()])
    return Tensor(dtype, a.shape, np.ascontiguousarray(a).tobytes())


def random(name):
    """A generator that depends on the name only; numpy keeps its legacy stream the same between versions."""
    return np.random.RandomState(zlib.crc32(name.encode()))


def whole(dtype, shape, low=-4, high=4, name=''):
    """Small whole numbers (never negative for unsigned types): sums and products of a few are exact in any dtype."""
    if dtype in UNSIGNED or dtype in ('quint8', 'quint16', 'uint4'):
        low = max(low, 0)
    r = random('whole %s %s' % (shape, name))
    a = r.randint(low, high + 1, size=shape)
    if dtype in COMPLEX:
        a = a + 1j * r.randint(low, high + 1, size=shape)
    if dtype == 'bool':
        a = r.randint(0, 2, size=shape)
    if dtype == 'string':
        return tensor(dtype, np.array(['s%d' % v if v else '' for v in np.ravel(a)], dtype=object).reshape(shape))
    return tensor(dtype, a)


def spread(dtype, shape, low=-4.0, high=4.0, name=''):
    """Numbers that fill [low, high] evenly enough; whole for integer types."""
    if dtype in INTEGER + QUANTIZED + SMALL + ['bool', 'string']:
        return whole(dtype, shape, int(low), int(high), name)
    r = random('spread %s %s' % (shape, name))
    a = low + (high - low) * (r.randint(0, 1 << 20, size=shape) / float(1 << 20))
    if dtype in COMPLEX:
        a = a + 1j * (low + (high - low) * (r.randint(0, 1 << 20, size=shape) / float(1 << 20)))
    return tensor(dtype, a)


def counting(dtype, shape, start=0):
    """start, start + 1, … in row-major order (wrapping for narrow types): every element tells where it came from."""
    n = int(np.prod(shape, dtype=np.int64))
    a = np.arange(start, start + n)
    if dtype == 'string':
        return tensor(dtype, np.array(['v%d' % i for i in a], dtype=object).reshape(shape))
    if dtype == 'bool':
        a = (a * 7 // 3) % 2
    if dtype in COMPLEX:
        a = a + 1j * (a + 0.5)
    if dtype in ('int4', 'uint4'):
        a = a % 8
    if dtype in ('int2', 'uint2', 'float4_e2m1fn'):
        a = a % 2
    if dtype in FLOAT8:
        a = np.arange(n) % 16 - 8
    return tensor(dtype, a.reshape(shape))


def limits(dtype):
    """Extreme and ordinary values of an integer type."""
    i = np.iinfo(NUMPY[dtype])
    values = [0, 1, 2, 3, 5, 7, i.max - 1, i.max, i.max // 2]
    if i.min < 0:
        values += [-1, -2, -3, -7, i.min, i.min + 1]
    return np.array(values, dtype=NUMPY[dtype])


def specials(dtype, subnormals=False):
    """Values where floating-point functions go wrong."""
    f = ml_dtypes.finfo(NUMPY[dtype])
    values = [
        0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5, 3.0,
        float(f.max),
        float(f.min),
        float(f.smallest_normal) * 4, np.inf, -np.inf, np.nan
    ]
    if subnormals:
        values = [
            float(f.smallest_subnormal), -float(f.smallest_subnormal),
            float(f.smallest_normal) / 2, -float(f.smallest_normal) / 2,
            float(f.smallest_normal), -float(f.smallest_normal)
        ]
    return np.array(values)


def i32(values, shape=None):
    return tensor('int32', np.array(values, dtype=np.int64), shape)


def i64(values, shape=None):
    return tensor('int64', np.array(values, dtype=np.int64), shape)


def f32(values, shape=None):
    return tensor('float', values, shape)
