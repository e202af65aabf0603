"""TensorArrayV3 and its ops: small graphs, an array lives for one run."""
from op_cases.collect import Step, types
from op_cases.graphs import Graph
from op_cases.tensors import counting, f32, i32

LEFT_OUT = {('*', 'variant'): 'variant values need the list family',
            ('*', 'resource'): 'an array of handles is not met in files'}


class Array(Graph):
    """A graph with an array 'ta'; each call hangs on the flow of the one before."""
    def __init__(self, dtype, size=None, **attrs):
        super().__init__()
        self.dtype, self.flow, self.count, self.hidden = dtype, 'ta:1', 0, False
        if size is None:
            self.placeholder('size', 'int32')
        else:
            self.const('size', i32(size))
        self.add('TensorArrayV3', 'ta', ['size'], dtype=dtype, **attrs)

    def name(self, prefix):
        self.count += 1
        return '%s%d' % (prefix, self.count)

    def value(self, name, t):
        """A constant, whose shape TensorFlow sees only at run time if an error is to come then."""
        if not self.hidden:
            return self.const(name, t)
        self.const(name + '_c', t)
        return self.add('PlaceholderWithDefault', name, [name + '_c'], dtype=t.dtype, shape=None)

    def write(self, i, value):
        n = self.name('write')
        self.const(n + '_i', i32(i))
        self.value(n + '_v', value)
        self.flow = self.add('TensorArrayWriteV3', n, ['ta', n + '_i', n + '_v', self.flow], T=value.dtype)
        return n

    def scatter(self, indices, value):
        n = self.name('scatter')
        self.const(n + '_i', i32(indices, (len(indices),)))
        self.value(n + '_v', value)
        self.flow = self.add('TensorArrayScatterV3', n, ['ta', n + '_i', n + '_v', self.flow], T=value.dtype)
        return n

    def read(self, i, dtype=None):
        n = self.name('read')
        self.const(n + '_i', i32(i))
        return self.add('TensorArrayReadV3', n, ['ta', n + '_i', self.flow], dtype=dtype or self.dtype)

    def gather(self, indices, **attrs):
        n = self.name('gather')
        self.const(n + '_i', i32(indices, (len(indices),)))
        return self.add('TensorArrayGatherV3', n, ['ta', n + '_i', self.flow], dtype=self.dtype, **attrs)

    def size(self):
        return self.add('TensorArraySizeV3', self.name('size'), ['ta', self.flow])


def every_type(f):
    for t in types('TensorArrayWriteV3'):
        a = Array(t, 3)
        for i in range(3):
            a.write(i, counting(t, (2,), 2 * i))
        f.graph('TensorArrayWriteV3', t + ': write, read', a.graph_def, [Step([a.read(1), a.read(0), a.size()])])
    for t in types('TensorArrayGatherV3', 'dtype'):
        if t in ('qint8', 'quint8', 'qint32'):  # nothing can be written to it
            a = Array(t, 3, element_shape=[2])
            f.graph('TensorArrayGatherV3', t + ': nothing', a.graph_def, [Step([a.gather([], element_shape=[2])])])
            continue
        a = Array(t, 3)
        a.scatter([2, 0, 1], counting(t, (3, 2)))
        f.graph('TensorArrayGatherV3', t + ': scatter, gather', a.graph_def,
                [Step([a.gather([0, 1, 2])]), Step([a.gather([2, 0])])])


def one(f, op, what, make, fetch, error=False, **attrs):
    """A graph of one array, one run."""
    size = attrs.pop('size', 3)
    a = Array('float', size, **attrs)
    a.hidden = bool(error)
    make(a)
    f.graph(op, what, a.graph_def, [Step(fetch(a) if callable(fetch) else fetch, error=error)])


