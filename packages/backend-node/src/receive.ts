import type { Binding } from './binding.js';

/**
 * Copies a TensorFlow tensor of float32 into an array of an arena, which its op `InplaceUpdate` does
 * without memory of its own. `dataSync` makes a new array, whose pages cost more than the copy.
 *
 * @param id The tensor, of as many elements as the array.
 * @param array Begins at a multiple of 64 bytes, so that TensorFlow writes where it is.
 */
export function receive(binding: Binding, id: number, array: Float32Array): void {
  const { TF_FLOAT, TF_INT32, TF_ATTR_TYPE } = binding;
  const ids: number[] = [];
  const kept = (made: number): number => {
    ids.push(made);
    return made;
  };
  const type = { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT };
  const shapeType = { name: 'Tshape', type: TF_ATTR_TYPE, value: TF_INT32 };
  const row = [1, array.length];
  const execute = (name: string, attrs: object[], inputs: number[]) =>
    kept((binding.executeOp(name, attrs, inputs, 1)[0] as { id: number }).id);
  try {
    const target = kept(binding.createTensor(row, TF_FLOAT, array));
    const shape = kept(binding.createTensor([2], TF_INT32, Int32Array.from(row)));
    const index = kept(binding.createTensor([1], TF_INT32, Int32Array.of(0)));
    const value = execute('Reshape', [type, shapeType], [id, shape]);
    execute('InplaceUpdate', [type], [target, index, value]);
  } finally {
    for (const made of ids) binding.deleteTensor(made);
  }
}
