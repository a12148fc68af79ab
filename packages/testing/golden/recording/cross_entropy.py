"""Cross-entropies with weights of classes, smoothed labels and examples that are left out."""

import numpy as np
import torch
from torch.nn.functional import cross_entropy

from .drawing import draw, flat

LIBRARIES = [f'torch {torch.__version__}']

LOGITS = 2 * draw(10, (5, 4))
LABELS = [2, 0, 3, 3, 1]
PARTLY = [2, -1, 3, -1, 1]
NONE = [-1] * 5
PROBABILITIES = np.round(np.random.default_rng(11).random((5, 4)), 4)
WEIGHTS = [0.5, 2.0, 0.0, 1.25]


def case(labels, smoothing=0.0, weights=None, ignored=None):
    logits = torch.tensor(LOGITS, requires_grad=True)
    loss = cross_entropy(
        logits,
        torch.tensor(labels),
        weight=None if weights is None else torch.tensor(weights, dtype=torch.float64),
        label_smoothing=smoothing,
        **({} if ignored is None else {'ignore_index': ignored}),
    )
    loss.backward()
    options = {'labelSmoothing': smoothing, 'classWeights': weights, 'ignoredLabel': ignored}
    return {
        'options': {name: value for name, value in options.items() if value is not None},
        'logits': flat(LOGITS),
        'labels': flat(labels),
        'loss': loss.item(),
        'gradient': flat(logits.grad),
    }


def cases():
    for smoothing in (0.0, 0.2, 1.0):
        for labels in (LABELS, PROBABILITIES):
            yield case(labels, smoothing)
            yield case(labels, smoothing, WEIGHTS)
        yield case(PARTLY, smoothing, ignored=-1)
        yield case(PARTLY, smoothing, WEIGHTS, ignored=-1)
        # Class 3 is left out although it is one.
        yield case(LABELS, smoothing, WEIGHTS, ignored=3)
    yield case(NONE, ignored=-1)
