import { describe, expect, it } from 'vitest';
import { fakeRecord } from '../../../../test/fake-comparison.js';
import { bandOf } from './bands.js';

/** A run with these values at steps 0, 10, 20, …. */
const runOf = (values: readonly number[]) =>
  fakeRecord(
    'sgd',
    { value: 0 },
    { curve: values.map((value, i) => ({ step: 10 * i, seconds: 0, value })) },
  );

describe('bandOf', () => {
  it('has the lowest, middle and highest run at each step', () => {
    expect(bandOf([runOf([9, 1]), runOf([5, 4]), runOf([7, 2])], ({ value }) => value)).toEqual([
      { step: 0, low: 5, middle: 7, high: 9 },
      { step: 10, low: 1, middle: 2, high: 4 },
    ]);
  });

  it('has a run that diverged up to its last reading', () => {
    const band = bandOf([runOf([9, 1, 1]), runOf([5, Number.NaN])], ({ value }) => value);
    expect(band).toEqual([
      { step: 0, low: 5, middle: 7, high: 9 },
      { step: 10, low: 1, middle: 1, high: 1 },
      { step: 20, low: 1, middle: 1, high: 1 },
    ]);
  });

  it('leaves out what is not there', () => {
    expect(bandOf([runOf([9, 1])], ({ descended }) => descended)).toEqual([]);
  });
});
