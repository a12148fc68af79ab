import torch

from .problems import case, shared_cases
from .torch_run import TorchRun

RULE = 'RMSprop'
run = TorchRun(torch.optim.RMSprop, {'v': 'square_avg', 'mean': 'grad_avg', 'buffer': 'momentum_buffer'})

lr, wd, up = {'learningRate': 0.05}, {'weightDecay': 0.1}, {'maximize': True}
heavy, centered = {**lr, 'momentum': 0.9}, {**lr, 'centered': True}
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', lr),
    case('alpha', 'M', {**lr, 'alpha': 0.9}),
    case('alpha zero', 'V', {**lr, 'alpha': 0.0}),
    case('epsilon large', 'M', {**lr, 'epsilon': 0.1}),
    case('weight decay', 'zeros', {**lr, **wd}),
    case('maximize', 'M', {**lr, **up}),
    case('momentum', 'V', heavy),
    case('centered', 'V', centered),
    case('centered, zeros', 'zeros', centered),
    case('centered, momentum', 'R', {**centered, **heavy}),
    case('centered, momentum, missing gradients', 'missing', {**centered, **heavy}),
    case('wide gradients', 'wide', lr),
    case('all', 'R', {**heavy, **centered, **wd, **up, 'alpha': 0.8, 'epsilon': 1e-3}),
    *shared_cases({'alpha': 0.9, 'momentum': 0.9, 'centered': True, 'weightDecay': 0.1}),
]
