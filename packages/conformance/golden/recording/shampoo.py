"""Shampoo as Gupta et al. write it, with the grafting of facebookresearch/optimizers, written out."""

import numpy as np

from .numpy_run import NumpyRun
from .problems import case

RULE = 'Shampoo'


def unfold(x, dimension):
    return np.moveaxis(x, dimension, 0).reshape(x.shape[dimension], -1)


def multiply(matrix, x, dimension):
    return np.moveaxis(np.tensordot(matrix, x, (1, dimension)), 0, dimension)


def inverse_root(matrix, epsilon, p):
    values, vectors = np.linalg.eigh(matrix)
    return vectors * (np.maximum(values, 0) + epsilon) ** (-1 / p) @ vectors.T


def step(p, g, state, t, o):
    # A number is a vector of one element.
    shape, g = p.shape, g.reshape(g.shape or (1,))
    beta1, beta2, beta3 = o['beta1'], o['beta2'], o['graftingBeta2']
    m_hat = g
    if beta1 > 0:
        state['m'] = beta1 * state.get('m', 0) + (1 - beta1) * g
        m_hat = state['m'] / (1 - beta1**t)
    dimensions = [d for d in range(g.ndim) if g.shape[d] <= o['maxPreconditionerDim']]
    u, frequency = m_hat, o['preconditionFrequency']
    for d in dimensions:
        rows = unfold(g, d)
        keep, gain, correction = (1, 1, 1) if beta2 == 1 else (beta2, 1 - beta2, 1 - beta2**t)
        statistics = state[f'statistics{d}'] = keep * state.get(f'statistics{d}', 0) + gain * rows @ rows.T
        if (t - 1) % frequency == 0:
            state['roots', d] = inverse_root(statistics / correction, o['epsilon'], 2 * len(dimensions))
            if frequency > 1:
                state[f'root{d}'] = state['roots', d]
        u = multiply(state['roots', d], u, d)
    method = o['grafting']
    if method not in ('none', 'sgd'):
        keep, gain = (1, 1) if method == 'adagrad' else (beta3, 1 - beta3)
        state['v'] = keep * state.get('v', 0) + gain * g**2
    if method != 'none':
        v = state.get('v', 0) / (1 - beta3**t if method == 'adam' else 1)
        graft = m_hat if method == 'sgd' else m_hat / (np.sqrt(v) + o['graftingEpsilon'])
        u = u * (np.linalg.norm(graft) / (np.linalg.norm(u) + 1e-16))
    return p * (1 - o['learningRate'] * o['weightDecay']) - o['learningRate'] * u.reshape(shape)


SLOTS = ['m', 'v', *(f'{slot}{d}' for slot in ('statistics', 'root') for d in range(4))]
run = NumpyRun(
    {
        'learningRate': 1e-2, 'beta1': 0.9, 'beta2': 1.0, 'epsilon': 1e-6, 'weightDecay': 0.0,
        'preconditionFrequency': 1, 'maxPreconditionerDim': 1024, 'grafting': 'none',
        'graftingBeta2': 0.999, 'graftingEpsilon': 1e-8,
    },
    {slot: slot for slot in SLOTS},
    step,
)  # fmt: skip

lr, damped = {'learningRate': 0.1}, {'epsilon': 0.01}
# Between two computations of roots, gradients have a part that the last ones know nothing of: ε bounds it.
seldom = {'preconditionFrequency': 3, **damped}
more = {'beta2': 0.9, 'weightDecay': 0.1, 'grafting': 'adam', **damped}
rates = [0.02, 0.05, 0.1, 0.1, 0.08, 0.05, 0.01, 0.0]
groups = [
    {'parameters': [0, 2], 'options': {'learningRate': 0.05, 'grafting': 'sgd', **damped}},
    {'parameters': [1], 'options': {'learningRate': 0.2, 'beta1': 0.0, **damped}},
]
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'M', lr),
    case('of the paper', 'M', {**lr, 'beta1': 0.0}),
    case('vector', 'V', {**lr, **damped, 'beta1': 0.5, 'beta2': 0.8}),
    case('three dimensions', 'cubes', {**lr, **seldom}),
    case('long dimensions', 'cubes', {**lr, 'maxPreconditionerDim': 2}),
    case('grafting of SGD', 'M', {**lr, 'grafting': 'sgd'}),
    case('grafting of Adagrad', 'T', {**lr, 'grafting': 'adagrad', 'graftingEpsilon': 0.1}),
    case('grafting of RMSprop', 'M', {**lr, 'grafting': 'rmsprop', 'graftingBeta2': 0.9}),
    case('missing gradients', 'missing', {**lr, **seldom, 'epsilon': 0.1}),
    case('schedule, more options', 'R', more, learningRates=rates),
    case('clip norm', 'missing', {**lr, 'epsilon': 1e-3}, clip={'norm': 1}),
    case('groups', 'missing', {}, groups=groups),
    case('all', 'R', {
        **lr, **more, **seldom, 'beta1': 0.8, 'epsilon': 0.02, 'maxPreconditionerDim': 4, 'graftingBeta2': 0.9,
        'graftingEpsilon': 1e-3, 'maximize': True,
    }),
]  # fmt: skip
