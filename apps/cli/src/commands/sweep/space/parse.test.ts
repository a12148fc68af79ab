import { describe, expect, it } from 'vitest';
import { type Dimension, valueIn, valuesOf } from './dimension.js';
import { parseDimension } from './parse.js';
import { type Searchable, searchables } from './searchable.js';

const known = searchables(['sgd', 'adam']);
const parse = (name: string, given: string): Dimension =>
  parseDimension(name, given, known[name] as Searchable);

describe('the space of a flag', () => {
  it.each([
    ['learningRate', '0.01', [0.01]],
    ['batch', '64,16,32,16', [16, 32, 64]],
    ['optimizer', 'sgd,adam', ['sgd', 'adam']],
    ['hidden', '64,32/128/none', ['64,32', '128', 'none']],
    ['nesterov', 'true,false', [true, false]],
    ['learningRate', 'log:1e-4..1e-1/4', [0.0001, 0.001, 0.01, 0.1]],
    ['dropout', '0..0.5/3', [0, 0.25, 0.5]],
    ['batch', '1..4/100', [1, 2, 3, 4]],
  ])('--%s %s is the values %j', (name, given, values) => {
    expect(valuesOf(parse(name, given))).toEqual(values);
  });

  it('is a range, evenly spread or by its logarithms', () => {
    const at = (name: string, given: string) =>
      [0, 0.5, 1].map((u) => valueIn(parse(name, given), u));
    expect(at('dropout', '0..0.5')).toEqual([0, 0.25, 0.5]);
    expect(at('learningRate', 'log:1e-4..1e-2')).toEqual([0.0001, 0.001, 0.01]);
    // Whole numbers stay whole: 16 · √(100 / 16) = 40.
    expect(at('batch', 'log:16..100')).toEqual([16, 40, 100]);
  });
});
