from timm.optim.nvnovograd import NvNovoGrad

from .problems import case, few_shared_cases
from .timm_run import TimmRun

RULE = 'NovoGrad'
run = TimmRun(
    NvNovoGrad,
    {'m': 'exp_avg', 'v': 'exp_avg_sq', 'vMax': 'max_exp_avg_sq'},
    {'gradientAveraging': 'grad_averaging'},
)

lr, wd, mean = {'learningRate': 0.1}, {'weightDecay': 0.1}, {'gradientAveraging': True}
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', lr),
    case('betas, epsilon', 'M', {**lr, 'beta1': 0.8, 'beta2': 0.5, 'epsilon': 0.1}),
    case('weight decay', 'zeros', {**lr, **wd}),
    case('average of gradients', 'R', {**lr, **wd, **mean}),
    case('amsgrad', 'R', {**lr, 'beta2': 0.25, 'amsgrad': True}),
    case('missing gradients', 'missing', {**lr, **wd}),
    case('wide gradients', 'wide', lr),
    *few_shared_cases({'beta1': 0.8, 'weightDecay': 0.1, **mean}),
]
