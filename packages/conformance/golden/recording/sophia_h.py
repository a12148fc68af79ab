from . import sophia_g
from .numpy_run import NumpyRun
from .problems import case, few_shared_cases

RULE = 'SophiaH'
DEFAULTS = {
    'learningRate': 1e-4, 'beta1': 0.96, 'beta2': 0.99, 'rho': 0.01, 'epsilon': 1e-12, 'weightDecay': 0.1,
}  # fmt: skip


def step(p, g, state, t, o):
    return sophia_g.step(p, g, state, t, o | {'batchSize': 1})


def refresh(estimate, state, o):
    state['hessian'] = o['beta2'] * state['hessian'] + (1 - o['beta2']) * estimate


run = NumpyRun(DEFAULTS, {'m': 'm', 'hessian': 'hessian'}, step, refresh)

lr = {'learningRate': 0.1}
odd = {'further': {'name': 'hessian', 'after': [1, 3, 5]}}
CASES = [
    case('default', 'R', {}, **odd),
    case('learning rate', 'V', lr, **odd),
    case('no curvature', 'M', lr),
    case('betas', 'M', {**lr, 'beta1': 0.5, 'beta2': 0.2}, **odd),
    case('rho', 'R', {**lr, 'rho': 5.0}, **odd),
    case('epsilon large', 'zeros', {**lr, 'rho': 5.0, 'epsilon': 0.5}, **odd),
    case('weight decay zero', 'R', {**lr, 'rho': 5.0, 'weightDecay': 0.0}, **odd),
    case('missing gradients', 'missing', {**lr, 'rho': 5.0}, **odd),
    *few_shared_cases({'beta1': 0.8, 'weightDecay': 0.05}),
]
