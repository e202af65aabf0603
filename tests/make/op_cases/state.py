"""Variables of both kinds, placeholders, feeds in the middle, control edges: small graphs, run in one session."""
from op_cases.collect import Step, types
from op_cases.graphs import Graph
from op_cases.tensors import counting, f32, i32, tensor

LEFT_OUT = {
    ('*', 'variant'): 'variant values need the list family',
    ('*', 'resource'): 'a variable of handles isn\'t met in files; handles that move have cases of their own',
}


def ref_variable(t, shape, op='VariableV2', **attrs):
    """v, its Assign and its read."""
    g = Graph()
    g.add(op, 'v', shape=shape, dtype=t)
    g.placeholder('value', t)
    g.add('Assign', 'assign', ['v', 'value'], T=t, **attrs)
    g.add('Identity', 'read', ['v'], T=t)
    return g


def ref_variables(f):
    for t in types('Assign'):
        x, y = counting(t, (2, 3)), counting(t, (2, 3), 1)
        f.graph('Assign', t,
                ref_variable(t, [2, 3]).graph_def, [
                    Step(['read'], error='failed_precondition'),
                    Step(['assign'], feeds={'value': x}),
                    Step(['read']),
                    Step(targets=['assign'], feeds={'value': y}),
                    Step(['read', 'v'])
                ])
    for op in ('Variable', 'VariableV2'):
        for s in ([], [0], [1, 2, 1], [2, 3, 2, 2, 1]):
            f.graph(op, 'shape %s' % s,
                    ref_variable('float', s, op).graph_def,
                    [Step(['assign'], feeds={'value': counting('float', s)}),
                     Step(['read'])])
        f.graph(op, 'uninitialised',
                ref_variable('float', [2], op).graph_def,
                [Step(['read'], error='failed_precondition'),
                 Step(['v'], error='failed_precondition')])
    f.graph(
        'Variable', 'shape [] of the old op may be unknown',
        ref_variable('float', [], 'Variable', validate_shape=False).graph_def,
        [Step(['assign'], feeds={'value': f32([1, 2])}), Step(['read'])])
    f.graph('Assign', 'another shape',
            ref_variable('float', [2]).graph_def, [
                Step(['assign'], feeds={'value': f32([1, 2, 3])}, error='invalid_argument'),
                Step(['assign'], feeds={'value': f32([1, 2])}),
                Step(['assign'], feeds={'value': f32([1])}, error='invalid_argument'),
                Step(['read'])
            ])
    f.graph('Assign', 'another shape, validate_shape false',
            ref_variable('float', [2], validate_shape=False).graph_def, [
                Step(['assign'], feeds={'value': f32([1, 2, 3])}),
                Step(['read']),
                Step(['assign'], feeds={'value': f32([[4, 5]])}),
                Step(['read'])
            ])
    f.graph(
        'Assign', 'use_locking false',
        ref_variable('int32', [2], use_locking=False).graph_def,
        [Step(['assign'], feeds={'value': i32([1, 2])}), Step(['read'])])


def ref_order(f):
    g = Graph()
    g.add('VariableV2', 'v', shape=[2], dtype='float')
    g.const('one', f32([1, 1]))
    g.const('ten', f32([10, 10]))
    g.add('Assign', 'init', ['v', 'one'], T='float')
    g.add('Identity', 'before', ['v'], T='float')
    g.add('Add', 'plus', ['before', 'ten'], T='float')
    g.add('Assign', 'step', ['v', 'plus'], T='float')
    g.add('Identity', 'after', ['v', '^step'], T='float')
    g.add('NoOp', 'group', ['^step'])
    g.add('Identity', 'of_assign', ['step'], T='float')
    f.graph('Assign', 'a counter: read, add, assign, read again', g.graph_def, [
        Step(targets=['init']),
        Step(['after']),
        Step(['before']),
        Step(targets=['group']),
        Step(['before']),
        Step(['of_assign']),
        Step(['step', 'after'])
    ])
    g = Graph()
    g.add('VariableV2', 'a', shape=[], dtype='float', shared_name='s')
    g.add('VariableV2', 'b', shape=[], dtype='float', shared_name='s')
    g.add('VariableV2', 'c', shape=[], dtype='float', shared_name='s', container='other')
    g.const('one', f32(1))
    g.add('Assign', 'init', ['a', 'one'], T='float')
    f.graph('VariableV2', 'one shared_name is one variable, a container is another', g.graph_def,
            [Step(targets=['init']), Step(['b']),
             Step(['c'], error='failed_precondition')])


def resource_variable(t, shape, **attrs):
    g = Graph()
    g.add('VarHandleOp', 'v', dtype=t, shape=shape, shared_name='v')
    g.placeholder('value', t)
    g.add('AssignVariableOp', 'assign', ['v', 'value'], dtype=t, **attrs)
    g.add('ReadVariableOp', 'read', ['v'], dtype=t)
    return g


