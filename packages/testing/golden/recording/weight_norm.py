"""Weights as torch.nn.utils.parametrizations.weight_norm computes them."""

import numpy as np
import torch
from torch.nn.utils import parametrizations

from .drawing import draw, flat
from .layers import SHAPES, layer_of, ours

LIBRARIES = [f'torch {torch.__version__}']


def case(shape, units):
    values = draw(21, shape)
    layer, axes = layer_of(values)
    dim = {'output': 0, 'input': 1, 'tensor': None}[units]
    parametrizations.weight_norm(layer, dim=dim)
    magnitude, direction = layer.parametrizations.weight.parameters()
    with torch.no_grad():
        factors = torch.tensor(np.abs(draw(22, magnitude.numel())) + 0.5)
        magnitude.mul_(factors.reshape(magnitude.shape))
    dy = draw(23, shape)
    weight = layer.weight
    (weight * torch.tensor(dy.transpose(np.argsort(axes)).copy())).sum().backward()
    return {
        'shape': list(shape),
        'values': flat(values),
        'dy': flat(dy),
        'units': units,
        'magnitude': flat(magnitude.detach()),
        'weight': ours(weight, axes),
        'gradients': [flat(magnitude.grad), ours(direction.grad, axes)],
    }


def cases():
    return (case(shape, units) for shape in SHAPES for units in ('output', 'input', 'tensor'))
