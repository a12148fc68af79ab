import { Module, OptionError } from '@nadir/core';
import { describe } from '@nadir/core/internal';
import { type Tensor, Variable } from '@tensorflow/tfjs-core';

/** A module that computes with a `weight` of its own, such as {@link Linear}. */
export interface Weighted<Inputs extends unknown[]> extends Module<Inputs, Tensor> {
  readonly weight: Variable;
}

/** Throws unless a value is a {@link Weighted} module whose weight has at least two axes. */
export function checkWeighted(where: string, module: unknown): void {
  const weight: unknown = module instanceof Module && (module as { weight?: unknown }).weight;
  if (weight instanceof Variable && weight.rank > 1) return;
  const got = weight instanceof Variable ? `one with a weight [${weight.shape}]` : describe(module);
  throw new OptionError(
    `${where}: got ${got}, expected a Module with a variable \`weight\` of two axes or more, such as ` +
      'a Linear.',
  );
}

/** What a module gives with another weight in the place of its own. */
export function forwardWith<Inputs extends unknown[]>(
  module: Weighted<Inputs>,
  weight: Tensor,
  inputs: Inputs,
): Tensor {
  // The field is read-only for others; here it is lent for the time of the call.
  const holder = module as { weight: Tensor };
  const own = holder.weight;
  holder.weight = weight;
  try {
    return module.forward(...inputs);
  } finally {
    holder.weight = own;
  }
}
