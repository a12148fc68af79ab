import torch

from .moments import SLOTS
from .problems import case
from .torch_run import TorchRun

RULE = 'NAdam'
OPTIONS = {'momentumDecay': 'momentum_decay', 'decoupledWeightDecay': 'decoupled_weight_decay'}
run = TorchRun(torch.optim.NAdam, SLOTS, options=OPTIONS)

lr, wd, up = {'learningRate': 0.1}, {'weightDecay': 0.1}, {'maximize': True}
decoupled = {**wd, 'decoupledWeightDecay': True}
groups = [
    {'parameters': [0, 2], 'options': {'learningRate': 0.05, **decoupled}},
    {'parameters': [1], 'options': {'learningRate': 0.2, 'momentumDecay': 0.5}},
]
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', lr),
    case('betas', 'M', {**lr, 'beta1': 0.8, 'beta2': 0.95}),
    case('beta1 zero', 'V', {**lr, 'beta1': 0.0}),
    case('momentum decay one', 'V', {**lr, 'momentumDecay': 1.0}),
    case('momentum decay zero', 'V', {**lr, 'momentumDecay': 0.0}),
    case('weight decay, epsilon large', 'zeros', {**lr, **wd, 'epsilon': 0.1}),
    case('decoupled weight decay', 'M', {**lr, **decoupled}),
    case('maximize, missing gradients', 'missing', {**lr, **up}),
    case('wide gradients', 'wide', lr),
    case('schedule', 'V', decoupled, learningRates=[0.02, 0.05, 0.1, 0.08, 0.01, 0.0]),
    case('clip norm', 'R', lr, clip={'norm': 1}),
    case('groups', 'missing', {}, groups=groups),
    case('all', 'R', {**lr, **decoupled, **up, 'beta1': 0.7, 'momentumDecay': 0.5, 'epsilon': 1e-3}),
]
