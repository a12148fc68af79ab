import numpy as np

from .numpy_run import NumpyRun
from .problems import case

RULE = 'FTRL'
DEFAULTS = {
    'learningRate': 1e-3, 'initialAccumulatorValue': 0.0, 'beta': 0.0, 'l1': 0.0, 'l2': 0.0,
    'l2Shrinkage': 0.0,
}  # fmt: skip


def step(p, g, state, t, o):
    """As Keras writes it, but that z and both penalties are for the largest learning rate so far."""
    last = state.get('rate', 0.0)
    rate = state['rate'] = max(last, o['learningRate'])
    share = o['learningRate'] / rate if rate > 0 else 0
    n, z = state.get('n', np.full_like(p, o['initialAccumulatorValue'])), state.get('z', np.zeros_like(p))
    if rate == 0:
        return p
    root = np.sqrt(n + g**2)
    z = z * last / rate + share * (g + 2 * o['l2Shrinkage'] * p) - (root - np.sqrt(n)) / rate * p
    quadratic = root / rate + 2 * (o['l2'] + o['beta'] / (2 * rate))
    state |= {'n': n + g**2, 'z': z, 'scaled': z * rate}
    clipped = np.clip(z, -o['l1'], o['l1'])
    return np.where(quadratic > 0, (clipped - z) / np.where(quadratic > 0, quadratic, 1), 0)


run = NumpyRun(DEFAULTS, {'n': 'n', 'z': 'scaled'}, step)

lr, l1 = {'learningRate': 0.5}, {'l1': 0.1}
rates = [0.02, 0.05, 0.1, 0.1, 0.08, 0.05, 0.01, 0.0]
groups = [
    {'parameters': [0, 2], 'options': {'learningRate': 0.1, **l1}},
    {'parameters': [1], 'options': {'learningRate': 0.2, 'l2': 0.1}},
]
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', {**lr, **l1}),
    case('initial value', 'zeros', {**lr, 'initialAccumulatorValue': 0.1}),
    case('beta', 'M', {**lr, 'beta': 1.0}),
    case('l1', 'zeros', {**lr, 'l1': 0.5}),
    case('l2', 'M', {**lr, 'l2': 0.2}),
    case('l2 shrinkage', 'M', {**lr, 'l2Shrinkage': 0.2}),
    case('all', 'R', {**lr, **l1, 'initialAccumulatorValue': 0.1, 'beta': 0.5, 'l2': 0.1, 'l2Shrinkage': 0.1}),
    case('missing gradients', 'missing', {**lr, **l1, 'maximize': True}),
    case('schedule', 'R', {**l1, 'l2': 0.1}, learningRates=rates),
    case('clip norm', 'R', lr, clip={'norm': 1}),
    case('groups', 'R', {}, groups=groups),
]
