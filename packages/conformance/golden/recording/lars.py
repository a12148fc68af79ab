from timm.optim.lars import Lars

from .problems import case, few_shared_cases
from .timm_run import TimmRun

RULE = 'LARS'
run = TimmRun(
    Lars,
    {'buffer': 'momentum_buffer'},
    {'trustCoefficient': 'trust_coeff', 'trustClip': 'trust_clip', 'alwaysAdapt': 'always_adapt'},
)

lr, wd, heavy = {'learningRate': 0.5}, {'weightDecay': 0.1}, {'momentum': 0.9}
far = {'trustCoefficient': 0.1}
CASES = [
    case('default', 'V', {}),
    case('learning rate', 'V', {**lr, **wd}),
    case('momentum', 'R', {**heavy, **wd}),
    case('momentum, dampening', 'M', {**lr, **heavy, **wd, **far, 'dampening': 0.5}),
    case('momentum, nesterov', 'R', {**lr, **heavy, **wd, **far, 'nesterov': True}),
    case('epsilon large', 'M', {**lr, **wd, **far, 'epsilon': 1.0}),
    case('always adapt', 'zeros', {**lr, **far, 'alwaysAdapt': True}),
    case('trust clip', 'zeros', {'learningRate': 0.05, **wd, **far, 'trustClip': True}),
    case('missing gradients', 'missing', {**heavy, **wd, **far}),
    case('wide gradients', 'wide', {**wd, **far}),
    *few_shared_cases({**heavy, **wd, **far}),
]
