import { checkNames, checkPositive, checkWord } from '../../check.js';
import { describe, OptionError } from '../../errors.js';
import type { Transform } from '../../transform/transform.js';
import { clipByGlobalNorm } from '../../transforms/clip-by-global-norm.js';
import { clipByNorm } from '../../transforms/clip-by-norm.js';
import { clipByRms } from '../../transforms/clip-by-rms.js';
import { clipByValue } from '../../transforms/clip-by-value.js';
import { checkNormLimit, checkNormType, type NormType } from '../../transforms/norm-type.js';

/**
 * A bound on gradients: on their norm, on each element, or on the root of their mean square.
 *
 * By norm, every gradient is multiplied by min(1, norm / (‖g‖ + 1e-6)), as
 * `torch.nn.utils.clip_grad_norm_` does it.
 */
export type Clip =
  | {
      /**
       * Greatest norm, > 0. `Infinity` bounds nothing: the norm is only measured, for `optimizer.gradientNorm()`. A norm that
       * is infinite in float32, of gradients beyond 10¹⁹, takes gradients to 0 under any other bound.
       */
      readonly norm: number;
      /** Which norm: the p of a p-norm, or `'infinity'` for the largest magnitude. Default `2`. */
      readonly type?: NormType;
      /** Whether all gradients have one norm together, or each its own. Default `'all'`. */
      readonly scope?: 'all' | 'each';
    }
  | {
      /** Greatest magnitude of an element, > 0. */
      readonly value: number;
    }
  | {
      /** Greatest root mean square of each gradient, > 0. */
      readonly rms: number;
    };

type Kind = 'norm' | 'value' | 'rms';

type Given = Readonly<Record<Kind | 'type' | 'scope', unknown>>;

/** What each kind of bound may say beside its limit. */
const details: Readonly<Record<Kind, readonly string[]>> = {
  norm: ['type', 'scope'],
  value: [],
  rms: [],
};

/** @throws {@link OptionError} when a bound is none, or out of range. */
export function checkClip(where: string, clip: unknown): void {
  if (clip === undefined) return;
  const given = (typeof clip === 'object' && clip !== null ? clip : {}) as Given;
  checkNames(`${where}.clip`, given, ['norm', 'type', 'scope', 'value', 'rms']);
  const kind = Object.keys(details).find((name) => name in given) as Kind | undefined;
  if (kind === undefined) {
    throw new OptionError(
      `${where}.clip: got ${describe(clip)}, expected { norm }, { value } or { rms }.`,
    );
  }
  checkNames(`${where}.clip`, given, [kind, ...details[kind]]);
  // JSON has null for Infinity, as in the configuration of a saved model.
  if (kind === 'norm') checkNormLimit(`${where}.clip`, { norm: given.norm ?? Infinity }, 'norm');
  else checkPositive(`${where}.clip`, given, kind);
  if (given.type !== undefined) checkNormType(`${where}.clip`, given, 'type');
  if (given.scope !== undefined) checkWord(`${where}.clip`, given, 'scope', ['all', 'each']);
}

/** The rule that bounds gradients. */
export function clipping(clip: Clip): Transform {
  if ('value' in clip) return clipByValue(clip.value);
  if ('rms' in clip) return clipByRms(clip.rms);
  const { norm, type, scope = 'all' } = clip;
  const limit = norm ?? Infinity;
  return scope === 'all' ? clipByGlobalNorm(limit, type) : clipByNorm(limit, type);
}
