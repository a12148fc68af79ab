"""Records what optimizers of PyTorch make of the largest and smallest gradients in float32, into magnitudes.json.

Set up as record.py tells. Then, from this folder:

    ~/golden-venv/bin/python record_magnitudes.py          writes the file again
    ~/golden-venv/bin/python record_magnitudes.py check    compares it with a new recording

Each of `gradients` is what one element is given at each step; all of them are elements of one parameter, in their
order, which begins as 0.5. `parameters` has a row for each step, and `null` where PyTorch has no number.
"""

import json
import math
from pathlib import Path

import torch

from recording.writing import write_or_check

FILE = Path(__file__).parent / 'magnitudes.json'
START = 0.5

GRADIENTS = {
    'one large': [1, 1e20, 1, 1, 1, 1],
    'two larger': [1, 1e30, 1e30, 1, 1, 1],
    'the largest': [1, 3.4e38, 1, 1, 1, 1],
    'large of both signs': [1e20, -1e20, 1e20, 1, -1, 1],
    'a fall': [1e4, 0.5, 0.5, 1e-3, 1e4, 0.5],
    'squares that vanish': [1e-20, 1e-25, 1e-30, 1e-38, 1e-20, 1],
    'subnormal': [1e-40, -1e-42, 1e-45, 1e-40, 1e-38, 1e-40],
    'zeros': [0, 0, 1, 0, 0, -1],
    'only zeros': [0, 0, 0, 0, 0, 0],
    'even': [1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 1e-3],
}

MEANS = {'betas': ('beta1', 'beta2')}
NAMES = {'lr': 'learningRate', 'eps': 'epsilon', 'momentum': 'momentum', 'alpha': 'alpha', 'rho': 'rho',
         'amsgrad': 'amsgrad', 'dampening': 'dampening', 'centered': 'centered', 'nesterov': 'nesterov'}  # fmt: skip

# rule, PyTorch's options
CASES = [
    ('Adam', {}),
    ('Adam', {'betas': (0.0, 0.999)}),
    ('Adam', {'betas': (0.2, 0.3)}),
    ('Adam', {'betas': (0.9, 0.0)}),
    ('Adam', {'amsgrad': True}),
    ('Adam', {'eps': 0.0}),
    ('AdamW', {}),
    ('NAdam', {}),
    ('NAdam', {'betas': (0.3, 0.5)}),
    ('RAdam', {}),
    ('RAdam', {'betas': (0.4, 0.5)}),
    ('RMSprop', {}),
    ('RMSprop', {'alpha': 0}),
    ('RMSprop', {'alpha': 0.01}),
    ('RMSprop', {'alpha': 1, 'momentum': 1.0}),
    ('RMSprop', {'eps': 0.0}),
    ('RMSprop', {'momentum': 0.9}),
    ('RMSprop', {'centered': True}),
    ('Adadelta', {}),
    ('Adadelta', {'rho': 0}),
    ('Adadelta', {'rho': 0.01}),
    ('Adadelta', {'rho': 1}),
    ('Adagrad', {}),
    ('Adagrad', {'eps': 0.0}),
    ('Adamax', {}),
    ('Adamax', {'betas': (0.2, 0.9)}),
    ('SGD', {}),
    ('SGD', {'momentum': 0.9}),
    ('SGD', {'momentum': 1.25}),
    ('SGD', {'momentum': 0.9, 'dampening': 1.5}),
    ('SGD', {'momentum': 0.9, 'dampening': -0.5}),
    ('SGD', {'momentum': 0.9, 'nesterov': True}),
    ('ASGD', {}),
]


def ours(options):
    named = {NAMES[key]: value for key, value in options.items() if key in NAMES}
    for key, names in MEANS.items():
        named |= dict(zip(names, options.get(key, ())))
    return named


def record(rule, options):
    parameter = torch.nn.Parameter(torch.full([len(GRADIENTS)], START))
    optimizer = getattr(torch.optim, rule)([parameter], **options)
    rows = []
    for gradient in zip(*GRADIENTS.values()):
        parameter.grad = torch.tensor([float(x) for x in gradient])
        optimizer.step()
        rows.append([x if math.isfinite(x) else None for x in parameter.tolist()])
    return {'rule': rule, 'options': ours(options), 'parameters': rows}


if __name__ == '__main__':
    torch.set_default_dtype(torch.float32)
    recorded = {
        'library': f'torch {torch.__version__}',
        'dtype': 'float32',
        'start': START,
        'gradients': GRADIENTS,
        'cases': [record(*case) for case in CASES],
    }
    write_or_check(FILE, json.dumps(recorded) + '\n', f'{len(CASES)} cases')
