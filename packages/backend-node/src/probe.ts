import { ProgramError } from '@nadir/core';
import { Arena } from '@nadir/simd';
import type { TensorFlow } from './binding.js';
import { receive } from './receive.js';

/** Fails unless TensorFlow writes into a WebAssembly memory what it is told to write there. */
export function probe(backend: TensorFlow): void {
  const { array: intake } = new Arena(0, 3).intake;
  const { binding } = backend;
  const id = binding.createTensor([3], binding.TF_FLOAT, Float32Array.of(1, 2, 3));
  let cause: unknown;
  try {
    if (!backend.isUsingGpuDevice) receive(binding, id, intake);
  } catch (error) {
    cause = error;
  } finally {
    binding.deleteTensor(id);
  }
  if (intake.join() !== '1,2,3') {
    throw new ProgramError(
      'backend-node: got a TensorFlow that does not compute in the memory of this process, ' +
        'expected the CPU version of tfjs-node. Leave the adapter out: ordinary ops run instead.',
      { cause },
    );
  }
}
