"""The problems on which golden numbers are recorded, and the cases that most optimizers share."""

import math

import numpy as np

NORMAL = np.random.Generator.standard_normal

def formula_problem(start, shape, count=6):
    """One parameter, `count` steps."""
    elements, times = range(len(start)), range(1, count + 1)
    steps = [[math.sin(1.3 * t + 0.9 * i) + 0.2 * i - 0.1 for i in elements] for t in times]
    return {'start': [start], 'shapes': [shape], 'gradients': [[step] for step in steps]}


def random_problem(seed, draw_gradient, shapes=([4, 3], [5], [])):
    """Three parameters, eight steps. Rounded, so that no last bit depends on the processor."""
    random, shapes = np.random.default_rng(seed), list(shapes)

    def draw(distribution):
        arrays = [distribution(random, math.prod(shape)) for shape in shapes]
        return [[float(f'{x:.6g}') for x in array] for array in arrays]

    start = draw(NORMAL)
    gradients = [draw(draw_gradient) for _ in range(8)]
    return {'seed': seed, 'start': start, 'shapes': shapes, 'gradients': gradients}


def log_uniform(random, size):
    """Of either sign, with magnitudes from 1e-8 to 1e4; a single element has 1e-8."""
    return random.choice([-1, 1], size) * 10 ** random.permutation(np.linspace(-8, 4, size))


def missing_problem(problem):
    """A problem without some gradients. The second parameter waits for step 4; step 6 has none."""
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


def one_by_one(problem):
    """A vector of three whose gradient at step t names element t mod 3 only."""
    rows = [[[t % 3]] for t in range(1, len(problem['gradients']) + 1)]
    gradients = [
        [[x if i in named else 0.0 for i, x in enumerate(gradient)]]
        for ([gradient], [named]) in zip(problem['gradients'], rows)
    ]
    return problem | {'gradients': gradients, 'rows': rows}


def rows_problem():
    """A table and a vector whose gradients name some rows, as those of embeddings do.

    A row that is named twice has its gradient in two halves. At step 3 a row is named whose gradient is
    zero, at step 5 no row of the table is, at step 6 it has no gradient.
    """
    random, rows = np.random.default_rng(4), [
        [[0, 3], [1]],
        [[3, 5, 3], [1, 4]],
        [[0, 1], [0]],
        [[4, 0, 3, 0], [2, 1, 2]],
        [[], [4]],
        [None, [0, 1, 2, 3, 4]],
        [[5, 0], [3]],
        [[1, 2, 3, 4, 5, 0], [1]],
    ]
    shapes, gradients = [[6, 3], [5]], []
    start = [[float(f'{x:.6g}') for x in NORMAL(random, math.prod(shape))] for shape in shapes]
    for step, named in enumerate(rows, start=1):
        row = [np.zeros(shape) for shape in shapes]
        for gradient, which in zip(row, named):
            for index in sorted(set(which or [])):
                gradient[index] = NORMAL(random, gradient.shape[1:])
        if step == 3:
            row[0][0] = 0.0
        gradients.append([
            None if which is None else [float(f'{x:.6g}') for x in gradient.flatten()]
            for gradient, which in zip(row, named)
        ])
    return {'seed': 4, 'start': start, 'shapes': shapes, 'gradients': gradients, 'rows': rows}


MATRICES = [4, 3], [2, 5], [3, 3]
PROBLEMS = {
    'V': formula_problem([1.0, -2.0, 0.5], [3]),
    'V8': formula_problem([1.0, -2.0, 0.5], [3], 8),
    'M': formula_problem([1.0, -2.0, 0.5, 1.5, -0.25, 0.75], [2, 3]),
    'T': formula_problem([1.0, -2.0, 0.5, 1.5, -0.25, 0.75], [3, 2]),
    'R': random_problem(1, NORMAL),
    'missing': missing_problem(random_problem(1, NORMAL)),
    'zeros': zeros_problem(),
    'wide': random_problem(3, log_uniform),
    'cubes': random_problem(5, NORMAL, ([2, 3, 2], [1, 3], [2, 1, 2, 2])),
    'matrices': random_problem(4, NORMAL, MATRICES),
    'missing matrices': missing_problem(random_problem(4, NORMAL, MATRICES)),
    'Vrows': one_by_one(formula_problem([1.0, -2.0, 0.5], [3])),
    'rows': rows_problem(),
}


def case(name, problem, options, **extra):
    """`extra` is `learningRates`, `clip`, `groups` or `further`."""
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


def few_shared_cases(more):
    """One schedule, one bound and one division into groups, for optimizers whose steps say little more."""
    names = ('schedule, missing gradients', 'clip norm', 'groups, more options')
    return [one for one in shared_cases(more) if one['name'] in names]
