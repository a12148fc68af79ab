"""What the schedule-free optimizers share: three sequences z, x and y, as the paper has them."""

import numpy as np

from .numpy_run import NumpyRun
from .problems import case

DEFAULTS = {
    'weightDecay': 0.0, 'warmupSteps': 0, 'r': 0.0, 'weightLearningRatePower': 2.0,
}  # fmt: skip


def move(y, direction, state, t, o, beta):
    """The next y; z and x are kept in the state, and the parameter at the start is both."""
    rate = o['learningRate'] * (min(1, t / o['warmupSteps']) if o['warmupSteps'] else 1)
    largest = state['largest'] = max(rate, state.get('largest', 0.0))
    weight = t ** o['r'] * largest ** o['weightLearningRatePower']
    total = state['total'] = state.get('total', 0.0) + weight
    share = weight / total if total else 0.0
    z = state['z'] = state.get('z', y) - rate * (direction + o['weightDecay'] * y)
    x = state['x'] = (1 - share) * state.get('x', y) + share * z
    return beta * x + (1 - beta) * z


class AveragingRun(NumpyRun):
    """Records x as well, under the name of the update that takes the parameter there."""

    def __init__(self, defaults, slots, step):
        super().__init__(defaults, slots | {'x': 'x'}, step)

    def __call__(self, entry, dtype=np.float64):
        result = super().__call__(entry, dtype)
        averages = [slots.pop('x', None) for slots in result['state']]
        # A parameter that was never moved has no state, and stays.
        places = [x or y for x, y in zip(averages, result['parameters'][-1])]
        return result | {'afterwards': {'update': 'toAverage', 'parameters': places}}


def cases(lr, beta, rates):
    """`lr` is a learning rate, `beta` the name of the share of x in y."""
    groups = [
        {'parameters': [0, 2], 'options': {'learningRate': lr / 2, 'weightDecay': 0.2}},
        {'parameters': [1], 'options': {'learningRate': 2 * lr}},
    ]
    return [
        case('default', 'R', {}),
        case('learning rate', 'V', {'learningRate': lr}),
        case(beta, 'M', {'learningRate': lr, beta: 0.7}),
        case('weight decay', 'R', {'learningRate': lr, 'weightDecay': 0.2}),
        case('warm-up', 'R', {'learningRate': lr, 'warmupSteps': 5}),
        case('powers', 'V', {'learningRate': lr, 'r': 1.5, 'weightLearningRatePower': 1.0}),
        case('missing gradients', 'missing', {'learningRate': lr, 'warmupSteps': 4, 'r': 1.0}),
        case('zeros', 'zeros', {'learningRate': lr, 'weightDecay': 0.1}),
        # At first the learning rate, and with it the sum of weights, is 0.
        case('schedule', 'R', {'weightDecay': 0.1}, learningRates=rates),
        case('clip norm', 'missing', {'learningRate': lr}, clip={'norm': 1}),
        case('groups', 'R', {'r': 0.5}, groups=groups),
    ]
