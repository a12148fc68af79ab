import { expect, it } from 'vitest';
import { bumps } from './bumps.js';

it('has hills and hollows of height 1 by turns, and is flat between them where they are narrow', () => {
  const { train } = bumps({ examples: 20_000, width: 0.05, noise: 0, testShare: 0 });
  const near = (cx: number, cy: number) => {
    const targets = train.targets.filter(
      (_, row) =>
        Math.hypot(
          (train.features[2 * row] as number) - cx,
          (train.features[2 * row + 1] as number) - cy,
        ) < 0.02,
    );
    return targets.reduce((sum, target) => sum + target, 0) / targets.length;
  };
  // The mean of exp(−r² / 2σ²) over a disc of radius 0.4 σ is (1 − e^−0.08) / 0.08 = 0.961.
  expect(near(-0.6, 0.4)).toBeCloseTo(0.961, 1);
  expect(near(0, 0.4)).toBeCloseTo(-0.961, 1);
  expect(near(0, -0.4)).toBeCloseTo(0.961, 1);
  expect(near(0.6, -0.4)).toBeCloseTo(-0.961, 1);
  expect(near(0.3, 0)).toBeCloseTo(0, 3);
});
