import { getBackend } from '@tensorflow/tfjs-core';
import type { Backend, Kernel } from './backend.js';

/** A registered adapter and the kernels it has compiled, by the text of their programs. */
export interface Registration {
  readonly backend: Backend;
  readonly kernels: Map<string, Kernel>;
}

const registry = { registrations: new Map<string, Registration>() };

/** The registered adapters, by the names of their TensorFlow.js backends. */
export const sharedRegistry = () => registry;

/**
 * Lets programs run on the TensorFlow.js backend that `backend` names. Adapters call it from their
 * own `register()`; registering again replaces the adapter.
 */
export function registerBackend(backend: Backend): void {
  sharedRegistry().registrations.set(backend.name, { backend, kernels: new Map() });
}

/** Takes an adapter out again, so that programs run on ordinary ops there. Unknown names are ignored. */
export function unregisterBackend(name: string): void {
  sharedRegistry().registrations.delete(name);
}

/** The adapter registered for a TensorFlow.js backend, by default the current one. */
export function findBackend(name: string = getBackend()): Backend | undefined {
  return sharedRegistry().registrations.get(name)?.backend;
}

/** Whether the current TensorFlow.js backend can be read by `data()` only, as its adapter says. */
export const readsAsynchronously = (): boolean => findBackend()?.readsAsynchronously ?? false;
