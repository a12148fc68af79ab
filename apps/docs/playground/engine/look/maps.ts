import { take } from '@nadir/cli/training/outputs';
import { softmax, type Tensor, tensor2d, tidy, transpose } from '@tensorflow/tfjs-core';
import type { NetworkCourse } from '../course/network-course.js';
import type { OutputMap } from './look.js';

/** Points of a square, row by row from the lowest y, two coordinates each. */
export function gridOf([low, high]: readonly [number, number], size: number): Float32Array {
  const at = (i: number) => low + ((high - low) * (i + 0.5)) / size;
  return Float32Array.from({ length: 2 * size * size }, (_, i) => {
    const point = i >> 1;
    return i % 2 === 0 ? at(point % size) : at(Math.floor(point / size));
  });
}

/** What a network gives at points or images, in the mode that it is in: probabilities of classes, or the number predicted. */
export async function outputsAt(
  { network, material }: NetworkCourse,
  features: Float32Array,
): Promise<Float32Array> {
  const { inputs, objective } = material;
  const given = material.standardised(features);
  const outputs = tidy(() => {
    const x = tensor2d(given, [given.length / inputs.length, inputs.length]);
    const raw = network.model.forward(x);
    return objective.outputs > 1 ? softmax(raw) : raw;
  });
  const values = await take(outputs);
  return objective.outputs > 1 ? values.slice() : Float32Array.from(objective.decode(values));
}

/** The outputs over a grid. */
export async function mapOf(
  course: NetworkCourse,
  grid: Float32Array,
  size: number,
): Promise<OutputMap> {
  const outputs = course.material.objective.outputs;
  return { size, outputs, values: await outputsAt(course, grid) };
}

/** What each hidden unit gives over a grid, by layer. */
export async function unitMapsOf(
  { network, material }: NetworkCourse,
  grid: Float32Array,
): Promise<Float32Array[][]> {
  const given = material.standardised(grid);
  const points = grid.length / 2;
  const layers = tidy(() => {
    let value: Tensor = tensor2d(given, [points, given.length / points]);
    return network.hidden.map(({ whole }) => {
      value = whole.forward(value);
      // By unit, so that the values of each follow each other.
      return transpose(value);
    });
  });
  const maps: Float32Array[][] = [];
  for (const layer of layers) {
    const units = layer.shape[0] as number;
    const values = (await take(layer)).slice();
    maps.push(
      Array.from({ length: units }, (_, unit) => values.slice(unit * points, (unit + 1) * points)),
    );
  }
  return maps;
}
