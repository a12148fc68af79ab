"""Penalties on the slope of a small network: softplus(x A) B, with the gradients for A and B."""

import torch

from .drawing import draw, flat

LIBRARIES = [f'torch {torch.__version__}']

X, A, B = draw(12, (5, 3)), draw(13, (3, 4)), draw(14, (4, 1))

PENALTIES = {
    'gradientPenalty': lambda slopes: (slopes.norm(dim=1) - 1).square().mean(),
    'r1Penalty': lambda slopes: 3 / 2 * slopes.square().sum(1).mean(),
}


def case(name):
    x, a, b = (torch.tensor(values, requires_grad=True) for values in (X, A, B))
    (slopes,) = torch.autograd.grad((torch.nn.functional.softplus(x @ a) @ b).sum(), x, create_graph=True)
    penalty = PENALTIES[name](slopes)
    penalty.backward()
    return {
        'name': name,
        'x': flat(X), 'a': flat(A), 'b': flat(B),
        'penalty': penalty.item(),
        'gradients': [flat(a.grad), flat(b.grad)],
    }  # fmt: skip


def cases():
    return map(case, PENALTIES)