def reads(f):
    w = lambda *pairs: lambda a: [a.write(i, v) for i, v in pairs]
    x, y, z = f32([1, 2]), f32([3, 4]), f32([5, 6, 7])
    one(f, 'TensorArrayReadV3', 'elements of different shapes', w((0, x), (1, z)), lambda a: [a.read(1), a.read(0)])
    one(f, 'TensorArrayReadV3', 'never written, shape unknown', w((0, x)), lambda a: [a.read(1)],
        error='invalid_argument')
    one(f, 'TensorArrayReadV3', 'never written, shape known: zeros', w((0, x)), lambda a: [a.read(1)],
        element_shape=[2])
    one(f, 'TensorArrayReadV3', 'never written, shape partly known', w((0, x)), lambda a: [a.read(1)],
        element_shape=[-1], error='invalid_argument')
    one(f, 'TensorArrayReadV3', 'never written, identical_element_shapes: zeros', w((0, x)), lambda a: [a.read(1)],
        identical_element_shapes=True)
    for i in (3, -1):
        one(f, 'TensorArrayReadV3', 'index %d of 3' % i, w((0, x)), lambda a: [a.read(i)], error='invalid_argument')
        one(f, 'TensorArrayWriteV3', 'index %d of 3' % i, w((i, x)), lambda a: [a.flow], error='invalid_argument')
    one(f, 'TensorArrayReadV3', 'another dtype', w((0, x)), lambda a: [a.read(0, 'int32')], error='invalid_argument')
    for clear in (None, True, False):
        attrs = {} if clear is None else dict(clear_after_read=clear)
        a = Array('float', 1, **attrs)
        a.write(0, x)
        first = a.read(0)
        a.const('again_i', i32(0), ['^' + first])
        second = a.add('TensorArrayReadV3', 'again', ['ta', 'again_i', a.flow], dtype='float')
        f.graph('TensorArrayReadV3', 'twice, clear_after_read %s' % clear, a.graph_def,
                [Step([first, second], error='invalid_argument' if clear is not False else False)])
    one(f, 'TensorArrayWriteV3', 'twice', w((0, x), (0, y)), lambda a: [a.flow], error='invalid_argument')
    one(f, 'TensorArrayWriteV3', 'another dtype', w((0, i32([1]))), lambda a: [a.flow], error='invalid_argument')
    one(f, 'TensorArrayWriteV3', 'grows', w((0, x), (5, y)),
        lambda a: [a.size(), a.read(5), a.read(0)], dynamic_size=True)
    one(f, 'TensorArrayWriteV3', 'grows from nothing', w((2, y)), lambda a: [a.size(), a.read(2)], size=0,
        dynamic_size=True)
    one(f, 'TensorArrayWriteV3', 'another shape than element_shape', w((0, z)), lambda a: [a.flow], element_shape=[2],
        error='invalid_argument')
    one(f, 'TensorArrayWriteV3', 'fits element_shape [?]', w((0, z), (1, x)),
        lambda a: [a.read(0), a.read(1)], element_shape=[-1])
    one(f, 'TensorArrayWriteV3', 'shapes differ, identical_element_shapes', w((0, x), (1, z)), lambda a: [a.flow],
        identical_element_shapes=True, error='invalid_argument')
    one(f, 'TensorArrayWriteV3', 'scalars and nothing', w((0, f32(1)), (1, f32([], (0,))), (2, f32([], (2, 0)))),
        lambda a: [a.read(0), a.read(1), a.read(2)])


