import { expect, test } from 'vitest';
import { linksOf, placesOf } from './network-drawing.js';

const weight = (name: string, ...shape: [number, number]) => ({
  ...{ name, shape },
  values: Float32Array.from({ length: shape[0] * shape[1] }, (_, i) => i),
});

test('each weight is a line from its input to its output', () => {
  const widths = [2, 3, 1];
  const bias = { name: '0.0.bias', shape: [3], values: new Float32Array(3) };
  const links = linksOf(placesOf(widths), widths, [
    weight('0.0.weight', 2, 3),
    bias,
    weight('1.weight', 3, 1),
  ]);
  expect(links).toHaveLength(9);
  expect(links[5]).toMatchObject({ tensor: '0.0.weight', index: 5, value: 5 });
  expect([links[5]?.from.unit, links[5]?.to.unit]).toEqual([1, 2]);
  expect([links[8]?.from.layer, links[8]?.to.layer]).toEqual([1, 2]);
});

test('an image is one box without lines', () => {
  const widths = [64, 4, 10];
  const places = placesOf(widths);
  expect(places.map((layer) => layer.length)).toEqual([1, 4, 10]);
  const links = linksOf(places, widths, [weight('0.0.weight', 64, 4), weight('1.weight', 4, 10)]);
  expect(links.every(({ tensor }) => tensor === '1.weight')).toBe(true);
});
