from optax.contrib import acprop

from .optax_run import OptaxRun
from .problems import case, few_shared_cases

RULE = 'ACProp'
run = OptaxRun(
    acprop,
    {
        'learningRate': 'learning_rate', 'beta1': 'b1', 'beta2': 'b2', 'epsilon': 'eps', 'epsilonRoot': 'eps_root',
        'weightDecay': 'weight_decay',
    },
    {'m': 'mu', 's': 'nu'},
    {'learningRate': 1e-3},
)  # fmt: skip

lr, wd = {'learningRate': 0.01}, {'weightDecay': 0.1}
CASES = [
    case('default', 'R', {}),
    case('learning rate', 'V', lr),
    case('betas', 'M', {**lr, 'beta1': 0.8, 'beta2': 0.9}),
    case('without a mean', 'R', {**lr, 'beta1': 0.0}),
    case('epsilon large', 'M', {**lr, 'epsilon': 0.1}),
    case('epsilon inside the root', 'zeros', {**lr, 'epsilonRoot': 0.01}),
    case('weight decay', 'zeros', {**lr, **wd}),
    case('maximize', 'M', {**lr, **wd, 'maximize': True}),
    case('missing gradients', 'missing', lr),
    case('wide gradients', 'wide', {**lr, 'epsilon': 1e-3}),
    *few_shared_cases({'beta1': 0.8, 'weightDecay': 0.1}),
]
