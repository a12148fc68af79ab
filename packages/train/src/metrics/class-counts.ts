import { OptionError } from '@nadir/core';
import { checkInteger, checkNames, checkWord } from '@nadir/core/internal';
import { mul, stack, sum } from '@tensorflow/tfjs-core';
import { addUp } from './add-up.js';
import type { Metric } from './metric.js';
import { predictions } from './predictions.js';

/** Options of {@link precision}, {@link recall} and {@link f1}. */
export interface ClassAverage {
  /**
   * What becomes of the figures of the classes: their mean (`'macro'`), their mean by the number of targets (`'weighted'`), the figure
   * of all classes counted together (`'micro'`), or the one of a single class (`'binary'`). Default `'macro'`.
   */
  average?: 'macro' | 'weighted' | 'micro' | 'binary';
  /** The class of `'binary'`, an integer ≥ 0. Default `1`. */
  positive?: number;
}

/** Counts of one class. */
export interface ClassCount {
  /** Targets of the class that are predicted as such. */
  readonly hits: number;
  readonly predicted: number;
  readonly wanted: number;
}

/** A metric that follows from counts of each class. A class that is neither predicted nor wanted takes no part in means. */
export function classMetric(
  name: string,
  options: ClassAverage,
  figure: (count: ClassCount) => number,
): Metric {
  checkNames(name, options, ['average', 'positive']);
  const { average = 'macro', positive = 1 } = options;
  checkWord(name, { average }, 'average', ['macro', 'weighted', 'micro', 'binary']);
  checkInteger(name, { positive }, 0, 'positive');
  if (options.positive !== undefined && average !== 'binary') {
    throw new OptionError(
      `${name}.positive: got ${positive} with average '${average}', expected none. Write average: 'binary'.`,
    );
  }
  return {
    measure(outputs, targets) {
      const { predicted, wanted } = predictions(name, outputs, targets);
      const isClass = sum(wanted, 1, true);
      return stack([
        sum(mul(predicted, wanted), 0),
        sum(mul(predicted, isClass), 0),
        sum(wanted, 0),
      ]);
    },
    add: addUp,
    value(total) {
      const counts = countsIn(total);
      if (counts.length === 0) return Number.NaN;
      if (average === 'binary') return figure(counts[positive] ?? none);
      if (average === 'micro') return figure(counts.reduce(sumOf, none));
      const weightOf = ({ wanted }: ClassCount) => (average === 'weighted' ? wanted : 1);
      const weights = counts.reduce((total, count) => total + weightOf(count), 0);
      return counts.reduce((total, count) => total + weightOf(count) * figure(count), 0) / weights;
    },
  };
}

const none: ClassCount = { hits: 0, predicted: 0, wanted: 0 };

const sumOf = (a: ClassCount, b: ClassCount): ClassCount => ({
  hits: a.hits + b.hits,
  predicted: a.predicted + b.predicted,
  wanted: a.wanted + b.wanted,
});

/** The classes that occur, under their numbers. */
function countsIn(total: readonly number[]): ClassCount[] {
  const classes = total.length / 3;
  const counts: ClassCount[] = [];
  for (let i = 0; i < classes; i++) {
    const [hits, predicted, wanted] = [0, 1, 2].map((row) => total[row * classes + i] as number);
    if (predicted !== 0 || wanted !== 0) counts[i] = { hits, predicted, wanted } as ClassCount;
  }
  return counts;
}

/** A share; 0 where there is nothing to have a share of. */
export const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
