"""Chains of links. `chain` lists them with their arguments; `lookahead` stands around a chain."""

from .optax_run import ChainRun

RULE = 'chains'
run = ChainRun()


def case(name, problem, *links, **extra):
    return {'name': name, 'problem': problem, 'chain': [list(link) for link in links], **extra}


rates = {'schedule': [0.02, 0.05, 0.1, 0.1, 0.08, 0.05, 0.01, 0.0]}
descend = ('scaleByLearningRate', 0.1)
adam = ('scaleByAdam',)
CASES = [
    case('learning rate', 'V', descend),
    case('schedule of the learning rate', 'R', ('scaleByLearningRate', rates)),
    case('scaleBy', 'V', ('scaleBy', -0.5), descend),
    case('scaleBy with a schedule', 'V', ('scaleBy', rates), ('scaleBy', 2.0), descend),
    case('scaleBySign', 'zeros', ('scaleBySign',), descend),
    case('clipByValue', 'R', ('clipByValue', 0.5), descend),
    case('clipByRms', 'R', ('clipByRms', 0.7), descend),
    case('clipByGlobalNorm', 'R', ('clipByGlobalNorm', 1.0), descend),
    case('adaptiveGradientClip', 'R', ('adaptiveGradientClip', {'clipping': 0.5}), descend),
    case('adaptiveGradientClip, zeros', 'zeros',
         ('adaptiveGradientClip', {'clipping': 0.1, 'epsilon': 0.5}), descend),
    case('centralize', 'R', ('centralize', {'unitAxis': 'first'}), descend),
    case('scaleByTrustRatio', 'R', ('scaleByTrustRatio',), descend),
    case('scaleByTrustRatio, zeros', 'zeros',
         ('scaleByTrustRatio', {'minimumNorm': 0.5, 'trustCoefficient': 0.1, 'epsilon': 0.01}), descend),
    case('momentum', 'missing', ('momentum', 0.8), descend),
    case('momentum, nesterov', 'R', ('momentum', 0.9, {'nesterov': True}), descend),
    case('averageGradients', 'missing', ('averageGradients', 0.9), descend),
    case('averageGradients, raw', 'M', ('averageGradients', 0.8, {'biasCorrection': False}), descend),
    case('scaleByAdam', 'missing', adam, descend),
    case('scaleByAdam, options', 'R',
         ('scaleByAdam', {'beta1': 0.8, 'beta2': 0.9, 'epsilon': 1e-3, 'nesterov': True}), descend),
    case('scaleByAdamax', 'R', ('scaleByAdamax', {'beta1': 0.8, 'beta2': 0.9, 'epsilon': 1e-3}), descend),
    case('scaleByAmsgrad', 'R', ('scaleByAmsgrad', {'beta1': 0.8, 'beta2': 0.5, 'epsilon': 1e-3}), descend),
    case('scaleByBelief', 'M', ('scaleByBelief',), descend),
    case('scaleByBelief, options', 'R',
         ('scaleByBelief', {'beta1': 0.8, 'beta2': 0.9, 'epsilon': 1e-3, 'epsilonRoot': 1e-4}), descend),
    case('scaleByLion', 'missing', ('scaleByLion', {'beta1': 0.8, 'beta2': 0.95}), descend),
    case('scaleByRms', 'R', ('scaleByRms',), descend),
    case('scaleByRms, options', 'R',
         ('scaleByRms', {'alpha': 0.8, 'epsilon': 1e-3, 'epsilonInsideRoot': False,
                         'biasCorrection': True, 'initialAccumulatorValue': 0.1}), descend),
    case('scaleByStddev', 'R', ('scaleByStddev', {'alpha': 0.8, 'epsilon': 1e-2}), descend),
    case('scaleByStddev, options', 'R',
         ('scaleByStddev', {'alpha': 0.8, 'epsilon': 1e-2, 'epsilonInsideRoot': False,
                            'biasCorrection': True, 'initialAccumulatorValue': 0.1}), descend),
    case('scaleByYogi', 'missing', ('scaleByYogi',), descend),
    case('scaleByYogi, options', 'R',
         ('scaleByYogi', {'beta1': 0.8, 'beta2': 0.9, 'epsilon': 0.01, 'initialAccumulatorValue': 0.1}),
         descend),
    case('AdamW with clipping', 'R', ('clipByGlobalNorm', 1.0), adam, ('addDecayedWeights', 0.01),
         ('scaleByLearningRate', rates)),
    case('LAMB', 'R', ('scaleByAdam', {'epsilon': 1e-6}), ('addDecayedWeights', 0.1),
         ('scaleByTrustRatio',), descend),
    case('decay by a schedule', 'M', adam, ('addDecayedWeights', rates), descend),
    case('grokFast', 'missing', ('grokFast', {'alpha': 0.9, 'lambda': 3.0}), adam, descend),
    case('lookahead', 'missing', adam, descend, lookahead={'k': 3, 'alpha': 0.5}),
    case('lookahead, options', 'R', descend, lookahead={'k': 2, 'alpha': 0.8}),
    case('all', 'R', ('clipByGlobalNorm', 2.0), ('momentum', 0.5), ('scaleByRms',), ('momentum', 0.7),
         ('addDecayedWeights', 0.1), ('scaleByTrustRatio',), ('scaleBy', rates), descend),
]  # fmt: skip
