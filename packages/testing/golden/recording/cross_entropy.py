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
# Two images of 2 x 3 places.
IMAGES = 2 * draw(12, (2, 2, 3, 4))
IMAGE_LABELS = [[[0, 1, 2], [3, -1, 1]], [[2, 2, 0], [1, 3, -1]]]
IMAGE_PROBABILITIES = np.round(np.random.default_rng(13).random((2, 2, 3, 4)), 4)
WEIGHTS = [0.5, 2.0, 0.0, 1.25]


def case(labels, smoothing=0.0, weights=None, ignored=None, reduction=None, logits=LOGITS):
    logits = torch.tensor(logits, requires_grad=True)
    labels = np.array(labels)
    # PyTorch has the classes of more than two dimensions second, here they are last.
    second = (lambda x: x.movedim(-1, 1)) if logits.dim() > 2 else (lambda x: x)
    targets = torch.tensor(labels)
    loss = cross_entropy(
        second(logits),
        targets if labels.ndim < logits.dim() else second(targets),
        weight=None if weights is None else torch.tensor(weights, dtype=torch.float64),
        label_smoothing=smoothing,
        **({} if ignored is None else {'ignore_index': ignored}),
        **({} if reduction is None else {'reduction': reduction}),
    )
    # Of losses that stay apart, each by another factor.
    factors = torch.arange(1, loss.numel() + 1, dtype=torch.float64).reshape(loss.shape)
    (loss * factors).sum().backward()
    options = {'labelSmoothing': smoothing, 'classWeights': weights, 'ignoredLabel': ignored,
               'reduction': reduction}  # fmt: skip
    return {
        'options': {name: value for name, value in options.items() if value is not None},
        'shape': list(logits.shape),
        'logits': flat(logits.detach()),
        'labelShape': list(labels.shape),
        'labels': flat(labels),
        'loss': loss.item() if loss.dim() == 0 else flat(loss.detach()),
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
    for reduction in ('sum', 'none'):
        yield case(LABELS, 0.2, WEIGHTS, reduction=reduction)
        yield case(PROBABILITIES, 0.2, WEIGHTS, reduction=reduction)
        yield case(PARTLY, 0.2, WEIGHTS, ignored=-1, reduction=reduction)
    for reduction in ('mean', 'sum', 'none'):
        yield case(3, reduction=reduction, logits=LOGITS[0])
        yield case(PROBABILITIES[0], reduction=reduction, logits=LOGITS[0])
        yield case(IMAGE_LABELS, weights=WEIGHTS, ignored=-1, reduction=reduction, logits=IMAGES)
        yield case(IMAGE_PROBABILITIES, 0.2, WEIGHTS, reduction=reduction, logits=IMAGES)
