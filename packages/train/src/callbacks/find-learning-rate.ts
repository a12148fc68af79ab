import { OptionError, TensorError } from '@nadir/core';
import { checkInteger, checkNames, checkPositive } from '@nadir/core/internal';
import { dispose, type TensorContainer } from '@tensorflow/tfjs-core';
import type { Batch } from '../data/dataset.js';
import type { Loader } from '../data/loader.js';
import type { Callback } from '../trainer/callback.js';
import type { AnyBatch, TrainerOptions } from '../trainer/options.js';
import { Trainer } from '../trainer/trainer.js';
import { type RateOptions, rateOf } from './learning-rate.js';

/** Options of {@link findLearningRate}. */
export interface LearningRateRange {
  /** The least rate, > 0. Default `1e-7`. */
  from?: number;
  /** The greatest rate, > `from`. Default `1`. */
  to?: number;
  /** Number of rates, and of steps, ≥ 2. Default `100`. */
  steps?: number;
}

/** One step of a range test. */
export interface LearningRatePoint {
  readonly learningRate: number;
  readonly loss: number;
  /** Average of the losses so far, the last ones with the most weight. */
  readonly smoothed: number;
}

/** What a range test has found. */
export interface LearningRateCurve {
  readonly curve: readonly LearningRatePoint[];
  /** The rate at which the loss falls fastest; `undefined` where it never falls. */
  readonly suggestion: number | undefined;
}

/** Weight of the losses before in their average. */
const inertia = 0.9;

/** How many times the least loss is taken for divergence. */
const divergence = 4;

/**
 * Tries learning rates, each greater than the last by the same factor and for one step, until the loss grows beyond four times its
 * least. Model and optimizer are as before afterwards; average and callbacks of the options take no part.
 *
 * Paper: Smith, WACV 2017, https://arxiv.org/abs/1506.01186
 *
 * @param options Those of the training that the rate is for; all groups of the optimizer get the rate.
 * @throws {@link OptionError} when the range is none, or the optimizer has no learning rate.
 * @example
 * ```ts
 * const { suggestion = 1e-3 } = await findLearningRate({ model, optimizer, loss }, loader, { to: 10 });
 * optimizer.learningRate = suggestion;
 * ```
 */
export async function findLearningRate<B extends AnyBatch = Batch>(
  options: TrainerOptions<B>,
  loader: Loader<B>,
  range: LearningRateRange = {},
): Promise<LearningRateCurve> {
  const { from, to, steps } = checked(range);
  const rate = rateOf('findLearningRate', options.optimizer as RateOptions);
  const curve: LearningRatePoint[] = [];
  const coming = () => from * (to / from) ** (curve.length / (steps - 1));
  let [average, least] = [0, Infinity];
  const sweep: Callback = {
    name: 'sweep',
    onStart: () => rate.set(coming()),
    onStep(run, { loss }) {
      average = inertia * average + (1 - inertia) * loss;
      const smoothed = average / (1 - inertia ** (curve.length + 1));
      least = Math.min(least, smoothed);
      if (!(smoothed <= least + (divergence - 1) * Math.abs(least))) return run.stop();
      curve.push({ learningRate: coming(), loss, smoothed });
      if (curve.length < steps) rate.set(coming());
    },
  };
  const { model, optimizer, loss, forward, signal } = options;
  const given = {
    ...{ model, optimizer, loss, steps, callbacks: [sweep] },
    ...(forward && { forward }),
    ...(signal && { signal }),
  };
  const trainer = new Trainer<B>(given);
  const before = await trainer.stateDict();
  try {
    await trainer.fit(loader);
  } catch (error) {
    // Weights that are no longer finite end the curve, as a loss that grows does.
    if (!(error instanceof TensorError) || curve.length === 0) throw error;
  } finally {
    trainer.loadStateDict(before);
    rate.restore();
    dispose(before.tensors as TensorContainer);
  }
  return { curve, suggestion: steepest(curve) };
}

function checked(range: LearningRateRange): Required<LearningRateRange> {
  const where = 'findLearningRate';
  checkNames(where, range, ['from', 'to', 'steps']);
  const { from = 1e-7, to = 1, steps = 100 } = range;
  checkPositive(where, { from, to }, 'from', 'to');
  checkInteger(where, { steps }, 2, 'steps');
  if (to > from) return { from, to, steps };
  throw new OptionError(`${where}.to: got ${to}, expected more than from, ${from}.`);
}

/** The rate between whose neighbours the smoothed loss falls most. Rates have equal distances in their logarithm. */
function steepest(curve: readonly LearningRatePoint[]): number | undefined {
  let [greatest, rate]: [number, number | undefined] = [0, undefined];
  for (let i = 1; i + 1 < curve.length; i++) {
    const [before, here, after] = curve.slice(i - 1, i + 2) as [
      LearningRatePoint,
      LearningRatePoint,
      LearningRatePoint,
    ];
    const fall = before.smoothed - after.smoothed;
    if (fall > greatest) [greatest, rate] = [fall, here.learningRate];
  }
  return rate;
}
