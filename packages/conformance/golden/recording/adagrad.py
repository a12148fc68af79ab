import torch

from .problems import case
from .torch_run import TorchRun

RULE = 'Adagrad'
OPTIONS = {
    'learningRateDecay': 'lr_decay',
    'initialAccumulatorValue': 'initial_accumulator_value',
}
run = TorchRun(torch.optim.Adagrad, {'sum': 'sum'}, options=OPTIONS)

lr, wd, up = {'learningRate': 0.1}, {'weightDecay': 0.1}, {'maximize': True}
falling, begun = {'learningRateDecay': 0.1}, {'initialAccumulatorValue': 0.1}
groups = [
    {'parameters': [0, 2], 'options': {'learningRate': 0.05, **wd}},
    {'parameters': [1], 'options': {'learningRate': 0.2, 'epsilon': 1e-3}},
]
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', lr),
    case('learning rate decay', 'M', {**lr, **falling}),
    case('initial accumulator value', 'zeros', {**lr, **begun}),
    case('weight decay', 'zeros', {**lr, **wd}),
    case('epsilon large', 'M', {**lr, 'epsilon': 0.1}),
    case('maximize', 'M', {**lr, **up}),
    case('learning rate decay, missing gradients', 'missing', {**lr, **falling, **begun}),
    case('wide gradients', 'wide', lr),
    case('schedule', 'V', falling, learningRates=[0.02, 0.05, 0.1, 0.08, 0.01, 0.0]),
    case('clip norm', 'R', lr, clip={'norm': 1}),
    case('groups', 'R', {**falling, **begun}, groups=groups),
    case('all', 'R', {**lr, **wd, **up, **falling, **begun, 'epsilon': 1e-3}),
]
