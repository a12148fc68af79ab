import { numbersOf, type Table } from '../../data/csv.js';
import { standardise } from '../../data/scaler.js';
import type { RunConfig } from '../../run/config.js';
import type { Run } from '../../run/load.js';
import { failure } from '../../shell/errors.js';
import { outputsOf } from '../../training/evaluate.js';
import { objectiveFor } from '../../training/objective.js';

/** What a model says about one row: a class with its probability, or a number. */
export type Prediction =
  | { readonly prediction: string; readonly probability: number }
  | { readonly prediction: number };

/**
 * Predictions for the rows of a table. Features are found by the names of their columns, in any
 * order; other columns are left alone.
 * @throws {@link CliError} with status 1 when a column is missing or a cell is no number.
 */
export async function predict({ model, config }: Run, table: Table): Promise<Prediction[]> {
  const { target } = config;
  const { outputs: width, decode } = objectiveFor(target);
  const features = standardise(featuresOf(config, table), config.features);
  const outputs = await outputsOf(model, features, config.features.names.length, width);
  const decoded = decode(outputs);
  if (!('classNames' in target)) {
    return Array.from(decoded, (prediction) => ({ prediction }));
  }
  return Array.from(decoded, (label, row) => ({
    prediction: target.classNames[label] as string,
    probability: greatestShare(outputs.subarray(row * width, (row + 1) * width)),
  }));
}

function featuresOf({ features: { names } }: RunConfig, table: Table): Float64Array {
  const known = new Set(table.columns);
  const missing = names.filter((name) => !known.has(name));
  if (missing.length > 0) {
    const list = missing.slice(0, 5).map((name) => JSON.stringify(name));
    const more = missing.length > 5 ? ` and ${missing.length - 5} more` : '';
    throw failure(
      `${table.file}: got no column ${list.join(', ')}${more}, expected every feature that the ` +
        'model was trained on. Name the columns as in the training file.',
    );
  }
  const columns = numbersOf(table, names);
  const features = new Float64Array(table.rows.length * names.length);
  columns.forEach((column, i) => {
    column.forEach((x, row) => {
      features[row * names.length + i] = x;
    });
  });
  return features;
}

/** The greatest softmax probability. */
function greatestShare(logits: Float32Array): number {
  const most = Math.max(...logits);
  return 1 / logits.reduce((sum, z) => sum + Math.exp(z - most), 0);
}
