import torch

from .problems import case, shared_cases
from .torch_run import TorchRun

RULE = 'SGD'
run = TorchRun(torch.optim.SGD, {'buffer': 'momentum_buffer'})

lr, wd, up = {'learningRate': 0.1}, {'weightDecay': 0.01}, {'maximize': True}
heavy = {**lr, 'momentum': 0.9}
nesterov = {**heavy, 'nesterov': True}
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', lr),
    case('learning rate zero', 'V', {'learningRate': 0.0, 'momentum': 0.9}),
    case('weight decay', 'zeros', {**lr, **wd}),
    case('maximize', 'M', {**lr, **up}),
    case('momentum', 'V', heavy),
    case('dampening', 'V', {**heavy, 'dampening': 0.5}),
    case('dampening one', 'M', {**heavy, 'dampening': 1.0}),
    case('dampening, missing gradients', 'missing', {**heavy, 'dampening': 0.5}),
    case('nesterov', 'M', nesterov),
    case('nesterov, weight decay, maximize', 'R', {**nesterov, **wd, **up}),
    case('nesterov, wide gradients', 'wide', nesterov),
    case('all', 'R', {**heavy, 'dampening': 0.3, **wd, **up}),
    *shared_cases({'momentum': 0.9, 'nesterov': True, 'weightDecay': 0.01}),
]
