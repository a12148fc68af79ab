import numpy as np

from .numpy_run import NumpyRun
from .problems import case, few_shared_cases

RULE = 'Signum'
DEFAULTS = {'learningRate': 1e-3, 'beta': 0.9, 'weightDecay': 0.0}


def step(p, g, state, t, o):
    state['m'] = o['beta'] * state.get('m', 0) + (1 - o['beta']) * g
    if o['beta'] == 0:
        state.clear()
    return p * (1 - o['learningRate'] * o['weightDecay']) - o['learningRate'] * np.sign(state.get('m', g))


run = NumpyRun(DEFAULTS, {'m': 'm'}, step)

lr, wd, up = {'learningRate': 0.1}, {'weightDecay': 0.1}, {'maximize': True}
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', lr),
    case('beta', 'M', {**lr, 'beta': 0.5}),
    case('beta zero', 'zeros', {**lr, **wd, 'beta': 0.0}),
    case('weight decay', 'zeros', {**lr, **wd}),
    case('maximize, weight decay', 'M', {**lr, **wd, **up}),
    case('missing gradients', 'missing', lr),
    *few_shared_cases({'beta': 0.8, 'weightDecay': 0.1}),
]
