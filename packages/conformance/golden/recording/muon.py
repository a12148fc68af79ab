"""torch.optim.Muon iterates in bfloat16, so its formula is written out here and held to it to 1e-2."""

import numpy as np

from .numpy_run import NumpyRun
from .problems import case

RULE = 'Muon'


def orthogonal(u, coefficients, steps, epsilon):
    a, b, c = coefficients
    x = u.T if u.shape[0] > u.shape[1] else u
    x = x / max(np.linalg.norm(x), epsilon)
    for _ in range(steps):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x.T if u.shape[0] > u.shape[1] else x


def step(p, g, state, t, o):
    rows, columns = p.shape
    mu = o['momentum']
    state['m'] = mu * state.get('m', 0) + (1 - mu) * g
    u = (1 - mu) * g + mu * state['m'] if o['nesterov'] else state['m']
    x = orthogonal(u, o['nsCoefficients'], o['nsSteps'], o['epsilon'])
    matched = o['adjustLearningRate'] == 'matchRmsAdamw'
    ratio = 0.2 * max(rows, columns) ** 0.5 if matched else max(1, rows / columns) ** 0.5
    return p * (1 - o['learningRate'] * o['weightDecay']) - o['learningRate'] * ratio * x


run = NumpyRun(
    {
        'learningRate': 1e-3, 'weightDecay': 0.1, 'momentum': 0.95, 'nesterov': True, 'epsilon': 1e-7,
        'nsCoefficients': [3.4445, -4.775, 2.0315], 'nsSteps': 5, 'adjustLearningRate': 'original',
    },
    {'m': 'm'},
    step,
)  # fmt: skip

lr, matched = {'learningRate': 0.1}, {'adjustLearningRate': 'matchRmsAdamw'}
more = {'weightDecay': 0.2, 'momentum': 0.8, **matched}
rates = [0.02, 0.05, 0.1, 0.1, 0.08, 0.05, 0.01, 0.0]
groups = [
    {'parameters': [0, 2], 'options': {'learningRate': 0.05, 'weightDecay': 0.2}},
    {'parameters': [1], 'options': {'learningRate': 0.2, **matched}},
]
CASES = [
    case('default', 'matrices', {}),
    case('learning rate', 'M', lr),
    case('weight decay zero', 'M', {**lr, 'weightDecay': 0.0}),
    case('momentum zero', 'M', {**lr, 'momentum': 0.0}),
    case('without nesterov', 'T', {**lr, 'nesterov': False}),
    case('matched to AdamW', 'T', {**lr, **matched}),
    case('coefficients and steps', 'M', {**lr, 'nsCoefficients': [1.875, -1.25, 0.375], 'nsSteps': 9}),
    case('no steps', 'M', {**lr, 'nsSteps': 0}),
    case('epsilon large', 'M', {**lr, 'epsilon': 100.0}),
    case('missing gradients', 'missing matrices', lr),
    case('schedule, more options', 'matrices', more, learningRates=rates),
    case('clip norm', 'matrices', {**lr, 'epsilon': 1.0}, clip={'norm': 1}),
    case('groups', 'missing matrices', {}, groups=groups),
    case('all', 'matrices', {**lr, **more, 'nesterov': False, 'epsilon': 0.5, 'nsSteps': 3, 'maximize': True}),
]
