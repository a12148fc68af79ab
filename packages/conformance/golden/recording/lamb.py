from functools import partial

from timm.optim.lamb import Lamb

from .problems import case, few_shared_cases
from .timm_run import TimmRun

RULE = 'LAMB'
# Bounds on the norm of all gradients are no part of our rule.
run = TimmRun(
    partial(Lamb, max_grad_norm=None),
    {'m': 'exp_avg', 'v': 'exp_avg_sq'},
    {'gradientAveraging': 'grad_averaging', 'trustClip': 'trust_clip', 'alwaysAdapt': 'always_adapt'},
)

lr, wd, plain = {'learningRate': 0.1}, {'weightDecay': 0.1}, {'weightDecay': 0.0}
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', lr),
    case('betas, epsilon', 'M', {**lr, 'beta1': 0.8, 'beta2': 0.95, 'epsilon': 0.1}),
    case('weight decay zero', 'R', {**lr, **plain}),
    case('weight decay zero, always adapt', 'zeros', {**lr, **plain, 'alwaysAdapt': True}),
    case('sums of gradients', 'R', {**lr, **wd, 'gradientAveraging': False}),
    case('trust clip', 'zeros', {**lr, **wd, 'trustClip': True}),
    case('missing gradients', 'missing', {**lr, **wd}),
    case('wide gradients', 'wide', lr),
    *few_shared_cases({'beta1': 0.8, 'weightDecay': 0.1}),
]
