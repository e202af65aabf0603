"""RandomUniform: the numbers are TensorFlow's to the bit where a seed is set."""
from op_cases.collect import Step, types
from op_cases.graphs import Graph
from op_cases.tensors import i32, i64

LEFT_OUT = {}


def cases(f):
    add = f.add
    for t in types('RandomUniform', 'dtype'):
        for shape in ([5], [2, 3], [33], [0], []):
            add('RandomUniform', '%s: shape %s' % (t, shape), [i32(shape, (len(shape),))], const=[0], dtype=t, seed=1,
                seed2=2)
        add('RandomUniform', t + ': other seeds', [i64([7])], const=[0], dtype=t, seed=87654321, seed2=-3)
    for seeds in ((0, 1), (1, 0), (0, 2147483647), (-1, -1), (2**40, 2**50), (2**63 - 1, -2**63)):
        add('RandomUniform', 'seeds %d and %d' % seeds, [i32([6])], const=[0], dtype='float', seed=seeds[0],
            seed2=seeds[1])
    for n in (1, 2, 3, 4, 7, 8, 256, 257, 600):
        add('RandomUniform', '%d numbers' % n, [i32([n])], const=[0], dtype='float', seed=3, seed2=4)
    add('RandomUniform', 'no seed: any numbers', [i32([2, 2])], const=[0], dtype='float', unspecified=[0])
    add('RandomUniform', 'negative size', [i32([-1])], const=[0], dtype='float', seed=1, error='invalid_argument')
    add('RandomUniform', 'shape of rank 2', [i32([[1, 2]])], const=[0], dtype='float', seed=1, error='invalid_argument')

    for t in types('RandomUniform', 'dtype'):
        g = Graph()
        g.placeholder('shape', 'int32')
        for name in ('a', 'b'):
            g.add('RandomUniform', name, ['shape'], dtype=t, T='int32', seed=1, seed2=2)
        f.graph('RandomUniform', t + ': the next run continues, a node of equal seeds is another generator',
                g.graph_def, [
                    Step(['a'], feeds={'shape': i32([5])}),
                    Step(['a'], feeds={'shape': i32([5])}),
                    Step(['a'], feeds={'shape': i32([3])}),
                    Step(['a', 'b'], feeds={'shape': i32([4])}),
                    Step(['b', 'b'], feeds={'shape': i32([0])}),
                    Step(['b', 'a'], feeds={'shape': i32([2, 2])})
                ])
