import numpy as np

from .numpy_run import JointRun
from .problems import case

RULE = 'Prodigy'
DEFAULTS = {
    'learningRate': 1.0, 'beta1': 0.9, 'beta2': 0.999, 'beta3': 0.0, 'epsilon': 1e-8,
    'weightDecay': 0.0, 'decoupledWeightDecay': True, 'd0': 1e-6, 'dCoefficient': 1.0,
    'growthRate': 0.0, 'biasCorrection': False, 'safeguardWarmup': False,
}  # fmt: skip


def corrected(o, t):
    return np.sqrt(1 - o['beta2'] ** t) / (1 - o['beta1'] ** t) if o['biasCorrection'] else 1.0


def step(moves, shared):
    first = moves[0][-1]
    beta3, d0 = first['beta3'] or np.sqrt(first['beta2']), first['d0']
    d, d_max = shared.setdefault('d', d0), shared.setdefault('dMax', d0)
    progress, distance, moving = 0.0, 0.0, []
    for p, g, state, t, o in moves:
        state.setdefault('start', p)
        eta = d * o['learningRate'] * corrected(o, t)
        if not o['decoupledWeightDecay']:
            g = g + o['weightDecay'] * p
        progress += (d / d0) * eta * np.sum(g * (state['start'] - p))
        state['m'] = o['beta1'] * state.get('m', 0) + (1 - o['beta1']) * d * g
        state['v'] = o['beta2'] * state.get('v', 0) + (1 - o['beta2']) * d**2 * g**2
        weight = (d / d0) * (d if o['safeguardWarmup'] else eta)
        state['s'] = beta3 * state.get('s', 0) + weight * g
        distance += np.sum(np.abs(state['s']))
        moving.append((p, state, eta, o))
    numerator = beta3 * shared.setdefault('numerator', 0.0) + progress
    if distance == 0:
        return [p for p, *_ in moving]
    estimate = first['dCoefficient'] * numerator / distance
    if d == d0:
        d = max(d, estimate)
    d_max = max(d_max, estimate)
    d = min(d_max, d * (first['growthRate'] or np.inf))
    shared.update(d=d, dMax=d_max, numerator=numerator)
    decays = [o['weightDecay'] if o['decoupledWeightDecay'] else 0 for *_, o in moving]
    return [
        p - decay * eta * p - eta * state['m'] / (np.sqrt(state['v']) + d * o['epsilon'])
        for decay, (p, state, eta, o) in zip(decays, moving)
    ]


run = JointRun(DEFAULTS, {'m': 'm', 'v': 'v', 's': 's'}, step)

# From an estimate that is not so small, d grows within the few steps of a case.
near = {'d0': 0.01}
groups = [
    {'parameters': [0, 2], 'options': {'learningRate': 0.5, 'weightDecay': 0.2}},
    {'parameters': [1], 'options': {'learningRate': 2.0}},
]
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', {'learningRate': 0.5, 'd0': 0.1}),
    case('larger start', 'V', near),
    case('betas', 'M', {'beta1': 0.8, 'beta2': 0.9, 'beta3': 0.7, 'd0': 0.1}),
    case('epsilon large', 'V', {'epsilon': 0.1, 'd0': 0.1}),
    case('weight decay', 'zeros', {**near, 'weightDecay': 0.5}),
    case('weight decay, in the gradient', 'R', {**near, 'weightDecay': 0.5, 'decoupledWeightDecay': False}),
    case('coefficient', 'R', {**near, 'dCoefficient': 2.0}),
    case('growth rate', 'R', {**near, 'growthRate': 1.02, 'dCoefficient': 5.0}),
    case('bias correction', 'missing', {**near, 'biasCorrection': True}),
    case('schedule, safeguard', 'R', {'d0': 0.1, 'safeguardWarmup': True},
         learningRates=[0.2, 0.5, 1.0, 1.0, 0.8, 0.5, 0.2, 0.1]),
    case('clip norm', 'R', near, clip={'norm': 1}),
    case('groups', 'R', {'d0': 0.1}, groups=groups),
    case('all', 'R', {'learningRate': 0.5, 'beta1': 0.8, 'beta2': 0.99, 'beta3': 0.9, 'epsilon': 1e-6,
                      'weightDecay': 0.1, 'd0': 0.05, 'dCoefficient': 1.5, 'growthRate': 1.5,
                      'biasCorrection': True, 'maximize': True}),
]  # fmt: skip
