from timm.optim.lion import Lion

from .problems import case, few_shared_cases
from .timm_run import TimmRun

RULE = 'Lion'
run = TimmRun(Lion, {'m': 'exp_avg'})

lr, wd, up = {'learningRate': 0.1}, {'weightDecay': 0.1}, {'maximize': True}
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', lr),
    case('betas', 'M', {**lr, 'beta1': 0.5, 'beta2': 0.8}),
    case('betas zero', 'V', {**lr, 'beta1': 0.0, 'beta2': 0.0}),
    case('weight decay', 'zeros', {**lr, **wd}),
    case('maximize, weight decay', 'M', {**lr, **wd, **up}),
    case('cautious, weight decay', 'R', {**lr, **wd, 'cautious': True}),
    case('missing gradients', 'missing', {**lr, **wd}),
    *few_shared_cases({'beta2': 0.9, 'weightDecay': 0.1}),
]
