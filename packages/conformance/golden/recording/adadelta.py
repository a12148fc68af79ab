import torch

from .problems import case
from .torch_run import TorchRun

RULE = 'Adadelta'
run = TorchRun(
    torch.optim.Adadelta, {'v': 'square_avg', 'u': 'acc_delta'}, options={'rho': 'rho'}
)

lr, wd, up = {'learningRate': 10.0}, {'weightDecay': 0.1}, {'maximize': True}
groups = [
    {'parameters': [0, 2], 'options': {'learningRate': 5.0, **wd}},
    {'parameters': [1], 'options': {'learningRate': 20.0, 'rho': 0.5}},
]
CASES = [
    case('default', 'V', {}),
    case('learning rate', 'R', lr),
    case('rho', 'M', {**lr, 'rho': 0.5}),
    case('rho zero', 'V', {**lr, 'rho': 0.0}),
    case('epsilon large', 'M', {'epsilon': 0.1}),
    case('weight decay', 'zeros', {**lr, **wd}),
    case('maximize', 'M', {**lr, **up}),
    case('missing gradients', 'missing', lr),
    case('wide gradients', 'wide', lr),
    case('schedule', 'V', wd, learningRates=[2.0, 5.0, 10.0, 8.0, 3.0, 0.0]),
    case('clip norm', 'R', lr, clip={'norm': 1}),
    case('groups', 'R', {}, groups=groups),
    case('all', 'R', {**lr, **wd, **up, 'rho': 0.7, 'epsilon': 1e-3}),
]
