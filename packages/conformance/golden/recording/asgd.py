import torch

from .problems import case
from .torch_run import TorchRun

RULE = 'ASGD'
run = TorchRun(
    torch.optim.ASGD, {'average': 'ax'}, options={'lambda': 'lambd', 't0': 't0'}
)

lr, wd, up = {'learningRate': 0.1}, {'weightDecay': 0.1}, {'maximize': True}
averaged, decay = {'t0': 2.0}, {'lambda': 0.01}
groups = [
    {'parameters': [0, 2], 'options': {'learningRate': 0.05, **wd}},
    {'parameters': [1], 'options': {'learningRate': 0.2, 'alpha': 0.5}},
]
rates = [0.02, 0.05, 0.1, 0.1, 0.08, 0.05, 0.01, 0.0]
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', lr),
    case('lambda', 'M', {**lr, 'lambda': 0.5}),
    case('alpha', 'V', {**lr, 'lambda': 0.5, 'alpha': 2.0}),
    case('averaged', 'V', {**lr, **decay, **averaged}),
    case('averaged from the first step', 'M', {**lr, 't0': 0.0}),
    case('averaged, missing gradients', 'missing', {**lr, **decay, **averaged}),
    case('weight decay', 'zeros', {**lr, **wd}),
    case('maximize', 'M', {**lr, **up}),
    case('wide gradients', 'wide', {'learningRate': 1e-4, **averaged}),
    case('schedule', 'missing', {'lambda': 0.5, **averaged}, learningRates=rates),
    case('clip norm', 'R', lr, clip={'norm': 1}),
    case('groups', 'R', {**decay, **averaged}, groups=groups),
    case('all', 'R', {**lr, **wd, **up, 'lambda': 0.1, 'alpha': 0.5, 't0': 3.0}),
]
