import { expect, test } from 'vitest';
import { linkNear, linksOf, placesOf } from './network-drawing.js';

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

test('a pointer finds the line nearest to it, within its reach', () => {
  const widths = [2, 2];
  const links = linksOf(placesOf(widths), widths, [weight('0.weight', 2, 2)]);
  // From the middle of the left half to that of the right one, in a drawing of 400 by 200.
  const near = (x: number, y: number) => linkNear(links, [x, y], [400, 200], 6)?.index;
  expect(near(200, 52)).toBe(0);
  expect(near(200, 147)).toBe(3);
  expect([near(140, 54), near(260, 146)]).toEqual([1, 1]);
  expect(near(200, 75)).toBeUndefined();
  expect(near(20, 50)).toBeUndefined();
});
