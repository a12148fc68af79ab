import { TensorError } from '../../errors.js';
import type { Gradient } from '../../sparse/sparse-gradient.js';
import { checkGradient, type Gradients } from '../gradients/gradient.js';
import type { Parameter } from './parameter.js';
import type { Roster } from './roster.js';

/** The parameters that gradients were given for. Those that are new to their open group are not in it yet. */
export interface Matched {
  readonly parameters: Parameter[];
  readonly added: readonly Parameter[];
}

/**
 * The parameter of each gradient, which has it until {@link release}. Variables that an open group does not know
 * yet get a parameter here, and are taken in once the step is certain to go on.
 *
 * @throws {@link TensorError} when a gradient fits no parameter; nothing changes either way.
 */
export function match(roster: Roster, gradients: Gradients): Matched {
  const parameters: Parameter[] = [];
  const added: Parameter[] = [];
  try {
    if (Array.isArray(gradients)) {
      for (const { name, tensor } of gradients) matchOne(roster, name, tensor, parameters, added);
    } else {
      for (const name in gradients) {
        matchOne(roster, name, gradients[name] as Gradient, parameters, added);
      }
    }
  } catch (error) {
    release(parameters);
    throw error;
  }
  return { parameters, added };
}

function matchOne(
  roster: Roster,
  name: string,
  grad: Gradient | null | undefined,
  parameters: Parameter[],
  added: Parameter[],
): void {
  const where = `${roster.name}.step`;
  let parameter = roster.find(name);
  if (parameter === undefined) {
    parameter = added.find(({ variable }) => variable.name === name);
    if (parameter === undefined) {
      parameter = roster.meet(where, name);
      added.push(parameter);
    }
  }
  if (grad == null) return;
  if (parameter.grad !== undefined) {
    throw new TensorError(`${where}: got two gradients for "${parameter.name}", expected one.`);
  }
  checkGradient(where, parameter, grad, parameter.group.settings.surroundings.rows);
  parameter.grad = grad;
  parameters.push(parameter);
}

/** Takes the gradients of a step from their parameters again. */
export function release(parameters: readonly Parameter[]): void {
  for (const parameter of parameters) {
    parameter.grad = undefined;
    parameter.namedRows = undefined;
  }
}
