"""What alpha dropout makes of numbers that it keeps, and of those that it drops."""

import torch

from .drawing import flat

LIBRARIES = [f'torch {torch.__version__}']
VALUES = (-2.0, 0.0, 0.5, 3.0)


def case(p):
    # Dropped elements have one value whatever they were; kept ones differ from row to row.
    torch.manual_seed(16)
    x = torch.tensor(VALUES, dtype=torch.float64)[:, None].expand(-1, 200)
    found = [sorted(set(row)) for row in torch.nn.AlphaDropout(p)(x).tolist()]
    (dropped,) = set.intersection(*map(set, found))
    kept = [next(value for value in row if value != dropped) for row in found]
    return {'p': p, 'values': flat(VALUES), 'kept': kept, 'dropped': dropped}


def cases():
    return map(case, (0.1, 0.2, 0.5, 0.9))
