import torch
from timm.optim.mars import Mars

from .problems import case, few_shared_cases
from .timm_run import TimmRun

class MarsRun(TimmRun):
    """With the same betas for all ranks, and without the v that timm leaves 0 beside the form of Lion."""

    def keywords(self, options):
        given = super().keywords(options)
        return given | {'betas_1d': given['betas']}

    def __call__(self, entry, dtype=torch.float64):
        result = super().__call__(entry, dtype)
        for state in result['state']:
            if not any(state['v']):
                del state['v']
        return result


RULE = 'MARS'
run = MarsRun(
    Mars,
    {'m': 'exp_avg', 'v': 'exp_avg_sq'},
    {'gamma': 'gamma', 'form': 'mars_type', 'optimize1d': 'optimize_1d'},
)

lr, wd, all_ranks = {'learningRate': 0.1}, {'weightDecay': 0.1}, {'optimize1d': True}
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', lr),
    case('betas, epsilon', 'M', {**lr, 'beta1': 0.95, 'beta2': 0.9, 'epsilon': 0.1}),
    case('gamma', 'M', {**lr, 'gamma': 0.5}),
    case('weight decay', 'zeros', {**lr, **wd, **all_ranks}),
    case('vectors too', 'R', {**lr, **wd, **all_ranks}),
    case('form of Lion', 'R', {**lr, **wd, 'form': 'lion'}),
    case('cautious', 'M', {**lr, **wd, 'cautious': True}),
    case('missing gradients', 'missing', {**lr, **wd, **all_ranks}),
    *few_shared_cases({'beta1': 0.95, 'weightDecay': 0.1}),
]
