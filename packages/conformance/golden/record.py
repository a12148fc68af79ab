"""Records the golden numbers of this folder from PyTorch.

Set up once, in a virtual environment:

    python3 -m venv ~/golden-venv
    ~/golden-venv/bin/pip install numpy
    ~/golden-venv/bin/pip install torch==2.13.0 --index-url https://download.pytorch.org/whl/cpu

Then, from this folder:

    ~/golden-venv/bin/python record.py          writes sgd, rmsprop, adam and adamw.json again
    ~/golden-venv/bin/python record.py check    recomputes every row of spec.json, and compares
                                                the written files with a new recording

The same versions on the same kind of processor write the same bytes. README.md tells the fields.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np
import torch

FOLDER = Path(__file__).parent
NORMAL = np.random.Generator.standard_normal

# Our options and slots -> PyTorch's. The pair `betas` is made in torch_options.
OPTIONS = {
    'learningRate': 'lr', 'momentum': 'momentum', 'dampening': 'dampening', 'alpha': 'alpha',
    'weightDecay': 'weight_decay', 'epsilon': 'eps', 'nesterov': 'nesterov',
    'maximize': 'maximize', 'amsgrad': 'amsgrad', 'centered': 'centered',
}  # fmt: skip
ADAM_SLOTS = {'m': 'exp_avg', 'v': 'exp_avg_sq', 'vMax': 'max_exp_avg_sq'}
SLOTS = {
    'SGD': {'buffer': 'momentum_buffer'},
    'RMSprop': {'v': 'square_avg', 'mean': 'grad_avg', 'buffer': 'momentum_buffer'},
    'Adam': ADAM_SLOTS,
    'AdamW': ADAM_SLOTS,
}


def formula_problem(start, shape):
    """One parameter, six steps."""
    elements = range(len(start))
    steps = [[math.sin(1.3 * t + 0.9 * i) + 0.2 * i - 0.1 for i in elements] for t in range(1, 7)]
    return {'start': [start], 'shapes': [shape], 'gradients': [[step] for step in steps]}


def random_problem(seed, draw_gradient):
    """Three parameters, eight steps. Rounded, so that no last bit depends on the processor."""
    random, shapes = np.random.default_rng(seed), [[4, 3], [5], []]

    def draw(distribution):
        arrays = [distribution(random, math.prod(shape)) for shape in shapes]
        return [[float(f'{x:.6g}') for x in array] for array in arrays]

    start = draw(NORMAL)
    gradients = [draw(draw_gradient) for _ in range(8)]
    return {'seed': seed, 'start': start, 'shapes': shapes, 'gradients': gradients}


def log_uniform(random, size):
    """Of either sign, with magnitudes from 1e-8 to 1e4; a single element has 1e-8."""
    return random.choice([-1, 1], size) * 10 ** random.permutation(np.linspace(-8, 4, size))


def missing_problem():
    """Problem R without some gradients. The second parameter waits for step 4; step 6 has none."""
    problem = random_problem(1, NORMAL)
    for parameter, steps in enumerate([(3, 6), (1, 2, 3, 6), (2, 6, 8)]):
        for step in steps:
            problem['gradients'][step - 1][parameter] = None
    return problem


def zeros_problem():
    """Zero at the start, zero at every step, zero at the first steps, zero at one step."""
    problem = random_problem(2, NORMAL)
    problem['start'][0][:3] = [0.0, 0.0, 0.0]
    problem['start'][2] = [0.0]
    for step, (matrix, vector, scalar) in enumerate(problem['gradients'], start=1):
        matrix[1] = matrix[5] = 0.0
        if step in (1, 4):
            vector[:] = [0.0] * len(vector)
        if step <= 3:
            scalar[0] = 0.0
    return problem


PROBLEMS = {
    'V': formula_problem([1.0, -2.0, 0.5], [3]),
    'M': formula_problem([1.0, -2.0, 0.5, 1.5, -0.25, 0.75], [2, 3]),
    'R': random_problem(1, NORMAL),
    'missing': missing_problem(),
    'zeros': zeros_problem(),
    'wide': random_problem(3, log_uniform),
}


def case(name, problem, options, **extra):
    """`extra` is `learningRates`, `clip` or `groups`."""
    return {'name': name, 'problem': problem, 'options': options, **extra}


def shared_cases(more):
    """Schedules, clipping and groups, alone and with `more` options that fit the optimizer."""
    lr, rates = {'learningRate': 0.1}, [0.02, 0.05, 0.1, 0.1, 0.08, 0.05, 0.01, 0.0]
    groups = [
        {'parameters': [0, 2], 'options': {'learningRate': 0.05, 'weightDecay': 0.2}},
        {'parameters': [1], 'options': {'learningRate': 0.2}},
    ]
    return [
        case('schedule', 'V', {}, learningRates=rates[:6]),
        case('schedule, more options', 'R', more, learningRates=rates),
        case('schedule, missing gradients', 'missing', more, learningRates=rates),
        case('clip norm', 'R', lr, clip={'norm': 1}),
        case('clip norm, more options', 'wide', {**lr, **more}, clip={'norm': 1}),
        case('clip norm, missing gradients', 'missing', lr, clip={'norm': 1}),
        case('clip norm, never reached', 'V', lr, clip={'norm': 100}),
        case('clip value', 'V', lr, clip={'value': 0.5}),
        case('clip value, more options', 'M', {**lr, **more}, clip={'value': 0.5}),
        case('groups', 'R', {}, groups=groups),
        case('groups, more options', 'missing', more, groups=groups),
    ]


def sgd_cases():
    lr, wd, up = {'learningRate': 0.1}, {'weightDecay': 0.01}, {'maximize': True}
    heavy = {**lr, 'momentum': 0.9}
    nesterov = {**heavy, 'nesterov': True}
    return [
        case('default', 'R', {}),
        case('learning rate', 'V', lr),
        case('learning rate zero', 'V', {'learningRate': 0.0, 'momentum': 0.9}),
        case('weight decay', 'zeros', {**lr, **wd}),
        case('maximize', 'M', {**lr, **up}),
        case('momentum', 'V', heavy),
        case('dampening', 'V', {**heavy, 'dampening': 0.5}),
        case('dampening one', 'M', {**heavy, 'dampening': 1.0}),
        case('dampening, missing gradients', 'missing', {**heavy, 'dampening': 0.5}),
        case('nesterov', 'M', nesterov),
        case('nesterov, weight decay, maximize', 'R', {**nesterov, **wd, **up}),
        case('nesterov, wide gradients', 'wide', nesterov),
        case('all', 'R', {**heavy, 'dampening': 0.3, **wd, **up}),
        *shared_cases({'momentum': 0.9, 'nesterov': True, 'weightDecay': 0.01}),
    ]


def rmsprop_cases():
    lr, wd, up = {'learningRate': 0.05}, {'weightDecay': 0.1}, {'maximize': True}
    heavy, centered = {**lr, 'momentum': 0.9}, {**lr, 'centered': True}
    return [
        case('default', 'R', {}),
        case('learning rate', 'V', lr),
        case('alpha', 'M', {**lr, 'alpha': 0.9}),
        case('alpha zero', 'V', {**lr, 'alpha': 0.0}),
        case('epsilon large', 'M', {**lr, 'epsilon': 0.1}),
        case('weight decay', 'zeros', {**lr, **wd}),
        case('maximize', 'M', {**lr, **up}),
        case('momentum', 'V', heavy),
        case('centered', 'V', centered),
        case('centered, zeros', 'zeros', centered),
        case('centered, momentum', 'R', {**centered, **heavy}),
        case('centered, momentum, missing gradients', 'missing', {**centered, **heavy}),
        case('wide gradients', 'wide', lr),
        case('all', 'R', {**heavy, **centered, **wd, **up, 'alpha': 0.8, 'epsilon': 1e-3}),
        *shared_cases({'alpha': 0.9, 'momentum': 0.9, 'centered': True, 'weightDecay': 0.1}),
    ]


def adam_cases():
    """For Adam and AdamW; the weight decay is the default of neither."""
    lr, wd, up = {'learningRate': 0.1}, {'weightDecay': 0.1}, {'maximize': True}
    amsgrad = {**lr, 'beta2': 0.5, 'amsgrad': True}
    return [
        case('default', 'R', {}),
        case('learning rate', 'V', lr),
        case('betas', 'M', {**lr, 'beta1': 0.8, 'beta2': 0.95}),
        case('beta1 zero', 'V', {**lr, 'beta1': 0.0}),
        case('beta2 small', 'zeros', {**lr, 'beta2': 0.5}),
        case('epsilon large', 'M', {**lr, 'epsilon': 0.1}),
        case('weight decay', 'zeros', {**lr, **wd}),
        case('amsgrad', 'V', amsgrad),
        case('amsgrad, missing gradients', 'missing', amsgrad),
        case('amsgrad, weight decay', 'R', {**amsgrad, **wd}),
        case('maximize', 'M', {**lr, **up}),
        case('maximize, weight decay', 'R', {**lr, **wd, **up}),
        case('missing gradients', 'missing', lr),
        case('wide gradients', 'wide', lr),
        case('all', 'R', {**amsgrad, **wd, **up, 'beta1': 0.7, 'epsilon': 1e-3}),
        *shared_cases({'beta1': 0.8, 'beta2': 0.9, 'amsgrad': True, 'weightDecay': 0.1}),
    ]


CASES = {
    'SGD': sgd_cases(),
    'RMSprop': rmsprop_cases(),
    'Adam': adam_cases(),
    'AdamW': [*adam_cases(), case('weight decay zero', 'V', {'weightDecay': 0.0})],
}


def torch_options(rule, options):
    """Keyword arguments of PyTorch, from options none of which is the default there."""
    theirs = getattr(torch.optim, rule)([torch.zeros(1)]).defaults
    defaults = {name: theirs[key] for name, key in OPTIONS.items() if key in theirs}
    defaults |= dict(zip(('beta1', 'beta2'), theirs.get('betas', ())))
    assert all(value != defaults[name] for name, value in options.items()), (rule, options)
    values = defaults | options
    betas = {'betas': (values['beta1'], values['beta2'])} if 'beta1' in values else {}
    return betas | {OPTIONS[name]: value for name, value in values.items() if name in OPTIONS}


def run(rule, entry, dtype=torch.float64):
    """What PyTorch makes of a case."""
    problem = PROBLEMS[entry['problem']]
    shapes, gradients, clip = problem['shapes'], problem['gradients'], entry.get('clip', {})
    parameters = [tensor(*pair, dtype).requires_grad_() for pair in zip(problem['start'], shapes)]
    groups = [
        {'params': [parameters[i] for i in group['parameters']]}
        | torch_options(rule, entry['options'] | group['options'])
        for group in entry.get('groups', [{'parameters': range(len(shapes)), 'options': {}}])
    ]
    optimizer = getattr(torch.optim, rule)(groups)
    trajectory = []
    for step, row in enumerate(gradients):
        for parameter, gradient, shape in zip(parameters, row, shapes):
            parameter.grad = None if gradient is None else tensor(gradient, shape, dtype)
        if 'learningRates' in entry:
            for group in optimizer.param_groups:
                group['lr'] = entry['learningRates'][step]
        if 'norm' in clip:
            torch.nn.utils.clip_grad_norm_(parameters, clip['norm'])
        if 'value' in clip:
            torch.nn.utils.clip_grad_value_(parameters, clip['value'])
        optimizer.step()
        trajectory.append([flat(parameter) for parameter in parameters])
    # SGD keeps no count of its own.
    steps = [sum(gradient is not None for gradient in column) for column in zip(*gradients)]
    states = [optimizer.state[parameter] for parameter in parameters]
    assert all(state.get('step', count) == count for state, count in zip(states, steps))
    slots = [
        {ours: flat(state[theirs]) for ours, theirs in SLOTS[rule].items() if theirs in state}
        for state in states
    ]
    return {'parameters': trajectory, 'state': slots, 'steps': steps}


def tensor(values, shape, dtype):
    return torch.tensor(values, dtype=dtype).reshape(shape)


def flat(values):
    return values.detach().flatten().tolist()


def record(rule):
    """The contents of an optimizer's file."""
    results = []
    for entry in CASES[rule]:
        result = entry | run(rule, entry)
        if entry['name'] in ('learning rate', 'all'):
            result['float32'] = run(rule, entry, torch.float32)['parameters'][-1]
        results.append(result)
    assert {result['problem'] for result in results} == set(PROBLEMS)
    head = {'library': f'torch {torch.__version__}', 'dtype': 'float64', 'rule': rule}
    return head | {'problems': PROBLEMS, 'cases': results}


