import { expect, test } from 'vitest';
import { firstStart, leaderAt, raceFrom, steps } from './model.js';

const race = raceFrom(firstStart);

test('all run from the same start, and each comes down', () => {
  expect(race).toHaveLength(4);
  for (const { points, heights } of race) {
    expect(points[0]).toEqual(firstStart);
    expect(points).toHaveLength(steps + 1);
    expect(heights.at(-1)).toBeLessThan(0.05 * (heights[0] as number));
  }
});

test('the leader is the lowest', () => {
  const lowest = Math.min(...race.map(({ heights }) => heights[40] as number));
  expect(leaderAt(race, 40).height).toBe(lowest);
});
