import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { digits } from './digits.js';

const { train: all } = digits({ testShare: 0 });
const image = (row: number) =>
  Array.from(all.features.subarray(64 * row, 64 * row + 64), (x) => 16 * x);

describe('digits', () => {
  it('has the class counts that UCI publishes for the test part', () => {
    const counts = new Array(10).fill(0);
    for (const label of all.labels) counts[label]++;
    expect(counts).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
  });

  it('begins and ends with the first and the last row of the original file', () => {
    expect(all.labels[0]).toBe(0);
    // biome-ignore format: an image of 8 × 8 pixels
    expect(image(0)).toEqual([
      0, 0, 5, 13, 9, 1, 0, 0,
      0, 0, 13, 15, 10, 15, 5, 0,
      0, 3, 15, 2, 0, 11, 8, 0,
      0, 4, 12, 0, 0, 8, 8, 0,
      0, 5, 8, 0, 0, 9, 8, 0,
      0, 4, 11, 0, 1, 12, 7, 0,
      0, 2, 14, 5, 10, 12, 0, 0,
      0, 0, 6, 13, 10, 0, 0, 0,
    ]);
    expect(all.labels[1796]).toBe(8);
    // biome-ignore format: an image of 8 × 8 pixels
    expect(image(1796)).toEqual([
      0, 0, 10, 14, 8, 1, 0, 0,
      0, 2, 16, 14, 6, 1, 0, 0,
      0, 0, 15, 15, 8, 15, 0, 0,
      0, 0, 5, 16, 16, 10, 0, 0,
      0, 0, 12, 15, 15, 12, 0, 0,
      0, 4, 16, 6, 4, 16, 6, 0,
      0, 8, 16, 10, 8, 16, 8, 0,
      0, 1, 8, 12, 14, 12, 1, 0,
    ]);
  });

  it('has the checksums that Python computes from the CSV file', () => {
    // sum(pixels), and s = (31 s + pixel) mod 2³² over all pixels in order.
    const pixels = all.features.map((x) => 16 * x);
    expect(pixels.reduce((sum, ink) => sum + ink, 0)).toBe(561718);
    expect(pixels.reduce((s, ink) => (31 * s + ink) % 2 ** 32, 0)).toBe(2594058736);
  });

  it('holds every row of the CSV file', () => {
    const path = new URL('../../data/digits.csv.gz', import.meta.url);
    const lines = gunzipSync(readFileSync(path)).toString('utf8').trim().split('\n');
    expect(all.examples).toBe(lines.length);
    lines.forEach((line, row) => {
      expect([...image(row), all.labels[row]].join()).toBe(line);
    });
  });

  it('splits into 1438 and 359 images by default, class by class', () => {
    const { train, test } = digits();
    expect([train.examples, test.examples]).toEqual([1438, 359]);
    const counts = new Array(10).fill(0);
    for (const label of test.labels) counts[label]++;
    // A fifth of the class counts above, rounded up or down.
    const fifths = [35.6, 36.4, 35.4, 36.6, 36.2, 36.4, 36.2, 35.8, 34.8, 36];
    counts.forEach((count, label) => {
      expect(Math.abs(count - (fifths[label] as number))).toBeLessThan(1);
    });
  });

  it('splits otherwise with another seed', () => {
    expect(digits({ seed: 1 }).test.labels).toEqual(digits({ seed: 1 }).test.labels);
    expect(digits({ seed: 1 }).test.features).not.toEqual(digits({ seed: 2 }).test.features);
  });

  it('names pixels by row and column, and classes by the digit', () => {
    expect(all.featureNames).toHaveLength(64);
    expect(all.featureNames[0]).toBe('pixel_0_0');
    expect(all.featureNames[10]).toBe('pixel_1_2');
    expect(all.featureNames[63]).toBe('pixel_7_7');
    expect(all.classNames).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  });

  it('gives arrays that belong to the caller', () => {
    digits().train.features.fill(-1);
    expect(digits().train.features.every((x) => x >= 0 && x <= 1)).toBe(true);
  });
});
