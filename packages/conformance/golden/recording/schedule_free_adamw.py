import numpy as np

from .problems import case
from .schedule_free import DEFAULTS, AveragingRun, cases, move

RULE = 'ScheduleFreeAdamW'


def step(y, g, state, t, o):
    state['v'] = o['beta2'] * state.get('v', 0) + (1 - o['beta2']) * g**2
    root = np.sqrt(state['v'] / (1 - o['beta2'] ** t)) + o['epsilon']
    return move(y, g / root, state, t, o, o['beta1'])


run = AveragingRun(
    {'learningRate': 0.0025, 'beta1': 0.9, 'beta2': 0.999, 'epsilon': 1e-8} | DEFAULTS,
    {'v': 'v', 'z': 'z'},
    step,
)

CASES = [
    *cases(0.05, 'beta1', [0.0, 0.02, 0.05, 0.1, 0.05, 0.02, 0.01, 0.0]),
    case('wide gradients', 'wide', {'learningRate': 0.05}),
    case('beta2, epsilon', 'V', {'learningRate': 0.05, 'beta2': 0.9, 'epsilon': 0.1}),
    case('all', 'R', {'learningRate': 0.1, 'beta1': 0.8, 'beta2': 0.99, 'epsilon': 1e-6,
                      'weightDecay': 0.1, 'warmupSteps': 3, 'r': 0.5,
                      'weightLearningRatePower': 1.5, 'maximize': True}),
]  # fmt: skip
