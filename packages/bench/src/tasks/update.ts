import type { Task } from './task.js';

/** Bytes that AdamW moves per parameter: it reads θ, g, m, v and writes θ, m, v, four bytes each. */
export const bytesPerParameter = 28;

/** Kernel and bias of a dense layer. */
const dense = (inputs: number, units: number) => [[inputs, units], [units]];

const update = (name: string, description: string, shapes: readonly number[][]): Task => ({
  name,
  kind: 'update',
  description,
  shapes,
  spreads: shapes.map(() => 1),
});

/** Steps of an optimizer on parameters and gradients that are there already. */
export const updates: readonly Task[] = [
  update('small', 'a perceptron 784-256-256-10', [
    ...dense(784, 256),
    ...dense(256, 256),
    ...dense(256, 10),
  ]),
  update(
    'medium',
    '4 dense layers 512-512',
    Array.from({ length: 4 }, () => dense(512, 512)).flat(),
  ),
  update(
    'large',
    '24 dense layers 721-721',
    Array.from({ length: 24 }, () => dense(721, 721)).flat(),
  ),
];
