"""Blocks: SpaceToBatchND, BatchToSpaceND, SpaceToDepth, DepthToSpace; axes: MirrorPad, ReverseV2, Roll."""
import numpy as np

from op_cases.collect import types
from op_cases.tensors import counting, f32, i32, i64

LEFT_OUT = {('*', 'variant'): 'variant values need the list family', ('*', 'resource'): 'see the state family'}


def batches(add):
    """Their inputs need a shape: TensorFlow's shape function refuses a block shape of unknown length."""
    for op, s in (('SpaceToBatchND', (1, 4, 2)), ('BatchToSpaceND', (2, 3, 2))):
        for t in types(op):
            add(op, t + ': blocks of 2', [counting(t, s), i32([2]), i32([[1, 1]])], const=[1, 2], shaped=True)
        for n, (block, pads) in enumerate([(i32, i64), (i64, i32), (i64, i64)]):
            add(op, '%s blocks, %s paddings' % (block.__name__, pads.__name__),
                [counting('float', s), block([2]), pads([[1, 1]])], const=[1, 2] if n else [], shaped=True)
    op = 'SpaceToBatchND'
    for s, block, pads in [((1, 3), [2], [[0, 1]]), ((2, 6), [3], [[0, 0]]), ((2, 4, 6, 1), [2, 3], [[0, 0], [0, 0]]),
                           ((1, 3, 5, 2), [2, 2], [[1, 0], [0, 1]]), ((1, 3, 5, 2), [1, 1], [[0, 0], [0, 0]]),
                           ((1, 3, 5, 2), [1, 1], [[1, 2], [0, 1]]), ((1, 3, 5, 2), [1, 2], [[0, 0], [1, 0]]),
                           ((1, 3, 5, 2), [3, 1], [[0, 0], [0, 0]]), ((1, 2, 2, 2), [2, 2], [[2, 0], [0, 2]]),
                           ((1, 2, 2, 4, 1), [2, 1, 2], [[0, 0]] * 3), ((1, 2, 3, 2, 2), [2, 2, 2], [[0, 0], [1, 0],
                                                                                                     [0, 0]]),
                           ((1, 2, 2, 2, 2, 1), [2, 1, 1, 2], [[0, 0]] * 4), ((2, 3, 2), [], np.zeros((0, 2))),
                           ((0, 4), [2], [[0, 0]]), ((1, 0, 2), [2], [[1, 1]]), ((1, 4, 0), [2], [[0, 0]]),
                           ((1, 5, 1, 2), [4, 1], [[1, 2], [0, 0]])]:
        add(op, '%s by %s, paddings %s' % (list(s), block, np.array(pads).astype(int).tolist()),
            [counting('float', s, 1), i32(block, (len(block),)), i32(pads)], const=[1, 2], shaped=True)
    for what, s, block, pads in [('does not divide', (1, 3), [2], [[0, 0]]), ('block 0', (1, 4), [0], [[0, 0]]),
                                 ('block -2', (1, 4), [-2], [[0, 0]]), ('negative padding', (1, 3), [2], [[-1, 0]]),
                                 ('too many blocks', (1, 4), [2, 2], [[0, 0], [0, 0]]),
                                 ('paddings of another length', (1, 4), [2], [[0, 0], [0, 0]]),
                                 ('paddings of three columns', (1, 4), [2], [[0, 0, 0]]),
                                 ('paddings of rank 1', (1, 4), [2], [0, 0]), ('a scalar', (), [2], [[0, 0]]),
                                 ('blocks of rank 2', (1, 4), [[2]], [[0, 0]])]:
        add(op, what, [counting('float', s), i32(block), i32(pads)], const=[1, 2], shaped=True,
            error='invalid_argument')
    op = 'BatchToSpaceND'
    for s, block, crops in [((2, 2), [2], [[0, 1]]), ((6, 2), [3], [[0, 0]]), ((12, 2, 2, 1), [2, 3], [[0, 0], [0, 0]]),
                            ((4, 2, 3, 2), [2, 2], [[1, 0], [0, 1]]), ((1, 3, 5, 2), [1, 1], [[0, 0], [0, 0]]),
                            ((1, 3, 5, 2), [1, 1], [[1, 1], [2, 1]]), ((2, 3, 5, 2), [1, 2], [[0, 0], [3, 4]]),
                            ((3, 3, 2, 1), [3, 1], [[4, 2], [0, 0]]), ((4, 1, 1, 2), [2, 2], [[0, 1], [1, 0]]),
                            ((4, 1, 2, 2, 1), [2, 1, 2], [[0, 0]] * 3),
                            ((4, 1, 2, 1, 2, 1), [2, 1, 1, 2], [[0, 0]] * 4),
                            ((2, 3, 2), [], np.zeros((0, 2))), ((0, 2), [2], [[0, 0]]), ((2, 0, 3), [2], [[0, 0]]),
                            ((2, 2, 0), [2], [[0, 0]]), ((2, 2), [2], [[4, 0]]), ((2, 2), [2], [[2, 2]]),
                            ((8, 1, 2, 2, 2), [2, 2, 2], [[0, 0], [1, 0], [0, 2]])]:
        add(op, '%s by %s, crops %s' % (list(s), block, np.array(crops).astype(int).tolist()),
            [counting('float', s, 1), i32(block, (len(block),)), i32(crops)], const=[1, 2], shaped=True)
    for what, s, block, crops in [('the batch does not divide', (3, 2), [2], [[0, 0]]),
                                  ('block 0', (2, 4), [0], [[0, 0]]),
                                  ('block -2', (2, 4), [-2], [[0, 0]]), ('negative crop', (2, 3), [2], [[-1, 0]]),
                                  ('crops more than there is', (2, 2), [2], [[3, 2]]),
                                  ('too many blocks', (4, 4), [2, 2], [[0, 0], [0, 0]]),
                                  ('crops of another length', (2, 4), [2], [[0, 0], [0, 0]]),
                                  ('crops of three columns', (2, 4), [2], [[0, 0, 0]]),
                                  ('a scalar', (), [2], [[0, 0]])]:
        add(op, what, [counting('float', s), i32(block), i32(crops)], const=[1, 2], shaped=True,
            error='invalid_argument')


