"""What constraints make of weights."""

import jax
import keras
import numpy as np
import optax
import torch

from .drawing import draw, flat

LIBRARIES = [
    f'keras {keras.__version__}', f'optax {optax.__version__}', f'torch {torch.__version__}',
]  # fmt: skip

SMALL, MATRIX, FILTERS = 0.2 * draw(4, (3, 4)), draw(5, (4, 3)), draw(6, (2, 2, 3, 2))
# The second unit of output is without any weight.
HOLED = MATRIX * [1, 0, 1]
WEIGHTS = [SMALL, MATRIX, FILTERS]
# Along which axes of a weight, by its rank, Keras is to take norms.
AXES = {
    'output': {2: 0, 4: (0, 1, 2)},
    'input': {2: 1, 4: (0, 1, 3)},
    'tensor': {2: (0, 1), 4: (0, 1, 2, 3)},
}


def by_keras(config, w):
    options = {
        'maxNorm': lambda c: keras.constraints.MaxNorm(c['maxValue'], axis),
        'unitNorm': lambda c: keras.constraints.UnitNorm(axis),
        'minMaxNorm': lambda c: keras.constraints.MinMaxNorm(
            c['minValue'], c['maxValue'], c['rate'], axis
        ),
    }
    axis = AXES[config.get('units', 'output')][w.ndim]
    return options[config['regularizer']](config)(torch.tensor(w)).numpy()


def by_torch(config, w):
    """torch.renorm looks at the slices along one dimension; here that of the output or of the input."""
    dimension = {'output': -1, 'input': -2}[config['units']]
    return torch.renorm(torch.tensor(w), 2, dimension, config['maxValue']).numpy()


def by_optax(config, w):
    project = {
        'box': lambda x, c: optax.projections.projection_box(x, c['low'], c['high']),
        'halfspace': lambda x, c: optax.projections.projection_halfspace(
            x, np.array(c['normal']), c['offset']
        ),
        'hyperplane': lambda x, c: optax.projections.projection_hyperplane(
            x, np.array(c['normal']), c['offset']
        ),
        'l1Ball': lambda x, c: optax.projections.projection_l1_ball(x, c['radius']),
        'l1Sphere': lambda x, c: optax.projections.projection_l1_sphere(x, c['radius']),
        'l2Ball': lambda x, c: optax.projections.projection_l2_ball(x, c['radius']),
        'l2Sphere': lambda x, c: optax.projections.projection_l2_sphere(x, c['radius']),
        'nonNegative': lambda x, c: optax.projections.projection_non_negative(x),
        'simplex': lambda x, c: optax.projections.projection_simplex(x, c['total']),
    }[config['regularizer']]
    return in_units(w, config.get('units', 'tensor'), lambda x: project(x, config))


def in_units(w, units, project):
    """The projection of each unit alone."""
    axis = {'output': -1, 'input': -2, 'tensor': None}[units]
    if axis is None:
        return np.asarray(project(w.flatten())).reshape(w.shape)
    moved = np.moveaxis(w, axis, 0)
    made = [np.asarray(project(unit.flatten())).reshape(unit.shape) for unit in moved]
    return np.moveaxis(np.stack(made), 0, axis)


def case(reference, w, name, **options):
    config = {'regularizer': name} | options
    made = reference(config, w)
    return {
        'source': reference.__name__[3:],
        'config': config,
        'shape': list(w.shape),
        'weight': flat(w),
        'projected': flat(made),
    }


def cases():
    assert jax.config.jax_enable_x64
    keras.config.set_floatx('float64')
    for w in WEIGHTS:
        yield case(by_optax, w, 'nonNegative')
        yield case(by_optax, w, 'box', low=-0.25, high=0.5)
        for units in ('output', 'input', 'tensor'):
            yield case(by_keras, w, 'maxNorm', maxValue=1.0, units=units)
            yield case(by_optax, w, 'l2Ball', radius=1.0, units=units)
            yield case(by_optax, w, 'l1Ball', radius=1.25, units=units)
    for units in ('output', 'input', 'tensor'):
        yield case(by_keras, HOLED, 'unitNorm', units=units)
        yield case(by_keras, HOLED, 'minMaxNorm', minValue=0.5, maxValue=1.5, rate=1, units=units)
        yield case(by_keras, MATRIX, 'minMaxNorm', minValue=2, maxValue=3, rate=0.25, units=units)
        yield case(by_optax, MATRIX, 'simplex', total=1.0, units=units)
        yield case(by_optax, FILTERS, 'simplex', total=2.5, units=units)
        yield case(by_optax, MATRIX, 'l1Sphere', radius=2.0, units=units)
        yield case(by_optax, SMALL, 'l1Sphere', radius=4.0, units=units)
        yield case(by_optax, MATRIX, 'l2Sphere', radius=2.0, units=units)
    for units in ('output', 'input'):
        for w in WEIGHTS:
            yield case(by_torch, w, 'renorm', maxValue=0.75, units=units)
    for name in ('halfspace', 'hyperplane'):
        yield case(by_optax, MATRIX, name, normal=[1.0, -2.0, 0.5, 3.0], offset=0.5, units='output')
        yield case(by_optax, MATRIX, name, normal=[1.0, 1.0, 1.0], offset=-0.25, units='input')
        yield case(by_optax, SMALL, name, normal=[1.0] * 12, offset=1.0, units='tensor')
