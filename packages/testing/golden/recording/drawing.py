"""Numbers for the cases, and how they are written down."""

import numpy as np


def draw(seed, shape):
    """Normally distributed numbers, rounded so that no last bit depends on the processor."""
    return np.round(np.random.default_rng(seed).standard_normal(shape), 4)


def flat(values):
    """All elements row by row."""
    return np.asarray(values, np.float64).flatten().tolist()