def pretty(value, indent=''):
    """JSON in which whatever nests at most two deep is on one line."""
    if depth(value) <= 2:
        return json.dumps(value, allow_nan=False)
    inner = indent + '  '
    if isinstance(value, dict):
        lines = [f'{inner}{json.dumps(key)}: {pretty(v, inner)}' for key, v in value.items()]
        return '{\n' + ',\n'.join(lines) + f'\n{indent}}}'
    return '[\n' + ',\n'.join(inner + pretty(v, inner) for v in value) + f'\n{indent}]'


def depth(value):
    inside = value.values() if isinstance(value, dict) else value
    return 1 + max(map(depth, inside), default=0) if isinstance(value, (dict, list)) else 0


def recompute(rule, options):
    """The ways to compute a row of spec.json: our own formulas where PyTorch has no such option."""
    options = dict(options)
    if 'momentumForm' in options:
        return [ema_sgd(**options)]
    if options.pop('epsilonInsideRoot', False):
        return [rmsprop_inside_root(rate_in_buffer=where, **options) for where in (False, True)]
    return [run(rule, case('', 'V', options))['parameters'][-1][0]]


START = np.array(PROBLEMS['V']['start'][0])
GRADIENTS = np.array(PROBLEMS['V']['gradients'])[:, 0]