def depths(add):
    for op, s in (('SpaceToDepth', (1, 2, 4, 2)), ('DepthToSpace', (1, 1, 2, 8))):
        for t in types(op):
            add(op, t + ': blocks of 2', [counting(t, s)], block_size=2)
    for s, n in [((2, 4, 2, 3), 2), ((1, 3, 6, 1), 3), ((1, 4, 8, 2), 4), ((0, 2, 2, 1), 2), ((1, 0, 2, 1), 2),
                 ((1, 2, 0, 1), 2), ((1, 2, 2, 0), 2), ((1, 2, 2, 17), 2)]:
        add('SpaceToDepth', '%s by %d' % (list(s), n), [counting('float', s)], block_size=n, data_format='NHWC')
    for s, n in [((2, 2, 1, 12), 2), ((1, 1, 2, 9), 3), ((1, 1, 2, 32), 4), ((0, 1, 1, 4), 2), ((1, 0, 1, 4), 2),
                 ((1, 2, 0, 4), 2), ((1, 1, 1, 0), 2), ((1, 1, 1, 68), 2)]:
        add('DepthToSpace', '%s by %d' % (list(s), n), [counting('float', s)], block_size=n, data_format='NHWC')
    for op, wrong in (('SpaceToDepth', [((1, 3, 4, 1), 2), ((1, 4, 3, 1), 2), ((2, 2, 2), 2), ((1, 2, 2, 1, 1), 2)]),
                      ('DepthToSpace', [((1, 1, 1, 6), 2), ((1, 1, 1, 4), 3), ((1, 1, 4), 2), ((1, 1, 1, 1, 4), 2)])):
        for s, n in wrong:
            add(op, '%s by %d is wrong' % (list(s), n), [counting('float', s)], block_size=n, error='invalid_argument')
        for n in (1, 0, -2):
            add(op, 'block size %d' % n, [counting('float', (1, 4, 4, 4))], block_size=n, error='invalid_argument')
        add(op, 'no such format', [counting('float', (1, 4, 4, 4))], block_size=2, data_format='CHWN',
            error='invalid_argument')


