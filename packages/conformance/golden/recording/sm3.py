"""SM3-II as pytorch_optimizer has it, written out."""

import numpy as np

from .numpy_run import NumpyRun
from .problems import case

RULE = 'SM3'


def step(p, g, state, t, o):
    # A number is a vector of one element.
    g = g.reshape(g.shape or (1,))
    beta, axes = o['beta'], range(g.ndim)
    names = [f'slices{axis}' for axis in axes] if g.ndim > 1 else ['sum']
    slices = [state.get(name, 0) for name in names]
    nu = np.zeros_like(g) + np.inf
    for one in slices:
        nu = np.minimum(nu, one)
    nu = beta * nu + (1 - beta) * g**2 if beta > 0 else nu + g**2
    for axis, name in enumerate(names):
        others = tuple(other for other in axes if other != axis)
        largest = nu.max(axis=others, keepdims=True)
        state[name] = np.maximum(slices[axis], largest) if beta > 0 else largest
    u = g / np.sqrt(nu + o['epsilon'])
    if o['momentum'] > 0:
        u = state['m'] = o['momentum'] * state.get('m', 0) + (1 - o['momentum']) * u
    return p - o['learningRate'] * u.reshape(p.shape)


SLOTS = ['sum', 'slices0', 'slices1', 'slices2', 'slices3', 'm']
run = NumpyRun(
    {'learningRate': 0.1, 'momentum': 0.0, 'beta': 0.0, 'epsilon': 1e-30},
    {slot: slot for slot in SLOTS},
    step,
)

lr, heavy = {'learningRate': 0.05}, {'momentum': 0.9}
more = {**heavy, 'beta': 0.9}
rates = [0.02, 0.05, 0.1, 0.1, 0.08, 0.05, 0.01, 0.0]
groups = [
    {'parameters': [0, 2], 'options': {'learningRate': 0.05, **heavy}},
    {'parameters': [1], 'options': {'learningRate': 0.2}},
]
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'M', lr),
    case('vector', 'V', lr),
    case('momentum', 'M', {**lr, **heavy}),
    case('beta', 'V', {**lr, 'beta': 0.9}),
    case('beta one', 'M', {**lr, 'beta': 1.0, 'epsilon': 1.0}),
    case('three dimensions', 'cubes', {**lr, 'beta': 0.5}),
    case('missing gradients', 'missing', {**lr, **heavy}),
    case('wide gradients', 'wide', lr),
    case('epsilon, zeros', 'zeros', {**lr, 'epsilon': 1e-3}),
    case('schedule, more options', 'R', more, learningRates=rates),
    case('clip norm', 'missing', lr, clip={'norm': 1}),
    case('groups', 'missing', {}, groups=groups),
    case('all', 'R', {**lr, **more, 'epsilon': 0.1, 'maximize': True}),
]
