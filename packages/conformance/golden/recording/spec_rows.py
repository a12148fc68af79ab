"""Ways to compute the rows of spec.json, beside those of the optimizers' own files."""

import numpy as np

from .problems import PROBLEMS, case

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


def adagrad_inside_root(learningRate, initialAccumulatorValue, epsilon):
    p, s = START, initialAccumulatorValue
    for g in GRADIENTS:
        s = s + g**2
        p = p - learningRate * g / np.sqrt(s + epsilon)
    return p


def cautious_adamw(learningRate, weightDecay):
    """Steps against the gradient are left out, and the others made longer by as much."""
    p, m, v = START, 0.0, 0.0
    for t, g in enumerate(GRADIENTS, start=1):
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        step = m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        mask = (step * g > 0).astype(np.float64)
        p = p * (1 - learningRate * weightDecay) - learningRate * step * mask / max(mask.mean(), 1e-3)
    return p


def recompute(row, run):
    """The results of a row: by our own formulas where the reference has no such option."""
    options = dict(row['options'])
    if 'momentumForm' in options:
        return [ema_sgd(**options)]
    if options.pop('cautious', False):
        return [cautious_adamw(**options)]
    if options.pop('epsilonInsideRoot', False):
        if row['rule'] == 'Adagrad':
            return [adagrad_inside_root(**options)]
        return [rmsprop_inside_root(rate_in_buffer=where, **options) for where in (False, True)]
    extra = {key: row[key] for key in ('further',) if key in row}
    return [run(case('', row['problem'], options, **extra))['parameters'][-1][0]]
