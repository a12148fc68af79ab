"""Entropies of what logits predict."""

import torch

from .drawing import draw, flat

LIBRARIES = [f'torch {torch.__version__}']


def case(scale):
    values = scale * draw(15, (4, 3))
    logits = torch.tensor(values, requires_grad=True)
    entropy = torch.distributions.Categorical(logits=logits).entropy().mean()
    entropy.backward()
    return {
        'logits': flat(values),
        'entropy': entropy.item(),
        'gradient': flat(logits.grad),
    }


def cases():
    return map(case, (1, 10))