def resource_variables(f):
    for t in types('AssignVariableOp', 'dtype'):
        x, y = counting(t, (2, 3)), counting(t, (2, 3), 1)
        steps = [
            Step(['read'], error='failed_precondition'),
            Step(targets=['assign'], feeds={'value': x}),
            Step(['read']),
            Step(targets=['assign'], feeds={'value': y}),
            Step(['read'])
        ]
        f.graph('AssignVariableOp', t, resource_variable(t, [2, 3]).graph_def, steps)
    for s in ([], [0], [1, 2, 1], [2, 3, 2, 2, 1], None):
        x = counting('float', s or [])
        f.graph(
            'VarHandleOp', 'shape %s' % s,
            resource_variable('float', s).graph_def,
            [Step(targets=['assign'], feeds={'value': x}), Step(['read'])])
    for validate in (False, True):
        f.graph('AssignVariableOp', 'another shape, validate_shape %s' % validate,
                resource_variable('float', [2], validate_shape=validate).graph_def, [
                    Step(targets=['assign'], feeds={'value': f32([1, 2])}),
                    Step(targets=['assign'], feeds={'value': f32([1, 2, 3])}, error=validate),
                    Step(['read'])
                ])
    g = resource_variable('float', [2])
    g.add('VarHandleOp', 'w', dtype='float', shape=[2], shared_name='v')
    g.add('VarHandleOp', 'u', dtype='float', shape=[2], shared_name='v', container='other')
    g.add('VarHandleOp', 'i', dtype='int32', shape=[2], shared_name='i')
    g.add('ReadVariableOp', 'read_w', ['w'], dtype='float')
    g.add('ReadVariableOp', 'read_u', ['u'], dtype='float')
    g.add('ReadVariableOp', 'read_i', ['i'], dtype='int32')
    f.graph('VarHandleOp', 'one shared_name is one variable, a container is another', g.graph_def, [
        Step(targets=['assign'], feeds={'value': f32([1, 2])}),
        Step(['read_w', 'read']),
        Step(['read_u'], error='failed_precondition'),
        Step(['read_i'], error='failed_precondition')
    ])
    g = resource_variable('float', [2])
    g.add('ReadVariableOp', 'late', ['v', '^assign'], dtype='float')
    g.add('NoOp', 'group', ['^assign'])
    g.add('Identity', 'same', ['v'], T='resource')
    g.add('ReadVariableOp', 'read_same', ['same', '^group'], dtype='float')
    f.graph('ReadVariableOp', 'after an assignment, by a control edge', g.graph_def, [
        Step(['late'], feeds={'value': f32([1, 2])}),
        Step(['read_same'], feeds={'value': f32([3, 4])}),
        Step(['read'])
    ])


def moving_handles(f):
    """A handle goes through ops that move elements."""
    g = Graph()
    for i in range(3):
        g.add('VarHandleOp', 'v%d' % i, dtype='float', shape=[], shared_name='v%d' % i)
        g.const('c%d' % i, f32(i + 0.5))
        g.add('AssignVariableOp', 'init%d' % i, ['v%d' % i, 'c%d' % i], dtype='float')
    g.add('Pack', 'pack', ['v0', 'v1', 'v2'], T='resource', N=3)
    for i in range(3):
        g.const('i%d' % i, i32(i))
        g.const('s%d' % i, i32([i]))
    ways = [
        g.add('StridedSlice', 'strided', ['pack', 's1', 's2', 's1'], T='resource', Index='int32', shrink_axis_mask=1),
        g.add('GatherV2', 'gather', ['pack', 'i2', 'i0'], Tparams='resource', Tindices='int32', Taxis='int32'),
        g.add('Gather', 'gather1', ['pack', 'i1'], Tparams='resource', Tindices='int32')
    ]
    g.add('Unpack', 'unpack', ['pack'], T='resource', num=3)
    g.add('Split', 'split', ['i0', 'pack'], T='resource', num_split=3)
    g.const('none', i32([], (0,)))
    ways += ['unpack:2', g.add('Reshape', 'reshape', ['split:1', 'none'], T='resource', Tshape='int32')]
    g.add('ExpandDims', 'expand', ['v2', 'i0'], T='resource')
    ways.append(g.add('Squeeze', 'squeeze', ['expand'], T='resource'))
    g.placeholder('p', 'bool')
    ways += [g.add(op, op, ['p', 'v0', 'v1'], T='resource') for op in ('Select', 'SelectV2')]
    for i, name in enumerate(ways):
        g.add('ReadVariableOp', 'read%d' % i, [name], dtype='float')
    f.graph('VarHandleOp', 'handles that move', g.graph_def, [Step(targets=['init0', 'init1', 'init2'])] + [
        Step(['read%d' % i], feeds={'p': tensor('bool', b)}) for i in range(len(ways))
        for b in ((True, False)[:1 + (i > 5)])
    ])


