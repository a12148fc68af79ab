import type { Transform, Update } from './transform.js';

/**
 * A transform that is another one, but for what is said otherwise. Those of {@link defineTransform} and {@link chain} can be
 * taken, which do not ask what they are called on.
 */
export function derive(inner: Transform, changes: Partial<Transform>): Transform {
  const transforms: Transform[] = [];
  const descriptors = Object.getOwnPropertyDescriptors({ ...changes, transforms });
  const derived = Object.create(inner, descriptors) as Transform;
  // In a chain it takes part as itself, not as what it is made of.
  transforms.push(derived);
  return derived;
}

/** Every formula of a transform changed alike. */
export const mapUpdates = (
  further: Readonly<Record<string, Update>>,
  change: (update: Update) => Update,
): Readonly<Record<string, Update>> =>
  Object.fromEntries(Object.entries(further).map(([name, update]) => [name, change(update)]));