def ema_sgd(learningRate, momentum, momentumForm, biasCorrection=False):
    p, v = START, 0.0
    for t, g in enumerate(GRADIENTS, start=1):
        v = momentum * v + (1 - momentum) * g
        p = p - learningRate * v / (1 - momentum**t if biasCorrection else 1)
    return p


def rmsprop_inside_root(rate_in_buffer, alpha, epsilon=1e-8, momentum=0.0, centered=False):
    """While the learning rate stays the same, the buffer may contain it or not."""
    inner, outer = (0.01, 1) if rate_in_buffer else (1, 0.01)
    p, v, mean, buffer = START, 0.0, 0.0, 0.0
    for g in GRADIENTS:
        v = alpha * v + (1 - alpha) * g**2
        mean = alpha * mean + (1 - alpha) * g
        root = np.sqrt(v - mean**2 + epsilon if centered else v + epsilon)
        buffer = momentum * buffer + inner * g / root
        p = p - outer * buffer
    return p


def check():
    """Prints how each row of spec.json and each file compares; returns whether all agree."""
    agree = []
    for row in json.loads((FOLDER / 'spec.json').read_text())['rows']:
        ways = recompute(row['rule'], row['options'])
        error = np.max(np.abs(np.array(ways) - row['parameters']))
        agree.append(error <= 1e-9)
        print('ok' if agree[-1] else 'WRONG', f'{error:.1e}', row['rule'], row['options'])
    for rule in CASES:
        recorded, path = record(rule), FOLDER / f'{rule.lower()}.json'
        runs = [entry for entry in recorded['cases'] if 'float32' in entry]
        pairs = [pair for run in runs for pair in zip(run['float32'], run['parameters'][-1])]
        distance = max(np.max(np.abs(np.subtract(*pair))) for pair in pairs)
        same = path.exists() and path.read_text() == pretty(recorded) + '\n'
        agree.append(same and distance <= 2e-6)
        print('ok' if agree[-1] else 'WRONG', path.name, f'float32 within {distance:.1e}')
    return all(agree)


if __name__ == '__main__':
    if not torch.__version__.startswith('2.13.0'):
        sys.exit(f'record.py: got torch {torch.__version__}, expected 2.13.0.')
    if sys.argv[1:] == ['check']:
        sys.exit(0 if check() else 1)
    for rule in CASES:
        text = pretty(record(rule)) + '\n'
        (FOLDER / f'{rule.lower()}.json').write_text(text)
        print(f'{rule.lower()}.json: {len(CASES[rule])} cases, {len(text)} bytes')
