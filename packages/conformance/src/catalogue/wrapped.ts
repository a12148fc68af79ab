import {
  chain,
  type Numeric,
  type Optimizer,
  type OptimizerOptions,
  RuleOptimizer,
  type Transform,
} from '@nadir/core';
import { RMSprop } from '@nadir/optim';
import {
  addDecayedWeights,
  averageGradients,
  grokFast,
  lookahead,
  type ScaleByAdamOptions,
  scaleByAdam,
  scaleByLearningRate,
} from '@nadir/optim/transforms';
import { rmsprop } from './adaptive.js';
import { type Entry, entry } from './entry.js';
import { otherMoments } from './option-sets.js';
import { refusedMoments } from './refused.js';

interface ChainOptions extends OptimizerOptions, Omit<ScaleByAdamOptions, 'nesterov'> {
  learningRate?: Numeric;
  weightDecay?: Numeric;
}

/** An optimizer class of a rule. */
const optimizerOf = (rule: Transform) =>
  class extends RuleOptimizer<ChainOptions> {
    static override readonly rule = rule;
  };

const chained = chain(
  'ChainOfTests',
  grokFast({ alpha: 0.9, lambda: 0.5 }),
  averageGradients(0.5),
  scaleByAdam({ beta1: 0.8, beta2: 0.9, nesterov: true }),
  addDecayedWeights(0.1),
  averageGradients(0.2, { biasCorrection: false }),
  scaleByLearningRate(0.01),
);

const aheadOfRmsprop = lookahead(RMSprop.rule, { k: 3, alpha: 0.8 });

/** Rules made of others: a chain of transforms with arguments, and slow weights around an optimizer's rule. */
export const wrapped: readonly Entry[] = [
  entry({
    name: 'chain',
    optimizer: optimizerOf(chained),
    optionSets: [
      {},
      { learningRate: 0.02 },
      { learningRate: 0.02, weightDecay: 0.05, beta1: 0.7, beta2: 0.95 },
      { ...otherMoments, weightDecay: 0.05, beta2: 0.95, amsgrad: true },
    ],
    refused: refusedMoments,
  }),
  {
    ...rmsprop,
    name: 'lookahead',
    rule: aheadOfRmsprop,
    create: (parameters, options) =>
      new (optimizerOf(aheadOfRmsprop))(parameters, options) as unknown as Optimizer,
  },
];
