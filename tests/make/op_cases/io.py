"""Checkpoints written and read by ops, file names, StringJoin. Makes the checkpoints of tests/data/ops/files too."""
import os
import shutil
import tempfile

import numpy as np

from op_cases import run
from op_cases.collect import Step
from op_cases.graphs import Graph
from op_cases.tensors import Tensor, counting, f32, i32, tensor

LEFT_OUT = {}
SAVED = [
    'float', 'double', 'half', 'bfloat16', 'int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64',
    'bool', 'complex64', 'complex128', 'string', 'qint8', 'quint8', 'qint32'
]


def text(values):
    return tensor('string', np.array(values, dtype=object))


def plain_ops(f):
    for base, i, n in [('a', 1, 3), ('', 0, 1), ('dir/model.ckpt-7_temp/part', 12345, 99999), ('x', 123456, 1234567)]:
        f.add('ShardedFilename', '%s %d %d' % (base or 'no name', i, n), [text(base), i32(i), i32(n)], const=[1, 2])
    for base, n in [('a', 3), ('', 1), ('dir/model.ckpt', 99999), ('x', 1234567), ('x', 0)]:
        f.add('ShardedFilespec', '%s %d' % (base or 'no name', n), [text(base), i32(n)], const=[1])
    for what, args, attrs in [('two', ['a', 'b'], {}), ('separator', ['a', 'b', 'c'], dict(separator='/')),
                              ('one', ['x'], dict(separator=', ')),
                              ('scalars and vectors', [['a', 'b'], 'c', ['d', 'e']], dict(separator='-')),
                              ('vectors', [['a', ''], ['', b'\x00\xff']], {}),
                              ('matrices', [[['a', 'b']], [['c', 'd']]], {}),
                              ('nothing', [np.zeros((0,)), np.zeros((0,))], {}),
                              ('nothing and a scalar', [np.zeros((0,)), 'x'], {}),
                              ('empty strings', ['', ''], dict(separator='::'))]:
        f.add('StringJoin', what, [[text(a) for a in args]], **attrs)
    f.add('StringJoin', 'shapes differ', [[text(['a', 'b']), text(['a', 'b', 'c'])]], error='invalid_argument')
    f.add('StringJoin', 'ranks differ', [[text(['a', 'b']), text([['a', 'b']])]], error='invalid_argument')


def saver(tensors, slices=None, prefix='prefix'):
    """save: SaveV2 of constants; load0, …: RestoreV2 of each; the names are t0, t1, …"""
    g = Graph()
    g.placeholder(prefix, 'string')
    g.const('names', text(['t%d' % i for i in range(len(tensors))]))
    g.const('slices', text(slices or [''] * len(tensors)))
    for i, t in enumerate(tensors):
        g.const('c%d' % i, t)
    g.add('SaveV2', 'save', [prefix, 'names', 'slices'] + ['c%d' % i for i in range(len(tensors))],
          dtypes=[t.dtype for t in tensors])
    g.add('RestoreV2', 'load', [prefix, 'names', 'slices'], dtypes=[t.dtype for t in tensors])
    return g


def restore(names, slices, dtypes):
    g = Graph()
    g.placeholder('prefix', 'string')
    g.placeholder('names', 'string')
    g.placeholder('slices', 'string')
    g.add('RestoreV2', 'load', ['prefix', 'names', 'slices'], dtypes=dtypes)
    return g


class Files:
    """Where "$TMP" and "$FILES" stand for directories."""
    def __init__(self, f):
        self.f = f

    def graph(self, op, what, graph, steps):
        directory = tempfile.mkdtemp()
        real = {b'$TMP': directory.encode(), b'$FILES': os.path.abspath(self.f.files).encode()}

        def swap(t, pairs):
            if t.dtype != 'string':
                return t
            data = t.data
            for a, b in pairs:
                data = [s.replace(a, b) for s in data]
            return Tensor(t.dtype, t.shape, data)

        self.f.graph(op, what, graph.graph_def, steps, before=lambda t: swap(t, real.items()),
                     after=lambda t: swap(t, [(b, a) for a, b in real.items()]))
        shutil.rmtree(directory)

    def restore(self, what, prefix, names, slices, dtypes, error=False):
        feeds = dict(prefix=text(prefix), names=text(names), slices=text(slices))
        self.graph('RestoreV2', what, restore(names, slices, dtypes),
                   [Step(['load:%d' % i for i in range(len(dtypes))], feeds=feeds, error=error)])


