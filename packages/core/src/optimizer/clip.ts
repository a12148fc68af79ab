import { checkNames, checkPositive } from '../check.js';
import { describe, OptionError } from '../errors.js';

/**
 * A bound on gradients: on their 2-norm over all parameters together, or on each element.
 *
 * By norm, every gradient is multiplied by min(1, norm / (‖g‖ + 1e-6)), as
 * `torch.nn.utils.clip_grad_norm_` does it.
 */
export type Clip = { readonly norm: number } | { readonly value: number };

/** @throws {@link OptionError} when a bound is none, or out of range. */
export function checkClip(where: string, clip: unknown): void {
  if (clip === undefined) return;
  const names = typeof clip === 'object' && clip !== null ? Object.keys(clip) : [];
  if (names.length !== 1) {
    throw new OptionError(`${where}.clip: got ${describe(clip)}, expected { norm } or { value }.`);
  }
  checkNames(`${where}.clip`, clip as object, ['norm', 'value']);
  checkPositive(`${where}.clip`, clip as Record<string, unknown>, names[0] as string);
}
