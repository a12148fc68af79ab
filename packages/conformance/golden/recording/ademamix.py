import numpy as np

from .numpy_run import NumpyRun
from .problems import case, few_shared_cases

RULE = 'AdEMAMix'
DEFAULTS = {
    'learningRate': 1e-3, 'beta1': 0.9, 'beta2': 0.999, 'beta3': 0.9999, 'alpha': 2.0,
    'epsilon': 1e-8, 'weightDecay': 0.0, 'alphaWarmupSteps': 0, 'beta3WarmupSteps': 0,
}  # fmt: skip


def warm_alpha(t, end, warmup):
    return t / warmup * end if t < warmup else end


def warm_beta(t, end, start, warmup):
    def f(beta):
        return np.log(0.5) / np.log(beta + 1e-8) - 1

    if t >= warmup:
        return end
    return 0.5 ** (1 / ((1 - t / warmup) * f(start) + t / warmup * f(end) + 1))


def step(p, g, state, t, o):
    beta1, beta2 = o['beta1'], o['beta2']
    alpha = warm_alpha(t, o['alpha'], o['alphaWarmupSteps'])
    beta3 = warm_beta(t, o['beta3'], beta1, o['beta3WarmupSteps'])
    m = state['m'] = beta1 * state.get('m', 0) + (1 - beta1) * g
    s = state['s'] = beta3 * state.get('s', 0) + (1 - beta3) * g
    v = state['v'] = beta2 * state.get('v', 0) + (1 - beta2) * g**2
    root = np.sqrt(v) / np.sqrt(1 - beta2**t) + o['epsilon']
    update = (m / (1 - beta1**t) + alpha * s) / root
    return p - o['learningRate'] * (update + o['weightDecay'] * p)


run = NumpyRun(DEFAULTS, {'m': 'm', 's': 's', 'v': 'v'}, step)

lr, wd = {'learningRate': 0.1}, {'weightDecay': 0.1}
warmups = {'alphaWarmupSteps': 10, 'beta3WarmupSteps': 10}
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', lr),
    case('betas', 'M', {**lr, 'beta1': 0.8, 'beta2': 0.9, 'beta3': 0.95}),
    case('alpha, epsilon', 'M', {**lr, 'alpha': 8.0, 'beta3': 0.9, 'epsilon': 0.1}),
    case('weight decay', 'zeros', {**lr, **wd}),
    case('warm-ups', 'R', {**lr, **warmups}),
    case('warm-ups that end', 'R', {**lr, 'alphaWarmupSteps': 4, 'beta3WarmupSteps': 6, 'alpha': 5.0}),
    case('warm-up of beta3 from zero', 'M', {**lr, 'beta1': 0.0, 'beta3WarmupSteps': 4}),
    case('missing gradients', 'missing', {**lr, **wd, **warmups}),
    *few_shared_cases({'beta3': 0.9, 'weightDecay': 0.1}),
]
