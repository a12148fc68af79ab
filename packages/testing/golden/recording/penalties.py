"""Penalties on weights: their value, and their gradient by automatic differentiation."""

import keras
import numpy as np
import torch

from .drawing import draw, flat

LIBRARIES = [f'torch {torch.__version__}', f'keras {keras.__version__}']

WIDE, TALL, FILTERS = draw(1, (3, 5)), draw(2, (5, 3)), draw(3, (2, 2, 3, 2))
HOLED = WIDE.copy()
HOLED[:, 1] = 0
HOLED[2, :] = 0
WEIGHTS = [WIDE, TALL, FILTERS]


def outputs(w):
    """A row for each output unit."""
    return w.reshape(-1, w.shape[-1]).T


def units_of(w, units):
    if units == 'tensor':
        return w.reshape(1, -1)
    return outputs(w) if units == 'output' else w.movedim(-2, 0).flatten(1)


def gram_excess(w):
    rows = outputs(w)
    gram = rows @ rows.T if rows.shape[0] <= rows.shape[1] else rows.T @ rows
    return gram - torch.eye(len(gram), dtype=w.dtype)


def group_lasso(w, o):
    rows = units_of(w, o['units'])
    norms = torch.linalg.vector_norm(rows, dim=1)
    return o['lambda'] * np.sqrt(rows.shape[1]) * norms.sum() + o['l1'] * w.abs().sum()


PENALTIES = {
    'groupLasso': group_lasso,
    'orthogonal': lambda w, o: o['lambda'] * gram_excess(w).square().sum(),
    'spectral': lambda w, o: o['lambda'] / 2 * torch.linalg.svdvals(outputs(w)).max().square(),
    'srip': lambda w, o: o['lambda'] * torch.linalg.eigvalsh(gram_excess(w)).abs().max(),
    'orthogonalDirections': lambda w, o: keras.regularizers.OrthogonalRegularizer(
        factor=o['lambda'], mode={'input': 'rows', 'output': 'columns'}[o['units']]
    )(w),
}

# Keras normalizes in single precision.
TOLERANCES = {'orthogonalDirections': 1e-7}


def case(name, w, **options):
    weight = torch.tensor(w, requires_grad=True)
    value = PENALTIES[name](weight, options)
    value.backward()
    return {
        'config': {'regularizer': name} | options,
        'shape': list(w.shape),
        'weight': flat(w),
        'penalty': value.item(),
        'gradient': flat(weight.grad),
        'tolerance': TOLERANCES.get(name, 1e-9),
    }


def cases():
    keras.config.set_floatx('float64')
    for units in ('output', 'input', 'tensor'):
        for w in WEIGHTS + [HOLED]:
            yield case('groupLasso', w, **{'lambda': 0.3, 'l1': 0.0, 'units': units})
        yield case('groupLasso', FILTERS, **{'lambda': 0.2, 'l1': 0.1, 'units': units})
    for w in WEIGHTS:
        yield case('orthogonal', w, **{'lambda': 0.7})
        yield case('spectral', w, **{'lambda': 0.3, 'iterations': 2000})
        yield case('srip', w, **{'lambda': 0.4, 'iterations': 2000})
    for units in ('output', 'input'):
        for w in (WIDE, TALL):
            yield case('orthogonalDirections', w, **{'lambda': 0.5, 'units': units})
