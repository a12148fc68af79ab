import { type StateDict, StateError } from '@nadir/core';
import {
  checkBoolean,
  checkNames,
  describe,
  type LoadOptions,
  type LoadResult,
  type NamedVariable,
  namesAndShapes,
  pairUp,
} from '@nadir/core/internal';
import { Tensor } from '@tensorflow/tfjs-core';

/** What a saved state consists of. Throws where it is none. */
export function stateIn(where: string, state: unknown): StateDict {
  const { tensors, metadata } = Object(state) as Partial<StateDict>;
  const isObject = (value: unknown) => typeof value === 'object' && value !== null;
  if (isObject(tensors) && isObject(metadata)) return { tensors, metadata } as StateDict;
  throw new StateError(`${where}: got ${describe(state)}, expected what stateDict() returned.`);
}

/** The count of updates in the metadata of a saved average. */
export function countIn(where: string, text: string | undefined): number {
  const count = /^\d+$/.test(text ?? '') ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(count)) return count;
  throw new StateError(`${where}: got the count ${describe(text)}, expected an integer ≥ 0.`);
}

/** Throws unless the state is of the kind expected. */
export function checkKind(where: string, kind: string | undefined, expected: string): void {
  if (kind === expected) return;
  throw new StateError(
    `${where}: got the kind ${describe(kind)}, expected "${expected}". ` +
      'Make the average with the options of the saved one.',
  );
}

/** The saved tensors of variables, and what the two sides do not have in common. */
export interface TensorsOfVariables extends LoadResult {
  /** One for each variable that there is one for. */
  readonly tensors: ReadonlyMap<NamedVariable, Tensor>;
}

/**
 * Finds the saved tensor of each variable: by its name, or where no name is known by order and shape.
 *
 * @param strict Whether what does not fit is an error.
 * @throws {@link StateError}
 */
export function tensorsOf(
  where: string,
  saved: Readonly<Record<string, Tensor>>,
  variables: readonly NamedVariable[],
  strict: boolean,
): TensorsOfVariables {
  const entries = Object.entries(Object(saved) as typeof saved).map(([name, tensor]) => {
    if (tensor instanceof Tensor && !tensor.isDisposed)
      return { name, tensor, shape: tensor.shape };
    throw new StateError(
      `${where}: got ${describe(tensor)} for "${name}", expected a tensor in use.`,
    );
  });
  const { pairs, missing, unexpected } = pairUp(where, entries, variables);
  const fits = ([{ tensor }, { variable }]: (typeof pairs)[number]) =>
    tensor.dtype === 'float32' && tensor.shape.join() === variable.shape.join();
  const mismatched = pairs.filter((pair) => !fits(pair));
  const [wrong] = mismatched;
  if (strict && wrong !== undefined) {
    const [{ tensor }, { name, variable }] = wrong;
    throw new StateError(
      `${where}: got ${tensor.dtype} [${tensor.shape}] for "${name}", expected float32 [${variable.shape}].`,
    );
  }
  if (strict && missing.length + unexpected.length > 0) {
    throw new StateError(
      `${where}: got averages of ${namesAndShapes(entries)}, expected those of ${namesAndShapes(variables)}. ` +
        'Load them for the model they were saved from, or pass { strict: false }.',
    );
  }
  const namesOf = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name);
  return {
    tensors: new Map(pairs.filter(fits).map(([{ tensor }, variable]) => [variable, tensor])),
    missing: namesOf(missing),
    unexpected: namesOf(unexpected),
    mismatched: namesOf(mismatched.map(([, variable]) => variable)),
  };
}

/** The saved tensors of several averages of the same variables, and what the two sides do not have in common. */
export interface NumberedTensors extends LoadResult {
  /** For each average one tensor for each variable that there is one for. */
  readonly averages: readonly ReadonlyMap<NamedVariable, Tensor>[];
}

/**
 * Finds the saved tensors of averages that are told apart by numbers before the names: `0.` and so on.
 *
 * @param count Number of averages.
 * @param strict Whether what does not fit is an error.
 * @throws {@link StateError}
 */
export function numberedTensorsOf(
  where: string,
  saved: Readonly<Record<string, Tensor>>,
  variables: readonly NamedVariable[],
  { count, strict }: { readonly count: number; readonly strict: boolean },
): NumberedTensors {
  const numbered = Array.from({ length: count }, (): Record<string, Tensor> => ({}));
  const strays: string[] = [];
  for (const [key, tensor] of Object.entries(Object(saved) as typeof saved)) {
    const cut = key.indexOf('.');
    const own = /^\d+$/.test(key.slice(0, cut)) ? numbered[Number(key.slice(0, cut))] : undefined;
    if (own === undefined) strays.push(key);
    else own[key.slice(cut + 1)] = tensor;
  }
  if (strict && strays.length > 0) {
    throw new StateError(
      `${where}: got "${strays[0]}", expected ${count > 0 ? `names with a number below ${count} before them` : 'no tensors'}.`,
    );
  }
  const found = numbered.map((one) => tensorsOf(where, one, variables, strict));
  const namesIn = (side: keyof LoadResult) => [...new Set(found.flatMap((one) => one[side]))];
  return {
    averages: found.map(({ tensors }) => tensors),
    missing: namesIn('missing'),
    unexpected: [...namesIn('unexpected'), ...strays],
    mismatched: namesIn('mismatched'),
  };
}

/** Whether loading is strict. Throws at other options. */
export function isStrict(where: string, options: LoadOptions): boolean {
  checkNames(where, options, ['strict']);
  const { strict = true } = options;
  checkBoolean(where, { strict }, 'strict');
  return strict;
}
