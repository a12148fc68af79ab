import torch

from . import moments
from .problems import case
from .torch_run import TorchRun

RULE = 'AdamW'
run = TorchRun(torch.optim.AdamW, moments.SLOTS)
CASES = [*moments.CASES, case('weight decay zero', 'V', {'weightDecay': 0.0})]
