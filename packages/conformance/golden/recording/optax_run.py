"""Runs optimizers of optax, and chains of its transformations, on the problems."""

import inspect

import jax
import jax.numpy as jnp
import optax

from .numpy_run import NumpyRun
from .problems import PROBLEMS

jax.config.update('jax_enable_x64', True)

MOMENTS = {'beta1': 'b1', 'beta2': 'b2', 'epsilon': 'eps'}
SQUARES = {
    'alpha': 'decay', 'epsilon': 'eps', 'epsilonInsideRoot': 'eps_in_sqrt',
    'biasCorrection': 'bias_correction', 'initialAccumulatorValue': 'initial_scale',
}  # fmt: skip


def clip_by_global_norm(limit):
    """As `torch.nn.utils.clip_grad_norm_`, which adds 1e-6 to the norm; optax does not."""

    def update(updates, _):
        norm = optax.global_norm(updates)
        return jax.tree.map(lambda g: g * jnp.minimum(1, limit / (norm + 1e-6)), updates)

    return optax.stateless(update)


def grok_fast(alpha=0.98, factor=2.0):
    """The EMA filter of GrokFast, which optax lacks."""

    def update(updates, mean, _=None):
        mean = updates if mean is None else jax.tree.map(
            lambda h, g: alpha * h + (1 - alpha) * g, mean, updates
        )
        return jax.tree.map(lambda g, h: g + factor * h, updates, mean), mean

    return optax.GradientTransformation(lambda _: None, update)


# Our links, what they are there, and their arguments: those by position, and the names of the rest.
LINKS = {
    'adaptiveGradientClip': (optax.adaptive_grad_clip, (), {'clipping': 'clipping', 'epsilon': 'eps'}),
    'addDecayedWeights': (optax.add_decayed_weights, ('weight_decay',), {}),
    'averageGradients': (optax.ema, ('decay',), {'biasCorrection': 'debias'}),
    'centralize': (lambda unitAxis: optax.centralize(), (), {'unitAxis': 'unitAxis'}),
    'clipByRms': (optax.clip_by_block_rms, ('threshold',), {}),
    'clipByGlobalNorm': (clip_by_global_norm, ('limit',), {}),
    'clipByValue': (optax.clip, ('max_delta',), {}),
    'grokFast': (grok_fast, (), {'alpha': 'alpha', 'lambda': 'factor'}),
    'momentum': (optax.trace, ('decay',), {'nesterov': 'nesterov'}),
    'scaleBy': (
        lambda factor: (optax.scale_by_schedule if callable(factor) else optax.scale)(factor),
        ('factor',), {},
    ),
    'scaleByAdam': (optax.scale_by_adam, (), MOMENTS | {'nesterov': 'nesterov'}),
    'scaleByAdamax': (optax.scale_by_adamax, (), MOMENTS),
    'scaleByAmsgrad': (optax.scale_by_amsgrad, (), MOMENTS),
    'scaleByBelief': (optax.scale_by_belief, (), MOMENTS | {'epsilonRoot': 'eps_root'}),
    'scaleByLearningRate': (optax.scale_by_learning_rate, ('learning_rate',), {}),
    'scaleByLion': (optax.scale_by_lion, (), MOMENTS),
    'scaleByRms': (optax.scale_by_rms, (), SQUARES),
    'scaleBySign': (optax.scale_by_sign, (), {}),
    'scaleByStddev': (optax.scale_by_stddev, (), SQUARES),
    'scaleByTrustRatio': (
        optax.scale_by_trust_ratio, (),
        {'minimumNorm': 'min_norm', 'trustCoefficient': 'trust_coefficient', 'epsilon': 'eps'},
    ),
    'scaleByYogi': (
        optax.scale_by_yogi, (), MOMENTS | {'initialAccumulatorValue': 'initial_accumulator_value'},
    ),
}  # fmt: skip


def link(name, *values):
    """A transformation of optax from one of our links: its name, and its arguments in their order."""
    make, positions, names = LINKS[name]
    keywords = {}
    for position, value in zip([*positions, None], values):
        if position is None:
            keywords |= {names[key]: option for key, option in value.items()}
        else:
            keywords[position] = value
    return make(**{key: schedule(value) for key, value in keywords.items()})


def schedule(value):
    if not isinstance(value, dict):
        return value
    return lambda count: jnp.array(value['schedule'])[count]


class OptaxRun(NumpyRun):
    """How the golden numbers of one of optax's optimizers come about: each parameter has its own.

    `options` names its arguments by our options, `slots` the parts of its state by ours. `defaults` are
    those of arguments that have none there.
    """

    library = f'optax {optax.__version__}'

    def __init__(self, make, options, slots, defaults):
        self.make, self.options = make, options
        known = inspect.signature(make).parameters
        theirs = {ours: known[name].default for ours, name in options.items() if ours not in defaults}
        super().__init__(theirs | defaults, slots, self.one_step)

    def one_step(self, p, g, state, t, options):
        # Made anew, since options may change from step to step.
        optimizer = self.make(**{name: options[ours] for ours, name in self.options.items()})
        held = state['held'] if state else optimizer.init(p)
        updates, held = optimizer.update(g, held, p)
        state |= {'held': held} | {name: optax.tree.get(held, name) for name in self.slots.values()}
        return optax.apply_updates(p, updates)


class ChainRun:
    """How the golden numbers of a chain come about: its links are in the case's field `chain`.

    Of the parameters it records the last.
    """

    library = f'optax {optax.__version__}'

    def __call__(self, entry, dtype='float64'):
        problem = PROBLEMS[entry['problem']]
        shapes = problem['shapes']
        arrays = lambda row: [
            None if values is None else jnp.array(values, dtype).reshape(shape)
            for values, shape in zip(row, shapes)
        ]
        # Each parameter alone, which may have no gradient, unless a link looks at all of them.
        whole = any(name == 'clipByGlobalNorm' for name, *_ in entry['chain'])
        runs = [Alone(entry, part) for part in ([arrays(problem['start'])] if whole else
                                                [[p] for p in arrays(problem['start'])])]
        for row in problem['gradients']:
            gradients = arrays(row)
            for run, part in zip(runs, [gradients] if whole else [[g] for g in gradients]):
                if all(g is not None for g in part):
                    run.step(part)
        steps = [sum(g is not None for g in column) for column in zip(*problem['gradients'])]
        last = [p.flatten().tolist() for run in runs for p in run.parameters]
        return {'parameters': [last], 'steps': steps}


class Alone:
    def __init__(self, entry, parameters):
        self.chain = optax.chain(*(link(*one) for one in entry['chain']))
        self.pairs = 'lookahead' in entry
        if self.pairs:
            options = entry['lookahead']
            self.chain = optax.lookahead(self.chain, options['k'], options['alpha'])
            self.held = optax.LookaheadParams.init_synced(parameters)
        else:
            self.held = parameters
        self.state = self.chain.init(self.held)

    @property
    def parameters(self):
        return self.held.fast if self.pairs else self.held

    def step(self, gradients):
        updates, self.state = self.chain.update(gradients, self.state, self.held)
        self.held = optax.apply_updates(self.held, updates)
