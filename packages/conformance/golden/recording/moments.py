"""What Adam and AdamW share; the weight decay of the cases is the default of neither."""

from .problems import case, shared_cases

SLOTS = {'m': 'exp_avg', 'v': 'exp_avg_sq', 'vMax': 'max_exp_avg_sq'}

lr, wd, up = {'learningRate': 0.1}, {'weightDecay': 0.1}, {'maximize': True}
amsgrad = {**lr, 'beta2': 0.5, 'amsgrad': True}
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', lr),
    case('betas', 'M', {**lr, 'beta1': 0.8, 'beta2': 0.95}),
    case('beta1 zero', 'V', {**lr, 'beta1': 0.0}),
    case('beta2 small', 'zeros', {**lr, 'beta2': 0.5}),
    case('epsilon large', 'M', {**lr, 'epsilon': 0.1}),
    case('weight decay', 'zeros', {**lr, **wd}),
    case('amsgrad', 'V', amsgrad),
    case('amsgrad, missing gradients', 'missing', amsgrad),
    case('amsgrad, weight decay', 'R', {**amsgrad, **wd}),
    case('maximize', 'M', {**lr, **up}),
    case('maximize, weight decay', 'R', {**lr, **wd, **up}),
    case('missing gradients', 'missing', lr),
    case('wide gradients', 'wide', lr),
    case('all', 'R', {**amsgrad, **wd, **up, 'beta1': 0.7, 'epsilon': 1e-3}),
    *shared_cases({'beta1': 0.8, 'beta2': 0.9, 'amsgrad': True, 'weightDecay': 0.1}),
]
