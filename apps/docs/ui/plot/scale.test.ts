import { expect, test } from 'vitest';
import { plotLength, scaleOf } from './scale.js';

const ticksOf = (...domain: [number, number]) =>
  scaleOf({ domain, label: '', log: true, ticks: 4 }, [plotLength, 0]);

test.each<[number, number, string[]]>([
  [0.1, 40, ['0.1', '1', '10']],
  // d3 would write 0.1, 0.2, 0.3, 0.4 and 0.5.
  [0.08, 0.6, ['0.1', '0.2', '0.3', '0.5']],
  // Within a decade it would write nothing.
  [0.61, 0.78, ['0.65', '0.7', '0.75']],
  [1.21e-4, 1.59e-4, ['1.3e−4', '1.4e−4', '1.5e−4']],
  [1e-9, 1e3, ['1e−8', '1e−4', '1']],
])('a logarithmic axis from %s to %s has ticks in sight that do not touch', (low, high, texts) => {
  const { ticks } = ticksOf(low, high);
  expect(ticks.map(({ text }) => text)).toEqual(texts);
});

test('no two ticks of a logarithmic axis are nearer than a fifth of a chart that has room for four', () => {
  for (let low = 1e-3; low < 1; low *= 1.37) {
    for (let ratio = 1.2; ratio < 1e6; ratio *= 1.9) {
      const scale = ticksOf(low, low * ratio);
      const places = scale.ticks.map(({ value }) => scale(value));
      expect(places.length).toBeGreaterThan(0);
      places.slice(1).forEach((place, i) => {
        expect((places[i] as number) - place).toBeGreaterThanOrEqual(plotLength / 5 - 0.01);
      });
    }
  }
});
