import { expect, it } from 'vitest';
import { sparkline } from './sparkline.js';

it('draws a value for each bar, the least lowest and the greatest highest', () => {
  expect(sparkline([0, 1, 2, 3, 4, 5, 6, 8], 20)).toBe('▁▂▃▄▅▆▇█');
});

it('is logarithmic for losses', () => {
  expect(sparkline([100, 10, 1], 20)).toBe('█▅▁');
});

it('draws means where there is less room than values', () => {
  expect(sparkline([0, 0, 7, 9, 16, 16], 3)).toBe('▁▅█');
});

it('draws equal values low', () => {
  expect(sparkline([2, 2], 20)).toBe('▁▁');
});