def saving(files):
    at = dict(prefix=text('$TMP/model.ckpt'))
    for t in SAVED:
        g = saver([counting(t, (2, 3)), counting(t, ()), counting(t, (0, 2))])
        files.graph('SaveV2', t + ': write and read back', g,
                    [Step(targets=['save'], feeds=at),
                     Step(['load:0', 'load:1', 'load:2'], feeds=at)])
    many = [counting(t, (3,), i) for i, t in enumerate(SAVED)]
    files.graph('SaveV2', 'every dtype in one file, twice', saver(many), [
        Step(targets=['save'], feeds=at),
        Step(targets=['save'], feeds=at),
        Step(['load:%d' % i for i in range(len(many))], feeds=at)
    ])
    g = saver([counting('float', (2, 3)), counting('int32', (4,))], ['5 3 1,2:-', '4 0,4'])
    g.const('whole_names', text(['t0']))
    g.const('whole_slices', text(['']))
    g.add('RestoreV2', 'whole', ['prefix', 'whole_names', 'whole_slices'], dtypes=['float'])
    files.graph(
        'SaveV2', 'slices', g,
        [Step(targets=['save'], feeds=at),
         Step(['load:0', 'load:1'], feeds=at),
         Step(['whole'], feeds=at, error=True)])
    g = saver([counting('float', (2, 3))], ['5 3 1,3:-'])
    files.graph('SaveV2', 'a slice of another shape than its tensor', g,
                [Step(targets=['save'], feeds=at, error='invalid_argument')])
    g = saver([counting('float', (2, 3))])
    files.graph('SaveV2', 'into a directory that is made', g, [
        Step(targets=['save'], feeds=dict(prefix=text('$TMP/new/model'))),
        Step(['load'], feeds=dict(prefix=text('$TMP/new/model')))
    ])
    files.graph('RestoreV2', 'before anything was saved', g, [Step(['load'], feeds=at, error='not_found')])


def merging(files):
    g = Graph()
    for i in range(2):
        g.placeholder('part%d' % i, 'string')
        g.const('name%d' % i, text(['w', 'only%d' % i]))
        g.const('slice%d' % i, text(['4 3 %d,2:-' % (2 * i), '']))
        g.const('w%d' % i, counting('float', (2, 3), 6 * i))
        g.const('o%d' % i, counting('int64', (2,), i))
        g.add('SaveV2', 'save%d' % i,
              ['part%d' % i, 'name%d' % i, 'slice%d' % i,
               'w%d' % i, 'o%d' % i], dtypes=['float', 'int64'])
    g.placeholder('to', 'string')
    g.add('Pack', 'parts', ['part0', 'part1', '^save0', '^save1'], T='string', N=2)
    g.add('MergeV2Checkpoints', 'merge', ['parts', 'to'])
    g.add('MergeV2Checkpoints', 'merge_keep', ['parts', 'to'], delete_old_dirs=False)
    g.placeholder('others', 'string')
    g.add('MergeV2Checkpoints', 'merge_others', ['others', 'to'])
    g.add('MergeV2Checkpoints', 'merge_missing', ['others', 'to'], allow_missing_files=True)
    g.const('names', text(['w', 'only0', 'only1', 'w', 'w']))
    g.const('slices', text(['', '', '', '4 3 1,2:-', '4 3 -:1,2']))
    g.add('RestoreV2', 'load', ['to', 'names', 'slices'], dtypes=['float', 'int64', 'int64', 'float', 'float'])
    to = dict(to=text('$TMP/model'))
    parts = dict(part0=text('$TMP/model_temp/part-00000-of-00002'), part1=text('$TMP/model_temp/part-00001-of-00002'),
                 **to)
    loads = ['load:%d' % i for i in range(5)]
    both = dict(others=text(['$TMP/p0', '$TMP/p1']), **to)
    for name in ('merge', 'merge_keep'):
        files.graph('MergeV2Checkpoints', 'two shards, ' + name, g,
                    [Step(targets=[name], feeds=parts), Step(loads, feeds=to)])
    files.graph('MergeV2Checkpoints', 'a shard is missing', g, [
        Step(targets=['save0'], feeds=dict(part0=text('$TMP/p0'))),
        Step(targets=['merge_others'], feeds=both, error=True)
    ])
    files.graph('MergeV2Checkpoints', 'a shard is missing and may', g, [
        Step(targets=['save0'], feeds=dict(part0=text('$TMP/p0'))),
        Step(targets=['merge_missing'], feeds=both),
        Step(['load:1'], feeds=to, error='not_found')
    ])


