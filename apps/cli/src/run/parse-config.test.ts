import { describe, expect, it } from 'vitest';
import { ConfigProblem, parseConfig } from './parse-config.js';

const number = { indicator: false, kind: 'number', fill: 0, deviation: 1 };

const config = {
  format: 'nadir-run',
  version: 2,
  model: 'mlp',
  hidden: [4],
  dropout: 0.1,
  seed: 0,
  encoder: {
    version: 1,
    features: [
      { ...number, column: 'a', mean: 0 },
      { ...number, column: 'b', mean: 1 },
    ],
    target: { column: 'y', task: 'classification', from: 'text', classes: ['no', 'yes'] },
    weight: null,
  },
};

/** The configuration with another encoder. */
const encoded = (change: object) => ({ encoder: { ...config.encoder, ...change } });

describe('parseConfig', () => {
  it('reads the configuration of a classification and of a regression', () => {
    expect(JSON.parse(JSON.stringify(parseConfig(JSON.stringify(config))))).toEqual(config);
    const target = { column: 'y', task: 'regression', mean: 3, deviation: 2 };
    const regression = { ...config, ...encoded({ target }) };
    expect(parseConfig(JSON.stringify(regression)).encoder.target).toEqual(target);
  });

  it('reads runs of before there were other models and several files', () => {
    const { model: _, ...before } = config;
    const data = { target: 'y', fingerprint: 'f' };
    const read = parseConfig(JSON.stringify({ ...before, data: { file: 'f.csv', ...data } }));
    expect(read.model).toBe('mlp');
    expect(read.data).toEqual({ files: ['f.csv'], ...data });
  });

  it.each([
    ['{"format": "nadir-', 'got text that is no JSON'],
    ['[]', 'got no object as the file'],
    ['{}', 'got no `"format": "nadir-run"`'],
  ])('refuses %j', (json, message) => {
    expect(() => parseConfig(json)).toThrow(message);
  });

  it.each([
    ['another version', { version: 1 }, 'got version 1, expected 2'],
    ['no encoder', { encoder: undefined }, 'encoder'],
    [
      'a deviation of 0',
      encoded({ features: [{ ...number, column: 'a', mean: 0, deviation: 0 }] }),
      'deviation',
    ],
    [
      'a mean that is no number',
      encoded({ features: [{ ...number, column: 'a', mean: null }] }),
      'mean',
    ],
    ['half a unit', { hidden: [0.5] }, '`hidden`'],
    [
      'a number without deviation',
      encoded({ target: { column: 'y', task: 'regression', mean: 1 } }),
      'deviation',
    ],
    ['dropout of everything', { dropout: 1 }, '`dropout`'],
    ['an unknown model', { model: 'mpl' }, '`model`'],
    ['files that are none', { data: { files: [1] } }, '`data.files`'],
    ['a negative seed', { seed: -1 }, '`seed`'],
  ])('refuses %s', (_, change, message) => {
    const parse = () => parseConfig(JSON.stringify({ ...config, ...change }));
    expect(parse).toThrow(ConfigProblem);
    expect(parse).toThrow(message);
  });
});
