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
  const places =
    groupOf !== undefined
      ? byBlocks(blocksOf(rows, groupOf, draw), validation, test)
      : timeOf !== undefined
        ? byBlocks(timesOf(rows, timeOf), validation, test)
        : byClass(rows, classOf ?? (() => 0), draw, validation, test);
  const part = (of: Part) => rowsAt(rows, places, of).sort();
  const split: Split = {
    train: part(Part.train),
    validation: part(Part.validation),
    test: part(Part.test),
  };
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

/** What a row is for, in the order in which parts are filled. */
const Part = { test: 0, validation: 1, train: 2 } as const;
type Part = (typeof Part)[keyof typeof Part];

/** The part of each row, by its place among the rows. */
type Places = Uint8Array;

function rowsAt(rows: Uint32Array, places: Places, part: Part): Uint32Array {
  const chosen = new Uint32Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    if (places[i] === part) chosen[count++] = rows[i] as number;
  }
  return chosen.slice(0, count);
}

/** Of each class the rows with the smallest draws are for testing, and those with the next ones for validation. */
function byClass(
  rows: Uint32Array,
  classOf: (row: number) => unknown,
  draw: (row: number) => number,
  validation: number,
  test: number,
): Places {
  const places = new Uint8Array(rows.length);
  const { members } = groupsOf(rows, classOf);
  for (const own of members) {
    const draws = own.map((place) => draw(rows[place] as number));
    const tested = Math.round(test * own.length);
    const first = smallest(draws, tested);
    const second = smallest(draws, tested + Math.round(validation * own.length));
    own.forEach((place, i) => {
      const [isFirst, isSecond] = [first(i), second(i)];
      places[place] = isFirst ? Part.test : isSecond ? Part.validation : Part.train;
    });
  }
  return places;
}

/** Tells, asked for all places in their order, which draws are among so many smallest ones; of equal draws the first ones are. */
function smallest(draws: Uint32Array, count: number): (at: number) => boolean {
  const sorted = draws.slice().sort();
  const limit = sorted[count] ?? Number.POSITIVE_INFINITY;
  let left = count - sorted.subarray(0, count).findLastIndex((draw) => draw < limit) - 1;
  return (at) => {
    const value = draws[at] as number;
    if (value === limit && left > 0) {
      left--;
      return true;
    }
    return value < limit;
  };
}

/** Places of rows that stay together, blocks in the order in which parts take them. */
type Blocks = readonly Uint32Array[];

/** Groups in an order that the seed draws, by the first row of each. */
function blocksOf(
  rows: Uint32Array,
  groupOf: (row: number) => unknown,
  draw: (row: number) => number,
): Blocks {
  const { members } = groupsOf(rows, groupOf);
  const order = Float64Array.from(members, (own) => draw(rows[own[0] as number] as number));
  return sortedBy(members, order);
}

/** Rows of equal times, the last ones first. */
function timesOf(rows: Uint32Array, timeOf: (row: number) => number): Blocks {
  const timeless = rows.find((row) => Number.isNaN(timeOf(row)));
  if (timeless !== undefined) {
    throw new OptionError(
      `splitRows.timeOf: got NaN for row ${timeless}, expected a number. Leave out rows without a time.`,
    );
  }
  const { keys, members } = groupsOf(rows, timeOf);
  return sortedBy(
    members,
    Float64Array.from(keys, (time) => -time),
  );
}

/** Blocks in the order of one number each. */
function sortedBy(blocks: Blocks, numbers: Float64Array): Blocks {
  const order = new Uint32Array(blocks.length).map((_, i) => i);
  order.sort((a, b) => (numbers[a] as number) - (numbers[b] as number));
  return Array.from(order, (i) => blocks[i] as Uint32Array);
}

/** Whole blocks for testing until there are enough rows, then for validation; the rest is for training. */
function byBlocks(blocks: Blocks, validation: number, test: number): Places {
  const total = blocks.reduce((n, { length }) => n + length, 0);
  const places = new Uint8Array(total).fill(Part.train);
  let [tested, validated] = [0, 0];
  for (const block of blocks) {
    const isTested = tested < Math.round(test * total);
    if (!isTested && validated >= Math.round(validation * total)) break;
    if (isTested) tested += block.length;
    else validated += block.length;
    for (const place of block) places[place] = isTested ? Part.test : Part.validation;
  }
  return places;
}

/** Places of rows by what a function gives for them, in the order in which its values come first. */
function groupsOf<Key>(rows: Uint32Array, keyOf: (row: number) => Key) {
  const numbers = new Map<Key, number>();
  const sizes: number[] = [];
  const groups = rows.map((row) => {
    const key = keyOf(row);
    const number = numbers.get(key) ?? numbers.size;
    if (number === sizes.length) {
      numbers.set(key, number);
      sizes.push(0);
    }
    sizes[number] = (sizes[number] as number) + 1;
    return number;
  });
  const members = sizes.map((size) => new Uint32Array(size));
  const filled = new Uint32Array(members.length);
  groups.forEach((number, place) => {
    const at = filled[number] as number;
    (members[number] as Uint32Array)[at] = place;
    filled[number] = at + 1;
  });
  return { keys: [...numbers.keys()], members };
}
