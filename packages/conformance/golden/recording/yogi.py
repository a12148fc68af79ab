import numpy as np

from .numpy_run import NumpyRun
from .problems import case, few_shared_cases

RULE = 'Yogi'
DEFAULTS = {
    'learningRate': 1e-2, 'beta1': 0.9, 'beta2': 0.999, 'epsilon': 1e-3,
    'initialAccumulatorValue': 1e-6, 'weightDecay': 0.0,
}  # fmt: skip


def step(p, g, state, t, o):
    first = np.full_like(p, o['initialAccumulatorValue'])
    m, v = state.get('m', first), state.get('v', first)
    m = o['beta1'] * m + (1 - o['beta1']) * g
    v = v - (1 - o['beta2']) * np.sign(v - g**2) * g**2
    state |= {'m': m, 'v': v}
    m, v = m / (1 - o['beta1'] ** t), v / (1 - o['beta2'] ** t)
    p = p * (1 - o['learningRate'] * o['weightDecay'])
    return p - o['learningRate'] * m / (np.sqrt(v) + o['epsilon'])


run = NumpyRun(DEFAULTS, {'m': 'm', 'v': 'v'}, step)

lr, wd = {'learningRate': 0.1}, {'weightDecay': 0.1}
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', lr),
    case('betas', 'M', {**lr, 'beta1': 0.8, 'beta2': 0.9}),
    case('epsilon large', 'M', {**lr, 'epsilon': 0.1}),
    case('initial value', 'R', {**lr, 'initialAccumulatorValue': 0.5, 'beta2': 0.9}),
    case('weight decay', 'zeros', {**lr, **wd}),
    case('maximize', 'M', {**lr, **wd, 'maximize': True}),
    case('missing gradients', 'missing', lr),
    case('wide gradients', 'wide', lr),
    *few_shared_cases({'beta1': 0.8, 'weightDecay': 0.1}),
]
