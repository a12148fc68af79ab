import { optimizers } from '@nadir/optim';
import { describe, expect, test } from 'vitest';
import { settableOf } from '../../engine/option-ranges.js';
import { firstSurface, pictureOf, rateOf, ruleOf, stageOf } from './model.js';

describe.each(Object.keys(optimizers))('%s', (name) => {
  const rate = rateOf(name, firstSurface);
  const { start } = stageOf(firstSurface);

  test('descends with its learning rate', () => {
    const { heights, outcome } = pictureOf(name, {
      surface: firstSurface,
      options: { learningRate: rate },
      start,
    });
    expect(outcome).toBe('descends');
    expect(heights[1]).toBeLessThan(heights[0]);
  });

  test('takes the ends of its sliders', () => {
    const rule = ruleOf(name);
    const { numbers } = settableOf(rule, rate);
    expect(numbers.length).toBeGreaterThan(0);
    for (const { name: option, range } of numbers) {
      for (const value of [range.min, range.max, range.initial]) {
        expect(() =>
          rule.check({ ...rule.defaults, [option]: value }, `${option} = ${value}`),
        ).not.toThrow();
      }
    }
  });
});

test('options that are refused are told, and nothing moves', () => {
  const picture = pictureOf('sgd', {
    surface: 'quadratic',
    options: { nesterov: true },
    start: [1, 1],
  });
  expect(picture.refused).toMatch(/^SGD\./);
  expect(picture.points).toEqual([[1, 1]]);
});