def mirror(add):
    op = 'MirrorPad'
    for t in types(op):
        for mode in ('REFLECT', 'SYMMETRIC'):
            add(op, '%s: %s' % (t, mode), [counting(t, (3, 2)), i32([[1, 2], [1, 0]])], const=[1], mode=mode)
    for n, (s, pads) in enumerate([((3,), [[2, 2]]), ((3,), [[0, 0]]), ((4,), [[0, 3]]), ((4,), [[3, 0]]),
                                   ((1, 3), [[0, 0], [1, 1]]), ((2, 3, 2), [[1, 0], [2, 1], [0, 1]]),
                                   ((1, 3, 4, 2), [[0, 0], [1, 1], [2, 2], [0, 0]]),
                                   ((2, 2, 2, 2, 2), [[1, 1], [0, 0], [0, 1], [1, 0], [1, 1]]), ((), np.zeros((0, 2))),
                                   ((2, 0), [[1, 1], [0, 0]]), ((0,), [[0, 0]]), ((0, 3), [[0, 0], [1, 2]])]):
        for mode in ('REFLECT', 'SYMMETRIC'):
            # REFLECT refuses an axis of nothing: 0 isn't below its size.
            add(op, '%s %s, %s' % (list(s), np.array(pads).astype(int).tolist(), mode),
                [counting('float', s), (i32, i64)[n % 2](pads)], const=[1] if n % 3 else [], mode=mode,
                error='invalid_argument' if 0 in s and mode == 'REFLECT' else None)
    add(op, 'SYMMETRIC repeats all', [counting('float', (3,)), i32([[3, 3]])], const=[1], mode='SYMMETRIC')
    for what, s, pads, mode in [('REFLECT of the size', (3,), [[3, 0]], 'REFLECT'),
                                ('REFLECT of the size behind', (3,), [[0, 3]], 'REFLECT'),
                                ('REFLECT of one', (1,), [[1, 0]], 'REFLECT'),
                                ('SYMMETRIC beyond the size', (3,), [[4, 0]], 'SYMMETRIC'),
                                ('negative', (3,), [[-1, 0]], 'REFLECT'), ('of nothing', (0,), [[1, 0]], 'SYMMETRIC'),
                                ('fewer rows than dimensions', (3, 2), [[1, 0]], 'REFLECT'),
                                ('three columns', (3,), [[1, 0, 0]], 'REFLECT'), ('rank 1', (3,), [1, 0], 'REFLECT'),
                                ('no such mode', (3,), [[1, 0]], 'EDGE')]:
        add(op, what, [counting('float', s), i32(pads)], const=[1], mode=mode, error='invalid_argument')


