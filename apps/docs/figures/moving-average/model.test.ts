import { expect, test } from 'vitest';
import { initial, pictureOf } from './model.js';

test('averages have the numbers worked out by hand', () => {
  const { keeps, takes } = pictureOf({ ...initial, series: [4, 2, 8], alpha: 0.9 }).averages;
  // From the first value: 0.9 · 4 + 0.1 · 2 = 3.8, 0.9 · 3.8 + 0.1 · 8 = 4.22.
  for (const [i, value] of [4, 3.8, 4.22].entries()) expect(keeps.values[i]).toBeCloseTo(value, 12);
  // 0.1 · 4 + 0.9 · 2 = 2.2, 0.1 · 2.2 + 0.9 · 8 = 7.42.
  for (const [i, value] of [4, 2.2, 7.42].entries()) expect(takes.values[i]).toBeCloseTo(value, 12);
});

test('the conventions are one at α and 1 − α', () => {
  const { alphas, averages } = pictureOf({ ...initial, alpha: 0.9, translated: true });
  expect(alphas).toEqual({ keeps: 0.9, takes: 0.1 });
  for (const [i, value] of averages.keeps.values.entries()) {
    expect(averages.takes.values[i]).toBeCloseTo(value, 12);
  }
});

test('shares fall by the factor that is kept', () => {
  const { keeps, takes } = pictureOf({ ...initial, alpha: 0.8 }).averages;
  for (const [age, share] of keeps.shares.entries())
    expect(share).toBeCloseTo(0.2 * 0.8 ** age, 12);
  for (const [age, share] of takes.shares.entries())
    expect(share).toBeCloseTo(0.8 * 0.2 ** age, 12);
});

test('the window is 1 / (1 − α) or 1 / α, and holds about 1 − 1 / e of the average', () => {
  const { keeps, takes } = pictureOf({ ...initial, alpha: 0.95 }).averages;
  expect(keeps.window).toBeCloseTo(20, 12);
  expect(takes.window).toBeCloseTo(1 / 0.95, 12);
  // 1 − 0.95²⁰
  expect(keeps.inWindow).toBeCloseTo(0.6415, 4);
});

test('a window that is longer than the shares drawn holds its share too', () => {
  // 1 − 0.99¹⁰⁰
  expect(pictureOf({ ...initial, alpha: 0.99 }).averages.keeps.inWindow).toBeCloseTo(0.634, 3);
});
