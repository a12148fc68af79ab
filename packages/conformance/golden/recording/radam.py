import torch

from .moments import SLOTS
from .problems import case
from .torch_run import TorchRun

RULE = 'RAdam'
OPTIONS = {'decoupledWeightDecay': 'decoupled_weight_decay'}
run = TorchRun(torch.optim.RAdam, SLOTS, options=OPTIONS)

# With the default beta2, steps are rectified from the sixth on; with 0.9 from the seventh; with 0.5 never.
lr, wd, up = {'learningRate': 0.1}, {'weightDecay': 0.1}, {'maximize': True}
decoupled = {**wd, 'decoupledWeightDecay': True}
groups = [
    {'parameters': [0, 2], 'options': {'learningRate': 0.05, **decoupled}},
    {'parameters': [1], 'options': {'learningRate': 0.2, 'beta2': 0.9}},
]
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V8', lr),
    case('betas', 'R', {**lr, 'beta1': 0.8, 'beta2': 0.9}),
    case('never rectified', 'V8', {**lr, 'beta2': 0.5}),
    case('betas zero', 'V8', {**lr, 'beta1': 0.0, 'beta2': 0.0}),
    case('weight decay, epsilon large', 'zeros', {**lr, **wd, 'epsilon': 0.1}),
    case('decoupled weight decay', 'V8', {**lr, **decoupled}),
    case('maximize, missing gradients', 'missing', {**lr, **up}),
    # Steps that are not rectified are as long as the gradients.
    case('wide gradients', 'wide', {'learningRate': 1e-4}),
    case('schedule', 'V8', decoupled, learningRates=[0.02, 0.05, 0.1, 0.1, 0.08, 0.05, 0.01, 0.0]),
    case('clip norm', 'R', lr, clip={'norm': 1}),
    case('groups', 'R', {}, groups=groups),
    case('all', 'R', {**lr, **decoupled, **up, 'beta1': 0.7, 'beta2': 0.99, 'epsilon': 1e-3}),
]
