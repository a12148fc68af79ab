import { OptionError, threefry } from '@nadir/core';
import { checkNames, checkOptions, checkUint32, describe } from '@nadir/core/internal';

/** Rows for training, for choosing (early stopping, the best epoch, options), and for the figure that is reported. */
export interface Split {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}

/** Options of {@link splitRows}. At most one of `classOf`, `groupOf` and `timeOf`. */
export interface SplitOptions {
  /** Share of the rows for validation, in [0, 1). Default `0.15`. */
  readonly validation?: number;
  /** Share of the rows for testing, in [0, 1). Default `0.15`. */
  readonly test?: number;
  /** Seed of the draws, an integer in [0, 2³²). Default `0`. */
  readonly seed?: number;
  /** Class of a row: each class is divided alike. */
  readonly classOf?: (row: number) => unknown;
  /** Group of a row: all rows of a group come into the same part. */
  readonly groupOf?: (row: number) => unknown;
  /** Time of a row: the last rows are for testing, those before them for validation. Equal times stay together. */
  readonly timeOf?: (row: number) => number;
}

/** Stream of the draws, one that neither layers nor the order of batches have under the same seed. */
const stream = 0xffff_fffe;

/**
 * Divides rows into three parts. Seed and number of a row alone decide, so the split is the same on every machine. Each part keeps
 * the order of the rows.
 *
 * @throws {@link OptionError} when an option is out of range, or a part that was asked for would be empty.
 * @example
 * ```ts
 * const { column } = plan.target;
 * const { train, validation, test } = splitRows(plan.rows, { seed: 1, classOf: (row) => column.at(row) });
 * ```
 */
export function splitRows(rows: Uint32Array, options: SplitOptions = {}): Split {
  checkOptions('splitRows', options);
  const names = ['validation', 'test', 'seed', 'classOf', 'groupOf', 'timeOf'];
  checkNames('splitRows', options, names);
  const { validation = 0.15, test = 0.15, seed = 0, classOf, groupOf, timeOf } = options;
  checkUint32('splitRows', { seed }, 'seed');
  if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
    throw new OptionError(
      `splitRows: got shares of ${describe(validation)} and ${describe(test)}, expected numbers ≥ 0 of which the sum is below 1.`,
    );
  }
  const ways = [classOf, groupOf, timeOf].filter((way) => way !== undefined).length;
  if (ways > 1) {
    throw new OptionError(
      `splitRows: got ${ways} of classOf, groupOf and timeOf, expected at most one.`,
    );
  }
  const draw = (row: number) => threefry(seed, stream, row, 0)[0];
  const parts =
    groupOf !== undefined
      ? byBlocks(blocksOf(rows, groupOf, draw), validation, test)
      : timeOf !== undefined
        ? byBlocks(timesOf(rows, timeOf), validation, test)
        : byClass(rows, classOf ?? (() => 0), draw, validation, test);
  const [inTest, inValidation, inTrain] = parts.map((part) => Uint32Array.from(part).sort());
  const split = { train: inTrain, validation: inValidation, test: inTest } as Split;
  const wanted = { train: 1, validation, test };
  for (const name of ['train', 'validation', 'test'] as const) {
    if (wanted[name] === 0 || split[name].length > 0) continue;
    throw new OptionError(
      `splitRows: got ${rows.length} rows, too few for a part for ${name}, expected more${groupOf ? ' groups' : ''}. ` +
        'Ask for a part of 0, or a larger one.',
    );
  }
  return split;
}

/** Test, validation and training rows. */
type Parts = [number[], number[], number[]];

function byClass(
  rows: Uint32Array,
  classOf: (row: number) => unknown,
  draw: (row: number) => number,
  validation: number,
  test: number,
): Parts {
  const parts: Parts = [[], [], []];
  const classes = grouped(rows, classOf);
  for (const members of classes.values()) {
    const drawn = new Map(members.map((row) => [row, draw(row)]));
    members.sort((a, b) => (drawn.get(a) as number) - (drawn.get(b) as number) || a - b);
    const first = Math.round(test * members.length);
    const second = first + Math.round(validation * members.length);
    members.forEach((row, i) => {
      parts[i < first ? 0 : i < second ? 1 : 2].push(row);
    });
  }
  return parts;
}

/** Groups in an order that the seed draws, by the first row of each. */
function blocksOf(
  rows: Uint32Array,
  groupOf: (row: number) => unknown,
  draw: (row: number) => number,
): number[][] {
  const order = (members: number[]) => draw(members[0] as number);
  return [...grouped(rows, groupOf).values()].sort((a, b) => order(a) - order(b));
}

/** Rows of equal times, the last ones first. */
function timesOf(rows: Uint32Array, timeOf: (row: number) => number): number[][] {
  const timeless = rows.find((row) => Number.isNaN(timeOf(row)));
  if (timeless !== undefined) {
    throw new OptionError(
      `splitRows.timeOf: got NaN for row ${timeless}, expected a number. Leave out rows without a time.`,
    );
  }
  const times = grouped(rows, timeOf);
  return [...times].sort(([a], [b]) => b - a).map(([, members]) => members);
}

/** Whole blocks for testing until there are enough rows, then for validation; the rest is for training. */
function byBlocks(blocks: readonly number[][], validation: number, test: number): Parts {
  const total = blocks.reduce((n, { length }) => n + length, 0);
  const [tested, validated, trained]: Parts = [[], [], []];
  for (const block of blocks) {
    if (tested.length < Math.round(test * total)) append(tested, block);
    else if (validated.length < Math.round(validation * total)) append(validated, block);
    else append(trained, block);
  }
  return [tested, validated, trained];
}

/** A block may be longer than a call can have arguments. */
function append(part: number[], block: readonly number[]): void {
  for (const row of block) part.push(row);
}

/** Rows by what a function gives for them, in the order in which its values come first. */
function grouped<Key>(rows: Uint32Array, keyOf: (row: number) => Key): Map<Key, number[]> {
  const groups = new Map<Key, number[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [row]);
    else members.push(row);
  }
  return groups;
}
