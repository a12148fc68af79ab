import torch

from .moments import CASES, SLOTS
from .torch_run import TorchRun

RULE = 'Adam'
run = TorchRun(torch.optim.Adam, SLOTS)

__all__ = ['CASES', 'RULE', 'run']
