import type { Structure } from './options.js';
import { numberNames, type Transform } from './transform.js';

/** Names inside one transform of a chain, and the names they have in the chain. */
export type Names = ReadonlyMap<string, string>;

/** For each transform of a chain, its names of one kind. */
type ByTransform = readonly Names[];

/**
 * What the slots, scalars, integers and remembered numbers of transforms are called in their chain. A name that an
 * earlier transform has already gets the name of its transform in front.
 */
export class ChainNames {
  readonly memory: ByTransform;
  readonly scalars: ByTransform;
  readonly random: ByTransform;
  readonly #transforms: readonly Transform[];
  readonly #reserved: readonly string[];

  constructor(transforms: readonly Transform[], broadcasts: readonly string[]) {
    this.#transforms = transforms;
    const reserved = ['param', 'grad', ...broadcasts];
    const numbers = transforms.map(numberNames);
    this.memory = namesOf(transforms, (one) => Object.keys(one.initialMemory(one.defaults, 0)));
    this.scalars = namesOf(transforms, (_, i) => numbers[i]?.scalars ?? [], reserved);
    this.random = namesOf(transforms, (_, i) => numbers[i]?.random ?? [], reserved);
    this.#reserved = [...reserved, ...this.scalars.flatMap((names) => [...names.values()])];
  }

  slots(structure: Structure, shape: readonly number[]): ByTransform {
    return namesOf(
      this.#transforms,
      (one) => one.state(structure, shape).map(({ name }) => name),
      this.#reserved,
    );
  }
}

function namesOf(
  transforms: readonly Transform[],
  list: (transform: Transform, i: number) => readonly string[],
  reserved: readonly string[] = [],
): Names[] {
  const taken = new Set(reserved);
  return transforms.map((transform, i) => {
    const renamed = new Map<string, string>();
    for (const name of list(transform, i)) {
      let outer = name;
      for (let k = 1; taken.has(outer); k++) outer = `${transform.name}${k === 1 ? '' : k}.${name}`;
      taken.add(outer);
      renamed.set(name, outer);
    }
    return renamed;
  });
}

/** Values of the chain under the names that one of its transforms has for them. */
export function inward<T>(values: Readonly<Record<string, T>>, names: Names): Record<string, T> {
  const seen: Record<string, T> = {};
  for (const [inner, outer] of names) seen[inner] = values[outer] as T;
  return seen;
}
