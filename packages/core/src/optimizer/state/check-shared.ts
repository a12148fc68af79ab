import type { Tensor } from '@tensorflow/tfjs-core';
import { StateError } from '../../errors.js';
import type { Slot } from '../../transform/slot.js';

/** The name by which state is saved that all parameters of a part share: of the first part its own. */
export const sharedName = (part: number, slot: string): string =>
  part === 0 ? slot : `${part}.${slot}`;

/**
 * Fails unless saved tensors are for each part those of the slots that its parameters share, or none.
 * @throws {@link StateError}
 */
export function checkShared(
  where: string,
  saved: Readonly<Record<string, Tensor>>,
  slotsOf: ReadonlyMap<number, readonly Slot[]>,
): void {
  const given = Object.keys(saved);
  const wanted = [...slotsOf].map(([part, slots]) =>
    slots.map(({ name }) => sharedName(part, name)),
  );
  const isWhole = (names: readonly string[]) =>
    names.every((name) => given.includes(name)) || !names.some((name) => given.includes(name));
  const fits = wanted.every(isWhole) && given.every((name) => wanted.flat().includes(name));
  const bad = Object.values(saved).find(({ rank, dtype }) => rank > 0 || dtype !== 'float32');
  if (fits && bad === undefined) return;
  throw new StateError(
    `${where}: got ${bad ? `${bad.dtype} [${bad.shape}]` : given.map((name) => `"${name}"`)} for all ` +
      `parameters together, expected ${wanted.flat().join(', ') || 'nothing'}, one float32 number each.`,
  );
}
