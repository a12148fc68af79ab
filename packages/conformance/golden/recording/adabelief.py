from timm.optim.adabelief import AdaBelief

from .problems import case, few_shared_cases
from .timm_run import TimmRun

RULE = 'AdaBelief'
run = TimmRun(
    AdaBelief,
    {'m': 'exp_avg', 's': 'exp_avg_var', 'sMax': 'max_exp_avg_var'},
    {'decoupledWeightDecay': 'decoupled_decay', 'rectify': 'rectify'},
)

lr, wd, plain = {'learningRate': 0.1}, {'weightDecay': 0.1}, {'rectify': False}
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', {**lr, **plain}),
    case('rectified', 'R', lr),
    case('rectified, betas', 'M', {**lr, 'beta1': 0.8, 'beta2': 0.9}),
    case('never rectified', 'M', {**lr, 'beta2': 0.5}),
    case('epsilon large', 'M', {**lr, **plain, 'epsilon': 0.1}),
    case('weight decay', 'zeros', {**lr, **wd, **plain}),
    case('weight decay, coupled', 'R', {**lr, **wd, **plain, 'decoupledWeightDecay': False}),
    case('amsgrad', 'V', {**lr, **plain, 'amsgrad': True, 'beta2': 0.5}),
    case('missing gradients', 'missing', {**lr, **wd}),
    *few_shared_cases({'beta1': 0.8, 'rectify': False, 'weightDecay': 0.1}),
]
