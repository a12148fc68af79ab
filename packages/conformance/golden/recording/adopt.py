from timm.optim.adopt import Adopt

from .problems import case, few_shared_cases
from .timm_run import TimmRun


class Numbered(Adopt):
    """With 0 for no bound, as we have it."""

    def __init__(self, groups, **options):
        super().__init__(groups, **options)
        for group in self.param_groups:
            group['clip_exp'] = group['clip_exp'] or None


RULE = 'ADOPT'
run = TimmRun(
    Numbered,
    {'m': 'exp_avg', 'v': 'exp_avg_sq'},
    {'clipExponent': 'clip_exp', 'decoupledWeightDecay': 'decoupled'},
)

lr, wd, apart = {'learningRate': 0.1}, {'weightDecay': 0.1}, {'decoupledWeightDecay': True}
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', lr),
    case('betas, epsilon', 'M', {**lr, 'beta1': 0.8, 'beta2': 0.9, 'epsilon': 0.5}),
    case('clip exponent', 'M', {**lr, 'clipExponent': 0.1}),
    case('no clipping', 'M', {**lr, 'clipExponent': 0.0, 'beta2': 0.9}),
    case('weight decay', 'zeros', {**lr, **wd}),
    case('weight decay, decoupled', 'R', {**lr, **wd, **apart}),
    case('cautious, maximize', 'M', {**lr, **wd, **apart, 'cautious': True, 'maximize': True}),
    case('missing gradients', 'missing', {**lr, **wd, **apart}),
    *few_shared_cases({'beta2': 0.9, **wd, **apart}),
]
