import torch

from .problems import case
from .torch_run import TorchRun

RULE = 'Adamax'
run = TorchRun(torch.optim.Adamax, {'m': 'exp_avg', 'u': 'exp_inf'})

lr, wd, up = {'learningRate': 0.1}, {'weightDecay': 0.1}, {'maximize': True}
groups = [
    {'parameters': [0, 2], 'options': {'learningRate': 0.05, **wd}},
    {'parameters': [1], 'options': {'learningRate': 0.2}},
]
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', lr),
    case('betas', 'M', {**lr, 'beta1': 0.8, 'beta2': 0.95}),
    case('betas zero', 'V', {**lr, 'beta1': 0.0, 'beta2': 0.0}),
    case('epsilon large', 'M', {**lr, 'epsilon': 0.1}),
    case('weight decay', 'zeros', {**lr, **wd}),
    case('maximize, missing gradients', 'missing', {**lr, **up}),
    case('wide gradients', 'wide', lr),
    case('schedule', 'V', wd, learningRates=[0.02, 0.05, 0.1, 0.08, 0.01, 0.0]),
    case('clip norm', 'R', lr, clip={'norm': 1}),
    case('groups', 'R', {'beta2': 0.9}, groups=groups),
    case('all', 'R', {**lr, **wd, **up, 'beta1': 0.7, 'beta2': 0.8, 'epsilon': 1e-3}),
]