def reverse(add):
    op = 'ReverseV2'
    for t in types(op):
        add(op, t + ': [2,3] over 1', [counting(t, (2, 3)), i32([1])], const=[1])
        add(op, t + ': [3,2] over 0, int64', [counting(t, (3, 2)), i64([0])], const=[1])
    for n, (s, axes) in enumerate([((7,), [0]), ((7,), [-1]), ((7,), []), ((2, 3), [0, 1]), ((2, 3), [1, 0]),
                                   ((2, 3), [-2]), ((2, 3, 4), [0]), ((2, 3, 4), [1]), ((2, 3, 4), [2]),
                                   ((2, 3, 4), [0, 2]), ((2, 3, 4), [-1, 1, 0]), ((2, 2, 3, 3), [1, 2]),
                                   ((2, 2, 3, 3), [3]), ((2, 1, 2, 3, 2), [0, 3]), ((1, 2, 1, 2, 1, 3), [1, 5]),
                                   ((1, 2, 1, 2, 1, 2, 1, 2), [1, 7]), ((), []), ((0,), [0]), ((2, 0), [0]),
                                   ((33, 3), [1]), ((3, 33), [0, 1])]):
        add(op, '%s over %s' % (list(s), axes), [counting('float', s), i32(axes, (len(axes),))],
            const=[1] if n % 3 else [])
    for what, axes in [('axis 2 of a matrix', [2]), ('axis -3 of a matrix', [-3]), ('an axis twice', [0, 0]),
                       ('an axis twice, once from the end', [1, -1]), ('axes of rank 2', [[0]])]:
        add(op, what, [counting('float', (2, 3)), i32(axes)], const=[1], error='invalid_argument')
    add(op, 'the axis is a scalar', [counting('float', (2, 3)), i32(0)], const=[1], error='invalid_argument')


def roll(add):
    op = 'Roll'
    for t in types(op):
        add(op, t + ': [2,3] by 1 over 1', [counting(t, (2, 3)), i32(1), i32(1)], const=[1, 2])
    for n, (s, shift, axis) in enumerate([((7,), 2, 0), ((7,), -2, 0), ((7,), 0, 0), ((7,), 7, 0), ((7,), 9, -1),
                                          ((7,), -30, 0), ((7,), [2], [0]), ((7,), [2, 3], [0, 0]),
                                          ((3, 4), [1, 2], [0, 1]), ((3, 4), [-1, 5], [1, 0]), ((3, 4), 1, -2),
                                          ((3, 4), [1, 1], [-1, 1]), ((2, 3, 4), 1, 1),
                                          ((2, 3, 4), [1, 1, 1], [0, 1, 2]),
                                          ((2, 3, 4), [1, -1], [2, 0]), ((2, 1, 3, 2), [1, 2], [3, 2]),
                                          ((1, 2, 1, 2, 1, 3), [1, 2], [3, 5]), ((0,), 1, 0), ((2, 0), 1, 0),
                                          ((2, 0), 1, 1), ((3, 17), 5, 1), ((7,), np.zeros((0,)), np.zeros((0,)))]):
        shift, axis = np.array(shift, dtype=np.int64), np.array(axis, dtype=np.int64)
        for m, (si, ai) in enumerate([(i32, i32), (i64, i64)]):
            if m == 0 or n % 4 == 0:
                add(op, '%s by %s over %s%s' % (list(s), shift.tolist(), axis.tolist(), ', int64' if m else ''),
                    [counting('float', s), si(shift), ai(axis)], const=[1, 2] if n % 3 else [])
    # TensorFlow cuts larger shifts to 32 bits.
    add(op, 'far beyond', [counting('float', (7,)), i64(2**31 - 1), i64(0)], const=[1, 2])
    for what, s, shift, axis in [('axis 2 of a matrix', (2, 3), 1, 2), ('axis -3 of a matrix', (2, 3), 1, -3),
                                 ('more shifts than axes', (2, 3), [1, 1], [0]), ('a shift for two axes', (2, 3), 1,
                                                                                  [0, 1]),
                                 ('shifts of rank 2', (2, 3), [[1]], [[0]]), ('a scalar', (), 1, 0)]:
        add(op, what, [counting('float', s), i32(shift), i32(axis)], const=[1, 2], error='invalid_argument')


def cases(f):
    batches(f.add)
    depths(f.add)
    mirror(f.add)
    reverse(f.add)
    roll(f.add)
    f.add('SpaceToDepth', 'blocks across rows and columns', [f32(np.arange(16), (1, 4, 4, 1))], block_size=2)
    f.add('DepthToSpace', 'the block\'s rows first', [f32(np.arange(8), (1, 1, 1, 8))], block_size=2)
    f.add('Roll', 'int32 shift, int64 axis', [f32([1, 2, 3]), i32(1), i64(0)])
