import numpy as np

from .eight_bits import NUMBERS, decode, encode
from .numpy_run import NumpyRun
from .problems import case, few_shared_cases

RULE = 'Lion8bit'
DEFAULTS = {
    'learningRate': 1e-4, 'beta1': 0.9, 'beta2': 0.99, 'weightDecay': 0.0, 'everySize': False,
}  # fmt: skip


def step(p, g, state, t, o):
    m = state.get('m', np.zeros_like(p))
    if 'mCodes' in state:
        m = decode(state['mCodes'], state['mAbsmax'], NUMBERS['signed'])
    direction = np.sign(o['beta1'] * m + (1 - o['beta1']) * g)
    m = o['beta2'] * m + (1 - o['beta2']) * g
    if o['everySize']:
        state['mCodes'], state['mAbsmax'] = encode(m, NUMBERS['signed'])
    else:
        state['m'] = m
    return p * (1 - o['learningRate'] * o['weightDecay']) - o['learningRate'] * direction


run = NumpyRun(DEFAULTS, {name: name for name in ('m', 'mCodes', 'mAbsmax')}, step)

lr, all8 = {'learningRate': 0.1}, {'everySize': True}
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', {**lr, **all8}),
    case('betas', 'M', {**lr, **all8, 'beta1': 0.5, 'beta2': 0.8}),
    case('weight decay', 'zeros', {**lr, **all8, 'weightDecay': 0.1}),
    case('maximize', 'M', {**lr, **all8, 'maximize': True}),
    case('missing gradients', 'missing', {**lr, **all8}),
    case('wide gradients', 'wide', {**lr, **all8}),
    *few_shared_cases({'beta1': 0.8, 'weightDecay': 0.1, **all8}),
]
