import type { Transform } from '@nadir/core';
import { clipByGlobalNorm, clipByNorm, clipByRms, clipByValue } from '@nadir/core/internal';

/** A bound on gradients as golden files have it. */
export type RecordedClip =
  | { readonly norm: number; readonly type?: number | 'infinity'; readonly scope?: 'all' | 'each' }
  | { readonly value: number }
  | { readonly rms: number };

/** The transform that bounds gradients so. */
export function clipOf(recorded: RecordedClip): Transform {
  if ('value' in recorded) return clipByValue(recorded.value);
  if ('rms' in recorded) return clipByRms(recorded.rms);
  const clip = recorded.scope === 'each' ? clipByNorm : clipByGlobalNorm;
  return clip(recorded.norm, recorded.type);
}
