import torch

from .problems import case
from .torch_run import TUPLES, TorchRun

RULE = 'Rprop'
run = TorchRun(
    torch.optim.Rprop,
    {'previous': 'prev', 'stepSize': 'step_size'},
    tuples=TUPLES
    | {'etas': ('etaMinus', 'etaPlus'), 'step_sizes': ('stepSizeMin', 'stepSizeMax')},
)

lr, up = {'learningRate': 0.1}, {'maximize': True}
factors = {'etaMinus': 0.3, 'etaPlus': 2.5}
# Both bounds are met.
bounds = {'stepSizeMin': 0.05, 'stepSizeMax': 0.12}
groups = [
    {'parameters': [0, 2], 'options': {'learningRate': 0.05, 'etaPlus': 1.5}},
    {'parameters': [1], 'options': {'learningRate': 0.2}},
]
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', lr),
    case('learning rate zero', 'V', {'learningRate': 0.0}),
    case('factors', 'M', {**lr, **factors}),
    case('bounds', 'R', {**lr, **bounds}),
    case('maximize', 'M', {**lr, **up}),
    case('missing gradients', 'missing', {**lr, **factors}),
    case('zeros', 'zeros', lr),
    case('wide gradients', 'wide', lr),
    # The first rate is the only one that counts.
    case('schedule', 'missing', {}, learningRates=[0.02, 0.05, 0.1, 0.08, 0.01, 0.05, 0.1, 0.1]),
    case('clip norm', 'R', lr, clip={'norm': 1}),
    case('groups', 'R', {}, groups=groups),
    case('all', 'R', {**lr, **up, **factors, **bounds}),
]
