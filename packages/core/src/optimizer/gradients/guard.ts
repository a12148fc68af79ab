import { notAccepted } from '../../errors.js';
import type { Transform } from '../../transform/transform.js';
import type { LossScaling, MicroBatches, SharpnessAware } from './around-loss.js';
import type { NonFinite } from './verdict.js';

/**
 * Options about gradients that concern all parameters together. Most of them take what brings its code along, so that
 * a bundle has only what its program uses.
 */
export interface GuardOptions {
  /** How many micro-batches make one step: {@link microBatches}. Default: one. */
  accumulate?: MicroBatches | undefined;
  /**
   * What is done to the gradients before all else: {@link clipByGlobalNorm}, {@link clipByNorm}, {@link clipByValue},
   * {@link clipByRms}, or another transform without options. Default: nothing.
   */
  clip?: Transform | undefined;
  /**
   * What a NaN or infinite gradient does: {@link throwError} or {@link skipStep}. Default: it moves its parameter, and
   * nothing is read back from the device.
   */
  nonFinite?: NonFinite | undefined;
  /**
   * Scales losses, so that gradients do not vanish in 16 bits. It has `nonFinite: skipStep` with it.
   * Write `new LossScaler()`. Default: none.
   */
  lossScaler?: LossScaling | undefined;
  /**
   * Takes gradients where the loss is highest within a radius: {@link sam}. The loss is computed twice in a step.
   * Default: no.
   */
  sharpnessAware?: SharpnessAware | undefined;
}

/** For each option a method of what it takes, and how that is made. */
const makers: readonly (readonly [keyof GuardOptions, string, string])[] = [
  ['accumulate', 'begin', 'what microBatches() makes, such as microBatches(4)'],
  ['clip', 'update', 'a transform without options, such as clipByGlobalNorm(1)'],
  ['nonFinite', 'watch', 'throwError or skipStep'],
  ['lossScaler', 'update', 'a LossScaler. Write new LossScaler()'],
  ['sharpnessAware', 'gradients', 'what sam() makes'],
];

/**
 * Tells those options from others.
 * @throws {@link OptionError} when one of them is out of range.
 */
export function checkGuard(
  where: string,
  given: GuardOptions,
): { readonly guard: GuardOptions; readonly defaults: object } {
  const { accumulate, clip, lossScaler, sharpnessAware, ...others } = given;
  const { nonFinite: asked, ...defaults } = others;
  for (const [name, method, expected] of makers) {
    const value = given[name] as Readonly<Record<string, unknown>> | undefined;
    const isMade = value === undefined || typeof value?.[method] === 'function';
    if (isMade && (name !== 'clip' || Object.keys(clip?.defaults ?? {}).length === 0)) continue;
    throw notAccepted(`${where}.${name}`, value, expected);
  }
  const nonFinite = lossScaler ? lossScaler.withNonFinite(where, asked) : asked;
  return { guard: { accumulate, clip, lossScaler, nonFinite, sharpnessAware }, defaults };
}
