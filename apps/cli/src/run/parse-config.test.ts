import { describe, expect, it } from 'vitest';
import { ConfigProblem, parseConfig } from './parse-config.js';

const config = {
  format: 'nadir-run',
  version: 1,
  hidden: [4],
  dropout: 0.1,
  seed: 0,
  features: { names: ['a', 'b'], mean: [0, 1], deviation: [1, 2] },
  target: { name: 'y', classNames: ['no', 'yes'] },
};

describe('parseConfig', () => {
  it('reads the configuration of a classification and of a regression', () => {
    expect(parseConfig(JSON.stringify(config))).toEqual(config);
    const regression = { ...config, target: { name: 'y', mean: 3, deviation: 2 } };
    expect(parseConfig(JSON.stringify(regression))).toEqual(regression);
  });

  it.each([
    ['{"format": "nadir-', 'got text that is no JSON'],
    ['[]', 'got no object as the file'],
    ['{}', 'got no `"format": "nadir-run"`'],
  ])('refuses %j', (json, message) => {
    expect(() => parseConfig(json)).toThrow(message);
  });

  it.each([
    ['another version', { version: 2 }, 'got version 2, expected 1'],
    ['no features', { features: undefined }, 'got no object as features'],
    ['a mean too few', { features: { ...config.features, mean: [0] } }, 'different lengths'],
    ['a deviation of 0', { features: { ...config.features, deviation: [1, 0] } }, 'deviation'],
    ['a mean that is no number', { features: { ...config.features, mean: [0, null] } }, 'mean'],
    ['half a unit', { hidden: [0.5] }, '`hidden`'],
    ['one class', { target: { name: 'y', classNames: ['no'] } }, 'fewer than two'],
    ['a number without deviation', { target: { name: 'y', mean: 1 } }, '`target.deviation`'],
    ['dropout of everything', { dropout: 1 }, '`dropout`'],
    ['a negative seed', { seed: -1 }, '`seed`'],
  ])('refuses %s', (_, change, message) => {
    const parse = () => parseConfig(JSON.stringify({ ...config, ...change }));
    expect(parse).toThrow(ConfigProblem);
    expect(parse).toThrow(message);
  });
});
