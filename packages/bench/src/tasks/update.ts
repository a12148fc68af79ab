/** Tensors that a contender steps. */
export interface Size {
  readonly name: string;
  /** What the shapes are, for the heading of a table. */
  readonly description: string;
  readonly shapes: readonly (readonly number[])[];
}

/** Kernel and bias of a dense layer. */
const dense = (inputs: number, units: number) => [[inputs, units], [units]];

/** The sizes that can be asked for, by name. */
export const sizes: readonly Size[] = [
  {
    name: 'small',
    description: 'a perceptron 784-256-256-10',
    shapes: [...dense(784, 256), ...dense(256, 256), ...dense(256, 10)],
  },
  {
    name: 'large',
    description: '24 dense layers 721-721',
    shapes: Array.from({ length: 24 }, () => dense(721, 721)).flat(),
  },
];

/** Number of elements of each tensor. */
export const counts = ({ shapes }: Size): number[] =>
  shapes.map((shape) => shape.reduce((a, b) => a * b, 1));

/** Number of parameters. */
export const parameterCount = (size: Size): number => counts(size).reduce((a, b) => a + b, 0);
