import numpy as np

from .numpy_run import NumpyRun
from .problems import case, few_shared_cases

RULE = 'SophiaG'
DEFAULTS = {
    'learningRate': 1e-4, 'beta1': 0.965, 'beta2': 0.99, 'rho': 0.04, 'epsilon': 1e-15,
    'weightDecay': 0.1, 'batchSize': 5120,
}  # fmt: skip


def step(p, g, state, t, o):
    m = state['m'] = o['beta1'] * state.get('m', 0) + (1 - o['beta1']) * g
    h = state.setdefault('hessian', np.zeros_like(p))
    # The authors add epsilon, and have it always at 1e-15.
    root = np.maximum(o['rho'] * o['batchSize'] * h, o['epsilon'])
    p = p * (1 - o['learningRate'] * o['weightDecay'])
    return p - o['learningRate'] * np.sign(m) * np.minimum(np.abs(m) / root, 1)


def refresh(g, state, o):
    state['hessian'] = o['beta2'] * state['hessian'] + (1 - o['beta2']) * g**2


run = NumpyRun(DEFAULTS, {'m': 'm', 'hessian': 'hessian'}, step, refresh)

lr, some = {'learningRate': 0.1}, {'batchSize': 500}
odd = {'further': {'name': 'gaussNewton', 'after': [1, 3, 5]}}
CASES = [
    case('default', 'R', {}, **odd),
    case('learning rate', 'V', lr, **odd),
    case('no curvature', 'M', lr),
    case('betas', 'M', {**lr, **some, 'beta1': 0.5, 'beta2': 0.8}, **odd),
    case('rho', 'R', {**lr, **some, 'rho': 0.5}, **odd),
    case('epsilon large', 'zeros', {**lr, **some, 'epsilon': 0.5}, **odd),
    case('weight decay zero', 'R', {**lr, **some, 'weightDecay': 0.0}, **odd),
    case('missing gradients', 'missing', {**lr, **some}, **odd),
    *few_shared_cases({'beta1': 0.8, 'weightDecay': 0.05}),
]
