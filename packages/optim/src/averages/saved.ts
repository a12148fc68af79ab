import { StateError } from '@nadir/core';
import { describe } from '@nadir/core/internal';
import type { Tensor } from '@tensorflow/tfjs-core';

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
