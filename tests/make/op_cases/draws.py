"""Random numbers that are not uniform in [0, 1): TensorFlow's where a seed is set."""
from op_cases.collect import Step, types
from op_cases.graphs import Graph
from op_cases.tensors import counting, i32, i64, tensor

LEFT_OUT = {('RandomShuffle', t): 'not a value that can be fed' for t in ('resource', 'variant')}


def normal(add, op):
    for t in types(op, 'dtype'):
        for shape in ([5], [2, 3], [33], [0], [], [301]):
            add(op, '%s: shape %s' % (t, shape), [i32(shape, (len(shape),))], const=[0], dtype=t, seed=1, seed2=2)
        add(op, t + ': other seeds', [i64([7])], const=[0], dtype=t, seed=87654321, seed2=-3)
    add(op, 'negative size', [i32([-1])], const=[0], dtype='float', seed=1, error='invalid_argument')


def integers(add):
    op = 'RandomUniformInt'
    for t, top in (('int32', 2**31 - 1), ('int64', 2**63 - 1)):
        for low, high in ((0, 1000), (-5, 5), (0, 1), (-top - 1, top), (top - 1, top), (0, top)):
            add(op, '%s: %d to %d' % (t, low, high), [i32([9]), tensor(t, low), tensor(t, high)], const=[0, 1, 2],
                seed=1, seed2=2)
        add(op, t + ': shape that is int64', [i64([2, 3]), tensor(t, 0), tensor(t, 9)], seed=5, seed2=6)
        add(op, t + ': nothing', [i32([0]), tensor(t, 0), tensor(t, 9)], seed=5, seed2=6)
        for low, high in ((3, 3), (4, 3)):
            add(op, '%s: %d to %d' % (t, low, high), [i32([9]), tensor(t, low), tensor(t, high)], seed=1,
                error='invalid_argument')
    add(op, 'bounds of rank 1', [i32([9]), i32([1]), i32([2])], seed=1, error='invalid_argument')


def shuffle(add):
    op = 'RandomShuffle'
    for t in types(op):
        add(op, t + ': [7]', [counting(t, (7,))], seed=1, seed2=2)
        add(op, t + ': [5,2]', [counting(t, (5, 2))], seed=3, seed2=4)
    for shape in ((), (1,), (0,), (2,), (300,), (1, 5), (5, 1), (4, 0), (0, 4), (3, 2, 2)):
        add(op, 'float: %s' % list(shape), [counting('float', shape)], seed=5, seed2=6)


def go_on(f):
    for op in ('RandomStandardNormal', 'TruncatedNormal', 'RandomUniformInt', 'RandomShuffle'):
        g = Graph()
        g.placeholder('shape', 'int32')
        g.placeholder('high', 'int32')
        attrs = dict(seed=1, seed2=2)
        inputs = ['shape']
        if op == 'RandomUniformInt':
            g.placeholder('low', 'int32')
            inputs, attrs = ['shape', 'low', 'high'], dict(attrs, Tout='int32', T='int32')
        elif op == 'RandomShuffle':
            attrs = dict(attrs, T='int32')
        else:
            attrs = dict(attrs, dtype='float', T='int32')
        g.add(op, 'a', inputs, **attrs)
        feeds = {'shape': i32([5, 3, 2, 2, 2, 2])}
        if op == 'RandomUniformInt':
            feeds.update(low=i32(0), high=i32(99))
        f.graph(op, 'the next run continues', g.graph_def, [Step(['a'], feeds=feeds) for _ in range(3)])


def cases(f):
    def once(op, what, inputs, const=(), error=None, **attrs):
        g = Graph()
        g.placeholder('shape', inputs[0].dtype)
        g.add(op, 'a', ['shape'], T=inputs[0].dtype, **attrs)
        f.graph(op, what, g.graph_def, [Step(['a'], feeds={'shape': inputs[0]}, error=error or False)])

    normal(f.add, 'RandomStandardNormal')
    # As graphs, which run once: a second run gives other numbers.
    normal(once, 'TruncatedNormal')
    integers(f.add)
    shuffle(f.add)
    go_on(f)
