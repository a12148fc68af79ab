import numpy as np

from .numpy_run import NumpyRun
from .problems import case

RULE = 'Fromage'


def step(p, g, state, t, o):
    rate, bound = o['learningRate'], o['normBound']
    norm, size = np.linalg.norm(p), np.linalg.norm(g)
    if bound > 0 and t == 1:
        state['start'] = norm
    p = p - rate * g * (norm / size if norm > 0 and size > 0 else 1)
    p = p / np.sqrt(1 + rate**2)
    if bound > 0 and np.linalg.norm(p) > bound * state['start']:
        p = p * bound * state['start'] / np.linalg.norm(p)
    return p


run = NumpyRun({'learningRate': 0.01, 'normBound': 0.0}, {'start': 'start'}, step)

lr, tight, up = {'learningRate': 0.1}, {'normBound': 0.95}, {'maximize': True}
groups = [
    {'parameters': [0, 2], 'options': {'learningRate': 0.05, **tight}},
    {'parameters': [1], 'options': {'learningRate': 0.2}},
]
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', lr),
    case('zeros', 'zeros', lr),
    case('bound', 'V', {**lr, **tight}),
    case('bound, wide', 'M', {**lr, 'normBound': 2.0}),
    case('maximize, bound', 'R', {**lr, **tight, **up}),
    case('missing gradients', 'missing', {**lr, **tight}),
    case('wide gradients', 'wide', lr),
    case('schedule', 'missing', tight, learningRates=[0.02, 0.05, 0.1, 0.1, 0.08, 0.05, 0.01, 0.0]),
    case('clip value', 'V', lr, clip={'value': 0.5}),
    case('groups', 'R', {}, groups=groups),
]
