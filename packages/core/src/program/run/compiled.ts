import { getKernel, registerKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Program } from '../trace.js';
import type { Kernel } from './backend.js';
import type { Registration } from './registry.js';

/** What TensorFlow.js hands on to a kernel of ours: what is to be done. */
export interface KernelAttributes {
  readonly runInKernel: () => TensorInfo[];
}

/** The name under which TensorFlow.js runs and profiles a program. */
export const kernelNameOf = (program: Program): string => `Nadir.${program.name}`;

/** The kernel of a program by a registered adapter. Programs of equal texts share one. */
export function compiled({ backend, kernels }: Registration, program: Program): Kernel {
  const key = keyOf(program);
  let kernel = kernels.get(key);
  if (kernel === undefined) {
    kernel = backend.compile(program);
    kernels.set(key, kernel);
    enter(kernelNameOf(program), backend.name);
  }
  return kernel;
}

const keys = new WeakMap<Program, string>();

function keyOf(program: Program): string {
  let key = keys.get(program);
  if (key === undefined) {
    // JSON has no −0, NaN and infinities, which constants may be.
    key = JSON.stringify(program, (_, value) => {
      if (typeof value !== 'number') return value;
      return Object.is(value, -0) ? '-0' : String(value);
    });
    keys.set(program, key);
  }
  return key;
}

/** Puts a name into TensorFlow.js's kernel registry; what is to be done is in the attributes. */
function enter(kernelName: string, backendName: string): void {
  if (getKernel(kernelName, backendName) !== undefined) return;
  registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ attrs }) => (attrs as unknown as KernelAttributes).runInKernel(),
  });
}
