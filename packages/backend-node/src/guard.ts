import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorFlow } from './binding.js';
import { residenceOf } from './residence.js';

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
export function guard(backend: TensorFlow): void {
  const { readSync, getInputTensorIds, executeSingleOutput, executeMultipleOutputs } = backend;
  let direct = false;
  const copies: number[] = [];
  const forget = () => {
    for (const id of copies.splice(0)) backend.binding.deleteTensor(id);
  };

  backend.readSync = (dataId) => residenceOf(dataId)?.slice() ?? readSync.call(backend, dataId);

  backend.getInputTensorIds = (tensors) => {
    forget();
    const ids = getInputTensorIds.call(backend, tensors);
    if (direct) return ids;
    return ids.map((id, i) => {
      const array = residenceOf((tensors[i] as TensorInfo).dataId);
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
