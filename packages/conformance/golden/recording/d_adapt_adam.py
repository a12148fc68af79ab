import numpy as np

from .numpy_run import JointRun
from .problems import case

RULE = 'DAdaptAdam'
DEFAULTS = {
    'learningRate': 1.0, 'beta1': 0.9, 'beta2': 0.999, 'epsilon': 1e-8, 'weightDecay': 0.0,
    'decoupledWeightDecay': False, 'd0': 1e-6, 'growthRate': 0.0, 'biasCorrection': False,
}  # fmt: skip


def step(moves, shared):
    first = moves[0][-1]
    q, d = np.sqrt(first['beta2']), shared.setdefault('d', first['d0'])
    progress, distance, moving = 0.0, 0.0, []
    for p, g, state, t, o in moves:
        bias = np.sqrt(1 - o['beta2'] ** t) / (1 - o['beta1'] ** t) if o['biasCorrection'] else 1.0
        eta = d * o['learningRate'] * bias
        if not o['decoupledWeightDecay']:
            g = g + o['weightDecay'] * p
        s, v = state.get('s', np.zeros_like(p)), state.get('v', np.zeros_like(p))
        progress += eta * np.sum(g * s / (np.sqrt(v) + o['epsilon']))
        state['m'] = o['beta1'] * state.get('m', 0) + (1 - o['beta1']) * eta * g
        state['v'] = o['beta2'] * v + (1 - o['beta2']) * g**2
        state['s'] = q * s + (1 - q) * eta * g
        distance += np.sum(np.abs(state['s']))
        moving.append((p, state, eta, o))
    numerator = q * shared.setdefault('numerator', 0.0) + (1 - q) * progress
    if distance == 0:
        return [p for p, *_ in moving]
    estimate = numerator / ((1 - q) * distance)
    shared.update(
        d=max(d, min(estimate, d * (first['growthRate'] or np.inf))), numerator=numerator
    )
    decays = [o['weightDecay'] if o['decoupledWeightDecay'] else 0 for *_, o in moving]
    return [
        p - decay * eta * p - state['m'] / (np.sqrt(state['v']) + o['epsilon'])
        for decay, (p, state, eta, o) in zip(decays, moving)
    ]


run = JointRun(DEFAULTS, {'m': 'm', 'v': 'v', 's': 's'}, step)

near = {'d0': 0.1}
groups = [
    {'parameters': [0, 2], 'options': {'learningRate': 0.5, 'weightDecay': 0.2}},
    {'parameters': [1], 'options': {'learningRate': 2.0}},
]
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', {'learningRate': 0.5, **near}),
    case('larger start', 'R', near),
    case('betas', 'M', {'beta1': 0.8, 'beta2': 0.9, **near}),
    case('epsilon large', 'V', {'epsilon': 0.1, **near}),
    case('weight decay', 'R', {**near, 'weightDecay': 0.5}),
    case('weight decay, decoupled', 'zeros', {**near, 'weightDecay': 0.5, 'decoupledWeightDecay': True}),
    case('growth rate', 'R', {**near, 'growthRate': 1.3}),
    case('bias correction', 'missing', {**near, 'biasCorrection': True}),
    case('schedule', 'R', near, learningRates=[0.2, 0.5, 1.0, 1.0, 0.8, 0.5, 0.2, 0.1]),
    case('clip norm, missing gradients', 'missing', near, clip={'norm': 1}),
    case('groups', 'R', near, groups=groups),
    case('all', 'R', {'learningRate': 0.5, 'beta1': 0.8, 'beta2': 0.99, 'epsilon': 1e-6,
                      'weightDecay': 0.1, 'decoupledWeightDecay': True, 'd0': 0.05,
                      'growthRate': 1.5, 'biasCorrection': True, 'maximize': True}),
]  # fmt: skip
