import type { Table } from '@nadir/train/tables';
import { type Tensor, tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { Run } from '../../run/load.js';
import { objectiveFor } from '../../training/objective.js';
import { take } from '../../training/outputs.js';

/** What a model says about one row: a class with the probability of it and of each, or a number. */
export type Prediction =
  | {
      readonly prediction: string;
      readonly probability: number;
      /** By the name of the class. */
      readonly probabilities: Readonly<Record<string, number>>;
    }
  | { readonly prediction: number };

/**
 * Predictions for the rows of a table. Features are found by the names of their columns, in any
 * order; other columns are left alone.
 * @throws {@link FormatError} when a column is missing or of another kind.
 */
export async function predict({ model, config }: Run, table: Table): Promise<Prediction[]> {
  const { encoder } = config;
  const { target } = encoder;
  const { outputs: width, decode } = objectiveFor(target);
  const columns = table.columns.filter(({ name }) => name !== target.column);
  const { features } = encoder.encode({ ...table, columns });
  const shape: [number, number] = [table.length, encoder.width];
  const outputs = await take(tidy(() => model.forward(tensor2d(features, shape)) as Tensor));
  const decoded = decode(outputs);
  if (target.task === 'regression') return Array.from(decoded, (prediction) => ({ prediction }));
  return Array.from(decoded, (label, row) => {
    const shares = softmax(outputs.subarray(row * width, (row + 1) * width));
    return {
      prediction: target.classes[label] as string,
      probability: shares[label] as number,
      probabilities: Object.fromEntries(
        target.classes.map((name, i) => [name, shares[i] as number]),
      ),
    };
  });
}

function softmax(logits: Float32Array): number[] {
  const most = Math.max(...logits);
  const powers = Array.from(logits, (z) => Math.exp(z - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
