import { chain, RuleOptimizer } from '@nadir/core';
import { type EightBitOptions, inEightBits } from '../eight-bit/in-eight-bits.js';
import { decoupledDecay } from '../transforms/decoupled-decay.js';
import { descent } from '../transforms/scale-by-learning-rate.js';
import type { AdamWOptions } from './adamw.js';
import { scaleByAdam } from './scale-by-adam.js';

/** Options of {@link AdamW8bit}. */
export interface AdamW8bitOptions extends AdamWOptions, EightBitOptions {}

const scaleByAdamInEightBits = inEightBits(scaleByAdam(), {
  m: 'signed',
  v: 'unsigned',
  vMax: 'unsigned',
});

/**
 * {@link AdamW} with its state in 8 bits: a quarter of the memory, or on WebGL a third.
 *
 * Take it where AdamW would be right and its state is too large; small parameters keep their full state.
 *
 * A step decodes m and v, does what that of {@link AdamW} does in float32, and encodes them again, each in
 * blocks of 256 elements:
 *
 *     s = max |m|                           over a block
 *     c = the code of the number nearest to m / s
 *     m ≈ s · (number of c)
 *
 * The 256 numbers lie close to one another near 0, in every decade down to 1e-7. Those for v have no sign. A
 * step runs two programs and ordinary ops where that of {@link AdamW} is one kernel, and takes tens of times as
 * long: take this where state is what fills the memory. Parameters of fewer than 4096 elements keep float32
 * state, unless `everySize` is set.
 *
 * State: `mCodes`, `vCodes` and with `amsgrad` `vMaxCodes`, one byte for each element of θ, and `mAbsmax`,
 * `vAbsmax`, `vMaxAbsmax`, one number for each block. Bytes are four to a number with an adapter other than that
 * for `webgl`. There, and without an adapter, they are three, which a float holds exactly. During a step, one
 * parameter at a time has float32 state too; with `clip: clipByGlobalNorm(…)`, all at once. A state dict has one float32 number
 * for each byte, so it fits every backend. The maps and blocks are those of bitsandbytes, which has no `amsgrad`.
 *
 * Paper: Dettmers et al., ICLR 2022, https://arxiv.org/abs/2110.02861
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new AdamW8bit(model, { learningRate: 1e-3 });
 * ```
 */
export class AdamW8bit extends RuleOptimizer<AdamW8bitOptions> {
  static override readonly rule = chain(
    'AdamW8bit',
    decoupledDecay(),
    scaleByAdamInEightBits,
    descent,
  );
}
