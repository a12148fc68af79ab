import { StateError } from '@nadir/core';
import {
  describe,
  type LoadResult,
  type NamedVariable,
  namesAndShapes,
  pairUp,
} from '@nadir/core/internal';
import { Tensor } from '@tensorflow/tfjs-core';

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

/** The saved tensors of given names and shapes, in their order. Throws unless these are all there are. */
export function tensorsIn(
  where: string,
  tensors: Readonly<Record<string, Tensor>>,
  expected: ReadonlyMap<string, readonly number[]>,
): Tensor[] {
  const unknown = Object.keys(tensors).find((name) => !expected.has(name));
  if (unknown !== undefined) {
    const names = [...expected.keys()].map((name) => `"${name}"`).join(', ');
    throw new StateError(`${where}: got "${unknown}", expected ${names || 'no tensors'}.`);
  }
  return [...expected].map(([name, shape]) => {
    const tensor = Object.hasOwn(tensors, name) ? tensors[name] : undefined;
    const got = tensor && `${tensor.dtype} [${tensor.shape}]`;
    if (tensor === undefined || got !== `float32 [${shape}]`) {
      throw new StateError(
        `${where}: got ${got ?? 'nothing'} for "${name}", expected float32 [${shape}].`,
      );
    }
    return tensor;
  });
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
