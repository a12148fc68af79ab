import {
  chain,
  type Numeric,
  Optimizer,
  type OptimizerOptions,
  type Parameters,
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
import { type Entry, entry } from './entry.js';
import { otherMoments } from './option-sets.js';
import { refusedMoments } from './refused.js';
import { rmspropEntry } from './rmsprop.js';

interface ChainOptions extends OptimizerOptions, Omit<ScaleByAdamOptions, 'nesterov'> {
  learningRate?: Numeric;
  weightDecay?: Numeric;
}

/** An optimizer of a rule, under a name by which TensorFlow.js finds it. */
const optimizerOf = (rule: Transform, className: string) =>
  class extends Optimizer<ChainOptions> {
    static override readonly className: string = className;

    constructor(parameters?: Parameters<ChainOptions>, options?: ChainOptions) {
      super(rule, parameters, options);
    }
  };

const links = chain(
  grokFast({ alpha: 0.9, lambda: 0.5 }),
  averageGradients(0.5),
  scaleByAdam({ beta1: 0.8, beta2: 0.9, nesterov: true }),
  addDecayedWeights(0.1),
  averageGradients(0.2, { biasCorrection: false }),
  scaleByLearningRate(0.01),
);

const aheadOfRmsprop = lookahead(RMSprop.rule, { k: 3, alpha: 0.8 });

/** Rules made of others: a chain of links with arguments, and slow weights around an optimizer's rule. */
export const wrapped: readonly Entry[] = [
  entry({
    name: 'chain',
    rule: links,
    optimizer: optimizerOf(links, 'NadirChainOfTests'),
    optionSets: [
      {},
      { learningRate: 0.02 },
      { learningRate: 0.02, weightDecay: 0.05, beta1: 0.7, beta2: 0.95 },
      { ...otherMoments, weightDecay: 0.05, beta2: 0.95, amsgrad: true },
    ],
    refused: refusedMoments,
  }),
  {
    ...rmspropEntry,
    name: 'lookahead',
    rule: aheadOfRmsprop,
    create: (parameters, options) =>
      new (optimizerOf(aheadOfRmsprop, 'NadirLookaheadOfTests'))(
        parameters,
        options,
      ) as unknown as Optimizer,
  },
];
