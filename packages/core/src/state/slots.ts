import { keep, type Tensor } from '@tensorflow/tfjs-core';
import { allocate, execute } from '../program/run/execute.js';
import { trace } from '../program/trace.js';

/** Tensors of zeros that their owner alone sees and writes, whatever `tf.tidy` surrounds it. */
export function makeSlots(shapes: readonly (readonly number[])[]): Tensor[] {
  return allocate(shapes).map((slot) => keep(slot));
}

/**
 * The tensor that holds a slot after a program has run: the same where it was written in place,
 * otherwise the program's output, and the old one is disposed of.
 */
export function settle(slot: Tensor, output: Tensor | undefined): Tensor {
  if (output === undefined) return slot;
  slot.dispose();
  return keep(output);
}

const copyProgram = trace({ name: 'copy', tensors: ['source'] }, ({ source }) => ({
  target: source,
}));

const fillProgram = trace({ name: 'fill', scalars: ['value'] }, ({ value }) => ({
  target: value,
}));

/** Writes one number into all of a slot. Returns the tensor that holds it from now on. */
export function fill(slot: Tensor, value: number): Tensor {
  const { target } = execute(fillProgram, {
    tensors: { target: slot },
    scalars: { value },
    owned: ['target'],
    shape: slot.shape,
  });
  return settle(slot, target);
}

/** A tensor with the same values in a buffer of its own. The caller disposes of it. */
export function copyOf(source: Tensor): Tensor {
  return execute(copyProgram, { tensors: { source } }).target as Tensor;
}

/** Writes values into a slot, bit for bit. Returns the tensor that holds it from now on. */
export function overwrite(slot: Tensor, source: Tensor): Tensor {
  const { target } = execute(copyProgram, {
    tensors: { source, target: slot },
    owned: ['target'],
  });
  return settle(slot, target);
}

/** Slots that hold the values of given tensors, bit for bit. */
export function makeSlotsWith(values: readonly Tensor[]): Tensor[] {
  const slots = makeSlots(values.map(({ shape }) => shape));
  return slots.map((slot, i) => overwrite(slot, values[i] as Tensor));
}
