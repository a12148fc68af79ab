import { setBackend } from '@tensorflow/tfjs-core';
import type { BackendName, Loaders } from '../../../backends/loader.js';
import type { PlaygroundState } from '../../state/state.js';
import type { BackendInUse } from '../protocol.js';

/** Backends in the order in which they stand in for each other. */
const order: readonly BackendName[] = ['wasm', 'cpu'];

/**
 * Makes a backend the one in use. Where it cannot run, another one takes its place, and what is missing is told.
 *
 * @throws when none can run.
 */
export async function useBackend(name: BackendName, loaders: Loaders): Promise<BackendInUse> {
  let missing: BackendInUse['missing'];
  for (const candidate of [name, ...order.filter((one) => one !== name)]) {
    try {
      const { register } = await loaders[candidate]();
      if (!(await setBackend(candidate)))
        throw new Error(`TensorFlow.js cannot start ${candidate}.`);
      const fused = tryTo(register);
      return { name: candidate, fused, ...(missing && { missing }) };
    } catch (error) {
      missing ??= { name, reason: error instanceof Error ? error.message : String(error) };
    }
  }
  throw new Error(`${name}: ${missing?.reason}`);
}

/** Registers an adapter. Without it, updates run on ordinary operations with the same numbers. */
function tryTo(register: () => void): boolean {
  try {
    register();
    return true;
  } catch {
    return false;
  }
}

/**
 * The backend that a state asks for. A surface is always descended on the processor: a point of two coordinates has nothing to gain
 * from a device, and its height is computed on the host.
 */
export const backendFor = ({ task, race }: PlaygroundState): BackendName =>
  task.kind === 'surface' ? 'cpu' : race.backend;
