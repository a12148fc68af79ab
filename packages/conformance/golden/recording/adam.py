import torch

from .moments import CASES as SHARED, SLOTS
from .problems import case
from .torch_run import TorchRun

RULE = 'Adam'
run = TorchRun(torch.optim.Adam, SLOTS, options={'decoupledWeightDecay': 'decoupled_weight_decay'})

decoupled = {'learningRate': 0.1, 'weightDecay': 0.1, 'decoupledWeightDecay': True}
CASES = [*SHARED, case('decoupled weight decay, amsgrad', 'R', {**decoupled, 'amsgrad': True})]
