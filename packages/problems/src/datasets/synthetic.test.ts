import { describe, expect, it } from 'vitest';
import { datasets } from '../registry.js';
import type { Dataset } from './dataset.js';

const synthetic = Object.entries(datasets).filter(([name]) => name !== 'digits');
const answers = (part: Dataset) => (part.task === 'classification' ? part.labels : part.targets);

describe.each(synthetic)('%s', (_, make) => {
  it('has 400 examples to train on and 100 to test on by default', () => {
    const { train, test } = make();
    expect([train.examples, test.examples]).toEqual([400, 100]);
  });

  it('has arrays of the sizes that its counts tell, all finite', () => {
    const { train, test } = make({ examples: 101, testShare: 0.3 });
    expect(train.examples + test.examples).toBe(101);
    for (const part of [train, test]) {
      expect(part.features).toHaveLength(part.examples * part.featureCount);
      expect(part.featureNames).toHaveLength(part.featureCount);
      expect(answers(part)).toHaveLength(part.examples);
      expect(part.features.every(Number.isFinite)).toBe(true);
      expect(answers(part).every(Number.isFinite)).toBe(true);
    }
  });

  it('gives the same numbers for the same seed and others for another', () => {
    expect(make({ seed: 12 })).toEqual(make({ seed: 12 }));
    expect(make({ seed: 12 }).train.features).not.toEqual(make({ seed: 13 }).train.features);
  });

  it('moves the same points in the same directions, further with more noise', () => {
    const [none, some, more] = [0, 0.5, 1].map((noise) => {
      const { train } = make({ noise, testShare: 0 });
      return train.task === 'regression' ? train.targets : train.features;
    }) as [Float32Array, Float32Array, Float32Array];
    none.forEach((still, i) => {
      expect((more[i] as number) - still).toBeCloseTo(2 * ((some[i] as number) - still), 5);
    });
    const variance =
      more.reduce((sum, x, i) => sum + (x - (none[i] as number)) ** 2, 0) / more.length;
    // The mean of at least 500 squares of standard normals: 1 with a standard error of √(2/500).
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / 500));
  });
});

describe.each(synthetic.filter(([name]) => name !== 'plane' && name !== 'bumps'))(
  'the classes of %s',
  (_, make) => {
    it('have equal sizes, but for one example, and come in random order', () => {
      const { train } = make({ examples: 301, testShare: 0 });
      if (train.task !== 'classification') throw new Error(`${train.name} has no classes`);
      const { classCount, classNames, labels } = train;
      const sizes = new Array(classCount).fill(0);
      for (const label of labels) sizes[label]++;
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      expect(classNames).toHaveLength(classCount);
      expect(labels).not.toEqual(labels.map((_, row) => row % classCount));
      expect(labels).not.toEqual(labels.toSorted());
    });
  },
);
