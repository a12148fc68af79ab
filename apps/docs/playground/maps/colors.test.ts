import { expect, test } from 'vitest';
import { type Palette, paint, rgbOf, sizeOf } from './colors.js';

const palette: Palette = {
  paper: [255, 255, 255],
  ink: [0, 0, 0],
  classes: [rgbOf('#ff0000'), rgbOf('#0000ff')],
};
const map = (outputs: number, ...values: number[]) => ({
  ...{ size: Math.sqrt(values.length / outputs), outputs },
  values: Float32Array.from(values),
});

test('where a network can only guess, the paper shows', () => {
  const pixels = new Uint8ClampedArray(4);
  paint(pixels, map(2, 0.5, 0.5), palette);
  expect([...pixels]).toEqual([255, 255, 255, 255]);
});

test('where a network has broken, the paper shows', () => {
  const pixels = new Uint8ClampedArray(4);
  for (const outputs of [1, 2]) {
    paint(pixels.fill(0), map(outputs, ...Array(outputs).fill(Number.NaN)), palette);
    expect([...pixels]).toEqual([255, 255, 255, 255]);
  }
});

test('the lowest y is painted at the bottom', () => {
  const pixels = new Uint8ClampedArray(16);
  paint(pixels, map(1, 1, 1, -1, -1), palette);
  expect(pixels[2]).toBeLessThan(pixels[0] as number);
  expect(pixels[8]).toBeLessThan(pixels[10] as number);
});

test('a map of zeros and one that is broken have a scale', () => {
  expect(sizeOf(Float32Array.of(0, 0))).toBe(1);
  expect(sizeOf(Float32Array.of(-3, 2))).toBe(3);
  expect(sizeOf(Float32Array.of(Number.POSITIVE_INFINITY))).toBe(1);
});
