"""Images: resizing."""
import numpy as np

from op_cases.collect import types
from op_cases.tensors import counting, f32, i32, spread, tensor

LEFT_OUT = {}
MODES = {
    'legacy': {},
    'align corners': dict(align_corners=True),
    'half pixel centers': dict(half_pixel_centers=True),
}


def resize(add, op):
    for mode, attrs in MODES.items():
        for t in types(op):
            add(op, '%s, %s: [2,3,4,2] to 5 x 3' % (mode, t),
                [spread(t, (2, 3, 4, 2), -99, 99), i32([5, 3])], const=[1], **attrs)
        for shape, size in [((1, 1, 4, 1), (1, 2)), ((1, 1, 4, 1), (1, 3)), ((1, 1, 4, 1), (2, 7)),
                            ((1, 4, 1, 1), (9, 1)), ((1, 2, 2, 3), (5, 5)), ((2, 7, 5, 3), (3, 2)),
                            ((1, 3, 3, 4), (3, 3)), ((1, 3, 3, 4), (6, 6)), ((1, 1, 1, 3), (4, 4)),
                            ((1, 5, 6, 1), (1, 1)), ((0, 2, 2, 1), (3, 3)), ((1, 9, 9, 17), (4, 4)),
                            ((1, 13, 11, 2), (29, 17))]:
            add(op, '%s: %s to %d x %d' % (mode, list(shape), *size), [counting('float', shape), i32(size)],
                const=[1], **attrs)
        add(op, mode + ': infinite', [f32([[[[np.inf], [1], [np.nan], [-np.inf], [0]]]]), i32([1, 8])], **attrs)
        add(op, mode + ': a size that is fed', [counting('float', (1, 2, 3, 1)), i32([4, 5])], **attrs)
    x = counting('float', (1, 2, 3, 1))
    for what, image, size, attrs in [
        ('both centers', x, [2, 2], dict(align_corners=True, half_pixel_centers=True)),
        ('height 0', x, [0, 2], {}),
        ('negative width', x, [2, -1], {}),
        ('three sizes', x, [2, 2, 1], {}),
        ('one size', x, [2], {}),
        ('a size of rank 2', x, [[2, 2]], {}),
        ('image of rank 3', counting('float', (2, 3, 1)), [2, 2], {}),
        ('image of rank 5', counting('float', (1, 1, 2, 3, 1)), [2, 2], {}),
        ('no channels', tensor('float', [], (1, 2, 3, 0)), [2, 2], {}),
        ('no rows', tensor('float', [], (1, 0, 3, 1)), [2, 2], {}),
        ('no columns', tensor('float', [], (1, 2, 0, 1)), [2, 2], {}),
    ]:
        add(op, what, [image, i32(size)], error='invalid_argument', **attrs)


def cases(f):
    resize(f.add, 'ResizeBilinear')
    resize(f.add, 'ResizeNearestNeighbor')
