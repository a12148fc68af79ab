import {
  engine,
  getBackend,
  getKernel,
  registerKernel,
  type Tensor,
  type TensorInfo,
  zeros,
} from '@tensorflow/tfjs-core';
import { describe, OptionError } from '../errors.js';
import type { Backend, Kernel, KernelCall } from './backend.js';
import { compose } from './compose.js';
import { print } from './print.js';
import type { Program } from './trace.js';

/** A registered adapter and the kernels it has compiled, by the text of their programs. */
interface Registration {
  readonly backend: Backend;
  readonly kernels: Map<string, Kernel>;
}

const registrations = new Map<string, Registration>();

/**
 * Lets programs run on the TensorFlow.js backend that `backend` names. Adapters call it from their
 * own `register()`; registering again replaces the adapter.
 */
export function registerBackend(backend: Backend): void {
  registrations.set(backend.name, { backend, kernels: new Map() });
}

/** Takes an adapter out again, so that programs run on ordinary ops there. Unknown names are ignored. */
export function unregisterBackend(name: string): void {
  registrations.delete(name);
}

/** The adapter registered for a TensorFlow.js backend, by default the current one. */
export function findBackend(name: string = getBackend()): Backend | undefined {
  return registrations.get(name)?.backend;
}

/** Whether the current TensorFlow.js backend can be read by `data()` only, as its adapter says. */
export const readsAsynchronously = (): boolean => findBackend()?.readsAsynchronously ?? false;

/**
 * Runs a program on the current TensorFlow.js backend: as one fused kernel where an adapter is
 * registered, otherwise with ordinary ops. `tf.profile` shows it as `Nadir.<name of the program>`.
 *
 * @returns The outputs that were not written in place, by name. The caller disposes them.
 * @throws {@link OptionError} when an input is missing, or tensors differ in shape or dtype.
 */
export function execute(program: Program, call: KernelCall<Tensor>): Record<string, Tensor> {
  checkCall(program, call);
  const registration = registrations.get(getBackend());
  if (registration === undefined) return compose(program, call);

  const kernel = compiled(registration, program);
  let names: string[] = [];
  const runInKernel: RunInKernel = () => {
    const outputs = kernel.run(call);
    names = Object.keys(outputs);
    return Object.values(outputs);
  };
  // Attributes are typed as data, but TensorFlow.js only hands them on.
  const tensors = engine().runKernel<Tensor[]>(tfjsNameOf(program), call.tensors, {
    runInKernel,
  } as never);
  const outputs: Record<string, Tensor> = {};
  names.forEach((name, i) => {
    outputs[name] = tensors[i] as Tensor;
  });
  return outputs;
}

/** Tensors of zeros for state that only {@link execute} writes, placed as the adapter likes it. */
export function allocate(shapes: readonly (readonly number[])[]): Tensor[] {
  const backend = findBackend();
  if (backend?.allocate === undefined) return shapes.map((shape) => zeros([...shape]));
  return backend.allocate(shapes).map((info) => engine().makeTensorFromTensorInfo(info));
}

type RunInKernel = () => TensorInfo[];

function compiled({ backend, kernels }: Registration, program: Program): Kernel {
  const key = keyOf(program);
  let kernel = kernels.get(key);
  if (kernel === undefined) {
    kernel = backend.compile(program);
    kernels.set(key, kernel);
    enter(tfjsNameOf(program), backend.name);
  }
  return kernel;
}

const keys = new WeakMap<Program, string>();

function keyOf(program: Program): string {
  let key = keys.get(program);
  if (key === undefined) {
    key = print(program);
    keys.set(program, key);
  }
  return key;
}

const tfjsNameOf = (program: Program): string => `Nadir.${program.name}`;

/** Puts a name into TensorFlow.js's kernel registry; what is to be done is in the attributes. */
function enter(kernelName: string, backendName: string): void {
  if (getKernel(kernelName, backendName) !== undefined) return;
  registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ attrs }) => (attrs as unknown as { runInKernel: RunInKernel }).runInKernel(),
  });
}

function checkCall(program: Program, call: KernelCall<Tensor>): void {
  const { tensors, scalars = {}, owned = [], shape } = call;
  const refusal = (got: string, expected: string) =>
    new OptionError(`${program.name}: got ${got}, expected ${expected}.`);
  const wanted = shape ?? tensors[program.tensors[0] ?? '']?.shape ?? [];
  const checkTensor = (name: string, expected: readonly number[]) => {
    const tensor = tensors[name];
    if (tensor === undefined) throw refusal(`no tensor \`${name}\``, 'one');
    if (tensor.dtype !== 'float32') throw refusal(`${tensor.dtype} for \`${name}\``, 'float32');
    if (!haveSameShape(tensor.shape, expected)) {
      throw refusal(`shape [${tensor.shape}] for \`${name}\``, `[${expected}]`);
    }
  };
  for (const name of program.tensors) checkTensor(name, wanted);
  for (const name of program.broadcasts) checkTensor(name, []);
  for (const { name, reduce } of program.outputs) {
    if (reduce === undefined && owned.includes(name)) checkTensor(name, wanted);
  }
  for (const name of [...program.scalars, ...program.integers]) {
    if (typeof scalars[name] !== 'number') {
      throw refusal(`${describe(scalars[name])} for \`${name}\``, 'a number');
    }
  }
}

function haveSameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((length, dimension) => length === b[dimension]);
}
