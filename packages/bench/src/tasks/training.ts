import type { Task } from './task.js';

/** Sizes of the models that are trained. `pytorch.py` has the same models. */
export const perceptron = { batch: 64, inputs: 784, hidden: 256, classes: 10 } as const;
export const convolutional = { batch: 64, side: 28, filters: [8, 16], classes: 10 } as const;
export const transformer = {
  batch: 8,
  length: 32,
  width: 64,
  heads: 4,
  hidden: 256,
  tokens: 64,
} as const;

interface Parameter {
  readonly shape: readonly number[];
  readonly spread: number;
}

/** A weight as Glorot & Bengio (2010) spread it: uniform over an interval of width 2 √(6 / (in + out)). */
function weight(shape: readonly number[]): Parameter {
  const [outputs = 1, inputs = 1] = shape.toReversed();
  const window = shape.slice(0, -2).reduce((a, b) => a * b, 1);
  return { shape, spread: 2 * Math.sqrt(6 / (window * (inputs + outputs))) };
}

const bias = (units: number): Parameter => ({ shape: [units], spread: 0 });

const training = (
  name: string,
  description: string,
  sizes: NonNullable<Task['sizes']>,
  parameters: readonly Parameter[],
): Task => ({
  name,
  kind: 'training',
  description,
  sizes,
  shapes: parameters.map(({ shape }) => shape),
  spreads: parameters.map(({ spread }) => spread),
});

const dense = (inputs: number, units: number) => [weight([inputs, units]), bias(units)];

function perceptronTask(): Task {
  const { batch, inputs, hidden, classes } = perceptron;
  const description = `perceptron ${inputs}-${hidden}-${classes}, batches of ${batch}`;
  return training('mlp', description, perceptron, [
    ...dense(inputs, hidden),
    ...dense(hidden, classes),
  ]);
}

function convolutionalTask(): Task {
  const { batch, side, filters, classes } = convolutional;
  const [first, second] = filters;
  const description =
    `images ${side} × ${side}, convolutions 3 × 3 × ${first} and 3 × 3 × ${second}, each with a ` +
    `maximum over 2 × 2, and a dense layer; batches of ${batch}`;
  return training('cnn', description, convolutional, [
    ...[weight([3, 3, 1, first]), bias(first)],
    ...[weight([3, 3, first, second]), bias(second)],
    ...dense((side / 4) ** 2 * second, classes),
  ]);
}

function transformerTask(): Task {
  const { batch, length, width, heads, hidden, tokens } = transformer;
  const description =
    `a transformer block of width ${width} with ${heads} heads, ${length} of ${tokens} tokens; ` +
    `batches of ${batch}`;
  // Gains of the normalizations start at 0 here and are used as 1 + gain.
  return training('transformer', description, transformer, [
    ...[weight([tokens, width]), weight([length, width])],
    ...[bias(width), bias(width), ...dense(width, 3 * width), ...dense(width, width)],
    ...[bias(width), bias(width), ...dense(width, hidden), ...dense(hidden, width)],
    ...dense(width, tokens),
  ]);
}

/** Whole steps of training: forward, backward and update. */
export const trainings: readonly Task[] = [
  perceptronTask(),
  convolutionalTask(),
  transformerTask(),
];
