import type { ParameterSource } from '@nadir/core';
import { namedVariables } from '@nadir/core/internal';
import type { Variable } from '@tensorflow/tfjs-core';

/** Parameters in two groups, each under its name. */
export interface DecayGroups {
  /** Parameters of rank ≥ 2: kernels, embeddings. */
  readonly decay: readonly (readonly [string, Variable])[];
  /** Parameters of rank ≤ 1: biases, gains of norms. */
  readonly rest: readonly (readonly [string, Variable])[];
}

/**
 * Parameters split into those that weight decay usually acts on and those that it leaves alone.
 *
 * The order within each group is the order given. PyTorch has no such function, so its users
 * write the loop by hand. A bias is not what makes a model overfit, and a gain that decays to 0
 * switches its layer off.
 *
 * @param parameters A `Module`, variables, or pairs of a name and a variable.
 * @throws {@link OptionError} when there are none, or one is no float32 variable or occurs twice.
 * @example
 * ```ts
 * const { decay, rest } = decayable(model);
 * const optimizer = new AdamW([
 *   { parameters: decay, weightDecay: 0.1 },
 *   { parameters: rest, weightDecay: 0 },
 * ]);
 * ```
 */
export function decayable(parameters: ParameterSource): DecayGroups {
  const decay: [string, Variable][] = [];
  const rest: [string, Variable][] = [];
  for (const { name, variable } of namedVariables('decayable', parameters)) {
    (variable.rank > 1 ? decay : rest).push([name, variable]);
  }
  return { decay, rest };
}
