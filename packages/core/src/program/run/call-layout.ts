import type { Program } from '../trace.js';

/** Where the tensor of one name goes in the call of a kernel: positions in its lists, −1 in none. */
export interface Place {
  readonly tensor: number;
  readonly broadcast: number;
  readonly owned: number;
  readonly replaced: number;
  readonly state: number;
  /** Position among the tensors that the program reads or writes; −1 if it is only state beside it. */
  readonly used: number;
}

/** Where everything goes in the call of a kernel. */
export interface CallLayout {
  readonly places: ReadonlyMap<string, Place>;
  /** Names of the tensors that the program reads or writes. */
  readonly used: readonly string[];
  /** Names of the program's numbers, in their order. */
  readonly numbers: readonly string[];
}

interface OwnLayout {
  readonly layout: CallLayout;
  readonly owned: readonly string[];
  readonly replaced: readonly string[];
}

const layouts = new WeakMap<Program, OwnLayout[]>();

/**
 * The layout of a program's calls, made once for each program and choice of names.
 *
 * @param owned Names of tensors that an output of the same name is written into.
 * @param replaced Names of tensors that an output of the same name takes the place of.
 */
export function layoutOf(
  program: Program,
  owned: readonly string[],
  replaced: readonly string[],
): CallLayout {
  const known = layouts.get(program) ?? [];
  layouts.set(program, known);
  let found = known.find((one) => areEqual(one.owned, owned) && areEqual(one.replaced, replaced));
  if (found === undefined) {
    // Copies, since the caller may change its lists.
    found = { layout: make(program, owned, replaced), owned: [...owned], replaced: [...replaced] };
    known.push(found);
  }
  return found.layout;
}

function make(
  { tensors, broadcasts, outputs, scalars, integers }: Program,
  owned: readonly string[],
  replaced: readonly string[],
): CallLayout {
  const elementwise = outputs.map(({ name, reduce }) => (reduce === undefined ? name : undefined));
  const read = [...tensors, ...broadcasts];
  const written = [...owned, ...replaced].filter((name) => elementwise.includes(name));
  const used = [...new Set([...read, ...written])];
  const placeOf = (name: string): Place => {
    const output = elementwise.indexOf(name);
    const isOwned = owned.includes(name);
    return {
      tensor: tensors.indexOf(name),
      broadcast: broadcasts.indexOf(name),
      owned: isOwned ? output : -1,
      replaced: !isOwned && replaced.includes(name) ? output : -1,
      state: owned.indexOf(name),
      used: used.indexOf(name),
    };
  };
  const names = [...used, ...owned];
  return {
    places: new Map(names.map((name) => [name, placeOf(name)])),
    used,
    numbers: [...scalars, ...integers],
  };
}

const areEqual = (a: readonly string[], b: readonly string[]): boolean =>
  a === b || (a.length === b.length && a.every((name, i) => name === b[i]));
