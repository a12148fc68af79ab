import { describe, expect, test } from 'vitest';
import { type Arrival, checkAgreement } from './agreement.js';

describe('checkAgreement', () => {
  const first: Arrival = { name: 'first', rule: 'AdamW', values: [1, 2] };

  test('accepts what rounding may do, and other rules', () => {
    const close: Arrival = { name: 'close', rule: 'AdamW', values: [1 + 1.9e-6, 2] };
    const other: Arrival = { name: 'other', rule: 'Adam', values: [7, 7] };
    const none: Arrival = { name: 'none', rule: 'none', values: [] };
    expect(() => checkAgreement([first, close, other, none], 'update')).not.toThrow();
  });

  test('allows losses the rounding of long sums', () => {
    const far: Arrival = { name: 'far', rule: 'AdamW', values: [1, 2 + 9e-4] };
    expect(() => checkAgreement([first, far], 'training')).not.toThrow();
    expect(() => checkAgreement([first, far], 'update')).toThrow('far: got');
  });

  test.each([
    [
      'a difference above 2e-6',
      [1, 2 + 2.1e-6],
      /far: got 2\.0000021 as number 1 .* expected 2 as in first/,
    ],
    ['NaN', [Number.NaN, 2], /far: got NaN as number 0/],
    ['a missing value', [1], /far: got undefined as number 1/],
    ['one value too many', [1, 2, 3], /far: got/],
  ])('refuses %s', (_, values, message) => {
    const far: Arrival = { name: 'far', rule: 'AdamW', values };
    expect(() => checkAgreement([first, far], 'update')).toThrow(message);
  });
});
