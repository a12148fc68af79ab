import { setBackend, type Tensor, tensor, type Variable, variable } from '@tensorflow/tfjs';
import type { Size } from '../size.js';
import { gradientValues, sample, startValues } from '../values.js';

/** Variables and their gradients on TensorFlow.js's backend `cpu`. */
export interface TfjsModel {
  readonly variables: readonly Variable[];
  /** By the names of the variables, in the form in which `minimize` hands them on. */
  readonly gradients: { readonly name: string; readonly tensor: Tensor }[];
}

/** Makes the variables and gradients of one contender. */
export async function makeTfjsModel(size: Size): Promise<TfjsModel> {
  await setBackend('cpu');
  const toTensor = (values: Float32Array, i: number) =>
    tensor(values, [...(size.shapes[i] as readonly number[])]);
  const variables = startValues(size).map((values, i) => {
    const initial = toTensor(values, i);
    const made = variable(initial);
    initial.dispose();
    return made;
  });
  const gradients = gradientValues(size).map((values, i) => ({
    name: (variables[i] as Variable).name,
    tensor: toTensor(values, i),
  }));
  return { variables, gradients };
}

/** Every `stride`-th element of the variables. */
export function readTfjsModel({ variables }: TfjsModel, stride: number): number[] {
  return sample(
    variables.map((one) => one.dataSync<'float32'>()),
    stride,
  );
}

/** Frees all tensors of a model. */
export function disposeTfjsModel({ variables, gradients }: TfjsModel): void {
  for (const one of variables) one.dispose();
  for (const { tensor } of gradients) tensor.dispose();
}
