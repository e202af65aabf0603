"""Variables that are changed in place and asked about: AssignAdd, AssignSubVariableOp, IsVariableInitialized, …"""
import numpy as np

from op_cases.collect import Step, types
from op_cases.graphs import Graph
from op_cases.state import ref_variable, resource_variable
from op_cases.tensors import COMPLEX, INTEGER, counting, f32, i32, i64, limits, specials, tensor, whole

LEFT_OUT = {
    **{('IsVariableInitialized', t): 'nothing assigns to such a variable'
       for t in ('qint16', 'float8_e5m2', 'float8_e4m3fn', 'int4', 'uint4')},
    ('*', 'variant'): 'variant values need the list family',
    ('*', 'resource'): 'a variable of handles isn\'t met in files; handles that move have cases of their own',
}


def pair(t):
    """Two tensors of small numbers, and of some whose sum and difference wrap, overflow or are no number."""
    if t in INTEGER:
        a = limits(t)
    elif t in COMPLEX:
        a = np.array([1 + 2j, -1j, 0, complex(np.inf, 1)])
    else:
        a = specials(t)
    x, y = whole(t, (6,), -9, 9, 'x').array(), whole(t, (6,), -9, 9, 'y').array()
    return tensor(t, np.concatenate([x, np.asarray(a)])), tensor(t, np.concatenate([y, np.asarray(a)[::-1]]))


def ref_updates(f):
    for op in ('AssignAdd', 'AssignSub'):
        def graph(t, shape, **attrs):
            g = ref_variable(t, shape)
            g.placeholder('delta', t)
            g.add(op, 'update', ['v', 'delta'], T=t, **attrs)
            g.add('Identity', 'after', ['update'], T=t)
            return g.graph_def

        for t in types(op):
            x, d = pair(t)
            f.graph(op, t, graph(t, list(x.shape)), [
                Step(['update'], feeds={'delta': d}, error='failed_precondition'),
                Step(targets=['assign'], feeds={'value': x}),
                Step(['update'], feeds={'delta': d}),
                Step(['read']),
                Step(['after'], feeds={'delta': x}),
                Step(targets=['update'], feeds={'delta': d}),
                Step(['v'])
            ])
        for s in ([], [0], [1, 2, 1], [2, 1, 2, 1, 2], [33]):
            f.graph(op, 'shape %s' % s, graph('float', s, use_locking=True), [
                Step(targets=['assign'], feeds={'value': counting('float', s)}),
                Step(['update'], feeds={'delta': counting('float', s, 5)}),
                Step(['read'])
            ])
        f.graph(op, 'another shape', graph('float', [2]), [
            Step(targets=['assign'], feeds={'value': f32([1, 2])}),
            Step(['update'], feeds={'delta': f32([1, 2, 3])}, error='invalid_argument'),
            Step(['update'], feeds={'delta': f32(1)}, error='invalid_argument'),
            Step(['update'], feeds={'delta': f32([1])}, error='invalid_argument'),
            Step(['update'], feeds={'delta': f32([[1, 2]])}, error='invalid_argument'),
            Step(['read'])
        ])


def resource_updates(f):
    for op in ('AssignAddVariableOp', 'AssignSubVariableOp'):
        def graph(t, shape):
            g = resource_variable(t, shape)
            g.placeholder('delta', t)
            g.add(op, 'update', ['v', 'delta'], dtype=t)
            g.add('ReadVariableOp', 'after', ['v', '^update'], dtype=t)
            return g

        for t in types(op, 'dtype'):
            x, d = pair(t)
            # Unlike a read, TensorFlow says that it doesn't find the variable.
            f.graph(op, t, graph(t, list(x.shape)).graph_def, [
                Step(targets=['update'], feeds={'delta': d}, error='not_found'),
                Step(targets=['assign'], feeds={'value': x}),
                Step(['after'], feeds={'delta': d}),
                Step(targets=['update'], feeds={'delta': d}),
                Step(['read'])
            ])
        for s in ([], [0], [1, 2, 1], [33], None):
            x = counting('float', s or [])
            f.graph(op, 'shape %s' % s, graph('float', s).graph_def, [
                Step(targets=['assign'], feeds={'value': x}),
                Step(['after'], feeds={'delta': x})
            ])
        f.graph(op, 'another shape', graph('float', None).graph_def, [
            Step(targets=['assign'], feeds={'value': f32([1, 2])}),
            Step(targets=['update'], feeds={'delta': f32([1, 2, 3])}, error='invalid_argument'),
            Step(targets=['update'], feeds={'delta': f32(1)}, error='invalid_argument'),
            Step(targets=['update'], feeds={'delta': f32([[1, 2]])}, error='invalid_argument'),
            Step(['read'])
        ])
        g = graph('int64', [])
        g.add('ReadVariableOp', 'before', ['v'], dtype='int64')
        g.const('one', i64(1))
        g.add(op, 'step', ['v', 'one', '^before'], dtype='int64')
        g.add('NoOp', 'group', ['^step'])
        f.graph(op, 'a counter: what was read stays', g.graph_def, [
            Step(targets=['assign'], feeds={'value': i64(5)}),
            Step(['before'], targets=['group']),
            Step(['before'], targets=['step']),
            Step(['read'])
        ])


def questions(f):
    for t in types('Assign'):
        g = ref_variable(t, [2])
        g.add('IsVariableInitialized', 'is', ['v'], dtype=t)
        f.graph('IsVariableInitialized', t, g.graph_def, [
            Step(['is']),
            Step(targets=['assign'], feeds={'value': counting(t, (2,))}),
            Step(['is'])
        ])
    for s in ([], [0], None):
        g = resource_variable('float', s)
        g.add('VarIsInitializedOp', 'is', ['v'])
        for out in ('int32', 'int64'):
            g.add('VariableShape', out, ['v'], out_type=out)
        g.add('VariableShape', 'late', ['v', '^assign'], out_type='int32')
        x = counting('float', s or [])
        f.graph('VarIsInitializedOp', 'shape %s' % s, g.graph_def, [
            Step(['is']),
            Step(['is', 'is']),
            Step(targets=['assign'], feeds={'value': x}),
            Step(['is'])
        ])
        f.graph('VariableShape', 'shape %s' % s, g.graph_def, [
            Step(['int32'], error='not_found'),
            Step(targets=['assign'], feeds={'value': x}),
            Step(['int32', 'int64']),
            Step(['late'], feeds={'value': x})
        ])
    for t in ('half', 'bool', 'string', 'complex128', 'int64'):
        g = resource_variable(t, [2, 3, 1])
        g.add('VariableShape', 'shape', ['v'])
        g.add('VarIsInitializedOp', 'is', ['v'])
        f.graph('VariableShape', t, g.graph_def, [
            Step(targets=['assign'], feeds={'value': counting(t, (2, 3, 1))}),
            Step(['shape', 'is'])
        ])
    g = resource_variable('float', None, validate_shape=False)
    g.add('VariableShape', 'shape', ['v'])
    f.graph('VariableShape', 'it changes', g.graph_def, [
        Step(targets=['assign'], feeds={'value': f32([1, 2])}),
        Step(['shape']),
        Step(targets=['assign'], feeds={'value': f32([[1, 2, 3]])}),
        Step(['shape'])
    ])


def cases(f):
    ref_updates(f)
    resource_updates(f)
    questions(f)
