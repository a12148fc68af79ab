import { Tensor } from '@tensorflow/tfjs-core';
import { describe, TensorError } from '../../errors.js';
import type { NamedVariable } from '../named-variables.js';

/**
 * A gradient of some rows of a parameter, which are slices along its first axis; that of the others is 0.
 * Rows that are named more than once are added up.
 */
export interface SparseGradient {
  /** The rows that it names, int32 `[k]`. */
  readonly indices: Tensor;
  /** What it has for each of them, float32 `[k, …]`, the rest of the shape being that of a row. */
  readonly values: Tensor;
}

/** A gradient of all of a parameter, or of some rows. */
export type Gradient = Tensor | SparseGradient;

/** A gradient under the name of its variable. */
export interface NamedGradient {
  readonly name: string;
  readonly tensor: Gradient;
}

/** Gradients as `applyGradients` takes them; one may be missing. */
export type Gradients = { [name: string]: Gradient } | NamedGradient[];

/** Whether a gradient has some rows only. */
export const isSparse = (gradient: Gradient | undefined): gradient is SparseGradient =>
  !(gradient instanceof Tensor) &&
  typeof gradient === 'object' &&
  'indices' in gradient &&
  'values' in gradient;

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
 * @param isRowwise Whether the rule takes sparse gradients.
 * @throws {@link TensorError} when a gradient does not fit its parameter.
 */
export function checkGradient(
  where: string,
  parameter: NamedVariable,
  gradient: Gradient,
  isRowwise: boolean,
): void {
  const { name, variable } = parameter;
  const sparse = isSparse(gradient);
  const parts = sparse ? [gradient.indices, gradient.values] : [gradient];
  for (const part of parts) {
    if (part instanceof Tensor && !part.isDisposed) continue;
    const got = part instanceof Tensor ? 'a disposed tensor' : describe(part);
    throw new TensorError(
      `${where}: got ${got} as the gradient of "${name}", expected a tensor in use.`,
    );
  }
  if (variable.isDisposed) {
    throw new TensorError(
      `${where}: got a gradient for the disposed variable "${name}", expected one that is in use.`,
    );
  }
  if (sparse) checkSparse(where, parameter, gradient, isRowwise);
  else checkDense(where, parameter, gradient);
}

function checkDense(where: string, { name, variable }: NamedVariable, gradient: Tensor): void {
  if (gradient.shape.join() !== variable.shape.join()) {
    throw new TensorError(
      `${where}: got a gradient [${gradient.shape}] for "${name}" [${variable.shape}], expected equal ` +
        'shapes. Pass the gradient as it was computed.',
    );
  }
  if (gradient.dtype !== 'float32') {
    throw new TensorError(
      `${where}: got a gradient of dtype ${gradient.dtype} for "${name}", expected float32.`,
    );
  }
}

function checkSparse(
  where: string,
  { name, variable }: NamedVariable,
  { indices, values }: SparseGradient,
  isRowwise: boolean,
): void {
  if (!isRowwise) {
    throw new TensorError(
      `${where}: got a sparse gradient for "${name}", expected a tensor of its shape. ` +
        'Take SparseAdam, or another rule that is rowwise.',
    );
  }
  const [rows, ...row] = variable.shape;
  const written = ({ dtype, shape }: Tensor) => `${dtype} [${shape}]`;
  const given = `indices ${written(indices)} and values ${written(values)}`;
  const expected = `indices int32 [${indices.size}] and values float32 [${[indices.size, ...row]}]`;
  if (rows === undefined || given !== expected) {
    throw new TensorError(
      `${where}: got ${given} for "${name}" [${variable.shape}], expected ` +
        `${rows === undefined ? 'a tensor' : expected}.`,
    );
  }
}