def gathers(f):
    x, y = f32([1, 2]), f32([3, 4])
    both = lambda a: [a.write(0, x), a.write(1, y)]
    nothing = lambda a: None
    op = 'TensorArrayGatherV3'
    one(f, op, 'scalars', lambda a: [a.write(i, f32(i)) for i in range(3)], lambda a: [a.gather([0, 1, 2])])
    one(f, op, 'some, in another order', both, lambda a: [a.gather([1, 0])])
    one(f, op, 'one', both, lambda a: [a.gather([1])])
    one(f, op, 'the same twice', both, lambda a: [a.gather([1, 1])], clear_after_read=False)
    one(f, op, 'the same twice, clear_after_read', both, lambda a: [a.gather([1, 1])], error='invalid_argument')
    one(f, op, 'never written, shape known: zeros', both, lambda a: [a.gather([0, 1, 2])], element_shape=[2])
    one(f, op, 'never written, shape unknown', both, lambda a: [a.gather([0, 1, 2])], error='invalid_argument')
    one(f, op, 'shapes differ', lambda a: [a.write(0, x), a.write(1, f32([1]))], lambda a: [a.gather([0, 1])],
        error='invalid_argument')
    one(f, op, 'out of range', both, lambda a: [a.gather([0, 3])], error='invalid_argument')
    one(f, op, 'none of them, shape known by the gather', both, lambda a: [a.gather([], element_shape=[2])])
    one(f, op, 'none of them, shape unknown', nothing, lambda a: [a.gather([])], size=0, error=True)
    one(f, op, 'of an empty array, shape known by the gather', nothing, lambda a: [a.gather([], element_shape=[4, 2])],
        size=0, element_shape=[4, 2])
    one(f, op, 'another element_shape', both, lambda a: [a.gather([0, 1], element_shape=[3])], error='invalid_argument')
    op = 'TensorArrayScatterV3'
    m = counting('float', (3, 2))
    one(f, op, 'rows', lambda a: [a.scatter([0, 1, 2], m)], lambda a: [a.read(1), a.size()])
    one(f, op, 'a vector gives scalars', lambda a: [a.scatter([2, 0, 1], f32([7, 8, 9]))],
        lambda a: [a.gather([0, 1, 2])])
    one(f, op, 'grows', lambda a: [a.scatter([4, 0, 1], m)], lambda a: [a.size(), a.read(4)], size=0, dynamic_size=True)
    one(f, op, 'nothing', lambda a: [a.scatter([], f32([], (0, 2)))], lambda a: [a.size()])
    one(f, op, 'too few rows', lambda a: [a.scatter([0, 1, 2], f32([[1, 2], [3, 4]]))], lambda a: [a.flow],
        error='invalid_argument')
    one(f, op, 'more rows than indices', lambda a: [a.scatter([0, 1], m)], lambda a: [a.flow], error='invalid_argument')
    one(f, op, 'a scalar', lambda a: [a.scatter([0], f32(1))], lambda a: [a.flow], error='invalid_argument')
    one(f, op, 'out of range', lambda a: [a.scatter([0, 3, 1], m)], lambda a: [a.flow], error='invalid_argument')
    one(f, op, 'over a written element', lambda a: [a.write(1, x), a.scatter([0, 1, 2], m)], lambda a: [a.flow],
        error='invalid_argument')
    for n in (0, 1, 7):
        one(f, 'TensorArraySizeV3', 'of %d' % n, nothing, lambda a: [a.size()], size=n)
    a = Array('float')
    f.graph('TensorArrayV3', 'size is fed; each run has a new array', a.graph_def, [
        Step([a.size()], feeds={'size': i32(4)}),
        Step([a.size()], feeds={'size': i32(0)}),
        Step([a.size()], feeds={'size': i32([3])}, error='invalid_argument')
    ])
    a = Array('float', 2, tensor_array_name='same')
    a.add('TensorArrayV3', 'other', ['size'], dtype='float', tensor_array_name='same')
    a.write(0, x)
    a.const('zero', i32(0))
    a.const('yy', y)
    a.add('TensorArrayWriteV3', 'w', ['other', 'zero', 'yy', 'other:1'], T='float')
    a.add('TensorArrayReadV3', 'r', ['other', 'zero', 'w'], dtype='float')
    f.graph('TensorArrayV3', 'two of one name are two arrays', a.graph_def, [Step([a.read(0), 'r']), Step(['r'])])


def cases(f):
    every_type(f)
    reads(f)
    gathers(f)
