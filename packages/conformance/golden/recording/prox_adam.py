import numpy as np

from .numpy_run import NumpyRun
from .problems import case

RULE = 'ProxAdam'
DEFAULTS = {'learningRate': 1e-3, 'beta1': 0.9, 'beta2': 0.999, 'epsilon': 1e-8, 'l1': 0.0}


def step(p, g, state, t, o):
    beta1, beta2 = o['beta1'], o['beta2']
    m = state['m'] = beta1 * state.get('m', 0) + (1 - beta1) * g
    v = state['v'] = beta2 * state.get('v', 0) + (1 - beta2) * g**2
    h = o['learningRate'] / (np.sqrt(v / (1 - beta2**t)) + o['epsilon'])
    p = p - h * m / (1 - beta1**t)
    return np.sign(p) * np.maximum(np.abs(p) - h * o['l1'], 0)


run = NumpyRun(DEFAULTS, {'m': 'm', 'v': 'v'}, step)

lr, l1 = {'learningRate': 0.1}, {'l1': 0.3}
rates = [0.02, 0.05, 0.1, 0.1, 0.08, 0.05, 0.01, 0.0]
groups = [
    {'parameters': [0, 2], 'options': {'learningRate': 0.05, **l1}},
    {'parameters': [1], 'options': {'learningRate': 0.2}},
]
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', lr),
    case('l1', 'zeros', {**lr, **l1}),
    case('l1 large', 'M', {**lr, 'l1': 5.0}),
    case('betas, epsilon', 'M', {**lr, **l1, 'beta1': 0.8, 'beta2': 0.9, 'epsilon': 0.1}),
    case('maximize', 'M', {**lr, **l1, 'maximize': True}),
    case('missing gradients', 'missing', {**lr, **l1}),
    case('wide gradients', 'wide', lr),
    case('schedule', 'missing', l1, learningRates=rates),
    case('clip norm', 'R', {**lr, **l1}, clip={'norm': 1}),
    case('groups', 'R', {}, groups=groups),
]
