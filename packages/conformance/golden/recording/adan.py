from timm.optim.adan import Adan

from .problems import case, few_shared_cases
from .timm_run import TimmRun


class Plain(Adan):
    """With our name for the other decay, which is the positive of theirs."""

    def __init__(self, groups, **options):
        super().__init__(groups, foreach=False, **options)
        self.defaults['prox'] = True
        for group in self.param_groups:
            group['no_prox'] = not group.get('prox', True)


RULE = 'Adan'
run = TimmRun(
    Plain,
    {'m': 'exp_avg', 'd': 'exp_avg_diff', 'n': 'exp_avg_sq'},
    {'proximalDecay': 'prox'},
    {'betas': ('beta1', 'beta2', 'beta3')},
)

lr, wd = {'learningRate': 0.1}, {'weightDecay': 0.1}
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', lr),
    case('betas, epsilon', 'M', {**lr, 'beta1': 0.8, 'beta2': 0.5, 'beta3': 0.9, 'epsilon': 0.1}),
    case('weight decay', 'zeros', {**lr, **wd}),
    case('weight decay before', 'R', {**lr, **wd, 'proximalDecay': False}),
    case('missing gradients', 'missing', {**lr, **wd}),
    *few_shared_cases({'beta1': 0.9, 'weightDecay': 0.1}),
]
