"""Layers of PyTorch with weights of our layout."""

import numpy as np
import torch

from .drawing import flat

# A dense weight [in, out], and one of a convolution [height, width, in, out].
SHAPES = ((5, 3), (3, 2, 2, 4))


def layer_of(values):
    """A layer of PyTorch with a weight of our layout, and how to put the axes of that in order."""
    axes = (1, 0) if values.ndim == 2 else (3, 2, 0, 1)
    weight = torch.tensor(values.transpose(axes).copy())
    outputs, inputs, *window = weight.shape
    layer = torch.nn.Conv2d(inputs, outputs, window) if window else torch.nn.Linear(inputs, outputs)
    layer = layer.double()
    with torch.no_grad():
        layer.weight.copy_(weight)
    return layer, np.argsort(axes)


def ours(tensor, axes):
    return flat(tensor.detach().numpy().transpose(axes))
