import torch

from .problems import case
from .torch_run import TorchRun

RULE = 'Adafactor'


class Adafactor(torch.optim.Adafactor):
    """With the unit of float32 for epsilon1, as torch has it for parameters of that dtype."""

    def __init__(self, params, eps=(2.0**-23, 1e-3), **options):
        super().__init__(params, eps=eps, **options)


run = TorchRun(
    Adafactor,
    {'rows': 'row_var', 'columns': 'col_var', 'variance': 'variance'},
    options={'beta2Decay': 'beta2_decay', 'clipThreshold': 'd'},
    tuples={'eps': ('epsilon1', 'epsilon2')},
)

lr, wd = {'learningRate': 0.1}, {'weightDecay': 0.1}
more = {'beta2Decay': -0.5, 'epsilon2': 0.5, 'clipThreshold': 1.5, **wd}
rates = [0.02, 0.05, 0.1, 0.1, 0.08, 0.05, 0.01, 0.0]
groups = [
    {'parameters': [0, 2], 'options': {'learningRate': 0.05, 'weightDecay': 0.2}},
    {'parameters': [1], 'options': {'learningRate': 2.0}},
]
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', lr),
    case('weight decay', 'M', {**lr, **wd}),
    case('learning rate beyond the bound', 'M', {'learningRate': 10.0}),
    case('decay of the weight', 'M', {**lr, 'beta2Decay': 0.0}),
    case('epsilons', 'zeros', {**lr, 'epsilon1': 0.5, 'epsilon2': 0.1}),
    case('clip threshold', 'V', {**lr, 'clipThreshold': 3.0}),
    case('three dimensions', 'cubes', lr),
    case('missing gradients', 'missing', lr),
    case('wide gradients', 'wide', lr),
    case('schedule, more options', 'R', more, learningRates=rates),
    case('clip norm', 'missing', {**lr, 'epsilon1': 0.1}, clip={'norm': 1}),
    case('groups', 'missing', {}, groups=groups),
    case('all', 'R', {**lr, **more, 'epsilon1': 1e-2, 'maximize': True}),
]
