import torch
from timm.optim.lars import Lars

from .problems import PROBLEMS, case, few_shared_cases
from .timm_run import TimmRun

RULE = 'LARS'


class LarsRun(TimmRun):
    """With `momentumForm: 'ema'` by a shorter step: μ b + (1 − μ) g is 1 − μ times the sum that timm keeps."""

    def __call__(self, entry, dtype=torch.float64):
        options = dict(entry['options'])
        if options.pop('momentumForm', 'torch') == 'torch':
            return super().__call__(entry, dtype)
        rate, momentum = options.pop('learningRate'), options['momentum']
        steps = range(1, len(PROBLEMS[entry['problem']]['gradients']) + 1)
        corrections = [1 - momentum**t if options.get('biasCorrection') else 1 for t in steps]
        options.pop('biasCorrection', None)
        rates = [rate * (1 - momentum) / correction for correction in corrections]
        result = super().__call__(entry | {'options': options, 'learningRates': rates}, dtype)
        for state in result['state']:
            state['buffer'] = [(1 - momentum) * b for b in state['buffer']]
        return result


run = LarsRun(
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
    case('momentum as an average', 'R', {**lr, **heavy, **wd, **far, 'momentumForm': 'ema', 'biasCorrection': True}),
    case('epsilon large', 'M', {**lr, **wd, **far, 'epsilon': 1.0}),
    case('always adapt', 'zeros', {**lr, **far, 'alwaysAdapt': True}),
    case('trust clip', 'zeros', {'learningRate': 0.05, **wd, **far, 'trustClip': True}),
    case('missing gradients', 'missing', {**heavy, **wd, **far}),
    case('wide gradients', 'wide', {**wd, **far}),
    *few_shared_cases({**heavy, **wd, **far}),
]
