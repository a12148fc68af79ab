"""Boxes of CutMix, and the shares that they leave."""

import importlib.metadata
import importlib.util
from pathlib import Path

# Only this file: the whole of timm.data asks for torchvision too.
FOLDER = Path(importlib.util.find_spec('timm').origin).parent
SPEC = importlib.util.spec_from_file_location('mixup', FOLDER / 'data' / 'mixup.py')
reference = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(reference)

LIBRARIES = [f'timm {importlib.metadata.version("timm")}']

CASES = (
    ((8, 8), 0.75, (4, 4)),
    ((8, 8), 0.75, (0, 7)),
    ((7, 10), 0.3, (3, 9)),
    ((7, 10), 0.5, (6, 0)),
    ((28, 28), 0.123, (13, 2)),
    ((5, 3), 0.0, (2, 1)),
    ((5, 3), 1.0, (2, 1)),
    ((1, 1), 0.9, (0, 0)),
)


def case(size, share, centre):
    # The reference draws the centre, first the row and then the column; here both are given.
    given = iter(centre)

    class Fixed:
        clip = staticmethod(reference.np.clip)
        sqrt = staticmethod(reference.np.sqrt)
        random = type('Random', (), {'randint': staticmethod(lambda *_, **__: next(given))})

    original, reference.np = reference.np, Fixed
    try:
        box, left = reference.cutmix_bbox_and_lam((1, 1, *size), share)
    finally:
        reference.np = original
    return {
        'size': list(size),
        'share': share,
        'centre': list(centre),
        'box': [int(edge) for edge in box],
        'left': float(left),
    }


def cases():
    return (case(*given) for given in CASES)
