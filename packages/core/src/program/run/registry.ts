import { getBackend } from '@tensorflow/tfjs-core';
import { describe, ProgramError } from '../../errors.js';
import { explainMissingClasses } from '../../missing-class.js';
import { version } from '../../version.js';
import type { Backend, Kernel } from './backend.js';

/** A registered adapter and the kernels it has compiled, by the text of their programs. */
export interface Registration {
  readonly backend: Backend;
  readonly kernels: Map<string, Kernel>;
}

/** What all copies of this package in a process share. Every protocol begins with `protocol` and `version`. */
interface Registry {
  readonly protocol: number;
  /** Version of the copy that made it. */
  readonly version: string;
  readonly registrations: Map<string, Registration>;
  /** Whether the user has been told which adapter to register. */
  hinted: boolean;
}

/**
 * Number of the contract between this package and adapters: `Backend`, `Kernel`, `KernelCall`, `Program` and
 * the text of a program, by which kernels are kept. Raise it with every change that breaks adapters.
 */
const protocol = 1;

const key: unique symbol = Symbol.for('nadir.backends');

/**
 * The registry of this process, which the first copy of this package makes.
 *
 * @throws {@link ProgramError} when a copy with another protocol has made it.
 */
export function sharedRegistry(): Registry {
  const shared = globalThis as typeof globalThis & { [key]?: Registry };
  shared[key] ??= { protocol, version, registrations: new Map(), hinted: false };
  const registry = shared[key];
  if (registry.protocol !== protocol) {
    throw new ProgramError(
      `@nadir/core ${version}: got a second copy of @nadir/core in this process, version ` +
        `${registry.version} with adapter protocol ${registry.protocol}, expected protocol ${protocol}. ` +
        'Install one version of all @nadir packages: `npm ls @nadir/core` lists them.',
    );
  }
  return registry;
}

/**
 * Lets programs run on the TensorFlow.js backend that `backend` names. Adapters call it from their
 * own `register()`; registering again replaces the adapter. All copies of this package in a process
 * share what is registered.
 *
 * @throws {@link ProgramError} when it is no adapter, or a copy of this package that adapters of this one cannot serve is
 * in use.
 */
export function registerBackend(backend: Backend): void {
  if (typeof backend?.name !== 'string' || typeof backend.compile !== 'function') {
    throw new ProgramError(
      `registerBackend: got ${describe(backend)}, expected an adapter: { name, compile }.`,
    );
  }
  // Whoever registers an adapter expects the rest of Nadir to be there.
  explainMissingClasses();
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

/**
 * Whether programs, and with them the steps of optimizers, run as fused kernels on a TensorFlow.js
 * backend, by default the current one. Where no adapter is registered they run on ordinary ops:
 * slower, with the same numbers to rounding.
 */
export const isFused = (name?: string): boolean => findBackend(name) !== undefined;

/**
 * Makes sure that tensors of the current TensorFlow.js backend still have their values, as far as its adapter
 * can tell.
 *
 * @throws {@link ProgramError} when the device has lost them.
 */
export const checkDevice = (): void => findBackend()?.checkDevice?.();

/** Whether the current TensorFlow.js backend can be read by `data()` only, as its adapter says. */
export const readsAsynchronously = (): boolean => findBackend()?.readsAsynchronously ?? false;
