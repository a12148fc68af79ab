import { checkInteger } from '../../check.js';
import { registerNamed } from '../../state/named.js';
import { meanOfMicroBatches } from '../../transforms/accumulate.js';
import type { MicroBatches } from '../gradients/around-loss.js';
import { Accumulation } from './accumulation.js';
import type { BeginAccumulating } from './change.js';

/**
 * Lets several micro-batches make one step, for a batch that is larger than memory: the option `accumulate` takes it.
 *
 * Their gradients are added up, and the last of them takes a step by the mean; clipping and penalties act on that.
 * `optimizer.flush()` takes a step by fewer, as at the end of an epoch.
 *
 * @param size Micro-batches of a step, an integer ≥ 1.
 * @throws {@link OptionError} when it is something else.
 * @example
 * ```ts
 * const optimizer = new AdamW(model, { accumulate: microBatches(4) });
 * ```
 */
export function microBatches(size: number): MicroBatches {
  checkInteger('microBatches', { size }, 1, 'size');
  const begin: BeginAccumulating = (steps) => new Accumulation(steps, size);
  return {
    config: { guard: 'microBatches', size },
    size,
    transform: meanOfMicroBatches(size),
    begin,
  };
}

registerNamed('guard', 'microBatches', ({ size }) => microBatches(size as number));
