import { ProgramError } from '@nadir/core';
import { engine } from '@tensorflow/tfjs-core';
import type { TensorFlow } from './binding.js';

/** The backend of tfjs-node itself. */
export function tensorflow(): TensorFlow {
  const backend = engine().findBackend('tensorflow') as unknown as TensorFlow | null;
  if (backend !== null) return backend;
  throw new ProgramError(
    'backend-node: got no TensorFlow.js backend `tensorflow`, expected that of tfjs-node. ' +
      'Run `npm install @tensorflow/tfjs-node` and import it before `register()`.',
  );
}
