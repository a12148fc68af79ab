import { expect, it } from 'vitest';
import { circles } from './circles.js';

it('spaces the points of each class evenly on its circle', () => {
  const { train } = circles({ examples: 100, factor: 0.3, noise: 0, testShare: 0 });
  const angles: number[][] = [[], []];
  train.labels.forEach((label, row) => {
    const x = train.features[2 * row] as number;
    const y = train.features[2 * row + 1] as number;
    expect(Math.hypot(x, y)).toBeCloseTo(label === 0 ? 1 : 0.3, 6);
    angles[label]?.push(Math.atan2(y, x));
  });
  for (const list of angles) {
    expect(list).toHaveLength(50);
    const sorted = list.sort((a, b) => a - b);
    for (let i = 1; i < 50; i++) {
      expect((sorted[i] as number) - (sorted[i - 1] as number)).toBeCloseTo(Math.PI / 25, 5);
    }
  }
});
