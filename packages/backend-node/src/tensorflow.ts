import { ProgramError } from '@nadir/core';
import { engine, type TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorFlow } from './binding.js';
import { probe } from './probe.js';

/** The arrays of arenas that tensors are made of. */
const residents = new WeakMap<object, Float32Array>();
const guarded = new WeakSet<TensorFlow>();

/** The backend itself. It never hands out or shares an array of an arena. */
export function tensorflow(): TensorFlow {
  const backend = engine().findBackend('tensorflow') as unknown as TensorFlow | null;
  if (backend === null) {
    throw new ProgramError(
      'backend-node: got no TensorFlow.js backend `tensorflow`, expected that of tfjs-node. ' +
        'Run `npm install @tensorflow/tfjs-node` and import it before `register()`.',
    );
  }
  if (!guarded.has(backend)) {
    probe(backend);
    guard(backend);
    guarded.add(backend);
  }
  return backend;
}

/** A tensor whose values are an array of an arena. */
export function makeResident(shape: readonly number[], array: Float32Array): TensorInfo {
  const dataId = tensorflow().write(array, [...shape], 'float32') as TensorInfo['dataId'];
  residents.set(dataId, array);
  return { dataId, shape: [...shape], dtype: 'float32' };
}

/** The array of an arena that a tensor is made of. */
export const residenceOf = (dataId: object): Float32Array | undefined => residents.get(dataId);

/** Gives a tensor its values in an array of its own, so that its room is free. */
export function moveOut(backend: TensorFlow, dataId: object): void {
  const array = residents.get(dataId);
  if (array === undefined || !backend.tensorMap.has(dataId)) return;
  setValues(backend, dataId, array.slice());
  residents.delete(dataId);
}

/** Gives a tensor an array as its values, whatever it had before. */
export function setValues(backend: TensorFlow, dataId: object, array: Float32Array): void {
  const entry = backend.tensorMap.get(dataId);
  if (entry.values === null) backend.binding.deleteTensor(entry.id);
  entry.values = array;
  entry.id = -1;
}

/**
 * Ops that read their inputs into new memory, whatever their shapes and attributes. Any other may
 * give a tensor that shares the memory of its input, as Reshape always does and Slice and Sum
 * sometimes do.
 */
const readers: ReadonlySet<string> = new Set([
  ...['Add', 'AddV2', 'Sub', 'Mul', 'Div', 'RealDiv', 'Maximum', 'Minimum', 'SquaredDifference'],
  ...['Abs', 'Neg', 'Sqrt', 'Square', 'Exp', 'Relu', 'Sigmoid', 'Tanh'],
  ...['BatchMatMul', 'BatchMatMulV2', 'MatMul', 'BiasAdd', 'GatherV2'],
  ...['Conv2D', 'Conv2DBackpropFilter', 'Conv2DBackpropInput', 'Conv3D'],
  ...['DepthwiseConv2dNative', 'DepthwiseConv2dNativeBackpropInput'],
]);

/**
 * Makes the backend copy arrays of arenas whenever they would leave it: when they are read, and when
 * an op gets them that might keep them. TensorFlow reads all others where they are.
 */
function guard(backend: TensorFlow): void {
  const { readSync, getInputTensorIds, executeSingleOutput, executeMultipleOutputs } = backend;
  let direct = false;
  const copies: number[] = [];
  const forget = () => {
    for (const id of copies.splice(0)) backend.binding.deleteTensor(id);
  };

  backend.readSync = (dataId) => residents.get(dataId)?.slice() ?? readSync.call(backend, dataId);

  backend.getInputTensorIds = (tensors) => {
    forget();
    const ids = getInputTensorIds.call(backend, tensors);
    if (direct) return ids;
    return ids.map((id, i) => {
      const array = residents.get((tensors[i] as TensorInfo).dataId);
      if (array === undefined) return id;
      const { shape } = tensors[i] as TensorInfo;
      const copy = backend.binding.createTensor(shape, backend.binding.TF_FLOAT, array.slice());
      copies.push(copy);
      return copy;
    });
  };

  const within = <T>(name: string, run: () => T): T => {
    direct = readers.has(name);
    try {
      return run();
    } finally {
      direct = false;
      forget();
    }
  };
  backend.executeSingleOutput = (name, attrs, inputs) =>
    within(name, () => executeSingleOutput.call(backend, name, attrs, inputs));
  backend.executeMultipleOutputs = (name, attrs, inputs, n) =>
    within(name, () => executeMultipleOutputs.call(backend, name, attrs, inputs, n));
}
