"""Records steps of L-BFGS with torch.optim.LBFGS.

Set up as record.py tells. Then, from this folder:

    ~/golden-venv/bin/python record_lbfgs.py          writes src/programs/recorded-lbfgs.ts again
    ~/golden-venv/bin/python record_lbfgs.py check    compares it with a new recording

The losses are written a second time in src/programs/lbfgs-losses.ts, on tensors and in JavaScript.
"""

import math
import sys
from pathlib import Path

import torch

from recording.writing import write_or_check

FILE = Path(__file__).parent.parent / 'src' / 'programs' / 'recorded-lbfgs.ts'

HEAD = f"""// Written by golden/record_lbfgs.py with torch {torch.__version__}. Never edited by hand.
import type {{ LBFGSOptions }} from '@nadir/core';
import type {{ LossName }} from './lbfgs-losses.js';

/** Steps of one optimizer. */
export interface RecordedSteps {{
  readonly name: string;
  readonly loss: LossName;
  /** All parameters, one after the other, before the first step. */
  readonly start: readonly number[];
  readonly options: LBFGSOptions;
  /** The learning rate of each step, if it changes. */
  readonly learningRates?: readonly number[];
  readonly steps: readonly RecordedStep[];
  /** How far the last parameters are from those of float32. */
  readonly single: number;
}}

/** What is known after a step. */
export interface RecordedStep {{
  /** The loss where it began. */
  readonly loss: number;
  readonly parameters: readonly number[];
  readonly iterations: number;
  readonly evaluations: number;
}}

/** Steps in float64. */
export const recordedSteps: readonly RecordedSteps[] = ["""

# Our options -> PyTorch's.
OPTIONS = {
    'learningRate': 'lr', 'maxIterations': 'max_iter', 'maxEvaluations': 'max_eval',
    'toleranceGradient': 'tolerance_grad', 'toleranceChange': 'tolerance_change',
    'historySize': 'history_size', 'lineSearch': 'line_search_fn',
}  # fmt: skip

wolfe = {'lineSearch': 'strongWolfe'}
rosenbrock, quadratic, logistic = (
    ('rosenbrock', [-1.2, 1.0]),
    ('quadratic', [1.0, -2.0, 0.5]),
    ('logistic', [0.5, -0.25, 1.0, 0.0, 3.0, 4.0]),
)

# Name, loss and start, options, count of steps or the learning rate of each
CASES = [
    ('the valley', rosenbrock, wolfe, 3),
    ('the valley from the other side', ('rosenbrock', [1.5, 1.5]), wolfe, 2),
    ('the valley, two iterations remembered', rosenbrock, {**wolfe, 'historySize': 2}, 3),
    ('the valley, one iteration remembered', rosenbrock, {**wolfe, 'historySize': 1}, 2),
    ('the valley, few evaluations', rosenbrock, {**wolfe, 'maxEvaluations': 6}, 3),
    ('the valley, one evaluation', rosenbrock, {**wolfe, 'maxEvaluations': 1}, 2),
    ('the valley, long first trials', rosenbrock, {**wolfe, 'learningRate': 30.0}, 2),
    ('the valley, short first trials', rosenbrock, {**wolfe, 'learningRate': 0.01}, 2),
    ('a far start', ('rosenbrock', [-30.0, 20.0]), wolfe, 2),
    ('a bowl', quadratic, {'maxIterations': 4}, 2),
    ('a bowl, line search', quadratic, {**wolfe, 'maxIterations': 4}, 2),
    ('a bowl, one iteration at a time', quadratic, {'maxIterations': 1, 'learningRate': 0.5}, 6),
    ('a bowl, coarse gradient', quadratic, {'toleranceGradient': 0.1}, 2),
    ('a bowl, coarse change', quadratic, {'toleranceChange': 0.01}, 2),
    ('a fit', logistic, {}, 2),
    ('a fit, line search', logistic, wolfe, 2),
    ('a fit, small steps', logistic, {'learningRate': 0.3, 'maxIterations': 7, 'historySize': 3}, 3),
    ('a fit, a schedule', logistic, {'maxIterations': 3}, [0.1, 0.5, 1.0]),
    ('at the minimum', ('rosenbrock', [1.0, 1.0]), wolfe, 2),
]  # fmt: skip


