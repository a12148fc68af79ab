import {
  add,
  buffer,
  execute,
  HostInteger,
  Module,
  mul,
  parameter,
  TensorError,
  trace,
} from '@nadir/core';
import {
  checkBoolean,
  checkInteger,
  checkNames,
  checkOptions,
  checkPositive,
  checkProbability,
  effect,
} from '@nadir/core/internal';
import { ones, reshape, sub, type Tensor, tidy, type Variable, zeros } from '@tensorflow/tfjs-core';
import { reversible } from './reversible.js';
import { centre, rowsOf, standardize } from './standardize.js';

/** Options of {@link BatchNorm}. */
export interface BatchNormOptions {
  /**
   * Share of the running statistics that each batch brings, in [0, 1]; `null` for the mean over all
   * batches. Default `0.1`.
   */
  momentum?: number | null;
  /** Term ε added to the variance, > 0. Default `1e-5`. */
  epsilon?: number;
  /** Whether the result is multiplied by γ and β is added. Default `true`. */
  affine?: boolean;
  /** Whether statistics are kept for evaluation; without, a batch is always its own. Default `true`. */
  trackRunningStats?: boolean;
}

/**
 * Standardizes each feature over a batch, and scales and shifts it:
 *
 *     y = (x − μ) / √(σ² + ε) · γ + β        x [..., features]   γ, β [features]
 *
 * In training μ and σ² are the mean and variance of the batch, over all axes but the last: so it is
 * `torch.nn.BatchNorm1d`, `2d` and `3d` in one, for features where TensorFlow.js has them. Each batch moves
 * the running statistics, with which evaluation works:
 *
 *     runningMean      ← (1 − momentum) · runningMean + momentum · μ
 *     runningVariance  ← (1 − momentum) · runningVariance + momentum · σ² · n / (n − 1)
 *
 * with n values of each feature in the batch, and with 1/k for `momentum` in batch k if that is `null`.
 * γ is 1 and β is 0 at first. Momentum is meant as in PyTorch: in Keras and TensorFlow.js it is the share
 * that stays, 1 less this one.
 *
 * Paper: Ioffe & Szegedy, ICML 2015, https://arxiv.org/abs/1502.03167
 * @throws {@link OptionError} when an argument leaves the range written on it.
 * @throws {@link TensorError} in `forward`, when the last size of x is not `features`, or a batch in
 * training has only one value of each feature.
 * @example
 * ```ts
 * const layer = new BatchNorm(2);
 * layer.forward(tensor2d([[1, 10], [3, 30]])).print(); // [[-1, -1], [1, 1]]
 * ```
 */
export class BatchNorm extends Module {
  readonly features: number;
  readonly epsilon: number;
  /** As in {@link BatchNormOptions}. It may be changed. */
  momentum: number | null;
  readonly gamma: Variable | undefined;
  readonly beta: Variable | undefined;
  readonly runningMean: Variable | undefined;
  readonly runningVariance: Variable | undefined;
  /** Number of batches that the running statistics were made from. */
  readonly batches: HostInteger | undefined;

  constructor(features: number, options: BatchNormOptions = {}) {
    super();
    checkOptions('BatchNorm', options);
    const { momentum = 0.1, epsilon = 1e-5, affine = true, trackRunningStats = true } = options;
    checkInteger('BatchNorm', { features }, 1, 'features');
    checkNames('BatchNorm', options, ['momentum', 'epsilon', 'affine', 'trackRunningStats']);
    if (momentum !== null) checkProbability('BatchNorm', { momentum }, 'momentum');
    checkPositive('BatchNorm', { epsilon }, 'epsilon');
    checkBoolean('BatchNorm', { affine, trackRunningStats }, 'affine', 'trackRunningStats');
    this.features = features;
    this.momentum = momentum;
    this.epsilon = epsilon;
    if (affine) {
      this.gamma = parameter(ones([features]));
      this.beta = parameter(zeros([features]));
    }
    if (trackRunningStats) {
      this.runningMean = buffer(zeros([features]));
      this.runningVariance = buffer(ones([features]));
      this.batches = new HostInteger(0);
    }
  }

  forward(x: Tensor): Tensor {
    const { features, epsilon, gamma, beta, runningMean, runningVariance } = this;
    return tidy(() => {
      const rows = rowsOf('BatchNorm.forward', x, features);
      if (!this.training && runningMean !== undefined) {
        const centred = sub(rows, runningMean);
        const y = standardize(centred, runningVariance as Tensor, epsilon, gamma, beta);
        return reshape(y, x.shape);
      }
      const count = rows.shape[0] as number;
      if (count < 2) {
        throw new TensorError(
          `BatchNorm.forward: got [${x.shape}], ${count} of each feature, expected at least 2. ` +
            'Make the batch larger, or call eval().',
        );
      }
      const { centred, mean, variance } = centre(rows, 0);
      const y = standardize(centred, variance, epsilon, gamma, beta);
      if (this.training) {
        effect('BatchNorm', [mean, variance] as const, (of) => this.#track(...of, count));
      }
      return reshape(y, x.shape);
    });
  }

  /** Sets the running statistics to what they were at first: mean 0, variance 1, no batches. */
  resetRunningStats(): void {
    if (this.batches === undefined) return;
    tidy(() => {
      this.runningMean?.assign(zeros([this.features]));
      this.runningVariance?.assign(ones([this.features]));
    });
    this.batches.value = 0;
  }

  /** Takes the statistics of a batch into the running ones. */
  #track(mean: Tensor, variance: Tensor, count: number): void {
    const { batches, momentum } = this;
    if (batches === undefined) return;
    reversible([this.runningMean as Variable, this.runningVariance as Variable], [batches]);
    batches.value = (batches.value + 1) % 2 ** 32;
    const take = momentum ?? 1 / batches.value;
    this.#move(this.runningMean as Variable, mean, 1 - take, take);
    const unbiased = (take * count) / (count - 1);
    this.#move(this.runningVariance as Variable, variance, 1 - take, unbiased);
  }

  #move(running: Variable, value: Tensor, keep: number, take: number): void {
    const batch = reshape(value, [this.features]);
    const { next } = execute(trackProgram, {
      tensors: { running, batch },
      scalars: { keep, take },
    });
    running.assign(next as Tensor);
  }
}

const trackProgram = trace(
  { name: 'BatchNorm', tensors: ['running', 'batch'], scalars: ['keep', 'take'] },
  // Two products: a first batch replaces what was there, however small it is.
  ({ running, batch, keep, take }) => ({ next: add(mul(running, keep), mul(batch, take)) }),
);
