import { checkProbability } from '@nadir/core/internal';
import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import { checkWeighted, forwardWith, type Weighted } from '../normalization/with-weight.js';
import { RandomModule, type RandomOptions } from '../random-module.js';
import { drop, dropoutScalars } from './dropout.js';

/**
 * Lets a module compute with a weight of which elements are zero at random, while training: `Dropout` of
 * connections. The others are divided by 1 − p.
 *
 * One mask is drawn for each call, for all examples of a batch; in the paper each has its own. p = 0 and
 * evaluation leave the weight alone, p = 1 makes zeros of it. The module is the child `module`, so the
 * weight keeps its values, and its gradient is 0 where the mask is. Mask and gradient take one kernel.
 *
 * Paper: Wan et al., ICML 2013, https://proceedings.mlr.press/v28/wan13.html
 *
 * @throws {@link OptionError} when the module has no weight, or p is outside of [0, 1].
 * @example
 * ```ts
 * const layer = new DropConnect(new Linear(8, 4), 0.2);
 * ```
 */
export class DropConnect<Inputs extends unknown[]> extends RandomModule<Inputs> {
  /** Share p of elements that are dropped, in [0, 1]. */
  readonly p: number;
  readonly module: Weighted<Inputs>;

  /** @param p Share of elements to drop, in [0, 1]. Default `0.5`. */
  constructor(module: Weighted<Inputs>, p = 0.5, options: RandomOptions = {}) {
    checkWeighted('DropConnect.module', module);
    checkProbability('DropConnect', { p }, 'p');
    super('DropConnect', options);
    this.p = p;
    this.module = module;
  }

  forward(...inputs: Inputs): Tensor {
    const { module, p } = this;
    if (!this.training || p === 0) return module.forward(...inputs);
    return this.draw((draw) =>
      tidy(() => {
        const weight = drop(module.weight, { ...dropoutScalars(p), ...draw });
        return forwardWith(module, weight, inputs);
      }),
    );
  }
}
