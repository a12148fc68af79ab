import { effect } from '../capture/recording.js';
import { TensorError } from '../errors.js';
import { furtherUpdate } from '../transform/further.js';
import { checkGradients, type Gradients } from './gradients/gradient.js';
import { changeOf } from './groups/further-rule.js';
import { insidesOf } from './insides.js';
import { allWithState } from './state/waiting.js';
import type { Change } from './step/change.js';
import { readsGradients } from './step/prepare.js';
import type { Stepping } from './step/stepping.js';

/**
 * Makes one of the updates that the rule of an optimizer has beside its step, such as that of Sophia's Hessian. Nothing
 * is counted, and the numbers of the last step are used. Gradients are taken as they are: neither
 * clipped nor negated, not divided by the factor of a `lossScaler`, and without those of penalties.
 *
 * @param name Name of the update in `rule.further`.
 * @param gradients One for each parameter that is updated. Left out, where none is needed: all
 * parameters that have state.
 * @throws {@link ProgramError} when the rule has no such update, and {@link StateError} when there are no
 * gradients and loaded state waits for its parameters; otherwise as `Optimizer.applyGradients`.
 * @example
 * ```ts
 * applyUpdate(optimizer, 'gaussNewton', gradients);
 * ```
 */
export function applyUpdate(optimizer: object, name: string, gradients?: Gradients): void {
  const { name: where, stepping } = insidesOf('applyUpdate', optimizer);
  effect(`${where}.update`, gradients, (given) => update(stepping, name, given));
}

function update(stepping: Stepping, name: string, gradients: Gradients | undefined): void {
  stepping.check();
  const { roster } = stepping;
  const where = `${roster.name}.${name}`;
  if (gradients !== undefined) checkGradients(where, gradients);
  for (const { settings } of roster.groups) furtherUpdate(settings.surroundings.rule, name);
  const matched = gradients
    ? stepping.match(gradients)
    : { parameters: allWithState(where, roster), added: [] };
  if (matched.parameters.length === 0) return;
  stepping.withGradients(matched.parameters, () => {
    const change = changeNamed(stepping, name);
    const prepared = stepping.prepare(matched, change);
    if (prepared === undefined) return;
    if (gradients === undefined && readsGradients(prepared)) {
      throw new TensorError(`${where}: got no gradients, expected one for each parameter.`);
    }
    stepping.run(prepared, change)?.dispose();
  });
}

/** The further updates of each optimizer, by their names. */
const changes = new WeakMap<Stepping, Map<string, Change>>();

function changeNamed(stepping: Stepping, name: string): Change {
  const known = changes.get(stepping) ?? new Map<string, Change>();
  changes.set(stepping, known);
  const change = known.get(name) ?? stepping.changeBy({ ...changeOf(name), behind: 1 });
  known.set(name, change);
  return change;
}
