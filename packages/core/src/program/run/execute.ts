import { engine, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { checkObject } from '../../check.js';
import { checkProgram } from '../check-program.js';
import type { Program } from '../trace.js';
import { bindProgram } from './bound-program.js';
import { findBackend } from './registry.js';
import { type ProgramCall, shapeOf } from './resolve.js';

/**
 * Runs a program on the current TensorFlow.js backend: as one fused kernel where an adapter is
 * registered, otherwise with ordinary ops. `tf.profile` shows it as `Nadir.<name of the program>`.
 *
 * @returns The outputs that were not written in place, by name. The caller disposes them.
 * @throws {@link ProgramError} when it is no program, and {@link OptionError} when an input is missing, or tensors
 * differ in shape or dtype.
 */
export function execute(
  program: Program,
  call: ProgramCall<Tensor>,
): Readonly<Record<string, Tensor>> {
  checkProgram('execute', program);
  checkObject(program.name, call?.tensors, 'tensors by name');
  const { tensors, scalars, owned = [], replaced = [] } = call;
  const bound = bindProgram(program, { shape: shapeOf(program, call), owned, replaced });
  for (const [name, tensor] of Object.entries(tensors)) {
    if (tensor) bound.set(name, tensor);
  }
  return bound.run(scalars);
}

/** Tensors of zeros for state that only {@link execute} writes, placed as the adapter likes it. */
export function allocate(shapes: readonly (readonly number[])[]): Tensor[] {
  const backend = findBackend();
  if (backend?.allocate === undefined) return shapes.map((shape) => zeros([...shape]));
  return backend.allocate(shapes).map((info) => engine().makeTensorFromTensorInfo(info));
}
