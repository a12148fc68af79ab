/** An array by its name and shape. */
export interface Named {
  readonly name: string;
  readonly shape: readonly number[];
}

/** What becomes of an array. */
export interface Renaming {
  readonly from: Named;
  readonly to: Named;
  /** For each axis of the new array, that of the old one; without it, the values stay as they are. */
  readonly axes?: readonly number[];
}

/** What becomes of all arrays of a file. */
export interface Renamings {
  readonly renamings: readonly Renaming[];
  /** Names of arrays of layers that the other library lays out otherwise. They stay as they are. */
  readonly kept: readonly string[];
  /** Names of arrays that the other library has no use for. */
  readonly dropped: readonly string[];
}

/** How an array of a layer is called and laid out in the other library; `null` where it has no use for it. */
export interface Rule {
  readonly leaf: string;
  readonly axes?: readonly number[];
  readonly shape?: readonly number[];
}

/** The arrays of a layer by the last part of their names. */
export type Layer = ReadonlyMap<string, Named>;

/**
 * Renames the arrays of each layer by rules.
 *
 * @param marks What separates the parts of a name, before and after.
 * @param rulesFor The rule for each array of a layer, or `undefined` where the layer is to stay as it is.
 */
export function renameLayers(
  arrays: readonly Named[],
  marks: readonly [before: string, after: string],
  rulesFor: (path: string, layer: Layer) => ReadonlyMap<string, Rule | null> | undefined,
): Renamings {
  const [before, after] = marks;
  const renamings: Renaming[] = [];
  const kept: string[] = [];
  const dropped: string[] = [];
  for (const [path, layer] of layersOf(arrays, before)) {
    const rules = rulesFor(path, layer);
    for (const [leaf, from] of layer) {
      const rule = rules?.get(leaf);
      if (rules === undefined || rule === undefined) {
        kept.push(from.name);
        renamings.push({ from, to: from });
      } else if (rule === null) {
        dropped.push(from.name);
      } else {
        const name = [...(path === '' ? [] : path.split(before)), rule.leaf].join(after);
        const { axes, shape = axes?.map((axis) => from.shape[axis] as number) ?? from.shape } =
          rule;
        renamings.push({ from, to: { name, shape }, ...(axes !== undefined && { axes }) });
      }
    }
  }
  return { renamings, kept, dropped };
}

/** The layers by their paths, in the order of their first arrays. */
function layersOf(arrays: readonly Named[], mark: string): Map<string, Map<string, Named>> {
  const layers = new Map<string, Map<string, Named>>();
  for (const array of arrays) {
    // Keras ends names by the number of an output.
    const name = array.name.replace(/:0$/, '');
    const end = name.lastIndexOf(mark);
    const path = name.slice(0, Math.max(0, end));
    const layer = layers.get(path) ?? new Map<string, Named>();
    layers.set(path, layer.set(name.slice(end + 1), array));
  }
  return layers;
}
