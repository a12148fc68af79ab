import { expect, test } from 'vitest';
import { keptUnits, meanCurve, outputDomain, type Probe, pictureOf, spreadOf } from './model.js';

const probe: Probe = {
  hidden: [0.5, -0.25],
  dropped: [1, 0],
  inner: [[1, 2]],
  outer: [[1], [2]],
  output: 2,
  outputs: [1, 3, 2],
  undivided: [0.5, 1.5, 1],
};
const frames = [0.5, 0.75, 0.625].map((forgotten) => ({
  accuracy: { evaluated: 0.9, forgotten },
  probe,
}));

test('a picture has the accuracies up to its step', () => {
  expect(pictureOf(0.5, frames, 2)?.accuracies.map(({ forgotten }) => forgotten)).toEqual([
    0.5, 0.75,
  ]);
  expect(pictureOf(0.5, frames, 4)).toBeUndefined();
});

test('the mean runs over all masks so far', () => {
  expect(meanCurve([1, 3, 2])).toEqual([
    [1, 1],
    [2, 2],
    [3, 2],
  ]);
});

test('a unit that was dropped takes part in evaluation', () => {
  expect(keptUnits(probe, false)).toEqual([true, false]);
  expect(keptUnits(probe, true)).toEqual([true, true]);
});

test('all outputs are in sight', () => {
  const [low, high] = outputDomain(probe);
  expect(low).toBeLessThan(0);
  expect(high).toBeGreaterThan(3);
});

test('the spread is that of the last steps', () => {
  const { accuracies } = pictureOf(0.5, frames, 3) ?? { accuracies: [] };
  expect(spreadOf(accuracies, 'forgotten', 2)).toEqual({ least: 0.625, most: 0.75 });
});
