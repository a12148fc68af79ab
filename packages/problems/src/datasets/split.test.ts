import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../errors.js';
import type { ClassificationDataset, RegressionDataset } from './dataset.js';
import { split } from './split.js';

/** A data set with the given number of examples in each class; features tell the row. */
function classified(counts: readonly number[]): ClassificationDataset {
  const labels = Int32Array.from(counts.flatMap((count, label) => new Array(count).fill(label)));
  const examples = labels.length;
  return {
    name: 'counts',
    task: 'classification',
    examples,
    featureCount: 2,
    featureNames: ['row', 'minus row'],
    features: Float32Array.from({ length: 2 * examples }, (_, i) => (i % 2 ? -(i >> 1) : i >> 1)),
    labels,
    classCount: counts.length,
    classNames: counts.map(String),
  };
}

const regression: RegressionDataset = {
  name: 'line',
  task: 'regression',
  examples: 30,
  featureCount: 1,
  featureNames: ['x'],
  features: Float32Array.from({ length: 30 }, (_, i) => i),
  targets: Float32Array.from({ length: 30 }, (_, i) => 10 * i),
};

const rows = (part: ClassificationDataset) => [...part.features].filter((_, i) => i % 2 === 0);
const classSizes = (part: ClassificationDataset) => {
  const sizes = new Array(part.classCount).fill(0);
  for (const label of part.labels) sizes[label]++;
  return sizes;
};

describe('split', () => {
  it('takes a fifth of each class by default', () => {
    const { train, test } = split(classified([100, 15, 5]));
    expect(classSizes(test)).toEqual([20, 3, 1]);
    expect(classSizes(train)).toEqual([80, 12, 4]);
  });

  it('rounds the share of the whole to the nearest integer, that of a class up or down', () => {
    const counts = fc.array(fc.nat(40), { minLength: 1, maxLength: 6 });
    const share = fc.double({ min: 0, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(counts, share, (counts, testShare) => {
        const dataset = classified(counts);
        const { test } = split(dataset, { testShare });
        expect(test.examples).toBe(Math.round(testShare * dataset.examples));
        classSizes(test).forEach((size, label) => {
          expect(Math.abs(size - testShare * (counts[label] as number))).toBeLessThan(1);
        });
      }),
      { seed: 1 },
    );
  });

  it('puts every row into one part, whole, with its label, in the order of the data set', () => {
    const counts = fc.array(fc.nat(40), { minLength: 1, maxLength: 6 });
    const share = fc.double({ min: 0, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(counts, share, fc.nat(), (counts, testShare, seed) => {
        const dataset = classified(counts);
        const { train, test } = split(dataset, { testShare, seed });
        expect([...rows(train), ...rows(test)].sort((a, b) => a - b)).toEqual(rows(dataset));
        for (const part of [train, test]) {
          const kept = rows(part);
          expect(part.examples).toBe(kept.length);
          expect(kept).toEqual([...kept].sort((a, b) => a - b));
          kept.forEach((row, i) => {
            expect(part.features[2 * i + 1]).toBe(-row);
            expect(part.labels[i]).toBe(dataset.labels[row]);
          });
        }
      }),
      { seed: 1 },
    );
  });

  it('chooses the same rows for the same seed and others for another', () => {
    const dataset = classified([50, 50]);
    const chosen = (seed: number) => rows(split(dataset, { seed }).test);
    expect(chosen(3)).toEqual(chosen(3));
    expect(chosen(3)).not.toEqual(chosen(4));
  });

  it('chooses from all over a class', () => {
    // Of 1000 rows 500 are chosen; their mean is 499.5 with a standard error below 10.
    const chosen = rows(split(classified([1000]), { testShare: 0.5 }).test);
    const mean = chosen.reduce((sum, row) => sum + row, 0) / chosen.length;
    expect(Math.abs(mean - 499.5)).toBeLessThan(50);
  });

  it('keeps everything for training when the share is 0', () => {
    const dataset = classified([5, 6]);
    const { train, test } = split(dataset, { testShare: 0 });
    expect(train).toEqual(dataset);
    expect(test.examples).toBe(0);
    expect(test.features).toHaveLength(0);
  });

  it('keeps the target of each row of a regression', () => {
    const { train, test } = split(regression, { testShare: 0.3 });
    expect([train.examples, test.examples]).toEqual([21, 9]);
    for (const part of [train, test]) {
      expect([...part.targets]).toEqual([...part.features].map((x) => 10 * x));
    }
  });

  it('leaves the data set as it was and shares no buffer with it', () => {
    const dataset = classified([4]);
    split(dataset, { testShare: 0 }).train.features.fill(7);
    expect(dataset).toEqual(classified([4]));
  });

  it.each([
    [
      { ...classified([3]), examples: 4 },
      'split: got 6 features, expected 4 examples × 2 features.',
    ],
    [{ ...classified([3]), labels: new Int32Array(2) }, 'split: got 2 labels, expected 3.'],
    [
      { ...classified([3]), labels: Int32Array.of(0, 1, 0) },
      'split: got label 1, expected integers in [0, 1).',
    ],
    [
      { ...classified([3]), labels: Int32Array.of(0, -1, 0) },
      'split: got label -1, expected integers in [0, 1).',
    ],
    [{ ...regression, targets: new Float32Array(31) }, 'split: got 31 targets, expected 30.'],
  ])('refuses arrays that contradict the counts (%#)', (dataset, message) => {
    expect(() => split(dataset)).toThrow(new ProblemError(message));
  });

  it.each([{ testShare: 1 }, { testShare: Number.NaN }, { seed: -1 }, { share: 0.2 }])(
    'refuses the options %j',
    (options) => {
      expect(() => split(classified([3]), options)).toThrow(ProblemError);
    },
  );
});