def rosenbrock_loss(parameters):
    [p] = parameters
    return 100 * (p[1] - p[0] ** 2) ** 2 + (1 - p[0]) ** 2


def quadratic_loss(parameters):
    [p] = parameters
    a = p.new_tensor([[4, 1, 0], [1, 3, 0.5], [0, 0.5, 2]])
    return 0.5 * p @ a @ p - p.new_tensor([1, -2, 0.5]) @ p


def logistic_loss(parameters):
    """Twelve points with labels of ±1; the last parameter has no gradient."""
    w, b, _ = parameters
    points = w.new_tensor([[math.sin(1 + 3 * i + j) for j in range(3)] for i in range(12)])
    labels = w.new_tensor([1 if math.cos(2 * i) > 0 else -1 for i in range(12)])
    margins = labels * (points @ w + b)
    return torch.log(1 + torch.exp(-margins)).mean() + 0.05 * (w * w).sum()


LOSSES = {
    'rosenbrock': (rosenbrock_loss, [[2]]),
    'quadratic': (quadratic_loss, [[3]]),
    'logistic': (logistic_loss, [[3], [], [2]]),
}


def run(loss, start, options, rates, dtype):
    """What is known after each step."""
    function, shapes = LOSSES[loss]
    sizes = [math.prod(shape) for shape in shapes]
    parts = torch.tensor(start, dtype=dtype).split(sizes)
    parameters = [
        part.clone().reshape(shape).requires_grad_() for part, shape in zip(parts, shapes)
    ]
    keywords = {OPTIONS[name]: value for name, value in options.items()}
    if 'line_search_fn' in keywords:
        keywords['line_search_fn'] = 'strong_wolfe'
    optimizer = torch.optim.LBFGS(parameters, **keywords)
    state = optimizer.state[parameters[0]]

    def closure():
        optimizer.zero_grad()
        value = function(parameters)
        value.backward()
        return value

    steps = []
    for rate in rates:
        if rate is not None:
            optimizer.param_groups[0]['lr'] = rate
        before = optimizer.step(closure).item()
        values = torch.cat([parameter.detach().flatten() for parameter in parameters]).tolist()
        steps.append((before, values, state['n_iter'], state['func_evals']))
    return steps


def listed(values):
    return '[' + ', '.join(map(repr, values)) + ']'


def written(name, problem, options, count):
    rates = [None] * count if isinstance(count, int) else count
    loss, start = problem
    double = run(loss, start, options, rates, torch.float64)
    single = run(loss, start, options, rates, torch.float32)
    distance = max(abs(a - b) for a, b in zip(double[-1][1], single[-1][1]))
    lines = ['  {', f"    name: '{name}',", f"    loss: '{loss}',", f'    start: {listed(start)},']
    given = ', '.join(f'{key}: {value!r}' for key, value in options.items())
    lines.append(f'    options: {{ {given} }},' if given else '    options: {},')
    if not isinstance(count, int):
        lines.append(f'    learningRates: {listed(count)},')
    lines.append('    steps: [')
    for before, values, iterations, evaluations in double:
        lines += [
            '      {', f'        loss: {before!r},', '        parameters: [',
            *(f'          {value!r},' for value in values), '        ],',
            f'        iterations: {iterations},', f'        evaluations: {evaluations},', '      },',
        ]  # fmt: skip
    lines += ['    ],', f'    single: {f"{distance:.1e}" if distance else "0.0"},', '  },']
    return '\n'.join(lines)


if __name__ == '__main__':
    if torch.__version__.split('+')[0] != '2.13.0':
        sys.exit(f'record_lbfgs.py: got torch {torch.__version__}, expected 2.13.0.')
    text = '\n'.join([HEAD, *(written(*case) for case in CASES), '];']) + '\n'
    write_or_check(FILE, text, f'{len(CASES)} cases')
