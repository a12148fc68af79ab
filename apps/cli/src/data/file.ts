import { createHash } from 'node:crypto';
import { basename, extname } from 'node:path';
import { FormatError, OptionError } from '@nadir/core';
import { splitRows } from '@nadir/train';
import { type Encoder, encodedRows, fit, type Plan, planOf, type Table } from '@nadir/train/tables';
import { failure, usageError } from '../shell/errors.js';
import type { Examples } from '../training/examples.js';
import type { LearningData } from './learning-data.js';
import { bytesOf, explained, tableIn } from './source.js';
import { standardInput } from './standard-input.js';

/** How files are learned from: what a run remembers of them. */
export interface FileOptions {
  /** Paths as they were given; `-` is the standard input. */
  readonly files: readonly string[];
  /** Column to predict. */
  readonly target: string;
  readonly task?: 'classification' | 'regression';
  readonly ignore?: readonly string[];
  readonly categorical?: readonly string[];
  readonly weight?: string;
  readonly group?: string;
  readonly time?: string;
  /** Shares of the rows for validation and for testing. */
  readonly split: { readonly validation: number; readonly test: number };
  /** Whether each class counts alike, however many rows it has. */
  readonly balanced: boolean;
}

/**
 * The data of files: what each column holds is found out, and what makes features of it is learned from the training part alone.
 *
 * @throws {@link CliError} with status 2 for a column that is not there, 1 when the file cannot be read or learned from.
 */
export async function fileData(options: FileOptions, seed: number): Promise<LearningData> {
  const { files, split, balanced } = options;
  const table = await tableIn(files);
  return inFlagWords(() => {
    const plan = planFor(table, options);
    const rows = splitRows(plan.rows, { ...split, seed, ...wayOf(plan) });
    const encoder = fit(plan, rows.train);
    const train = examplesOf(encoder, table, rows.train);
    const shares = balanced ? classWeights(encoder, train.targets) : undefined;
    const part = (of: Uint32Array) => weighted(examplesOf(encoder, table, of), shares);
    return {
      name: stemOf(files[0] as string),
      encoder,
      train: weighted(train, shares),
      validation: part(rows.validation),
      test: examplesOf(encoder, table, rows.test),
      sentences: plan.columns.map(({ sentence }) => sentence),
    };
  });
}

/**
 * SHA-256 of the bytes of files, as hexadecimal digits.
 *
 * @throws {@link CliError} with status 1 when one cannot be read.
 */
export const fingerprintOf = (files: readonly string[]): Promise<string> =>
  explained(files, async () => {
    const hash = createHash('sha256');
    for (const file of files) {
      for await (const chunk of bytesOf(file)()) hash.update(chunk as Uint8Array);
    }
    return hash.digest('hex');
  });

/** Makes it, errors of the table and of options in the words of the command line. */
function inFlagWords<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof FormatError) throw failure(error.message, error);
    if (error instanceof OptionError) throw usageError(inFlags(error.message));
    throw error;
  }
}

/** The option of a library function as the flag that set it. */
const inFlags = (message: string): string =>
  message.replace(/^planOf\.(\w+)/, '--$1').replace(/^splitRows(\.\w+)?/, '--split');

function planFor(table: Table, given: FileOptions): Plan {
  const { target, task, ignore, categorical, weight, group, time } = given;
  return planOf(table, {
    target,
    ...(task && { task }),
    ...(ignore && { ignore }),
    ...(categorical && { categorical }),
    ...(weight !== undefined && { weight }),
    ...(group !== undefined && { group }),
    ...(time !== undefined && { time }),
  });
}

/** The name of a file without its endings. */
export function stemOf(file: string): string {
  if (file === standardInput) return 'input';
  const name = basename(file, '.gz');
  return basename(name, extname(name));
}

/** How rows are divided: by group or time where a column says so, else each class alike. */
function wayOf({ group, time, target }: Plan) {
  if (group !== undefined) return { groupOf: (row: number) => group.at(row) };
  if (time !== undefined) return { timeOf: (row: number) => time.at(row) };
  if (target.task === 'regression') return {};
  return { classOf: (row: number) => target.column.at(row) };
}

/** Examples of rows of a table. Those without a target have none. */
export function examplesOf(encoder: Encoder, table: Table, rows: Uint32Array): Examples {
  const { width, features, targets = [], weights } = encodedRows(encoder, table, rows);
  return {
    features: { width, rows: features },
    targets: new Float64Array(targets),
    ...(weights !== undefined && { weights }),
  };
}

/** Weights of the classes by which each has the same share of the examples. */
function classWeights({ target }: Encoder, targets: Float64Array): number[] {
  if (target.task === 'regression') {
    throw usageError(
      '--balanced: got a number to predict, expected classes. Leave it out, or write --task classification.',
    );
  }
  const counts = new Array<number>(target.classes.length).fill(0);
  for (const label of targets) counts[label] = (counts[label] as number) + 1;
  return counts.map((count) => targets.length / (counts.length * Math.max(1, count)));
}

function weighted(examples: Examples, shares: readonly number[] | undefined): Examples {
  if (shares === undefined) return examples;
  const { targets, weights } = examples;
  const balanced = new Float32Array(targets.length);
  targets.forEach((label, i) => {
    balanced[i] = (shares[label] as number) * (weights?.[i] ?? 1);
  });
  return { ...examples, weights: balanced };
}