def placeholders(f):
    g = Graph()
    g.placeholder('x', 'float')
    g.placeholder('fixed', 'float', [2])
    g.placeholder('partly', 'float', [-1, 3])
    g.const('d', f32([7]))
    g.add('PlaceholderWithDefault', 'default', ['d'], dtype='float', shape=None)
    g.add('Neg', 'neg', ['x'], T='float')
    g.add('Neg', 'neg_fixed', ['fixed'], T='float')
    g.add('Neg', 'neg_partly', ['partly'], T='float')
    g.add('Neg', 'neg_default', ['default'], T='float')
    f.graph('Placeholder', 'fed, not fed', g.graph_def, [
        Step(['neg'], feeds={'x': f32([1, 2])}),
        Step(['neg'], error='invalid_argument'),
        Step(['x'], feeds={'x': f32(3)}),
        Step(['x'], error='invalid_argument'),
        Step(['neg_fixed'], feeds={'fixed': f32([1, 2])}),
        Step(['neg_partly'], feeds={'partly': f32([], (0, 3))}),
        Step(['neg_partly', 'neg'], feeds={'partly': f32([[1, 2, 3]]), 'x': f32(5)})
    ])
    f.graph('PlaceholderWithDefault', 'fed, not fed', g.graph_def, [
        Step(['neg_default', 'default']),
        Step(['neg_default', 'default'], feeds={'default': f32([[1], [2]])}),
        Step(['neg_default'], feeds={'d': f32([9])})
    ])
    for t in types('PlaceholderWithDefault', 'dtype'):
        g = Graph()
        g.const('d', counting(t, (2, 3)))
        g.add('PlaceholderWithDefault', 'default', ['d'], dtype=t, shape=[-1, 3])
        g.placeholder('x', t)
        f.graph('PlaceholderWithDefault', t, g.graph_def, [
            Step(['default']),
            Step(['default', 'x'], feeds={'default': counting(t, (1, 3), 3), 'x': counting(t, (2,))})
        ])


def feeds_and_fetches(f):
    g = Graph()
    g.placeholder('x', 'float')
    g.add('Neg', 'a', ['x'], T='float')
    g.add('Square', 'b', ['a'], T='float')
    g.const('zero', i32(0))
    g.add('Split', 'split', ['zero', 'b'], T='float', num_split=2)
    g.add('Sub', 'c', ['split', 'split:1'], T='float')
    g.add('Identity', 'held', ['zero', '^a'], T='int32')
    g.add('Identity', 'waits', ['zero', '^x'], T='int32')
    f.graph('Identity', 'feeding in the middle, fetching what is fed, output numbers', g.graph_def, [
        Step(['c'], feeds={'x': f32([1, 2])}),
        Step(['c'], feeds={'b': f32([5, 3])}),
        Step(['c', 'split:1', 'split:0'], feeds={'split:1': f32([1]), 'x': f32([4, 2])}),
        Step(['b', 'b', 'a'], feeds={'a': f32([3])}),
        Step(['zero'], feeds={'zero': i32(5)}),
        Step(['c'], feeds={'b': f32([1, 2, 3])}, error='invalid_argument'),
        Step(['waits'], feeds={'x': f32([1])}),
        Step(['waits'], error='invalid_argument'),
        Step(['held'], feeds={'x': f32([1])}),
        Step(['held'], error='invalid_argument'),
        Step(['c'], ['held'], {'x': f32([1, 4])})
    ])
    g = Graph()
    g.add('VariableV2', 'v', shape=[], dtype='float')
    g.const('one', f32(1))
    g.const('two', f32(2))
    g.add('Assign', 'init', ['v', 'one'], T='float')
    g.add('Assign', 'set', ['v', 'two'], T='float')
    g.add('Identity', 'y', ['one', '^set'], T='float')
    g.add('Identity', 'z', ['y'], T='float')
    f.graph('NoOp', 'a control edge into a fed node, and from one', g.graph_def, [
        Step(targets=['init']),
        Step(['z'], feeds={'y': f32(9)}),
        Step(['v']),
        Step(['z'], feeds={'set': f32(3)}),
        Step(['v']),
        Step(['z']),
        Step(['v'])
    ])
    g = Graph()
    g.add('VariableV2', 'v', shape=[], dtype='float')
    g.const('one', f32(1))
    g.add('Assign', 'init', ['v', 'one'], T='float')
    g.add('NoOp', 'n1', ['^init'])
    g.add('NoOp', 'n2', ['^n1'])
    g.add('NoOp', 'alone')
    f.graph('NoOp', 'targets in a chain', g.graph_def, [
        Step(targets=['alone']),
        Step(['v'], error='failed_precondition'),
        Step(targets=['n2', 'alone']),
        Step(['v']),
        Step(targets=['n1', 'n2'])
    ])


def cases(f):
    ref_variables(f)
    ref_order(f)
    resource_variables(f)
    moving_handles(f)
    placeholders(f)
    feeds_and_fetches(f)
