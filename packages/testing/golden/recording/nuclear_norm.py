"""The nuclear norm: its value, its gradient and its proximal operator, from the singular value decomposition of NumPy.

A singular value below 1e-12 is what rounding leaves of 0.
"""

import numpy as np

from .drawing import draw, flat

LIBRARIES = [f'numpy {np.__version__}']

WIDE, TALL, SQUARE, FILTERS = draw(21, (3, 5)), draw(22, (6, 3)), draw(23, (4, 4)), draw(24, (2, 2, 3, 2))
LOW = draw(25, (4, 2)) @ draw(26, (2, 6))
# The second unit of output is without any weight.
HOLED = draw(27, (4, 3)) * [1, 0, 1]
ROW, COLUMN, NOTHING = draw(28, (1, 4)), draw(29, (4, 1)), np.zeros((3, 2))
# The singular values 3, 3, 1 and 1 are pairs, each of which has any vectors of a plane.
PAIRS = np.array([[1.0, 2, 0, 0], [2, 1, 0, 0], [0, 0, 1, 2], [0, 0, 2, 1]])
TINY, HUGE = 1e-25 * TALL, 1e25 * WIDE


def case(w, strength, step):
    u, s, vt = np.linalg.svd(w.reshape(-1, w.shape[-1]), full_matrices=False)
    there = s > 1e-12 * s.max()
    of = lambda values: flat((u * values) @ vt)
    return {
        'config': {'regularizer': 'nuclearNorm', 'lambda': strength},
        'shape': list(w.shape),
        'weight': flat(w),
        'penalty': strength * s[there].sum(),
        'gradient': of(strength * there),
        'step': step,
        'proximal': of(np.maximum(0, s - strength * step)),
        'condition': s.max() / s[there].min() if there.any() else 1.0,
    }


def cases():
    for w in (WIDE, TALL, SQUARE, FILTERS, LOW, HOLED, ROW, COLUMN, PAIRS):
        # Of most, the smaller singular values vanish.
        yield case(w, 0.5, 2.5)
    yield case(SQUARE, 0.5, 0.01)
    yield case(SQUARE, 0.5, 0.0)
    yield case(SQUARE, 0.0, 1.0)
    # All of them vanish.
    yield case(WIDE, 1.0, 10.0)
    yield case(NOTHING, 0.5, 1.0)
    yield case(TINY, 0.5, 1e-25)
    yield case(HUGE, 0.5, 1e25)
