import { Tensor } from '@tensorflow/tfjs-core';
import { isInUse } from '../../check.js';
import { describe, TensorError } from '../../errors.js';
import type { RowFinder } from '../../sparse/row-finder.js';
import { type Gradient, isSparse } from '../../sparse/sparse-gradient.js';
import { isGone, type NamedVariable } from '../named-variables.js';

/** A gradient under the name of its variable. */
export interface NamedGradient {
  readonly name: string;
  readonly tensor: Gradient;
}

/** Gradients as `applyGradients` takes them; one may be missing. */
export type Gradients = { [name: string]: Gradient } | NamedGradient[];

/** @throws {@link TensorError} when what was given are no gradients by name. */
export function checkGradients(where: string, gradients: unknown): void {
  if (Array.isArray(gradients)) {
    for (const one of gradients) if (!isNamed(one)) throw unnamed(where, one);
  } else if (typeof gradients !== 'object' || gradients === null || gradients instanceof Tensor) {
    throw unnamed(where, gradients);
  }
}

const isNamed = (one: unknown): boolean =>
  typeof one === 'object' && one !== null && 'name' in one && typeof one.name === 'string';

const unnamed = (where: string, given: unknown): TensorError =>
  new TensorError(
    `${where}: got ${describe(given)}, expected gradients by the names of variables, or a list of ` +
      '{ name, tensor }.',
  );

/**
 * @param rows Of a rule that takes sparse gradients.
 * @throws {@link TensorError} when a gradient does not fit its parameter.
 */
export function checkGradient(
  where: string,
  { name, variable }: NamedVariable,
  gradient: Gradient,
  rows: RowFinder | undefined,
): void {
  const fail = (got: string, expected: string): never => {
    throw new TensorError(`${where}: got ${got}, expected ${expected}`);
  };
  const sparse = isSparse(gradient);
  const parts = sparse ? [gradient.indices, gradient.values] : [gradient];
  for (const part of parts) {
    if (!isInUse(part)) fail(`${describe(part)} as the gradient of "${name}"`, 'a tensor in use.');
  }
  if (isGone(variable)) {
    fail(`a gradient for the disposed variable "${name}"`, 'one that is in use.');
  }
  if (sparse) {
    rows?.check(where, name, variable, gradient);
    if (rows !== undefined) return;
    fail(
      `a sparse gradient for "${name}"`,
      'a tensor of its shape. Take SparseAdam, or another rule that is rowwise.',
    );
  } else if (gradient.shape.join() !== variable.shape.join()) {
    fail(
      `a gradient [${gradient.shape}] for "${name}" [${variable.shape}]`,
      'equal shapes. Pass the gradient as it was computed.',
    );
  } else if (gradient.dtype !== 'float32') {
    fail(`a gradient of dtype ${gradient.dtype} for "${name}"`, 'float32.');
  }
}
