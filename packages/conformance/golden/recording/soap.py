"""SOAP as the official code computes it (github.com/nikhilvyas/SOAP, a1e5535), in float64 where that has float32.

Signs of eigenvectors are free; they are those of our own convention, so that `m` and the bases can be recorded.
"""

import numpy as np

from .numpy_run import NumpyRun
from .problems import case

RULE = 'SOAP'


def project(x, bases, back=False):
    for d, basis in bases.items():
        x = np.moveaxis(np.tensordot(x, basis, (d, 1 if back else 0)), -1, d)
    return x


def eigenbasis(matrix):
    basis = np.linalg.eigh(matrix)[1][:, ::-1]
    return basis * np.where(basis.sum(0) < 0, -1, 1)


def power_iteration(matrix, basis, order):
    q, r = np.linalg.qr(matrix @ basis[:, order])
    return q * np.sign(np.diag(r))


def step(p, g, state, t, o):
    beta1, beta2, k = o['beta1'], o['beta2'], t - 1
    beta = beta2 if o['shampooBeta'] == -1 else o['shampooBeta']
    dimensions = [d for d in range(g.ndim) if g.ndim > 1 and g.shape[d] <= o['maxPreconditionerDim']]
    bases = {d: state[f'basis{d}'] for d in dimensions} if k else {}
    m, v = state.setdefault('m', np.zeros_like(g)), state.setdefault('v', np.zeros_like(g))
    if k:
        h = project(g, bases)
        m = beta1 * m + (1 - beta1) * h
        v = beta2 * v + (1 - beta2) * h**2
        u = project(m / (np.sqrt(v) + o['epsilon']), bases, back=True)
        if o['normalizeGradients']:
            u = u / (1e-30 + np.mean(u**2) ** 0.5)
        size = o['learningRate']
        if o['correctBias']:
            size *= (1 - beta2**k) ** 0.5 / (1 - beta1**k)
        p = p - size * u
        p = p - o['learningRate'] * o['weightDecay'] * p
    m = project(m, bases, back=True)
    for d in dimensions:
        rows = np.moveaxis(g, d, 0).reshape(g.shape[d], -1)
        statistics = beta * state.get(f'statistics{d}', 0) + (1 - beta) * rows @ rows.T
        state[f'statistics{d}'] = statistics
        if k == 0:
            state[f'basis{d}'] = eigenbasis(statistics)
        elif k % o['preconditionFrequency'] == 0:
            order = np.argsort(-np.diag(bases[d].T @ statistics @ bases[d]), kind='stable')
            v = v.take(order, axis=d)
            state[f'basis{d}'] = power_iteration(statistics, bases[d], order)
    if k:
        m = project(m, {d: state[f'basis{d}'] for d in dimensions})
    state |= {'m': m, 'v': v}
    return p


SLOTS = ['m', 'v', *(f'{slot}{d}' for slot in ('statistics', 'basis') for d in range(4))]
run = NumpyRun(
    {
        'learningRate': 3e-3, 'beta1': 0.95, 'beta2': 0.95, 'shampooBeta': -1, 'epsilon': 1e-8,
        'weightDecay': 1e-2, 'preconditionFrequency': 10, 'maxPreconditionerDim': 10_000,
        'normalizeGradients': False, 'correctBias': True,
    },
    {slot: slot for slot in SLOTS},
    step,
)  # fmt: skip

# Of the problems those whose first statistics have different eigenvalues: matrices with at most one row or column
# more than columns or rows. A space with several equal eigenvalues has no basis of its own.
lr, often = {'learningRate': 0.1}, {'preconditionFrequency': 2}
more = {'shampooBeta': 0.8, 'weightDecay': 0.1, 'preconditionFrequency': 3}
rates = [0.02, 0.05, 0.1, 0.1, 0.08, 0.05, 0.01, 0.0]
groups = [
    {'parameters': [0, 2], 'options': {'learningRate': 0.05, 'weightDecay': 0.2}},
    {'parameters': [1], 'options': {'learningRate': 0.2, 'normalizeGradients': True}},
]
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'M', lr),
    case('tall matrix', 'T', {**lr, **often}),
    case('vector', 'V', {**lr, **often}),
    case('bases at each step', 'R', {**lr, 'preconditionFrequency': 1}),
    case('long dimensions', 'R', {**lr, **often, 'maxPreconditionerDim': 3}),
    case('decay rates', 'M', {**lr, **often, 'beta1': 0.8, 'beta2': 0.9, 'shampooBeta': 0.7, 'epsilon': 1e-3}),
    case('normalized', 'T', {**lr, **often, 'normalizeGradients': True}),
    case('without correction', 'R', {**lr, **often, 'correctBias': False, 'weightDecay': 0.0}),
    case('missing gradients', 'missing', {**lr, **often}),
    case('schedule, more options', 'R', more, learningRates=rates),
    case('clip norm', 'missing', {**lr, **often}, clip={'norm': 1}),
    case('groups', 'missing', often, groups=groups),
    case('all', 'R', {
        **lr, **more, 'beta1': 0.8, 'beta2': 0.9, 'epsilon': 1e-3, 'maxPreconditionerDim': 8, 'normalizeGradients': True,
        'correctBias': False, 'maximize': True,
    }),
]  # fmt: skip
