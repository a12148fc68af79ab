"""Weights as torch.nn.utils.parametrizations.spectral_norm computes them."""

import numpy as np
import torch
from torch.nn.utils import parametrizations

from .drawing import draw, flat
from .layers import SHAPES, layer_of, ours

LIBRARIES = [f'torch {torch.__version__}']


def case(shape, iterations):
    values = draw(17, shape)
    layer, axes = layer_of(values)
    parametrizations.spectral_norm(layer, n_power_iterations=iterations)
    norm = layer.parametrizations.weight[0]
    outputs = shape[-1]
    first = draw(18, outputs)
    first /= np.linalg.norm(first)
    norm._u.copy_(torch.tensor(first))
    # Our rows are [height, width, in], those of PyTorch [in, height, width].
    right = draw(19, shape[:-1])
    right /= np.linalg.norm(right)
    order = (0,) if len(shape) == 2 else (2, 0, 1)
    back = np.argsort(order)
    norm._v.copy_(torch.tensor(right.transpose(order).flatten()))
    dy = draw(20, shape)
    rows = []
    for mode in (True, True, False):
        layer.train(mode)
        layer.zero_grad()
        weight = layer.weight
        (weight * torch.tensor(dy.transpose(np.argsort(axes)).copy())).sum().backward()
        v = norm._v.numpy().reshape([shape[axis] for axis in order]).transpose(back)
        rows.append({
            'training': mode,
            'u': flat(norm._u),
            'v': flat(v),
            'weight': ours(weight, axes),
            'gradient': ours(layer.parametrizations.weight.original.grad, axes),
        })
    return {
        'shape': list(shape),
        'values': flat(values),
        'dy': flat(dy),
        'iterations': iterations,
        'u': flat(first),
        'v': flat(right),
        'calls': rows,
    }


def cases():
    return (case(shape, iterations) for shape in SHAPES for iterations in (1, 3))
