import { chain, RuleOptimizer } from '@nadir/core';
import { type EightBitOptions, inEightBits } from '../eight-bit/in-eight-bits.js';
import { decoupledDecay } from '../transforms/decoupled-decay.js';
import { scaleByLearningRate } from '../transforms/scale-by-learning-rate.js';
import type { LionOptions } from './lion.js';
import { scaleByLion } from './scale-by-lion.js';

/** Options of {@link Lion8bit}. */
export interface Lion8bitOptions extends LionOptions, EightBitOptions {}

/**
 * {@link Lion} with its state in 8 bits: a quarter of the memory, or on WebGL a third.
 *
 * Take it where `Lion` would be right and even its state is too large.
 *
 * A step decodes m, does what that of {@link Lion} does in float32, and encodes it again, as `AdamW8bit`
 * does. The sign of a mean is kept, however small it is beside others of its block of 256.
 *
 * State: `mCodes`, one byte for each element of θ, and `mAbsmax`, one number for each block. Parameters of fewer
 * than 4096 elements keep float32 state, unless `everySize` is set. How bytes are kept, and what a step costs, is
 * told at `AdamW8bit`.
 *
 * Papers: Chen et al., 2023, https://arxiv.org/abs/2302.06675; Dettmers et al., ICLR 2022,
 * https://arxiv.org/abs/2110.02861
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new Lion8bit(model, { learningRate: 1e-4, weightDecay: 0.1 });
 * ```
 */
export class Lion8bit extends RuleOptimizer<Lion8bitOptions> {
  static override readonly rule = chain(
    'Lion8bit',
    decoupledDecay(0),
    inEightBits(scaleByLion(), { m: 'signed' }),
    scaleByLearningRate(1e-4),
  );
}
