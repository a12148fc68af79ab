from . import signum
from .numpy_run import NumpyRun
from .problems import case, few_shared_cases

RULE = 'Tiger'
run = NumpyRun({'learningRate': 1e-3, 'beta': 0.965, 'weightDecay': 0.01}, {'m': 'm'}, signum.step)

lr, wd = {'learningRate': 0.1}, {'weightDecay': 0.1}
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', lr),
    case('beta', 'M', {**lr, 'beta': 0.5}),
    case('weight decay', 'zeros', {**lr, **wd}),
    case('missing gradients', 'missing', {**lr, 'weightDecay': 0.0}),
    *few_shared_cases({'beta': 0.8, 'weightDecay': 0.1}),
]
