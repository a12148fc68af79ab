import type { TensorFlow } from './binding.js';

/** The arrays of arenas that tensors are made of. */
const residents = new WeakMap<object, Float32Array>();

/** The array of an arena that a tensor is made of. */
export const residenceOf = (dataId: object): Float32Array | undefined => residents.get(dataId);

/** Says that a tensor is made of an array of an arena. */
export const settle = (dataId: object, array: Float32Array): void =>
  void residents.set(dataId, array);

/** Gives a tensor its values in an array of its own, so that its room is free. */
export function moveOut(backend: TensorFlow, dataId: object): void {
  setValues(backend, dataId, (residents.get(dataId) as Float32Array).slice());
  residents.delete(dataId);
}

/** Gives a tensor an array as its values, whatever it had before. */
export function setValues(backend: TensorFlow, dataId: object, array: Float32Array): void {
  const entry = backend.tensorMap.get(dataId);
  if (entry.values === null) backend.binding.deleteTensor(entry.id);
  entry.values = array;
  entry.id = -1;
}
