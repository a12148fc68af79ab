"""AdamW with its state in 8 bits, by the algorithm of bitsandbytes, which itself has no float64."""

import numpy as np

from .eight_bits import NUMBERS, decode, encode
from .numpy_run import NumpyRun
from .problems import case, few_shared_cases

RULE = 'AdamW8bit'
DEFAULTS = {
    'learningRate': 1e-3, 'beta1': 0.9, 'beta2': 0.999, 'epsilon': 1e-8, 'weightDecay': 1e-2,
    'amsgrad': False, 'everySize': False,
}  # fmt: skip


def step(p, g, state, t, o):
    signs = {'m': 'signed', 'v': 'unsigned', 'vMax': 'unsigned'}

    def read(slot):
        if f'{slot}Codes' not in state:
            return state.get(slot, np.zeros_like(p))
        return decode(state[f'{slot}Codes'], state[f'{slot}Absmax'], NUMBERS[signs[slot]])

    def write(slot, values):
        if not o['everySize']:
            state[slot] = values
            return values
        codes, scale = encode(values, NUMBERS[signs[slot]])
        state[f'{slot}Codes'], state[f'{slot}Absmax'] = codes, scale
        return values

    m = write('m', o['beta1'] * read('m') + (1 - o['beta1']) * g)
    v = write('v', o['beta2'] * read('v') + (1 - o['beta2']) * g**2)
    if o['amsgrad']:
        v = write('vMax', np.maximum(read('vMax'), v))
    m, v = m / (1 - o['beta1'] ** t), v / (1 - o['beta2'] ** t)
    p = p * (1 - o['learningRate'] * o['weightDecay'])
    return p - o['learningRate'] * m / (np.sqrt(v) + o['epsilon'])


SLOTS = ('m', 'v', 'vMax')
run = NumpyRun(
    DEFAULTS,
    {name: name for slot in SLOTS for name in (slot, f'{slot}Codes', f'{slot}Absmax')},
    step,
)

lr, all8 = {'learningRate': 0.1}, {'everySize': True}
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', {**lr, **all8}),
    case('betas', 'M', {**lr, **all8, 'beta1': 0.8, 'beta2': 0.9}),
    case('epsilon large', 'R', {**lr, **all8, 'epsilon': 0.1}),
    case('weight decay', 'zeros', {**lr, **all8, 'weightDecay': 0.1}),
    case('amsgrad', 'R', {**lr, **all8, 'beta2': 0.5, 'amsgrad': True}),
    case('maximize', 'M', {**lr, **all8, 'maximize': True}),
    case('missing gradients', 'missing', {**lr, **all8}),
    case('wide gradients', 'wide', {**lr, **all8}),
    *few_shared_cases({'beta1': 0.8, 'weightDecay': 0.1, **all8}),
]