def fixtures(directory):
    """V2: every dtype, a partitioned tensor; V1: the same tensors by SaveSlices."""
    shutil.rmtree(directory, ignore_errors=True)
    os.makedirs(directory)
    names = ['%s_3' % t for t in SAVED] + ['scalar', 'empty', 'ordinary', 'w', 'w']
    tensors = [counting(t, (3,), 1) for t in SAVED] + [
        f32(2.5),
        f32([], (0, 4)),
        counting('float', (2, 3, 2)),
        counting('float', (2, 3)),
        counting('float', (3, 3), 6)
    ]
    slices = [''] * (len(names) - 2) + ['5 3 0,2:-', '5 3 2,3:-']
    old = [(n, s, t) for n, s, t in zip(names, slices, tensors)
           if t.dtype not in ('uint32', 'uint64', 'complex128', 'string', 'uint16', 'half', 'bfloat16')]
    g = Graph()
    g.const('file', text(os.path.join(directory, 'v1.ckpt')))
    for kind, rows, op, prefix in (('v2', list(zip(names, slices,
                                                   tensors)), 'SaveV2', 'v2'), ('v1', old, 'SaveSlices', 'v1.ckpt')):
        g = Graph()
        g.const('prefix', text(os.path.join(directory, prefix)))
        # One node cannot hold two slices of one tensor in V2, so the second goes to a shard of its own.
        groups = [rows[:-1], rows[-1:]] if op == 'SaveV2' else [rows]
        for k, group in enumerate(groups):
            g.const('prefix%d' % k, text(os.path.join(directory, prefix if op != 'SaveV2' else 'part%d' % k)))
            g.const('names%d' % k, text([r[0] for r in group]))
            g.const('slices%d' % k, text([r[1] for r in group]))
            for i, r in enumerate(group):
                g.const('c%d_%d' % (k, i), r[2])
            types_of = dict([('dtypes' if op == 'SaveV2' else 'T', [r[2].dtype for r in group])])
            g.add(op, 'save%d' % k,
                  ['prefix%d' % k, 'names%d' % k, 'slices%d' % k] + ['c%d_%d' % (k, i) for i in range(len(group))],
                  **types_of)
        steps = [Step(targets=['save%d' % k for k in range(len(groups))])]
        if op == 'SaveV2':
            g.const('parts', text([os.path.join(directory, 'part0'), os.path.join(directory, 'part1')]))
            g.add('MergeV2Checkpoints', 'merge', ['parts', 'prefix'])
            steps.append(Step(targets=['merge']))
        run.run_steps(g.graph_def, steps)
        assert not any(s.error for s in steps), [s.message for s in steps]
    return [r[0] for r in old]


