import { type Tensor, Variable, variable } from '@tensorflow/tfjs-core';
import { describe, OptionError } from '../errors.js';

const known = new WeakSet<Variable>();

/**
 * A trainable variable that takes a tensor over: the tensor is disposed, its values are not copied.
 *
 * `variable(tensor)` of TensorFlow.js leaves the tensor to the caller, and outside of `tidy` it is
 * easily forgotten. A variable outlives `tidy`.
 *
 * @throws {@link OptionError} when it gets no tensor, or a variable, which would be lost.
 * @example
 * ```ts
 * class Scale extends Module {
 *   readonly gain = parameter(ones([8]));
 *   forward(x: Tensor): Tensor {
 *     return mul(x, this.gain);
 *   }
 * }
 * ```
 */
export const parameter = (tensor: Tensor): Variable => takeOver('parameter', tensor, true);

/**
 * A variable that belongs to a module's state but is not trained, such as a running mean. Like
 * {@link parameter} it takes the tensor over.
 *
 * It stays a buffer whatever its `trainable` says, and a frozen parameter stays a parameter.
 *
 * @throws {@link OptionError} when it gets no tensor, or a variable, which would be lost.
 */
export function buffer(tensor: Tensor): Variable {
  const made = takeOver('buffer', tensor, false);
  known.add(made);
  return made;
}

/** Whether {@link buffer} has made this variable. */
export const isBuffer = (candidate: Variable): boolean => known.has(candidate);

function takeOver(where: string, tensor: Tensor, trainable: boolean): Variable {
  if (tensor instanceof Variable || typeof tensor?.dataId !== 'object') {
    throw new OptionError(
      `${where}: got ${tensor instanceof Variable ? 'a variable' : describe(tensor)}, ` +
        'expected a tensor to take over. Pass `clone(x)` of a variable x.',
    );
  }
  const made = variable(tensor, trainable);
  tensor.dispose();
  return made;
}