def reading(files, in_v1):
    for kind, prefix in (('V2', '$FILES/v2'), ('V1', '$FILES/v1.ckpt')):
        for t in SAVED:
            if kind == 'V2' or t + '_3' in in_v1:
                files.restore('%s: %s' % (kind, t), prefix, [t + '_3'], [''], [t])
        files.restore(kind + ': scalar, empty, rank 3', prefix, ['ordinary', 'scalar', 'empty'], [''] * 3,
                      ['float'] * 3)
        for s in ('2 3 2 -:1,2:-', '2 3 2 1,1:0,1:1,1', '2 3 2 -:-:-', '2 3 2 0,1:-:0,2', '2 3 2 -:2,1:0,1'):
            files.restore('%s: slice %s' % (kind, s), prefix, ['ordinary'], [s], ['float'])
        for s in ('', '5 3 0,2:-', '5 3 2,3:-', '5 3 1,2:-', '5 3 0,5:1,1', '5 3 3,1:0,2', '5 3 1,3:1,2'):
            files.restore('%s: partitioned, slice %s' % (kind, s or 'all'), prefix, ['w'], [s], ['float'])
        files.restore(kind + ': no such tensor', prefix, ['nothing'], [''], ['float'], error='not_found')
        files.restore(kind + ': one of two is missing', prefix, ['scalar', 'nothing'], ['', ''], ['float'] * 2,
                      error='not_found')
        files.restore(kind + ': another dtype', prefix, ['scalar'], [''], ['int32'], error='invalid_argument')
        for s in ('2 3 1 -:-:-', '2 3 -:-', '2 3 2 -:1,3:-', 'x', '2 3 2', '2 3 2 -:-', '2 3 2 -:1:-',
                  '2 3 2 -:-1,2:-'):
            files.restore('%s: wrong slice %s' % (kind, s), prefix, ['ordinary'], [s], ['float'], error=True)
    files.restore('no such file', '$FILES/nothing', ['a'], [''], ['float'], error='not_found')
    files.restore('two names, one slice', '$FILES/v2', ['scalar', 'empty'], [''], ['float'] * 2,
                  error='invalid_argument')
    files.restore('two names, one dtype', '$FILES/v2', ['scalar', 'empty'], ['', ''], ['float'],
                  error='invalid_argument')

    def slice_of(what, pattern, name, s, t='float', error=False):
        g = Graph()
        for n in ('pattern', 'name', 'slice'):
            g.placeholder(n, 'string')
        g.add('RestoreSlice', 'load', ['pattern', 'name', 'slice'], dt=t)
        files.graph('RestoreSlice', what, g,
                    [Step(['load'], feeds=dict(pattern=text(pattern), name=text(name), slice=text(s)), error=error)])

    for t in SAVED:
        if t + '_3' in in_v1:
            slice_of(t, '$FILES/v1.ckpt', t + '_3', '', t)
    for s in ('', '2 3 2 -:1,2:-', '2 3 2 1,1:0,1:1,1'):
        slice_of('slice %s' % (s or 'all'), '$FILES/v1.ckpt', 'ordinary', s)
    for s in ('5 3 1,2:-', '5 3 0,5:1,1'):
        slice_of('partitioned, slice %s' % s, '$FILES/v1.ckpt', 'w', s)
    slice_of('a pattern', '$FILES/v1*', 'scalar', '')
    slice_of('no such tensor', '$FILES/v1.ckpt', 'nothing', '', error='not_found')
    slice_of('no such file', '$FILES/nothing', 'scalar', '', error='not_found')
    slice_of('another dtype', '$FILES/v1.ckpt', 'scalar', '', 'int32', error='invalid_argument')
    slice_of('wrong slice', '$FILES/v1.ckpt', 'ordinary', '2 3 2 -:-', error='internal')

    def whole(what, pattern, name, t='float', error=False, **attrs):
        g = Graph()
        for n in ('pattern', 'name'):
            g.placeholder(n, 'string')
        g.add('Restore', 'load', ['pattern', 'name'], dt=t, **attrs)
        files.graph('Restore', what, g,
                    [Step(['load'], feeds=dict(pattern=text(pattern), name=text(name)), error=error)])

    for t in SAVED:
        if t + '_3' in in_v1:
            whole(t, '$FILES/v1.ckpt', t + '_3', t)
    for name in ('scalar', 'empty', 'ordinary', 'w'):
        whole(name, '$FILES/v1.ckpt', name)
    whole('a pattern', '$FILES/v1*', 'scalar')
    whole('a preferred shard', '$FILES/v1*', 'ordinary', preferred_shard=0)
    whole('no such tensor', '$FILES/v1.ckpt', 'nothing', error='not_found')
    whole('no such file', '$FILES/nothing', 'scalar', error='not_found')
    whole('another dtype', '$FILES/v1.ckpt', 'scalar', 'int32', error='invalid_argument')
    whole('two patterns', ['$FILES/v1.ckpt', '$FILES/v1.ckpt'], 'scalar', error='invalid_argument')


def cases(f):
    files = Files(f)
    plain_ops(f)
    saving(files)
    merging(files)
    reading(files, fixtures(f.files))
